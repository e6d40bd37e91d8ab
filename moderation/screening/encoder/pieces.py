"""Cut text into the pieces of words that the encoder knows: a unigram vocabulary read by SentencePiece."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sentencepiece import SentencePieceProcessor

from moderation.screening.characters import cut_at_spaces
from moderation.screening.values import Span

# Longer stretches are cut at a space: so that a row of pieces always fits a window.
_STRETCH = 700  # code points
_ROW = 160  # pieces
# A text may hold half a surrogate pair, which no encoding of it takes.
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")


class Piece(NamedTuple):
    """A piece's number in the vocabulary and where it stands in the text, in code points."""

    number: int
    start: int
    end: int


class Cutter:
    """Cuts paragraphs into rows of pieces."""

    def __init__(self, vocabulary: Path) -> None:
        self._processor = SentencePieceProcessor(model_file=str(vocabulary))

    def cut(self, text: str, paragraphs: Sequence[Span]) -> Iterator[tuple[Piece, ...]]:
        """Yield the rows of *text* in its order: a paragraph is one row, or several where it is long."""
        for paragraph in paragraphs:
            for stretch in cut_at_spaces(text, paragraph, _STRETCH):
                pieces = self._pieces(text, stretch)
                for start in range(0, len(pieces), _ROW):
                    yield pieces[start : start + _ROW]

    def _pieces(self, text: str, stretch: Span) -> tuple[Piece, ...]:
        words = text[slice(*stretch)].translate(_SURROGATES)
        found = self._processor.encode(words, return_type="offset_mapping")
        return tuple(
            Piece(number, stretch.start + start, stretch.start + end)
            for number, (start, end) in zip(found["ids"], found["offsets"], strict=True)
        )

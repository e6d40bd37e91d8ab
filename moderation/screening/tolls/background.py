"""Tell news from settled history: a toll dated in an earlier year is background."""

from __future__ import annotations

from moderation.screening.quantities import Sort
from moderation.screening.tolls.chunks import Chunk
from moderation.screening.tolls.lexemes import LETTER
from moderation.screening.values import Modality

_SINCE, _PAST_YEAR, _STOP = LETTER["SINCE"], LETTER["PASTYEAR"], LETTER["STOP"]
_DATING = frozenset(LETTER[name] for name in ("IN", "OF", "AT", "WORD", "NAME", "DET", "FROM", "OPEN", "AND"))
_FIGURES = frozenset(LETTER[name] for name in ("NUM", "PEOPLE", "COUNTED", "HELD", "MOVED", "SPARED"))


def modality_of(chunks: list[Chunk], figure: int) -> Modality:
    """Say whether the toll of the chunk *figure* is dated in an earlier year, in its own clause."""
    first = _edge(chunks, figure, step=-1)
    after = _edge(chunks, figure, step=1)
    dated = any(_is_past_date(chunks, index) for index in range(first, after))
    return Modality.BACKGROUND if dated else Modality.ASSERTED


def _edge(chunks: list[Chunk], index: int, *, step: int) -> int:
    """Return how far the clause around *index* reaches; a stop ends it."""
    while 0 <= index < len(chunks) and chunks[index].letter != _STOP:
        index += step
    return index if step > 0 else index + 1


def _is_past_date(chunks: list[Chunk], index: int) -> bool:
    chunk = chunks[index]
    if chunk.letter == _PAST_YEAR:
        return True
    if chunk.figure is None or chunk.figure.sort is not Sort.YEAR or chunk.letter in _FIGURES or index == 0:
        return False
    before = [earlier.letter for earlier in chunks[max(0, index - 4) : index]]
    return _SINCE not in before and before[-1] in _DATING

"""Choose the pieces that the encoder keeps, and write them as a vocabulary that SentencePiece reads."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path

from sentencepiece import SentencePieceProcessor
from sentencepiece import sentencepiece_model_pb2 as formats

from moderation.management.encoding.base import Base

_CONTROLS = 4  # <s>, <pad>, </s>, <unk>: the same places in any vocabulary
_SEEN = 3  # in so many words of the language at least


def write_vocabulary(base: Base, numbers: Iterable[int], path: Path) -> None:
    """Write the pieces of *base* with these *numbers*, in this order, as a unigram model to *path*."""
    model = formats.ModelProto()
    kinds = formats.ModelProto.SentencePiece
    controls = {0: kinds.CONTROL, 1: kinds.CONTROL, 2: kinds.CONTROL, base.unknown: kinds.UNKNOWN}
    for number in numbers:
        model.pieces.add(piece=base.pieces[number], score=base.scores[number], type=controls.get(number, kinds.NORMAL))
    trainer = model.trainer_spec
    trainer.model_type = formats.TrainerSpec.UNIGRAM
    trainer.bos_id, trainer.pad_id, trainer.eos_id, trainer.unk_id = 0, 1, 2, base.unknown
    trainer.bos_piece, trainer.pad_piece, trainer.eos_piece, trainer.unk_piece = base.pieces[:_CONTROLS]
    trainer.vocab_size = len(model.pieces)
    normalizer = model.normalizer_spec
    normalizer.name = "identity"  # screening has smoothed the text, and offsets must hold
    normalizer.add_dummy_prefix = normalizer.remove_extra_whitespaces = normalizer.escape_whitespaces = True
    path.write_bytes(model.SerializeToString())


def choose_pieces(base: Base, texts: Iterable[str], words: Iterable[str], folder: Path) -> list[int]:
    """Return the numbers of the pieces to keep, in ascending order.

    They are those of the corpus' *texts*, those of several *words* of the languages, and every letter on its own.
    """
    whole = folder / "whole.model"
    write_vocabulary(base, range(len(base.pieces)), whole)
    processor = SentencePieceProcessor(model_file=str(whole))
    kept = set(range(_CONTROLS)) | _letters(base)
    for text in texts:
        kept.update(processor.encode(text))
    seen = Counter(number for word in words for number in set(processor.encode(word)))
    kept.update(number for number, times in seen.items() if times >= _SEEN)
    whole.unlink()
    return sorted(kept)


def _letters(base: Base) -> set[int]:
    """Return the numbers of the pieces of one letter, digit or mark of Latin script, with or without a space."""
    return {number for number, piece in enumerate(base.pieces) if len(piece.lstrip("▁")) <= 1 and _is_latin(piece)}


def _is_latin(piece: str) -> bool:
    return all(ord(letter) < 0x250 or 0x2000 <= ord(letter) < 0x20D0 for letter in piece.lstrip("▁"))


def words_of_models(models: Mapping[str, str]) -> list[str]:
    """Return the words that the parsers' models know, which stand for the languages as they are written."""
    found: set[str] = set()
    for package in models.values():
        spec = find_spec(package)
        assert spec is not None
        assert spec.origin is not None
        for path in sorted(Path(spec.origin).parent.glob("*/vocab/strings.json")):
            found.update(json.loads(path.read_text(encoding="utf-8")))
    return sorted(word for word in found if word.replace("-", "").replace("'", "").isalpha())

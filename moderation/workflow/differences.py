"""Compare two versions of a text word by word. Pure: texts in, values out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")


class Change(StrEnum):
    """What happened to a stretch between the older text and the newer one."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words with one fate."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph's story; ``is_changed`` is false where it stands as it stood."""

    pieces: tuple[Piece, ...]

    @property
    def is_changed(self) -> bool:
        """Say whether any word of the paragraph was added or removed."""
        return any(piece.change is not Change.SAME for piece in self.pieces)


def compare_texts(older: str, newer: str) -> tuple[Row, ...]:
    """Return the paragraphs of both texts in the newer one's order, differences marked by word."""
    before, after = older.split("\n"), newer.split("\n")
    rows: list[Row] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            rows += [Row(_pieces(Change.SAME, line)) for line in after[j1:j2]]
        else:
            rows += _compare_lines(before[i1:i2], after[j1:j2])
    return tuple(rows)


def _compare_lines(before: Sequence[str], after: Sequence[str]) -> Iterator[Row]:
    """Pair changed paragraphs by place; what is left over was added or removed whole."""
    shared = min(len(before), len(after))
    for older, newer in zip(before, after, strict=False):
        yield Row(tuple(_compare_words(older, newer)))
    for line in before[shared:]:
        yield Row(_pieces(Change.REMOVED, line))
    for line in after[shared:]:
        yield Row(_pieces(Change.ADDED, line))


def _compare_words(older: str, newer: str) -> Iterator[Piece]:
    before, after = _WORDS.findall(older), _WORDS.findall(newer)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(Change.SAME, "".join(after[j1:j2]))
            continue
        yield from _pieces(Change.REMOVED, "".join(before[i1:i2]))
        yield from _pieces(Change.ADDED, "".join(after[j1:j2]))


def _pieces(change: Change, text: str) -> tuple[Piece, ...]:
    return (Piece(change, text),) if text else ()

"""The phrases and words that a lexicon row asks for around a label.

A phrase is a row of elements, in reading order:
``word`` · ``word*`` or ``*word``, part of one · ``a/b``, either · ``@set``, a word of a named set ·
``#``, a number · ``#past``, a year long gone · ``~``, a word with a capital · ``_``, any word ·
``,``, a comma · ``$``, the end of the sentence · ``...``, up to six words of any kind.
An element with a ``?`` in it may be left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from moderation.screening.labels.surroundings import Surroundings, Word

WordSets = Mapping[str, frozenset[str]]

_GAP_WORDS = 6
_PIECE = re.compile(r"\*?\w+\*?|,")


@dataclass(frozen=True, slots=True)
class Element:
    """What one word of a phrase may be."""

    words: frozenset[str]
    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]
    tests: tuple[Callable[[str], bool], ...]
    is_optional: bool = False

    @property
    def is_plain(self) -> bool:
        """Say whether whole words are all that the element asks for."""
        return not (self.prefixes or self.suffixes or self.tests or self.is_optional)

    def meets(self, word: Word) -> bool:
        """Say whether *word* is one that the element allows."""
        folded = word.folded
        if folded in self.words or (self.prefixes and folded.startswith(self.prefixes)):
            return True
        if self.suffixes and folded.endswith(self.suffixes):
            return True
        return bool(self.tests) and any(test(word.written) for test in self.tests)

    def is_near(self, around: Surroundings) -> bool:
        """Say whether one of the words near the label is one that the element allows."""
        if not (self.words.isdisjoint(around.near_words) and around.near_stems.isdisjoint(self.prefixes)):
            return True
        return bool(self.suffixes or self.tests) and any(map(self.meets, around.near))


class _Mark(Enum):
    """Parts of a phrase that are no word."""

    GAP = "..."
    END = "$"


Part = Element | _Mark
Row = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Alternatives, each a row of elements, gaps and ends; those that begin with whole words by these."""

    by_first_word: Mapping[str, tuple[Row, ...]]
    others: tuple[Row, ...]

    def open(self, words: Sequence[Word]) -> bool:
        """Say whether one of the alternatives stands at the head of *words*."""
        if words:
            for row in self.by_first_word.get(words[0].folded, ()):
                if _stands(row, words, 0):
                    return True
        return any(_stands(row, words, 0) for row in self.others)


def read_phrases(cell: str, sets: WordSets, *, backwards: bool = False) -> Phrases | None:
    """Read a cell of alternatives parted by ``|``; an empty cell asks for nothing.

    *backwards* is for phrases that end where the label begins: nearest word first.

    :raises ValueError: an alternative asks for nothing, so that it would hold everywhere.
    """
    alternatives: list[Row] = []
    for text in filter(str.strip, cell.split("|")):
        row = tuple(_part(piece, sets) for piece in text.split())
        if all(part is _Mark.GAP or (isinstance(part, Element) and part.is_optional) for part in row):
            raise ValueError(f"{text!r} asks for nothing; a ? makes its whole element optional")
        alternatives.append(row[::-1] if backwards else row)
    return _index(alternatives) if alternatives else None


def read_words(cell: str, sets: WordSets) -> Element | None:
    """Read a cell of single words parted by ``|`` into one element; an empty cell asks for nothing."""
    parts = [part.strip() for part in cell.split("|") if part.strip()]
    return _one_of(parts, sets) if parts else None


def _part(text: str, sets: WordSets) -> Part:
    if text in _MARKS:
        return _MARKS[text]
    return _one_of(text.replace("?", "").split("/"), sets, is_optional="?" in text)


def _one_of(pieces: Iterable[str], sets: WordSets, *, is_optional: bool = False) -> Element:
    words: set[str] = set()
    for piece in pieces:
        words |= sets[piece[1:]] if piece.startswith("@") else {piece.lower()}
    parts = words - _TESTS.keys()
    odd = sorted(word for word in parts if not _PIECE.fullmatch(word))
    if odd:
        raise ValueError(f"no single word: {', '.join(odd)}; words are parted by hyphens and apostrophes too")
    return Element(
        words=frozenset(word for word in parts if "*" not in word),
        prefixes=tuple(sorted(word[:-1] for word in parts if word.endswith("*"))),
        suffixes=tuple(sorted(word[1:] for word in parts if word.startswith("*"))),
        tests=tuple(_TESTS[word] for word in sorted(words & _TESTS.keys())),
        is_optional=is_optional,
    )


def _index(alternatives: Iterable[Row]) -> Phrases:
    by_first_word: dict[str, tuple[Row, ...]] = {}
    others = []
    for row in alternatives:
        if isinstance(row[0], Element) and row[0].is_plain:
            for word in row[0].words:
                by_first_word[word] = (*by_first_word.get(word, ()), row)
        else:
            others.append(row)
    return Phrases(by_first_word, tuple(others))


def _stands(row: Row, words: Sequence[Word], at: int) -> bool:
    for place, part in enumerate(row):
        if part is _Mark.GAP:
            return _stands_after_gap(row[place + 1 :], words, at)
        if part is _Mark.END:
            return at >= len(words)
        assert isinstance(part, Element)
        is_met = at < len(words) and part.meets(words[at])
        if part.is_optional:
            rest = row[place + 1 :]
            return (is_met and _stands(rest, words, at + 1)) or _stands(rest, words, at)
        if not is_met:
            return False
        at += 1
    return True


def _stands_after_gap(rest: Row, words: Sequence[Word], at: int) -> bool:
    reached = words[at : at + _GAP_WORDS + 1]
    if len(rest) == 1 and isinstance(rest[0], Element):
        return any(map(rest[0].meets, reached))
    return not rest or any(_stands(rest, words, at + skip) for skip in range(len(reached)))


def _is_word(word: str) -> bool:
    return word != ","


def _has_capital(word: str) -> bool:
    return word[0].isupper()


def _is_past(word: str) -> bool:
    """Say whether *word* is a year of settled history."""
    return len(word) == 4 and word.isdigit() and "1000" <= word < "1990"


_TESTS: dict[str, Callable[[str], bool]] = {"_": _is_word, "#": str.isdigit, "#past": _is_past, "~": _has_capital}
_MARKS = {mark.value: mark for mark in _Mark}

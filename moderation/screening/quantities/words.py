"""Compile a language's quantity words: numbers, collectives, modifiers, guards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from moderation.screening.lexicon import LanguagePack
from moderation.screening.values import Precision

_NUMERAL = ("unit", "hundred", "magnitude", "collective", "lead", "article")
_OPENING = (*_NUMERAL, "before", "zero", "negation", "skip", "opener")


@dataclass(frozen=True, slots=True)
class Entry:
    """One quantity word; ``min`` is its value where it is a plain number."""

    kind: str
    min: int | None = None
    max: int | None = None
    precision: Precision = Precision.EXACT
    ahead: int = 0  # words of the phrase that are looked at and left


@dataclass(frozen=True, slots=True)
class Phrases:
    """Entries under their first word, longest first."""

    under: dict[str, tuple[tuple[tuple[str, ...], Entry], ...]]
    openers: frozenset[str]  # words that can begin a figure
    numerals: frozenset[str]  # words that can begin a number or collective

    def at(self, words: Sequence[str], index: int, *kinds: str) -> tuple[Entry, int] | None:
        """Return the longest entry of *kinds* that begins at *index*, and the index after it."""
        if index >= len(words):
            return None
        for phrase, entry in self.under.get(words[index], ()):
            if entry.kind in kinds and _runs(words, index, phrase):
                return entry, index + len(phrase) - entry.ahead
        return None


@lru_cache(maxsize=64)
def quantity_words(pack: LanguagePack) -> Phrases:
    """Compile *pack*'s ``quantity_words``, once; "+" before a word of a form only looks ahead at it."""
    under: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for row in pack.rows("quantity_words"):
        entry = Entry(row["kind"], _count(row["min"]), _count(row["max"]), Precision(row["precision"] or "exact"))
        for form in row["forms"].split("|"):
            phrase = tuple(form.replace("+", "").split())
            under.setdefault(phrase[0], []).append((phrase, replace(entry, ahead=form.count("+"))))
    ordered = {word: tuple(sorted(found, key=lambda item: -len(item[0]))) for word, found in under.items()}
    return Phrases(ordered, _beginning(ordered, *_OPENING), _beginning(ordered, *_NUMERAL))


def _beginning(under: dict[str, tuple[tuple[tuple[str, ...], Entry], ...]], *kinds: str) -> frozenset[str]:
    return frozenset(word for word, found in under.items() if any(entry.kind in kinds for _, entry in found))


def _runs(words: Sequence[str], index: int, phrase: tuple[str, ...]) -> bool:
    return len(phrase) == 1 or tuple(words[index : index + len(phrase)]) == phrase


def _count(cell: str) -> int | None:
    return int(cell) if cell else None

"""Compile a language's quantity words: numbers, collectives, modifiers, guards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from moderation.screening.lexicon import LanguagePack
from moderation.screening.values import Precision

# A number and the noun that it counts in one word: the dual of some languages, a singular that is one by itself.
COUNTED = ("counted", "counted_one")
_NUMERAL = ("unit", "hundred", "magnitude", "collective", "plural", "lead", "article")
_STATING = frozenset(("unit", "hundred", "magnitude", "collective", "plural", "article", "zero", "negation", *COUNTED))
_OPENING = (*_NUMERAL, *COUNTED, "before", "zero", "negation", "skip", "opener")


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
    prepositions: frozenset[str]  # words that may open a range
    # kinds asked for together → first word → phrases, their rest as a list; filled as they are asked for
    narrowed: dict[tuple[str, ...], dict[str, list[tuple[list[str], int, Entry]]]] = field(default_factory=dict)

    def at(self, words: list[str], index: int, *kinds: str) -> tuple[Entry, int] | None:
        """Return the longest entry of *kinds* that begins at *index*, and the index after it."""
        if index >= len(words) or words[index] not in self.under:
            return None
        table = self.narrowed.get(kinds)
        if table is None:
            table = self._narrow(kinds)
        for rest, length, entry in table.get(words[index], ()):
            if not rest or words[index + 1 : index + length] == rest:
                return entry, index + length - entry.ahead
        return None

    def _narrow(self, kinds: tuple[str, ...]) -> dict[str, list[tuple[list[str], int, Entry]]]:
        """Keep the phrases of *kinds* apart: most words begin some phrase, few one of these."""
        table = {}
        for word, found in self.under.items():
            wanted = [(list(phrase[1:]), len(phrase), entry) for phrase, entry in found if entry.kind in kinds]
            if wanted:
                table[word] = wanted
        self.narrowed[kinds] = table
        return table


@lru_cache(maxsize=12)
def quantity_words(pack: LanguagePack) -> Phrases:
    """Compile *pack*'s ``quantity_words``, once; "+" before a word of a form only looks ahead at it."""
    under: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for row in pack.rows("quantity_words"):
        entry = Entry(row["kind"], _count(row["min"]), _count(row["max"]), Precision(row["precision"] or "exact"))
        for form in row["forms"].split("|"):
            phrase = tuple(word.removeprefix("+") or word for word in form.split())
            ahead = sum(word.startswith("+") and word != "+" for word in form.split())
            under.setdefault(phrase[0], []).append((phrase, replace(entry, ahead=ahead)))
    ordered = {word: tuple(sorted(found, key=lambda item: -len(item[0]))) for word, found in under.items()}
    return Phrases(
        ordered,
        _beginning(ordered, *_OPENING),
        _beginning(ordered, *_NUMERAL),
        _beginning(ordered, "opener_maybe"),
    )


@lru_cache(maxsize=12)
def small_words(pack: LanguagePack) -> tuple[str, ...]:
    """Return the small words that *pack*'s language writes as one with the next."""
    rows = (row for row in pack.rows("quantity_words") if row["kind"] == "proclitic")
    return tuple(form for row in rows for form in row["forms"].split("|"))


def stating_forms(pack: LanguagePack) -> Iterator[str]:
    """Yield the forms of which each figure without a digit holds one; what modifies figures states none."""
    for row in pack.rows("quantity_words"):
        if row["kind"] in _STATING:
            yield from row["forms"].replace("+", "").split("|")


def _beginning(under: dict[str, tuple[tuple[tuple[str, ...], Entry], ...]], *kinds: str) -> frozenset[str]:
    return frozenset(word for word, found in under.items() if any(entry.kind in kinds for _, entry in found))


def _count(cell: str) -> int | None:
    return int(cell) if cell else None

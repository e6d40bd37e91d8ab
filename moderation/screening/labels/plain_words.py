"""The plain words that a term is to be replaced by, and which of them can stand in its place as it was found.

A row's ``suggestions`` are parted by ``|``. One in brackets is advice ("(name the group)"). One with an inflection
class behind a colon is inflected as the term was: ``attacker:s`` for "terrorists" gives "attackers". The others fit
where the term stands in its dictionary form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from moderation.screening.inflection import INVARIABLE, Paradigms, inflect, list_forms

_ADVICE = "("


@dataclass(frozen=True, slots=True)
class PlainWord:
    """One suggestion; ``forms`` are those of its class, in the class's order, or itself alone."""

    words: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlainWords:
    """A term's suggestions; ``places`` says which form of its class each spelling of the term is, of so many."""

    listed: tuple[PlainWord, ...]
    places: Mapping[str, int]
    count: int

    @property
    def words(self) -> tuple[str, ...]:
        """Return what an editor is told, best first."""
        return tuple(plain.words for plain in self.listed)

    def fitting(self, found: str) -> tuple[str, ...]:
        """Return what can stand in the place of the term as *found* in the text, its capital kept."""
        place = self.places.get(found.lower())
        if place is None:
            return ()
        fit = (self._in_form(plain, place) for plain in self.listed if _ADVICE not in plain.words)
        is_capital = found[:1].isupper()
        return tuple(words[:1].upper() + words[1:] if is_capital else words for words in fit if words)

    def _in_form(self, plain: PlainWord, place: int) -> str:
        if place == 0:
            return plain.words
        # A variant may change where the term itself does not: then no form of the plain word answers to it.
        return plain.forms[place] if place < len(plain.forms) == self.count else ""


def read_plain_words(suggestions: str, spellings: Mapping[str, str], paradigms: Paradigms) -> PlainWords:
    """Read a row's *suggestions* for a term of these *spellings*, each with the classes of its words.

    :raises UnreadableLexicon: a class is unknown or does not fit its word
    """
    listed = tuple(_read(part, paradigms) for part in suggestions.split("|") if part)
    rows = [_spelled(spelling, classes, paradigms) for spelling, classes in spellings.items()]
    places = {form: place for row in rows for place, forms in enumerate(row) for form in forms}
    places |= {form: 0 for row in rows for form in row[0]}
    return PlainWords(listed, places, len(rows[0]))


def _read(part: str, paradigms: Paradigms) -> PlainWord:
    words, _, name = part.partition(":")
    return PlainWord(words, list_forms(words, name, paradigms) if name else (words,))


def _spelled(spelling: str, classes: str, paradigms: Paradigms) -> list[tuple[str, ...]]:
    """Return the term's forms, each with all of its ways to be joined; more than one word that changes: the first."""
    words = spelling.lower().replace("-", " ").split()
    named = classes.split()[-len(words) :]
    changing = [at for at, name in enumerate(named) if name != INVARIABLE]
    if len(changing) != 1:
        return [inflect(spelling, "", paradigms)]
    word = words[changing[0] - len(named)]
    return [
        inflect(form.join(spelling.lower().rsplit(word, 1)), "", paradigms)
        for form in list_forms(word, named[changing[0]], paradigms)
    ]

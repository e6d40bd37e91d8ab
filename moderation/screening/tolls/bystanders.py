"""Turn away figures of people who only stand beside one person's harm: kin, mourners, seekers, witnesses.

"Her two sons were waiting when she died", "trois voisins ont découvert le corps de la femme": the one who was harmed is
named or told by a pronoun, so the word of harm counts nobody else. Figures that a construction ties are left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from moderation.screening.tolls.chunks import Chunk, Row
from moderation.screening.tolls.hearing import HEARD
from moderation.screening.tolls.lexemes import HARM, LETTER, PASSIVE, Lexemes
from moderation.screening.tolls.linking import Link

_GUARD, _PERSON, _LONE = (LETTER[name] for name in ("GUARD", "PERSON", "LONE"))
_OF, _DET, _COMMA, _AND, _WHO, _WITH, _BE, _NOUN = (
    LETTER[name] for name in ("OF", "DET", "COMMA", "AND", "WHO", "WITH", "BE", "NOUN")
)
_LIVES, _SEEK = LETTER["LIVES"], LETTER["SEEK"]
_FORMS = frozenset(LETTER[name] for name in ("PAST", "PART", "DEAD", "DIE"))  # before or behind whom they befell
_ACTIVE = frozenset(LETTER[name] for name in ("PAST", "PART"))  # harm somebody else unless they are passive
_NAMES_OF_HARM = frozenset(LETTER[name] for name in ("NOUN", "DEAD", "LOSS", "ACT"))
_LIGHT = frozenset(LETTER[name] for name in ("DET", "ADJ", "OTHER"))
_AUXILIARIES = frozenset(LETTER[name] for name in ("HAVE", "BE", "WOULD_HAVE", "WOULD_BE", "ADV", "NOT", "MODAL"))


def turn_away(row: Row, letters: str, links: Mapping[int, Link], form: Callable[[Chunk], str], lexemes: Lexemes) -> str:
    """Return *letters*, those of *row* after linking, with the figures turned away whom no word of harm can mean.

    *form* gives a chunk's folded words.
    """
    harms = [at for at, letter in enumerate(row.letters) if letter in HARM and letter != _LIVES]
    if not harms:
        return letters
    sentence = _Sentence(row, form, lexemes)
    loners = {at: sentence.befell_one(at) for at in harms}
    turned = list(letters)
    for index, letter in enumerate(row.letters):
        if letter not in HEARD or index in links or sentence.is_in_company(index):
            continue
        if all(loners[at] or (index < at and sentence.counts_others(at)) for at in harms):
            turned[index] = _GUARD
    return "".join(turned)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One sentence, asked whom each of its words of harm befell."""

    row: Row
    form: Callable[[Chunk], str]
    lexemes: Lexemes

    def befell_one(self, at: int) -> bool:
        """Say whether the harm at *at* befell one person that the sentence names, and nobody who is counted."""
        letter = self.row.letters[at]
        if letter in _FORMS and self._describes_one(at):
            return True
        if letter in _NAMES_OF_HARM and (self._is_owned(at) or self._is_alone(self._owner(at))):
            return True
        if letter == _NOUN and self._at(at - 1) in _LIGHT and self.lexemes.is_one(self.form(self.row.chunks[at])):
            return True  # "the victim"
        return letter in _FORMS and self._is_alone(self._subject(at))

    def is_in_company(self, index: int) -> bool:
        """Say whether a figure shares the harm of one person: "died there with six friends"."""
        return self._before(index) == _WITH

    def counts_others(self, at: int) -> bool:
        """Say whether a word of harm is of people behind it: "over the deaths of 39 migrants", "are searching for"."""
        if self.row.letters[at] == _SEEK:
            return True
        owner = self._owner(at)
        return (
            self.row.letters[at] in _NAMES_OF_HARM
            and 0 <= owner < len(self.row.chunks)
            and (self.row.chunks[owner].figure is not None)
        )

    def _describes_one(self, at: int) -> bool:
        """Say whether a participle describes one person: "their murdered friend", "la fillette disparue"."""
        if self.lexemes.head_last:
            return self._at(at - 1) in _LIGHT and self._is_one(at + 1)
        return self._is_one(at - 1)

    def _is_alone(self, place: int) -> bool:
        """Say whether a chunk is one person whom nobody else is joined to: not "and their driver"."""
        return self._is_one(place) and self._before(place) != _AND and self._at(place + 1) != _AND

    def _before(self, place: int) -> str:
        """Return the letter before a noun phrase that ends at *place*."""
        place -= 1
        while self._at(place) in _LIGHT:
            place -= 1
        return self._at(place)

    def _is_owned(self, at: int) -> bool:
        """Say whether the harm is somebody's: "his death", "sa mort", "the woman's body"."""
        before = self._at(at - 1)
        if before == _DET:
            return self.form(self.row.chunks[at - 1]) in self.lexemes.owners
        return before in _LIGHT and self.form(self.row.chunks[at - 1]) in self.lexemes.owners and self._is_one(at - 2)

    def _owner(self, at: int) -> int:
        """Return the chunk that a noun of harm belongs to: "the death of the mayor"; -1 where it belongs to none."""
        place = at + 1
        if self._at(place) != _OF:
            return -1
        place += 1
        while self._at(place) in _LIGHT:
            place += 1
        return place

    def _subject(self, at: int) -> int:
        """Return the chunk that a verb's subject ends in; -1 where it has none of its own."""
        place = at - 1
        while self._at(place) in _AUXILIARIES:
            place -= 1
        is_active = self.row.letters[at] in _ACTIVE and PASSIVE.isdisjoint(self.row.letters[place + 1 : at])
        if is_active:
            return -1
        if self._at(place) == _WHO:
            place -= 1 + (self._at(place - 1) == _COMMA)
        elif self._at(place) == _COMMA:  # behind what is set between commas
            place = self.row.letters.rfind(_COMMA, 0, place) - 1
        if self._at(place) == _AND or place < 0:  # "she had two sons, and died": the subject stands at the head
            return 0
        return place

    def _is_one(self, place: int) -> bool:
        """Say whether the chunk is one person: a pronoun, or a noun for one."""
        letter = self._at(place)
        if letter in ("", _LONE):
            return letter == _LONE
        word = self.form(self.row.chunks[place])
        return word in self.lexemes.loners or (letter == _PERSON and self.lexemes.is_one(word))

    def _at(self, place: int) -> str:
        return self.row.letters[place] if 0 <= place < len(self.row.letters) else ""

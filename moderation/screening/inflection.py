"""Inflect an entry: its class, a row of the pack's own table, says which endings the lemma takes.

A class strips an ending from the lemma and puts its own endings in its place ("er" → "e", "ent",
"é" …). A phrase names one class a word; ``-`` leaves a word as it stands, and so does a class that is
missing at the front.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from moderation.screening.lexicon import LanguagePack, UnreadableLexicon

INVARIABLE = "-"

_JOINTS = re.compile(r"([ -])")
# How writers join the words of one term: "terror group", "terror-group"; "anti-terrorist", "antiterrorist".
_JOINED = {" ": (" ", "-"), "-": ("-", " ", "")}


@dataclass(frozen=True, slots=True)
class Paradigm:
    """One inflection class: what it strips from the lemma, and the endings it adds."""

    strip: str
    endings: tuple[str, ...]

    def forms(self, word: str) -> tuple[str, ...]:
        """Return the inflected forms of *word*, the word itself among them.

        :raises ValueError: *word* does not end as the class asks.
        """
        if not word.endswith(self.strip):
            raise ValueError(f"{word!r} does not end in {self.strip!r}")
        stem = word.removesuffix(self.strip)
        return tuple(dict.fromkeys((word, *(stem + ending for ending in self.endings))))


Paradigms = Mapping[str, Paradigm]


def read_paradigms(pack: LanguagePack) -> Paradigms:
    """Return the classes of *pack*'s table ``inflections``, by name."""
    return {row["name"]: Paradigm(row["strip"], tuple(row["endings"].split("|"))) for row in pack.rows("inflections")}


def inflect(phrase: str, classes: str, paradigms: Paradigms) -> tuple[str, ...]:
    """Return every form of *phrase* in every way of joining its words, in lower case, sorted.

    :raises UnreadableLexicon: a class is unknown or does not fit its word.
    """
    words = _JOINTS.split(phrase.lower())
    named = [INVARIABLE] * len(words) + classes.split()
    choices = tuple(_choices(words, named[-len(words[::2]) :], paradigms))
    return tuple(sorted({"".join(parts) for parts in product(*choices)}))


def list_forms(word: str, name: str, paradigms: Paradigms) -> tuple[str, ...]:
    """Return the forms of one *word* by the class *name*, in the class's order, the word itself first.

    :raises UnreadableLexicon: the class is unknown or does not fit the word
    """
    if name == INVARIABLE:
        return (word,)
    if name not in paradigms:
        raise UnreadableLexicon(f"{word!r}: no inflection class {name!r}; add it to inflections.csv")
    try:
        return paradigms[name].forms(word)
    except ValueError as error:
        raise UnreadableLexicon(f"inflection class {name!r}: {error}; choose another class") from error


def unaccented(form: str) -> str:
    """Return *form* without its accents, of the same length (a letter that would grow keeps its own)."""
    return "".join(_bare(letter) for letter in form)


def _choices(words: Sequence[str], classes: Sequence[str], paradigms: Paradigms) -> Iterator[tuple[str, ...]]:
    for place, word in enumerate(words):
        if place % 2:
            yield _JOINED[word]
        else:
            yield list_forms(word, classes[place // 2], paradigms)


def _bare(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[0]
    return base if len(base) == len(letter) else letter

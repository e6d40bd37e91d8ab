"""Compile a pack's tables for reading speech: its cues, the nouns of sources, hedges and small words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from moderation.screening.attribution.forms import Forms, Tails, read_forms, tails_of
from moderation.screening.attribution.habits import Habits, read_habits
from moderation.screening.attribution.words import TOKEN, read_flags
from moderation.screening.lexicon import LanguagePack


class Kind(StrEnum):
    """What speaks: it decides whether a desk could call the source back."""

    BODY = "body"
    OFFICE = "office"
    PERSON = "person"
    SCHOLAR = "scholar"
    OUTLET = "outlet"
    MEDIA = "media"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Noun:
    """A source noun: the words after its first, and what kind of source it names."""

    tail: tuple[str, ...]
    kind: Kind


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """One language's words for reading speech, by their first token.

    ``liaisons`` are what joins a verb to the pronoun behind it, ``attributes`` the endings of adjectives where nouns
    bear capitals, ``relating`` articles that relate behind a comma, ``spreading`` forms of verbs that pass things on.
    Where no capitals tell names, words that are none are among the ``nameless`` or end like them.
    """

    flags: Mapping[str, int]
    verbs: Forms
    phrases: Forms
    nouns: Mapping[str, tuple[Noun, ...]]
    hedges: Tails
    conditionals: tuple[str, ...]
    asides: Tails
    leads: Tails
    backings: tuple[str, ...]
    addressees: re.Pattern[str]
    speakers: re.Pattern[str]
    habits: Habits
    nameless: frozenset[str]
    nameless_endings: tuple[str, ...]
    plural_endings: tuple[str, ...]
    liaisons: tuple[str, ...]
    attributes: tuple[str, ...]
    relating: frozenset[str]
    spreading: frozenset[str]
    starters: frozenset[str]


@lru_cache(maxsize=12)
def read_vocabulary(pack: LanguagePack) -> Vocabulary:
    """Compile *pack*'s cues, sources, hedges and speech words.

    :raises UnreadableLexicon: a row names an unknown class, kind or force.
    """
    verbs, phrases = read_forms(pack)
    nouns: dict[str, list[Noun]] = {}
    for row in pack.rows("sources"):
        first, *tail = TOKEN.findall(row["noun"].lower())
        nouns.setdefault(first, []).append(Noun(tuple(tail), Kind(row["kind"])))
    hedges = pack.rows("hedges")
    small: dict[str, list[str]] = {}
    for row in pack.rows("speech_words"):
        small.setdefault(row["kind"], []).extend(row["forms"].split("|"))
    return Vocabulary(
        read_flags(pack),
        verbs,
        phrases,
        {first: tuple(sorted(found, key=lambda noun: -len(noun.tail))) for first, found in nouns.items()},
        tails_of(row["phrase"] for row in hedges if row["kind"] == "mark"),
        tuple(row["phrase"] for row in hedges if row["kind"] == "ending"),
        tails_of(small.get("aside", ())),
        tails_of(small.get("lead", ())),
        tuple(small.get("backing", ())),
        _any_of(small.get("addressee", ())),
        _any_of(small.get("speaker", ())),
        read_habits(small.get("order", ())),
        frozenset(small.get("nameless", ())),
        tuple(small.get("nameless_ending", ())),
        tuple(small.get("plural_ending", ())),
        tuple(small.get("liaison", ())),
        tuple(small.get("attribute_ending", ())),
        frozenset(small.get("relative_article", ())),
        frozenset(small.get("spreading", ())),
        frozenset(verbs.keys() | phrases.keys()),
    )


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for any of the words, also where a hyphen ties one on ("faites-vous"); none matches nothing."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words)) or '(?!)'})(?!\w)")

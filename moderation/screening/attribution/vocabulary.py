"""Compile a pack's tables for reading speech: forms of cues, nouns of sources, classes of small words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntFlag, StrEnum, auto
from functools import lru_cache

from moderation.screening.lexicon import LanguagePack, Row, UnreadableLexicon

TOKEN = re.compile(r"\w+(?:-\w+)*(?:'(?!s\b))?|'s\b|[^\w\s]")
# Stands for a stretch of other words inside a cue: "put … at".
GAP = "…"
WIDEST_GAP = 16


# Phrases by their first token, each as the tokens behind it.
Tails = Mapping[str, tuple[tuple[str, ...], ...]]
# Rows of ``speech_words`` that hold phrases, endings or habits of the language, not words of a class.
_NO_WORDS = frozenset({"aside", "lead", "backing", "addressee", "speaker", "order", "plural_ending", "liaison"})


class Word:
    """What a token does in a sentence, as bits; the table ``speech_words`` says which words do what.

    Plain integers: they are tested some hundred times a sentence, and an ``IntFlag`` costs ten times as much.
    """

    DETERMINER = 1 << 0
    INDEFINITE = 1 << 1
    SAME = 1 << 2
    DEMONSTRATIVE = 1 << 3
    PRONOUN = 1 << 4
    IMPERSONAL = 1 << 5
    CLITIC = 1 << 6
    INVERTED = 1 << 7
    SELF = 1 << 8
    RELATIVE = 1 << 9
    SUBJECT_RELATIVE = 1 << 10
    THAT = 1 << 11
    AND = 1 << 12
    CONTRAST = 1 << 13
    HAVE = 1 << 14
    BE = 1 << 15
    ADVERB = 1 << 16
    BY = 1 << 17
    OF = 1 << 18
    PREPOSITION = 1 << 19
    TIME = 1 << 20
    MONTH = 1 << 21
    IF = 1 << 22
    MODAL = 1 << 23
    MODAL_CONDITIONAL = 1 << 24
    CONDITIONAL_HAVE = 1 << 25
    CONDITIONAL_BE = 1 << 26
    NOT_CONDITIONAL = 1 << 27
    OWNER = 1 << 28
    VICTIMS = 1 << 29
    ANONYMOUS = 1 << 30
    ECHO = 1 << 31
    EMPHATIC = 1 << 32
    TENTATIVE = 1 << 33
    POSSESSIVE = 1 << 34
    PLURAL = 1 << 35
    QUARTER = 1 << 40
    OWN = 1 << 41
    LISTENER = 1 << 42
    SOMEONE = 1 << 44
    PUBLISHED = 1 << 45
    OBJECT = 1 << 46
    NEGATION = 1 << 47
    ANY = 1 << 48
    FIGURE = 1 << 49
    INFINITIVE = 1 << 50
    UNSAID = 1 << 51
    HARM = 1 << 52
    WHOSE = 1 << 58
    REFLEXIVE = 1 << 59
    AFTER = 1 << 60
    NOBODY = 1 << 53
    NOT = 1 << 54
    SEEN = 1 << 55
    PLATFORM = 1 << 56
    CASUALTY = 1 << 57
    BACKDROP = 1 << 61
    SETTING = 1 << 62
    TOWARDS = 1 << 63
    ADDRESSING = 1 << 64
    ASKED = 1 << 65
    # Not words of the table: marks, quotations, figures, and verbs that lead to an infinitive ("went on to").
    BOUNDARY = 1 << 36
    STOP = 1 << 37
    QUOTE = 1 << 38
    NUMBER = 1 << 39
    LEAD = 1 << 43


class Tense(IntFlag):
    """The readings that a verb's form allows."""

    BASE = auto()
    FINITE = auto()
    PAST = auto()
    PRESENT = auto()
    CONDITIONAL = auto()


class Kind(StrEnum):
    """What speaks: it decides whether a desk could call the source back."""

    BODY = "body"
    OFFICE = "office"
    PERSON = "person"
    SCHOLAR = "scholar"
    OUTLET = "outlet"
    MEDIA = "media"
    DOCUMENT = "document"


class Force(StrEnum):
    """What a cue does with what it reaches."""

    SAY = "say"
    TELL = "tell"
    COUNT = "count"
    FIND = "find"
    STAND = "stand"
    QUOTE = "quote"
    STANCE = "stance"
    CHARGE = "charge"
    RUMOUR = "rumour"


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a cue: the words after its first, and how the form may be read, as the bits of ``Tense``."""

    cue: str
    kind: str
    force: Force
    needs: str
    tenses: int
    tail: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Noun:
    """A source noun: the words after its first, and what kind of source it names."""

    tail: tuple[str, ...]
    kind: Kind


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """One language's words for reading speech, by their first token.

    ``order`` holds ``first`` where a noun phrase begins with its head, ``bare`` where plurals need no article;
    ``liaisons`` are what joins a verb to the pronoun behind it.
    """

    flags: Mapping[str, int]
    verbs: Mapping[str, tuple[Form, ...]]
    phrases: Mapping[str, tuple[Form, ...]]
    nouns: Mapping[str, tuple[Noun, ...]]
    hedges: Tails
    conditionals: tuple[str, ...]
    asides: Tails
    leads: Tails
    backings: tuple[str, ...]
    addressees: re.Pattern[str]
    speakers: re.Pattern[str]
    order: frozenset[str]
    plural_endings: tuple[str, ...]
    liaisons: tuple[str, ...]
    starters: frozenset[str]


@lru_cache(maxsize=8)
def read_vocabulary(pack: LanguagePack) -> Vocabulary:
    """Compile *pack*'s cues, sources, hedges and speech words.

    :raises UnreadableLexicon: a row names an unknown class, kind or force.
    """
    classes = _read_conjugations(pack)
    verbs: dict[str, list[Form]] = {}
    phrases: dict[str, list[Form]] = {}
    for row in pack.rows("cues"):
        shelf = verbs if row["kind"] == "verb" else phrases
        for first, form in _forms(row, classes):
            shelf.setdefault(first, []).append(form)
    nouns: dict[str, list[Noun]] = {}
    for row in pack.rows("sources"):
        first, *tail = TOKEN.findall(row["noun"].lower())
        nouns.setdefault(first, []).append(Noun(tuple(tail), Kind(row["kind"])))
    hedges = pack.rows("hedges")
    small = {row["kind"]: row["forms"].split("|") for row in pack.rows("speech_words")}
    return Vocabulary(
        _read_flags(pack),
        {first: _longest_first(_merge(forms)) for first, forms in verbs.items()},
        {first: _exact_first(forms) for first, forms in phrases.items()},
        {first: tuple(sorted(found, key=lambda noun: -len(noun.tail))) for first, found in nouns.items()},
        tails_of(row["phrase"] for row in hedges if row["kind"] == "mark"),
        tuple(row["phrase"] for row in hedges if row["kind"] == "ending"),
        tails_of(small.get("aside", ())),
        tails_of(small.get("lead", ())),
        tuple(small.get("backing", ())),
        _any_of(small.get("addressee", ())),
        _any_of(small.get("speaker", ())),
        frozenset(small.get("order", ())),
        tuple(small.get("plural_ending", ())),
        tuple(small.get("liaison", ())),
        frozenset(verbs) | frozenset(phrases),
    )


def tails_of(phrases: Iterable[str]) -> Tails:
    """Return the phrases by first token, each as the tokens behind it, the longest first."""
    tails: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        first, *tail = TOKEN.findall(phrase)
        tails.setdefault(first, []).append(tuple(tail))
    return {first: tuple(sorted(found, key=len, reverse=True)) for first, found in tails.items()}


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for any of the words, also where a hyphen ties one on ("faites-vous"); none matches nothing."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words)) or '(?!)'})(?!\w)")


def match_tail(words: list[str], at: int, tail: tuple[str, ...]) -> int | None:
    """Return where *tail*, matched from token *at* on, ends; nothing where it does not match."""
    for place, wanted in enumerate(tail):
        if wanted == GAP:
            rest = tail[place + 1 :]
            starts = (start for start in range(at, min(at + WIDEST_GAP, len(words))) if words[start] == rest[0])
            return next((end for start in starts if (end := match_tail(words, start, rest)) is not None), None)
        if at >= len(words) or words[at] != wanted:
            return None
        at += 1
    return at


def _read_flags(pack: LanguagePack) -> dict[str, int]:
    flags: dict[str, int] = {}
    for row in pack.rows("speech_words"):
        if row["kind"] in _NO_WORDS:
            continue
        flag = getattr(Word, row["kind"].upper(), None)
        if flag is None:
            raise UnreadableLexicon(f"speech_words, {row['id']}: no word class {row['kind']!r}")
        for word in row["forms"].split("|"):
            flags[word] = flags.get(word, 0) | flag
    return flags


def _read_conjugations(pack: LanguagePack) -> dict[str, list[Row]]:
    classes: dict[str, list[Row]] = {}
    for row in pack.rows("conjugations"):
        classes.setdefault(row["name"], []).append(row)
    return classes


def _forms(row: Row, classes: Mapping[str, list[Row]]) -> Iterable[tuple[str, Form]]:
    """Yield every form of one cue with its first token."""
    for tense, words in _inflected(row, classes):
        first, *tail = TOKEN.findall(words)
        yield first, Form(row["id"], row["kind"], Force(row["force"]), row["needs"], int(tense), tuple(tail))


def _inflected(row: Row, classes: Mapping[str, list[Row]]) -> Iterable[tuple[Tense, str]]:
    if row["kind"] != "verb":
        yield Tense(0), row["cue"]
        return
    yield Tense.BASE, row["cue"]
    for part in filter(None, row["forms"].split(";")):
        tense, _, forms = part.partition(":")
        yield from ((Tense[tense.upper()], form) for form in forms.split("|"))
    if row["inflection"]:
        yield from _conjugated(row, classes)


def _conjugated(row: Row, classes: Mapping[str, list[Row]]) -> Iterable[tuple[Tense, str]]:
    verb, gap, tail = row["cue"].partition(" ")
    for rule in classes.get(row["inflection"], ()):
        if not verb.endswith(rule["strip"]):
            raise UnreadableLexicon(f"cues, {row['id']}: {verb!r} does not end in {rule['strip']!r}")
        stem = verb.removesuffix(rule["strip"])
        yield from ((Tense[rule["tense"].upper()], stem + end + gap + tail) for end in rule["endings"].split("|"))
    if row["inflection"] not in classes:
        raise UnreadableLexicon(f"cues, {row['id']}: no conjugation {row['inflection']!r}; add it to conjugations.csv")


def _merge(forms: Iterable[Form]) -> list[Form]:
    """Join the readings that one spelling of one cue allows."""
    merged: dict[tuple[str, tuple[str, ...]], Form] = {}
    for form in forms:
        known = merged.get((form.cue, form.tail))
        tenses = form.tenses | known.tenses if known else form.tenses
        merged[form.cue, form.tail] = Form(form.cue, form.kind, form.force, form.needs, tenses, form.tail)
    return list(merged.values())


def _longest_first(forms: Iterable[Form]) -> tuple[Form, ...]:
    return tuple(sorted(forms, key=lambda form: -len(form.tail)))


def _exact_first(forms: Iterable[Form]) -> tuple[Form, ...]:
    """Put "convicted over" before "convicted … of", whose gap would hold the figure of "convicted over two of them"."""
    return tuple(sorted(forms, key=lambda form: (GAP in form.tail, -len(form.tail))))

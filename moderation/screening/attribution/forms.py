"""The forms of a pack's cues: every spelling of a verb or phrase that tells who says what, and its readings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntFlag, StrEnum, auto

from moderation.screening.attribution.words import TOKEN
from moderation.screening.lexicon import LanguagePack, Row, UnreadableLexicon

# Stands for a stretch of other words inside a cue: "put … at".
GAP = "…"
WIDEST_GAP = 16

# Phrases by their first token, each as the tokens behind it.
Tails = Mapping[str, tuple[tuple[str, ...], ...]]
# Forms by their first token.
Forms = Mapping[str, tuple["Form", ...]]


class Tense(IntFlag):
    """The readings that a verb's form allows."""

    BASE = auto()
    FINITE = auto()
    PAST = auto()
    PRESENT = auto()
    CONDITIONAL = auto()


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
    DEED = "deed"  # what a verb of saying does beside certain words, where it says nothing: "concluded a truce"


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a cue: the words after its first, and how the form may be read, as the bits of ``Tense``."""

    cue: str
    kind: str
    force: Force
    needs: str
    tenses: int
    tail: tuple[str, ...]


def read_forms(pack: LanguagePack) -> tuple[Forms, Forms]:
    """Return *pack*'s cues: the forms of verbs, then of phrases.

    :raises UnreadableLexicon: a row names an unknown conjugation, or one that its verb does not follow.
    """
    classes = _read_conjugations(pack)
    verbs: dict[str, list[Form]] = {}
    phrases: dict[str, list[Form]] = {}
    for row in pack.rows("cues"):
        shelf = verbs if row["kind"] == "verb" else phrases
        for first, form in _forms(row, classes):
            shelf.setdefault(first, []).append(form)
    return (
        {first: _longest_first(_merge(forms)) for first, forms in verbs.items()},
        {first: _exact_first(forms) for first, forms in phrases.items()},
    )


def tails_of(phrases: Iterable[str]) -> Tails:
    """Return the phrases by first token, each as the tokens behind it, the longest first."""
    tails: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        first, *tail = TOKEN.findall(phrase)
        tails.setdefault(first, []).append(tuple(tail))
    return {first: tuple(sorted(found, key=len, reverse=True)) for first, found in tails.items()}


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
    """Put deeds before all: "gave in to the demands of" is no "gave … of"."""
    return tuple(sorted(forms, key=lambda form: (form.force is not Force.DEED, -len(form.tail))))


def _exact_first(forms: Iterable[Form]) -> tuple[Form, ...]:
    """Put "convicted over" before "convicted … of", whose gap would hold the figure of "convicted over two of them"."""
    return tuple(sorted(forms, key=lambda form: (GAP in form.tail, -len(form.tail))))

"""Which finding of a new reading is which flag of the last one, and whether its answer still holds.

Pure: sightings in, matches out. An answer is carried over untouched only where nothing that the check read has
changed; it is carried to be confirmed where the words around it changed; it is lost, and the flag reopened, where
the number, the source, the hedge or anything else that the evidence states has changed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum, StrEnum
from itertools import count, takewhile
from typing import Any, TypeAlias

# What evidence says of places, of the reader and of the remedy is no fact about the toll or the label.
NO_FACTS = frozenset(
    {
        "start",
        "end",
        "index",
        "part_of",
        "looked_at",
        "would_clear",
        "parser",
        "likelihood",
        "lowered_by",
        "base_severity",
        "house_style",
        "scope",
    }
)

# The fact that names the sentence's own hedges and source nouns; it follows from the sentence and the lexicon alone.
WEIGHTY = "weighty_words"

# Checks on tolls replace each other when the source or the hedge changes: they ask about one figure.
FAMILIES: Mapping[str, str] = {
    "unattributed_toll": "toll",
    "hedged_toll": "toll",
    "vague_attribution": "toll",
    "party_attribution": "toll",
}

NEAR_LIKENESS = 0.5  # of two sentences that are the same one, edited
CHANGED_LIKENESS = 0.4  # of two sentences about the same figure, which itself changed

_REACH = 300  # characters on each side of a match; twins in one sentence are told apart by far fewer
_MOST_WEIGHED = 100  # twins of one passage that are told apart by more than their order

_WORD = re.compile(r"\w+")
_SENTENCE_ENDS = re.compile(r"[.!?…]\s|\n")
_BLANKS = re.compile(r"\s+")


# What twins have in common: check, text and window, white space evened.
Print: TypeAlias = tuple[str, str, str]
# The words before a match and those after it, the nearest first; none for what has no place in the text.
Beside: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]
NOWHERE: Beside = ((), ())


class Settled(IntEnum):
    """How far a flag was answered: what still asks something comes first."""

    OPEN = 0
    UPHELD = 1
    DISMISSED = 2


class Tie(StrEnum):
    """How a finding hangs on a flag of the last reading."""

    SAME = "same"
    CONFIRM = "confirm"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Sighting:
    """A finding or a flag, as matching sees it. `window` is all that the check read, `sentence` its own sentence.

    `beside` are the words before and after the match, the nearest first. `settled` says how far a flag was answered.
    """

    check_id: str
    matched_text: str
    window: str
    sentence: str
    facts: Mapping[str, Any]
    occurrence: int = 1
    words: frozenset[str] = field(default_factory=frozenset)
    beside: Beside = NOWHERE
    settled: Settled = Settled.OPEN

    @property
    def print(self) -> Print:
        """Return what it has in common with its twins."""
        return self.check_id, _even(self.matched_text), _even(self.window)

    @property
    def fingerprint(self) -> str:
        """Return the hash of check, matched text, window and occurrence."""
        check_id, text, window = self.print
        parts = [check_id, text, hashlib.sha256(window.encode()).hexdigest(), self.occurrence]
        return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()

    @property
    def family(self) -> str:
        """Return the name under which checks that ask about one thing are compared."""
        return FAMILIES.get(self.check_id, self.check_id)


@dataclass(frozen=True, slots=True)
class Mark:
    """A flag as whoever signed under it knew it: one that differs in anything of this is another flag to them.

    `facts` are JSON, without what the lexicon alone says of the sentence's words.
    """

    check_id: str
    severity: str
    language: str
    fingerprint: str
    facts: str


@dataclass(frozen=True, slots=True)
class Match:
    """One new sighting and the old one it continues; `difference` maps a fact to its old and new value."""

    new: int
    old: int
    tie: Tie
    difference: Mapping[str, Any] = field(default_factory=dict)


def sight(
    check_id: str,
    matched_text: str,
    *,
    window: str,
    sentence: str,
    facts: Mapping[str, Any],
    beside: Beside = NOWHERE,
) -> Sighting:
    """Return a finding as matching sees it, its occurrence not yet counted."""
    words = frozenset(word.lower() for word in _WORD.findall(sentence))
    return Sighting(check_id, matched_text, window, sentence, facts, words=words, beside=beside)


def words_beside(text: str, start: int, end: int) -> Beside:
    """Return the nearest words before and after a place in a text, as far as its sentence seems to go.

    What stands in other sentences is the same for twins, and would speak for the one that is nearer to it.
    """
    before = _SENTENCE_ENDS.split(text[max(0, start - _REACH) : start])[-1]
    after = _SENTENCE_ENDS.split(text[end : end + _REACH], maxsplit=1)[0]
    return (
        tuple(word.lower() for word in reversed(_WORD.findall(before))),
        tuple(word.lower() for word in _WORD.findall(after)),
    )


def count_occurrences(sightings: Iterable[Sighting]) -> list[Sighting]:
    """Give a number to each of the sightings that check, text and window do not tell apart, in reading order."""
    seen: Counter[Print] = Counter()
    counted = []
    for one in sightings:
        seen[one.print] += 1
        counted.append(replace(one, occurrence=seen[one.print]))
    return counted


def number_by_place(
    sightings: Sequence[Sighting], places: Sequence[int | None], known: Iterable[tuple[Sighting, int | None]]
) -> list[Sighting]:
    """Give each sighting the number of what is *known* at its place in the same text, else one that is free.

    A reading that loses the first of two twins counts the second as the first: it stays the second.
    """
    numbers: dict[Print, dict[int | None, int]] = defaultdict(dict)
    for one, place in known:
        if place is not None:
            numbers[one.print][place] = one.occurrence
    numbered = []
    for one, place in zip(sightings, places, strict=True):
        taken = numbers.get(one.print)
        if taken and place is not None and place not in taken:
            taken[place] = next(number for number in count(1) if number not in taken.values())
        numbered.append(replace(one, occurrence=taken[place]) if taken and place is not None else one)
    return numbered


def mark(check_id: str, severity: str, *, language: str, fingerprint: str, facts: Mapping[str, Any]) -> Mark:
    """Return a flag's mark."""
    told = {name: value for name, value in facts.items() if name != WEIGHTY}
    return Mark(check_id, severity, language, fingerprint, json.dumps(told, ensure_ascii=False, sort_keys=True))


def facts_of(evidence: Mapping[str, Any]) -> dict[str, Any]:
    """Return what evidence states about the thing itself, as flat dotted facts."""
    return dict(_flatten(evidence, ""))


def match_all(old: Sequence[Sighting], new: Sequence[Sighting], *, is_one_text: bool = False) -> list[Match]:
    """Match each new sighting with at most one old one: the same, the same reworded, or the same thing changed.

    *is_one_text* where both are of one text and numbered by their places in it.
    """
    matches = list(_same_prints(old, new, is_one_text=is_one_text))
    for tie in (Tie.CONFIRM, Tie.CHANGED):
        free_old = set(range(len(old))) - {match.old for match in matches}
        free_new = set(range(len(new))) - {match.new for match in matches}
        matches += _closest(old, new, sorted(free_old), sorted(free_new), tie)
    return sorted(matches, key=lambda match: match.new)


def difference(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts that differ: name → [old, new]."""
    names = sorted(old.keys() | new.keys())
    return {name: [old.get(name), new.get(name)] for name in names if old.get(name) != new.get(name)}


def _same_prints(old: Sequence[Sighting], new: Sequence[Sighting], *, is_one_text: bool) -> Iterator[Match]:
    stood, found = (_by_print(seen, is_one_text=is_one_text) for seen in (old, new))
    for key in stood.keys() & found.keys():
        for was, at in _pair_twins(old, new, stood[key], found[key]):
            changes = difference(old[was].facts, new[at].facts)
            # The same sentence has the same words in it: what a new lexicon says of them is no change of the text.
            changes.pop(WEIGHTY, None)
            yield Match(at, was, Tie.CHANGED if changes else Tie.SAME, changes)


def _by_print(sightings: Sequence[Sighting], *, is_one_text: bool) -> Mapping[str | Print, list[int]]:
    groups: dict[str | Print, list[int]] = defaultdict(list)
    for index, one in enumerate(sightings):
        groups[one.fingerprint if is_one_text else one.print].append(index)
    return groups


def _pair_twins(
    old: Sequence[Sighting], new: Sequence[Sighting], stood: Sequence[int], found: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Yield which twin of another text is which: by their order where none came or went, else as likely ones are."""
    if len(stood) == len(found) or max(len(stood), len(found)) > _MOST_WEIGHED:
        yield from zip(stood, found, strict=False)
        return
    yield from _each_once(
        ((-_run_beside(old[was], new[at]), old[was].settled, abs(rank - order)), at, was)
        for order, at in enumerate(found)
        for rank, was in enumerate(stood)
    )


def _closest(
    old: Sequence[Sighting], new: Sequence[Sighting], free_old: list[int], free_new: list[int], tie: Tie
) -> Iterator[Match]:
    """Yield the likest pairs first; each sighting is used once.

    Twins in one sentence are equally like: the words right beside the match tell which of them is left. Where those
    do not either, the one that nobody has let pass is: no question is answered by what was said of another.
    """
    pairs = (
        ((-likeness, -_run_beside(old[was], new[at]), old[was].settled, abs(at - was)), at, was)
        for at in free_new
        for was in free_old
        if (likeness := _likeness(old[was], new[at], tie)) > 0
    )
    for was, at in _each_once(pairs):
        yield Match(at, was, tie, _told(old[was], new[at]) if tie is Tie.CHANGED else {})


def _each_once(pairs: Iterable[tuple[tuple[float, ...], int, int]]) -> Iterator[tuple[int, int]]:
    """Yield old and new of the best pairs, those of the least weight first; each is used once."""
    used_old: set[int] = set()
    used_new: set[int] = set()
    for _weight, at, was in sorted(pairs):
        if at not in used_new and was not in used_old:
            used_new.add(at)
            used_old.add(was)
            yield was, at


def _likeness(old: Sighting, new: Sighting, tie: Tie) -> float:
    """Return how alike two sightings are, or 0 where they cannot be tied so."""
    if tie is Tie.CONFIRM:
        if old.check_id != new.check_id or old.facts != new.facts:
            return 0
        # The twin that stays may begin the sentence now.
        if old.matched_text.casefold() != new.matched_text.casefold():
            return 0
        likeness = _overlap(old.words, new.words)
        return likeness if likeness >= NEAR_LIKENESS else 0
    if old.family != new.family:
        return 0
    likeness = _overlap(_others(old), _others(new))
    return likeness if likeness >= CHANGED_LIKENESS else 0


def _run_beside(old: Sighting, new: Sighting) -> int:
    """Count the words that two sightings have in common from the match outwards, on both sides."""
    return sum(
        sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(was, now, strict=False)))
        for was, now in zip(old.beside, new.beside, strict=True)
    )


def _told(old: Sighting, new: Sighting) -> dict[str, Any]:
    told = difference(old.facts, new.facts)
    if old.matched_text != new.matched_text:
        told["text"] = [old.matched_text, new.matched_text]
    return told


def _others(one: Sighting) -> frozenset[str]:
    """Return the sentence's words without the figure or label itself."""
    return one.words - {word.lower() for word in _WORD.findall(one.matched_text)}


def _overlap(some: frozenset[str], others: frozenset[str]) -> float:
    if not some and not others:
        return 1.0
    return 2 * len(some & others) / (len(some) + len(others))


def _flatten(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        for name in sorted(value):
            # A number under "toll" is a place in the reading; a mapping there is the figure itself.
            if name not in NO_FACTS and not (name == "toll" and isinstance(value[name], int)):
                yield from _flatten(value[name], f"{path}.{name}" if path else name)
    else:
        yield path, list(value) if isinstance(value, tuple) else value


def _even(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()

"""Compile a language's constructions: patterns over word classes that tie figures to casualty words.

A pattern names classes in capitals, sets and macros by their own names, and captures the figure
as ``n=`` and the casualty word as ``w=``: ``n=FIGURE gap BE w=HARMED`` reads "12 people were killed".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from moderation.screening.lexicon import LanguagePack
from moderation.screening.tolls.lexemes import LETTER
from moderation.screening.values import Effect

_BITS = {letter: 1 << place for place, letter in enumerate(LETTER.values())}
_KNOWN = frozenset(LETTER.values())
# What linking itself makes of a chunk, perhaps after a construction was asked whether it is possible.
_TURNED = frozenset(LETTER[name] for name in ("LINKED", "SUBSET", "USED", "VERB", "GUARD"))
_OPENING = re.compile(r"\((?:\?(?:P<\w+>|<?\W))?")
_LOOKS = ("(?=", "(?!", "(?<=", "(?<!")  # what they see is no part of the match
_OPTIONAL = ("?", "*", "{0")
_POSSESSIVE = re.compile(r"([?*+]|\{\d*,?\d*\})\+")
_NAME = re.compile(r"(?:([a-z])=)?([A-Za-z][A-Za-z_]+)")


class UnknownClass(ValueError):
    """A construction names a class, set or macro that nobody defined; the message says which."""


@dataclass(frozen=True, slots=True)
class Construction:
    """One compiled pattern; ``effect`` overrides the word's, ``part`` makes the figure a breakdown."""

    row_id: str
    pattern: re.Pattern[str]
    effect: Effect | None
    part: bool
    first: int  # masks of the letters that its captures may be: without one of each the pattern cannot match
    last: int
    needed: int  # mask of the letters that it cannot match without
    either: tuple[int, ...]  # masks of letters of which it needs one each


@dataclass(frozen=True, slots=True)
class Grammar:
    """A language's constructions by step, in the order of their table."""

    subset: tuple[Construction, ...]
    link: tuple[Construction, ...]
    share: tuple[Construction, ...]
    follow: tuple[Construction, ...]
    recall: tuple[Construction, ...]
    veto: tuple[Construction, ...]


@lru_cache(maxsize=12)
def read_grammar(pack: LanguagePack) -> Grammar:
    """Compile *pack*'s ``constructions``, once.

    :raises UnknownClass: naming the row and the word to correct.
    """
    names = dict(LETTER)
    steps: dict[str, list[Construction]] = {step: [] for step in Grammar.__slots__}
    for row in pack.rows("constructions"):
        pattern = _compile(row["pattern"], names, row["id"])
        if row["step"] == "define":
            names[row["name"]] = pattern
        else:
            effect = Effect(row["effect"]) if row["effect"] else None
            compiled = re.compile(_atomic(pattern))
            found = Construction(row["id"], compiled, effect, row["part"] == "yes", *_masks(compiled))
            steps[row["step"]].append(found)
    return Grammar(**{step: tuple(found) for step, found in steps.items()})


def _atomic(pattern: str) -> str:
    """Return *pattern* with atomic groups in the place of its possessive quantifiers.

    They mean the same, but before Python 3.11.5 the latter lose matches where something inside them can give way
    (https://github.com/python/cpython/issues/106052), and Debian 12 has 3.11.2.
    """
    while (found := _POSSESSIVE.search(pattern)) is not None:
        start = _opening(pattern, found.start())
        pattern = f"{pattern[:start]}(?>{pattern[start : found.start()]}{found[1]}){pattern[found.end() :]}"
    return pattern


def _opening(pattern: str, end: int) -> int:
    """Return where begins what a quantifier at *end* repeats: a bracket, or the letter before it."""
    at = end - 1
    depth = int(pattern[at] == ")")
    while depth:
        at -= 1
        depth += {")": 1, "(": -1}.get(pattern[at], 0)
    return at


def mask_of(letters: str) -> int:
    """Return the classes in *letters* as bits."""
    return sum(map(_BITS.__getitem__, set(letters)))


def possible(constructions: Sequence[Construction], letters: str) -> list[Construction]:
    """Return the constructions that a sentence of *letters* may match, so that idle patterns are skipped."""
    present = mask_of(letters)
    absent = ~present
    return [
        one
        for one in constructions
        if not one.needed & absent
        and one.first & present
        and one.last & present
        and all(mask & present for mask in one.either)
    ]


def _masks(pattern: re.Pattern[str]) -> tuple[int, int, int, tuple[int, ...]]:
    """Return what the first and the last capture may be, the same where there is one, and what must be there.

    The latter are the letters that must all stand, and the alternatives of which one must.
    """
    masks = [
        mask_of("".join(mark for mark in _group(pattern.pattern, name) if mark in _KNOWN))
        for name in _captures(pattern)
    ]
    needed = set(_needed(pattern.pattern))
    single = mask_of("".join(letters for letters in needed if len(letters) == 1))
    either = {mask_of(letters) for letters in needed if len(letters) > 1}
    return masks[0], masks[-1], single, tuple(sorted(either))


def _captures(pattern: re.Pattern[str]) -> list[str]:
    return sorted(pattern.groupindex, key=lambda name: pattern.groupindex[name])


def _group(pattern: str, name: str) -> str:
    """Return what stands inside the group *name*, inner groups included."""
    start = pattern.index(f"(?P<{name}>") + len(f"(?P<{name}>")
    return pattern[start : _closing(pattern, start)]


def _closing(pattern: str, start: int) -> int:
    """Return where the bracket closes that *start* stands behind."""
    depth = 0
    for at in range(start, len(pattern)):
        depth += {"(": 1, ")": -1}.get(pattern[at], 0)
        if depth < 0:
            return at
    return len(pattern)


def _needed(pattern: str) -> Iterator[str]:
    """Yield letters of which one stands in whatever *pattern* matches; one that has alternatives may need none."""
    found: list[str] = []
    at = 0
    while at < len(pattern):
        opening = _OPENING.match(pattern, at)
        end = _closing(pattern, opening.end()) + 1 if opening else at + 1
        if pattern[at] == "|":
            return
        if not pattern.startswith(_OPTIONAL, end):
            inner = pattern[opening.end() : end - 1] if opening else ""
            if opening and opening[0] not in _LOOKS:
                letters = set(inner.split("|"))
                found += ["".join(sorted(letters))] if letters <= _KNOWN - _TURNED else _needed(inner)
            elif pattern[at] in _KNOWN - _TURNED:
                found.append(pattern[at])
        at = end
    yield from found


def _compile(text: str, names: dict[str, str], row_id: str) -> str:
    def expand(match: re.Match[str]) -> str:
        capture, name = match.groups()
        if name not in names:
            raise UnknownClass(f"{row_id}: {name!r} is no class, set or macro; define it in an earlier row")
        body = names[name] if len(names[name]) == 1 else f"(?:{names[name]})"
        return f"(?P<{capture}>{body})" if capture else body

    return _NAME.sub(expand, text).replace(" ", "")

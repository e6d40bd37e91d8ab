"""Compile a language's constructions: patterns over word classes that tie figures to casualty words.

A pattern names classes in capitals, sets and macros by their own names, and captures the figure
as ``n=`` and the casualty word as ``w=``: ``n=FIGURE gap BE w=HARMED`` reads "12 people were killed".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from moderation.screening.lexicon import LanguagePack
from moderation.screening.tolls.lexemes import LETTER
from moderation.screening.values import Effect

_LEAST = min(map(ord, LETTER.values()))
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


@dataclass(frozen=True, slots=True)
class Grammar:
    """A language's constructions by step, in the order of their table."""

    subset: tuple[Construction, ...]
    link: tuple[Construction, ...]
    share: tuple[Construction, ...]
    follow: tuple[Construction, ...]
    recall: tuple[Construction, ...]
    veto: tuple[Construction, ...]


@lru_cache(maxsize=8)
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
            compiled = re.compile(pattern)
            found = Construction(row["id"], compiled, effect, row["part"] == "yes", *_masks(compiled))
            steps[row["step"]].append(found)
    return Grammar(**{step: tuple(found) for step, found in steps.items()})


def mask_of(letters: str) -> int:
    """Return the classes in *letters* as bits."""
    mask = 0
    for letter in set(letters):
        mask |= 1 << ord(letter) - _LEAST
    return mask


def possible(constructions: Sequence[Construction], letters: str) -> list[Construction]:
    """Return the constructions that a sentence of *letters* may match, so that idle patterns are skipped."""
    present = mask_of(letters)
    return [one for one in constructions if one.first & present and one.last & present]


def _masks(pattern: re.Pattern[str]) -> tuple[int, int]:
    """Return what the first and the last capture may be, the same where there is one."""
    known = "".join(LETTER.values())
    masks = [
        mask_of("".join(mark for mark in _group(pattern.pattern, name) if mark in known)) for name in _captures(pattern)
    ]
    return masks[0], masks[-1]


def _captures(pattern: re.Pattern[str]) -> list[str]:
    return sorted(pattern.groupindex, key=lambda name: pattern.groupindex[name])


def _group(pattern: str, name: str) -> str:
    """Return what stands inside the group *name*, inner groups included."""
    body = pattern.split(f"(?P<{name}>", 1)[1]
    depth = 0
    for at, mark in enumerate(body):
        depth += {"(": 1, ")": -1}.get(mark, 0)
        if depth < 0:
            return body[:at]
    return body


def _compile(text: str, names: dict[str, str], row_id: str) -> str:
    def expand(match: re.Match[str]) -> str:
        capture, name = match.groups()
        if name not in names:
            raise UnknownClass(f"{row_id}: {name!r} is no class, set or macro; define it in an earlier row")
        body = names[name] if len(names[name]) == 1 else f"(?:{names[name]})"
        return f"(?P<{capture}>{body})" if capture else body

    return _NAME.sub(expand, text).replace(" ", "")

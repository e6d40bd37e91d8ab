"""Compile a language's constructions: patterns over word classes that tie figures to casualty words.

A pattern names classes in capitals, sets and macros by their own names, and captures the figure
as ``n=`` and the casualty word as ``w=``: ``n=FIGURE gap BE w=HARMED`` reads "12 people were killed".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from moderation.screening.lexicon import LanguagePack
from moderation.screening.tolls.lexemes import LETTER
from moderation.screening.values import Effect

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
    letters: frozenset[str]  # of which one must be present for the pattern to match


@dataclass(frozen=True, slots=True)
class Grammar:
    """A language's constructions by step, in the order of their table."""

    subset: tuple[Construction, ...]
    link: tuple[Construction, ...]
    share: tuple[Construction, ...]
    follow: tuple[Construction, ...]
    veto: tuple[Construction, ...]


@lru_cache(maxsize=64)
def read_grammar(pack: LanguagePack) -> Grammar:
    """Compile *pack*'s ``constructions``, once.

    :raises UnknownClass: naming the row and the word to correct.
    """
    names = dict(LETTER)
    steps: dict[str, list[Construction]] = {"subset": [], "link": [], "share": [], "follow": [], "veto": []}
    for row in pack.rows("constructions"):
        pattern = _compile(row["pattern"], names, row["id"])
        if row["step"] == "define":
            names[row["name"]] = pattern
        else:
            effect = Effect(row["effect"]) if row["effect"] else None
            compiled = re.compile(pattern)
            found = Construction(row["id"], compiled, effect, row["part"] == "yes", _needed(compiled))
            steps[row["step"]].append(found)
    return Grammar(**{step: tuple(found) for step, found in steps.items()})


def _needed(pattern: re.Pattern[str]) -> frozenset[str]:
    """Return the letters that the captured word (or figure) may be, so that idle patterns are skipped."""
    capture = next(name for name in ("w", "v", "t", "n") if name in pattern.groupindex)
    body = pattern.pattern.split(f"(?P<{capture}>", 1)[1].split(")", 1)[0]
    return frozenset(body) & frozenset(LETTER.values())


def _compile(text: str, names: dict[str, str], row_id: str) -> str:
    def expand(match: re.Match[str]) -> str:
        capture, name = match.groups()
        if name not in names:
            raise UnknownClass(f"{row_id}: {name!r} is no class, set or macro; define it in an earlier row")
        body = names[name] if len(names[name]) == 1 else f"(?:{names[name]})"
        return f"(?P<{capture}>{body})" if capture else body

    return _NAME.sub(expand, text).replace(" ", "")

"""How a speaker and a verb of saying are tied to each other."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from moderation.screening.attribution.sources import Source


class Link(StrEnum):
    """How a subject stands to its verb."""

    PLAIN = "plain"
    INVERTED = "inverted"
    APART = "apart"
    RELATIVE = "relative"
    COORDINATED = "coordinated"


class Subject(NamedTuple):
    """Who speaks, how it is tied to the verb, and the token at which the whole cue begins.

    ``source`` is missing where the verb shares the subject of the cue before it.
    """

    source: Source | None
    link: Link
    first: int

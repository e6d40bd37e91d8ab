"""A cue: the words by which a text says who speaks."""

from __future__ import annotations

from typing import NamedTuple

from moderation.screening.attribution.forms import Force
from moderation.screening.attribution.links import Link
from moderation.screening.attribution.runs import Run
from moderation.screening.attribution.sources import Source
from moderation.screening.values import Span


class Cue(NamedTuple):
    """A cue in a run: its tokens, whom it names, what it does, and to which sides it reaches.

    ``first`` is where cue and source begin, ``anchor`` where the cue's own words begin, ``last`` where they end.
    A closing cue reaches back over what it attributes (", police said"), any other one reaches forward.
    """

    first: int
    anchor: int
    last: int
    source: Source
    force: Force
    link: Link
    is_closing: bool
    span: Span
    verb: Span


def phrase_cue(run: Run, at: int, last: int, *, source: Source, force: Force, link: Link, is_closing: bool) -> Cue:
    """Return the cue that is the phrase of tokens *at* up to *last*, its source included."""
    span = run.span(at, last)
    return Cue(at, at, last, source, force, link, is_closing, span, span)

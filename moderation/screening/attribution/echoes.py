"""Follow an echo back: whom "he", "the same source", "le communiqué" stand for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from moderation.screening.attribution.cue import Cue
from moderation.screening.attribution.readings import Readings
from moderation.screening.attribution.sources import Source
from moderation.screening.attribution.vocabulary import Kind
from moderation.screening.values import Grade, Layout, Span

# How many sentences back an echo finds the source it refers to.
FARTHEST = 8
# Where no source was named, a pronoun stands for whoever heads one of the last sentences.
HEADS = 2
HEAD_LENGTH = 90
# A name is looked up from this length, so far back; its role stands within so many characters before it.
SHORTEST_NAME = 4
FARTHEST_NAME = 20_000
INTRODUCTION = 70

_BODIES = (Kind.BODY, Kind.DOCUMENT, Kind.OFFICE)


def resolve(cue: Cue, sentence: Span, readings: Readings) -> Source:
    """Return the source that *cue* of *sentence* comes down to: an echo takes the grade of its antecedent."""
    source = cue.source
    if not source.is_echo or source.kind in (Kind.BODY, Kind.OFFICE):
        return source
    antecedent = find_antecedent(source, sentence, readings)
    if antecedent is None:
        return source
    return replace(source, grade=antecedent.grade, kind=source.kind or antecedent.kind)


def find_antecedent(echo: Source, sentence: Span, readings: Readings) -> Source | None:
    """Return the last source before *echo* that is no echo itself."""
    for earlier in (sentence, *readings.before(sentence, FARTHEST)):
        for reach in reversed(readings.read(earlier).reaches):
            source = reach.cue.source
            is_somebody = source.is_known or source.grade is Grade.UNNAMED
            if is_somebody and not source.is_echo and source.span.end <= echo.span.start:
                return source
    return None


def identities(source: Source, sentence: Span, readings: Readings) -> Iterator[Span]:
    """Yield the places that may tell who *source* is: its own words first, the vaguest last."""
    yield source.span
    if source.is_echo or source.kind in _BODIES:
        antecedent = find_antecedent(source, sentence, readings)
        if antecedent is not None:
            yield antecedent.span
    introduction = _introduction(source.span, readings.layout)
    if introduction is not None:
        yield introduction
    if source.is_echo:
        for earlier in readings.before(sentence, HEADS):
            yield Span(earlier.start, min(earlier.end, earlier.start + HEAD_LENGTH))


def _introduction(source: Span, layout: Layout) -> Span | None:
    """Return where a name was first given, with its role: "Force Commander Ana Brill" for a later "Brill"."""
    name = source.of(layout.folded).split()[-1]
    if len(name) < SHORTEST_NAME:
        return None
    at = layout.folded.find(name, max(source.start - FARTHEST_NAME, 0), source.start)
    if at < 0:
        return None
    return Span(max(layout.folded.rfind("\n", 0, at) + 1, at - INTRODUCTION), at + len(name))

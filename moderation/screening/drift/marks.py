"""Quotation marks that a rendering lost: what was a speaker's word, or nobody's, became the translation's own.

In indirect speech a label stays its speaker's, and where somebody calls people so. Not so where he only takes a stance
to them or says what he will do: who paid tribute to "martyrs", or vowed to crush "terrorists", said so between marks;
without them the translation calls them that by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from moderation.screening.attribution.cue import Cue
from moderation.screening.attribution.forms import Force
from moderation.screening.attribution.readings import Readings
from moderation.screening.drift.comparison import LabelPair
from moderation.screening.drift.ears import hear
from moderation.screening.drift.places import Bridge, Side
from moderation.screening.drift.words import drift_words
from moderation.screening.values import Label, Span, Voice

_MARKED = (Voice.QUOTED, Voice.SCARE)
_FEW = 4  # words between marks that single a label out


def find_lost_marks(bridge: Bridge, pairs: Sequence[LabelPair]) -> tuple[LabelPair, ...]:
    """Return those of *pairs* whose label was between marks and became the translation's own word."""
    there, here = bridge.original.reading.labels, bridge.translation.reading.labels
    marked = [
        pair for pair in pairs if there[pair.original].voice in _MARKED and here[pair.translation].exemption is None
    ]
    return tuple(
        pair
        for pair in marked
        if _is_said_by_none(here[pair.translation]) or _became_own(bridge, there[pair.original], here[pair.translation])
    )


def _became_own(bridge: Bridge, original: Label, translation: Label) -> bool:
    """Say whether the word singled out in the original is the translation's, though somebody does something there."""
    if translation.voice is not Voice.ATTRIBUTED or not _was_singled_out(bridge.original, original):
        return False
    readings = hear(bridge.translation, [translation.span], [translation.span])
    return _is_under_stance(bridge.translation, translation, readings)


def _is_said_by_none(label: Label) -> bool:
    """Say whether no speaker is named for *label*: an encoder that hears one names none to answer for the word."""
    is_heard_only = label.voice is Voice.ATTRIBUTED and label.speaker is None and label.likelihood is not None
    return label.voice is Voice.OWN or is_heard_only


def _was_singled_out(side: Side, label: Label) -> bool:
    """Say whether the marks held *label* and a word or two; a whole statement may be told in other words."""
    quotations = (one.inner for one in side.reading.layout.quotations if one.inner.covers(label.span))
    inner = min(quotations, key=lambda span: span.end - span.start, default=label.span)
    return len(inner.of(side.layout.folded).split()) <= _FEW


def _is_under_stance(side: Side, label: Label, readings: Readings) -> bool:
    """Say whether a stance alone, and nobody who says or names anything, makes *label* somebody's word."""
    vows = list(_found(side, label, drift_words(side.pack).vowing))
    cues = [reach.cue for reach in readings.innermost(label.span).reaches if reach.covers(label.span)]
    if any(not _takes_stance(cue, vows) for cue in cues) or _is_named(side, label, vows):
        return False
    return bool(cues) or any(vow.end <= label.span.start for vow in vows)


def _takes_stance(cue: Cue, vows: Iterable[Span]) -> bool:
    return cue.force is Force.STANCE or any(vow.overlaps(cue.verb) for vow in vows)


def _is_named(side: Side, label: Label, vows: Sequence[Span]) -> bool:
    """Say whether somebody calls others by *label*: "called them" and "as" do, "called for" is a vow."""
    words = drift_words(side.pack)
    names = _found(side, label, words.naming)
    if any(not any(vow.overlaps(name) for vow in vows) for name in names):
        return True
    between = (side.layout.folded[span.end : label.span.start] for span in _found(side, label, words.predicating))
    return any(gap.isspace() for gap in between)


def _found(side: Side, label: Label, forms: frozenset[str]) -> Iterator[Span]:
    """Yield where *forms* stand in the sentence of *label*."""
    for match in _phrases(forms).finditer(side.layout.folded, *side.sentence_of(label.span)):
        yield Span(*match.span())


@lru_cache(maxsize=24)
def _phrases(forms: frozenset[str]) -> re.Pattern[str]:
    """Return what finds *forms* as whole words, the longest first; some end in an apostrophe."""
    choices = "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))
    return re.compile(rf"(?<!\w)(?:{choices or '(?!)'})(?:(?<=\W)|(?!\w))")

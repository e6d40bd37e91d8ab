"""Hear who speaks in one of the two texts, sentence by sentence, on the words that its reading was made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from moderation.screening.attribution.readings import Reading as Heard
from moderation.screening.attribution.readings import Readings
from moderation.screening.attribution.vocabulary import read_vocabulary
from moderation.screening.drift.places import Side
from moderation.screening.text import read_layout
from moderation.screening.values import Span, Whole


class Ears(NamedTuple):
    """The speech of a text, sentence by sentence, though its words were put together first."""

    readings: Readings
    sentences: tuple[Span, ...]
    whole: Whole | None = None

    def read(self, index: int) -> Heard:
        """Return what the sentence says of who speaks."""
        return self.readings.read(self.sentences[index])

    def back(self, span: Span) -> Span:
        """Return *span* as it stands in the text as it came."""
        return self.whole.back(span) if self.whole else span


def listen(side: Side) -> Ears:
    """Return the speech of *side* on whole words, wherever these make as many sentences.

    In Arabic nearly every text has small words grown together with the next, or vowel signs. Of a text without harm
    only its sentences as it came were laid out.
    """
    whole = side.reading.whole
    if whole is not None:
        layout = whole.layout if whole.layout.sentences else read_layout(whole.layout.text, side.pack)
        if len(layout.sentences) == len(side.sentences):
            vocabulary = read_vocabulary(side.pack)
            return Ears(Readings(layout, vocabulary, ()), layout.sentences, whole)
    return Ears(hear(side, [toll.span for toll in side.reading.tolls]), side.sentences)


def hear(side: Side, wanted: Sequence[Span], labels: Sequence[Span] = ()) -> Readings:
    """Return the speech of *side* in its words as they came; *labels* are those *wanted* that are no figures."""
    return Readings(side.layout, read_vocabulary(side.pack), wanted, labels)

"""Hear the encoder on labels that no marks enclose: whose voice one is in, and whether it is a label at all."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Protocol

from moderation.screening.labels.voice import Speech
from moderation.screening.values import Label, Span, Voice

NO_LABEL = "none"
_SURE = 0.85  # from this likelihood on the encoder is believed against the rules


class Hearer(Protocol):
    """Who has heard a text: an encoder."""

    def label_at(self, span: Span, voice: Voice | None, speaker: Span | None = None) -> Mapping[str, float] | None:
        """Return the log-likelihood of each voice, and of no label, for words that rules hear in *voice*, or drop."""
        ...

    def has_met(self, term_id: str) -> bool:
        """Say whether it has read a term in what it learned from."""
        ...


def hear_again(labels: Iterable[Label], hearer: Hearer, speech: Speech) -> tuple[Label, ...]:
    """Return *labels* as they stand once *hearer* has been heard: some in another voice, some gone.

    A label in marks is left alone: whose the marks are is plainer from the marks. So is one that *speech* leaves to the
    narrator, for whoever speaks there speaks of a clause behind it: nobody else is there to say it. A term that the
    hearer has never met stays a label: a desk that adds a word means it, and nobody has learned when it is none.
    """
    return tuple(heard for label in labels if (heard := _hear(label, hearer, speech)) is not None)


def let_through(span: Span, hearer: Hearer) -> float | None:
    """Return how likely the words at *span*, which rules hold back, are a label, where *hearer* is sure of it."""
    said = hearer.label_at(span, None)
    likely = 0.0 if said is None else 1 - math.exp(said[NO_LABEL])
    return likely if likely >= _SURE else None


def _hear(label: Label, hearer: Hearer, speech: Speech) -> Label | None:
    if label.exemption or label.voice in {Voice.QUOTED, Voice.SCARE}:
        return label
    said = hearer.label_at(label.span, label.voice, label.speaker)
    if said is None:
        return label
    own = math.exp(said[Voice.OWN])
    if label.voice is Voice.ATTRIBUTED:
        return replace(label, voice=Voice.OWN, speaker=None, likelihood=own) if own > _SURE else label
    if own >= 1 - _SURE:
        return label
    best = max((weight, name) for name, weight in said.items() if name != Voice.OWN)[1]
    if best == NO_LABEL:
        return None if hearer.has_met(label.term_id) else label
    is_narrated = speech.is_narrated(label.span)
    return label if is_narrated else replace(label, voice=Voice(best), likelihood=math.exp(said[best]))

"""Whose voice a label is in: the article's own, a speaker's, a quotation's, or marks of distance."""

from __future__ import annotations

from typing import Protocol

from moderation.screening.values import Attribution, Grade, Layout, Quotation, Span, Voice

# Quotation marks around so few words are marks of distance where nobody is named as speaking.
_SCARE_WORDS = 3


class Speech(Protocol):
    """What the reading of attributions knows about any span of the text."""

    def of(self, span: Span) -> Attribution:
        """Return who vouches for *span*."""
        ...

    def speaker_of(self, quotation: Quotation) -> Span | None:
        """Return the span that names the speaker of *quotation*, if the text names one."""
        ...


def hear(span: Span, layout: Layout, speech: Speech) -> tuple[Voice, Span | None]:
    """Return the voice of the label at *span*, and the span of its speaker where one is named."""
    quotation = _innermost(span, layout.quotations)
    attribution = speech.of(span)
    if quotation is not None:
        speaker = speech.speaker_of(quotation) or attribution.source
        if speaker is None and len(quotation.inner.of(layout.plain).split()) <= _SCARE_WORDS:
            return Voice.SCARE, None
        return Voice.QUOTED, speaker
    if attribution.grade in (Grade.NONE, Grade.HEDGED) or _is_cue(attribution, span):
        return Voice.OWN, None
    return Voice.ATTRIBUTED, attribution.source


def _innermost(span: Span, quotations: tuple[Quotation, ...]) -> Quotation | None:
    around = [quotation for quotation in quotations if quotation.outer.covers(span)]
    return max(around, key=lambda quotation: quotation.outer.start, default=None)


def _is_cue(attribution: Attribution, span: Span) -> bool:
    """Say whether the label is itself the verb that attributes ("claimed"): the article chose it."""
    return attribution.cue is not None and attribution.cue.overlaps(span)

"""Whose voice a label is in: the article's own, a speaker's, a quotation's, or marks of distance."""

from __future__ import annotations

from typing import Protocol

from moderation.screening.values import Span, Voice

# The category of the verbs of saying: which one to use was the article's own choice.
REPORTING = "reporting"


class Speech(Protocol):
    """What is asked of the reading of attributions."""

    def voice_of(self, span: Span) -> tuple[Voice, Span | None]:
        """Return the voice in which *span* is said, and the speaker where one is named."""
        ...

    def is_narrated(self, span: Span) -> bool:
        """Say whether all who speak in its sentence plainly speak of something else than *span*."""
        ...

    def is_left_to_narrator(self, span: Span) -> bool:
        """Say whether who speaks in its sentence is the writer, or has spoken in a clause that ends before *span*."""
        ...


class Hints(Protocol):
    """What the words around a label say of its voice where no verb of saying reaches it."""

    def is_named_by_others(self) -> bool:
        """Say whether somebody else calls, brands or dismisses."""
        ...

    def is_quoted_from_others(self) -> bool:
        """Say whether the sentence tells whose words the marks hold."""
        ...


def hear(span: Span, category: str, speech: Speech, hints: Hints) -> tuple[Voice, Span | None]:
    """Return the voice of the label at *span*, and the span of its speaker where one is named.

    A speaker does not name himself by the label ("the junta denies"). Somebody who calls, brands or
    dismisses is the one who says the label, though no verb of saying is there; marks around the label
    are a quotation where its sentence tells whose words they hold ("a leaflet against the “invasion”").
    """
    voice, speaker = speech.voice_of(span)
    if voice is Voice.SCARE and hints.is_quoted_from_others():
        return Voice.QUOTED, speaker
    if voice in (Voice.QUOTED, Voice.SCARE):
        return voice, speaker
    if category == REPORTING or (speaker is not None and speaker.overlaps(span)):
        return Voice.OWN, None
    if voice is Voice.OWN and hints.is_named_by_others() and not speech.is_left_to_narrator(span):
        return Voice.ATTRIBUTED, None
    return voice, speaker

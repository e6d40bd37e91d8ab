"""Readings made by hand: what a check sees, without the engine that reads it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from moderation.screening.values import (
    Attribution,
    Effect,
    Grade,
    Label,
    Layout,
    Precision,
    Reading,
    Scope,
    Severity,
    Span,
    Toll,
    Voice,
    Vouching,
)


@dataclass
class Draft:
    """A reading in the making: name stretches of the text, get values that point at them."""

    text: str
    tolls: list[Toll] = field(default_factory=list)
    vouchings: list[Vouching] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    same_event: tuple[tuple[int, int], ...] = ()
    language: str = "en"

    def span(self, words: str) -> Span:
        """Return where *words* first stand."""
        start = self.text.index(words)
        return Span(start, start + len(words))

    def toll(
        self,
        words: str,
        grade: Grade,
        *,
        source: str = "",
        cue: str = "",
        party: bool = False,
        near: str = "",
        repeat: int | None = None,
        **fields: Any,
    ) -> Draft:
        """Add a toll of *grade*; numbers left out are read from its digits."""
        number = int(words) if words.isdigit() else None
        toll = Toll(self.span(words), Effect.KILLED, number, number, Precision.EXACT, self.span(words))
        attribution = Attribution(
            grade,
            Scope.ABSENT if grade is Grade.NONE else Scope.SENTENCE,
            self.span(cue) if cue else None,
            self.span(source) if source else None,
            party,
        )
        self.tolls.append(replace(toll, **fields))
        self.vouchings.append(Vouching(attribution, self.span(near) if near else None, repeat))
        return self

    def label(self, words: str, voice: Voice, **fields: Any) -> Draft:
        """Add a label said in *voice*, of high severity unless told."""
        label = Label(self.span(words), "en.term.0001", words, "terrorism", Severity.HIGH, voice)
        self.labels.append(replace(label, **fields))
        return self

    def read(self) -> Reading:
        """Return the reading; sentences end at points, paragraphs at line breaks."""
        return Reading(
            layout=Layout(self.text, self.text, self.text.lower(), _parts(self.text, "\n"), _parts(self.text, ". ")),
            language=self.language,
            tolls=tuple(self.tolls),
            vouchings=tuple(self.vouchings),
            labels=tuple(self.labels),
            same_event=self.same_event,
        )


def _parts(text: str, separator: str) -> tuple[Span, ...]:
    parts, start = [], 0
    for part in text.split(separator):
        parts.append(Span(start, start + len(part)))
        start += len(part) + len(separator)
    return tuple(parts)

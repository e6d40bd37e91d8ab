"""Make lessons of annotated texts: the figures and labels that screening would ask about, in their windows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from moderation.management.training import gather
from moderation.screening.encoder.pieces import Cutter
from moderation.screening.encoder.windows import Window, lay_windows
from moderation.screening.labels import find_labels
from moderation.screening.labels.second_hearing import NO_LABEL
from moderation.screening.lexicon import LanguagePack
from moderation.screening.text import read_layout
from moderation.screening.tolls.estimate import NO_TOLL
from moderation.screening.values import Effect, Span, Voice

# What each head tells apart. The grades are not asked for: they teach the layers to look for sources.
HEADS: Mapping[str, tuple[str, ...]] = {
    "tolls": (NO_TOLL, *sorted(map(str, Effect))),
    "labels": (NO_LABEL, *sorted(map(str, Voice))),
    "grades": ("named", "unnamed", "hedged", "none"),
}
ASKED = ("tolls", "labels")


class Mark(NamedTuple):
    """What a head should say at a piece of a window."""

    head: str
    place: int
    answer: int


class Lesson(NamedTuple):
    """A window and the marks in it."""

    window: Window
    marks: tuple[Mark, ...]


class _Answer(NamedTuple):
    head: str
    span: Span
    name: str


def make_lessons(text: Mapping[str, Any], pack: LanguagePack, cutter: Cutter) -> Iterator[Lesson]:
    """Yield the windows of *text* that hold something to be asked about."""
    layout = read_layout(text["text"], pack)
    answers = [*_of_figures(text, pack), *_of_labels(text, pack)]
    for window in lay_windows(cutter.cut(layout.plain, layout.paragraphs)):
        placed = [(answer, window.place_of(answer.span)) for answer in answers]
        marks = [Mark(head, place, HEADS[head].index(name)) for (head, _, name), place in placed if place is not None]
        if marks:
            yield Lesson(window, tuple(marks))


def _of_figures(text: Mapping[str, Any], pack: LanguagePack) -> Iterator[_Answer]:
    grades = {toll["start"]: toll["grade"] for toll in text["tolls"] if toll.get("grade")}
    for example in gather(text, pack):
        yield _Answer("tolls", example.span, example.effect)
        if example.effect != NO_TOLL:
            start, end = example.span
            yield from (_Answer("grades", example.span, grade) for at, grade in grades.items() if start <= at < end)


def _of_labels(text: Mapping[str, Any], pack: LanguagePack) -> Iterator[_Answer]:
    """Yield the annotated labels, and what the lexicon takes for one and the annotation does not."""
    if "labels" not in text:
        return
    annotated = [Span(label["start"], label["end"]) for label in text["labels"]]
    for span, label in zip(annotated, text["labels"], strict=True):
        yield _Answer("labels", span, NO_LABEL if label.get("exempt") else label["voice"])
    for found in find_labels(read_layout(text["text"], pack), pack, lambda _: _Silence()):
        if not any(found.span.overlaps(span) for span in annotated):
            yield _Answer("labels", found.span, NO_LABEL)


class _Silence:
    """A text in which nobody speaks: whose voice a label is in does not matter here."""

    def voice_of(self, _: Span) -> tuple[Voice, None]:
        return Voice.OWN, None

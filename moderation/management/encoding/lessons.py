"""Make lessons of annotated texts: the figures, sources and labels that screening would ask about, in their windows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from moderation.management.training import gather
from moderation.screening.attribution import Parties, read_speech
from moderation.screening.encoder.encoder import GRADES
from moderation.screening.encoder.pieces import Cutter
from moderation.screening.encoder.told import UNTOLD, traits_of
from moderation.screening.encoder.windows import Window, lay_windows
from moderation.screening.labels import find_held_back, find_labels
from moderation.screening.labels.second_hearing import NO_LABEL
from moderation.screening.lexicon import LanguagePack
from moderation.screening.text import read_layout
from moderation.screening.tolls.estimate import NO_TOLL
from moderation.screening.values import Attribution, Effect, Grade, Layout, Span, Voice

# What each head tells apart.
CLASSES: Mapping[str, tuple[str, ...]] = {
    "tolls": (NO_TOLL, *sorted(map(str, Effect))),
    "labels": (NO_LABEL, *sorted(map(str, Voice))),
    GRADES: tuple(map(str, Grade)),
}


class Told(NamedTuple):
    """What the rules said of a figure's source: the place of their cue in the window, and the traits."""

    cue: int | None = None
    traits: tuple[float, ...] = UNTOLD


class Mark(NamedTuple):
    """What a head should say at a piece of a window."""

    head: str
    place: int
    answer: int
    told: Told = Told()


class Lesson(NamedTuple):
    """A window and the marks in it."""

    window: Window
    marks: tuple[Mark, ...]


class _Answer(NamedTuple):
    head: str
    span: Span
    name: str
    rules: Attribution | None = None


def make_lessons(text: Mapping[str, Any], pack: LanguagePack, parties: Parties, cutter: Cutter) -> Iterator[Lesson]:
    """Yield the windows of *text* that hold something to be asked about."""
    layout = read_layout(text["text"], pack)
    figures = [(example.span, example.truth) for example in gather(text, pack).figures]
    answers = [
        *(_Answer("tolls", *figure) for figure in figures),
        *_of_sources(text, layout, [span for span, effect in figures if effect != NO_TOLL], pack, parties),
        *_of_labels(text, layout, pack),
    ]
    for window in lay_windows(cutter.cut(layout.plain, layout.paragraphs)):
        placed = [(answer, window.place_of(answer.span)) for answer in answers]
        marks = [_mark(answer, place, window) for answer, place in placed if place is not None]
        if marks:
            yield Lesson(window, tuple(marks))


def terms_of(text: Mapping[str, Any], pack: LanguagePack) -> frozenset[str]:
    """Return the terms of the lexicon that stand in *text*."""
    labels = find_labels(read_layout(text["text"], pack), pack, lambda _: _Silence())
    return frozenset(label.term_id for label in labels)


def _mark(answer: _Answer, place: int, window: Window) -> Mark:
    mark = Mark(answer.head, place, CLASSES[answer.head].index(answer.name))
    if answer.rules is None:
        return mark
    cue = window.place_of(answer.rules.cue) if answer.rules.cue else None
    return mark._replace(told=Told(cue, traits_of(answer.rules)))


def _of_sources(
    text: Mapping[str, Any], layout: Layout, tolls: Sequence[Span], pack: LanguagePack, parties: Parties
) -> Iterator[_Answer]:
    """Yield the annotated grades; what the rules say of them only of copy that they were not written for."""
    grades = {toll["start"]: toll["grade"] for toll in text["tolls"] if toll.get("grade")}
    speech = read_speech(layout, pack, parties, tolls)
    for span in tolls:
        rules = speech.of(span) if text.get("is_blind") else None
        yield from (_Answer(GRADES, span, grade, rules) for at, grade in grades.items() if span.start <= at < span.end)


def _of_labels(text: Mapping[str, Any], layout: Layout, pack: LanguagePack) -> Iterator[_Answer]:
    """Yield the annotated labels, and what the lexicon takes for one and the annotation does not."""
    if "labels" not in text:
        return
    annotated = [Span(label["start"], label["end"]) for label in text["labels"]]
    for span, label in zip(annotated, text["labels"], strict=True):
        yield _Answer("labels", span, NO_LABEL if label.get("exempt") else label["voice"])
    found = [label.span for label in find_labels(layout, pack, lambda _: _Silence())]
    for taken in (*found, *find_held_back(layout, pack)):
        if not any(taken.overlaps(span) for span in annotated):
            yield _Answer("labels", taken, NO_LABEL)


class _Silence:
    """A text in which nobody speaks: whose voice a label is in does not matter here."""

    def voice_of(self, _: Span) -> tuple[Voice, None]:
        return Voice.OWN, None

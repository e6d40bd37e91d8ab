"""Make lessons of annotated texts: the figures, sources and labels that screening would ask about, in their windows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from moderation.management.training import gather
from moderation.screening.attribution import Parties, Speech, read_speech
from moderation.screening.encoder.encoder import TOLLS
from moderation.screening.encoder.pieces import Cutter
from moderation.screening.encoder.told import GRADES, LABELS, UNTOLD, traits_of_label, traits_of_source
from moderation.screening.encoder.windows import Window, lay_windows
from moderation.screening.labels import find_held_back, find_labels
from moderation.screening.labels.second_hearing import NO_LABEL
from moderation.screening.lexicon import LanguagePack
from moderation.screening.text import read_layout
from moderation.screening.tolls.estimate import NO_TOLL
from moderation.screening.values import Effect, Grade, Label, Layout, Span, Voice

# What each head tells apart.
CLASSES: Mapping[str, tuple[str, ...]] = {
    TOLLS: (NO_TOLL, *sorted(map(str, Effect))),
    LABELS: (NO_LABEL, *sorted(map(str, Voice))),
    GRADES: tuple(map(str, Grade)),
}


class Told(NamedTuple):
    """What the rules found of a figure's source or of a label: the place of their cue in the window, and the traits."""

    cue: int | None = None
    traits: tuple[float, ...] = ()


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


_Listen = Callable[[Sequence[Span]], Speech]


class _Heard(NamedTuple):
    """What the rules found: the words by which they found it, and the traits."""

    cue: Span | None
    traits: tuple[float, ...]


class _Answer(NamedTuple):
    head: str
    span: Span
    name: str
    heard: _Heard | None = None


def make_lessons(text: Mapping[str, Any], pack: LanguagePack, parties: Parties, cutter: Cutter) -> Iterator[Lesson]:
    """Yield the windows of *text* that hold something to be asked about.

    What the rules found is told only of copy that they were not written for: of other copy they are always right.
    """
    layout = read_layout(text["text"], pack)
    figures = [(example.span, example.truth) for example in gather(text, pack).figures]
    tolls = [span for span, effect in figures if effect != NO_TOLL]
    listen = partial(_listen, layout, pack, parties, tolls) if text.get("is_blind") else None
    answers = [
        *(_Answer(TOLLS, *figure) for figure in figures),
        *_of_sources(text, tolls, listen),
        *_of_labels(text, layout, pack, listen),
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


def _listen(
    layout: Layout, pack: LanguagePack, parties: Parties, tolls: Sequence[Span], labels: Sequence[Span]
) -> Speech:
    return read_speech(layout, pack, parties, sorted([*tolls, *labels]), labels=labels)


def _mark(answer: _Answer, place: int, window: Window) -> Mark:
    cue, traits = answer.heard or _Heard(None, UNTOLD.get(answer.head, ()))
    told = Told(window.place_of(cue) if cue else None, traits)
    return Mark(answer.head, place, CLASSES[answer.head].index(answer.name), told)


def _of_sources(text: Mapping[str, Any], tolls: Sequence[Span], listen: _Listen | None) -> Iterator[_Answer]:
    """Yield the annotated grades."""
    grades = {toll["start"]: toll["grade"] for toll in text["tolls"] if toll.get("grade")}
    speech = listen([]) if listen else None
    for span in tolls:
        rules = speech.of(span) if speech else None
        heard = _Heard(rules.cue, traits_of_source(rules)) if rules else None
        yield from (_Answer(GRADES, span, grade, heard) for at, grade in grades.items() if span.start <= at < span.end)


def _of_labels(
    text: Mapping[str, Any], layout: Layout, pack: LanguagePack, listen: _Listen | None
) -> Iterator[_Answer]:
    """Yield the annotated labels, and what the lexicon takes for one and the annotation does not."""
    if "labels" not in text:
        return
    labels = find_labels(layout, pack, listen or (lambda _: _Silence()))
    heard = {label.span: _heard_in(label) for label in labels}
    heard |= dict.fromkeys(find_held_back(layout, pack), _Heard(None, traits_of_label(None)))
    for label in text["labels"]:
        span, name = Span(label["start"], label["end"]), NO_LABEL if label.get("exempt") else label["voice"]
        found = [taken for taken in heard if taken.overlaps(span)]
        yield _Answer(LABELS, span, name, heard[found[0]] if found and listen else None)
        for taken in found:
            del heard[taken]
    for taken, rules in heard.items():
        yield _Answer(LABELS, taken, NO_LABEL, rules if listen else None)


def _heard_in(label: Label) -> _Heard | None:
    """Return what the rules say of *label*, None where screening would not ask whose it is."""
    if label.exemption is not None or label.voice in {Voice.QUOTED, Voice.SCARE}:
        return None
    return _Heard(label.speaker, traits_of_label(label.voice))


class _Silence:
    """A text in which nobody speaks: whose voice a label is in does not matter here."""

    def voice_of(self, _: Span) -> tuple[Voice, None]:
        return Voice.OWN, None

    def is_narrated(self, _: Span) -> bool:
        return True

    def is_left_to_narrator(self, _: Span) -> bool:
        return True

"""Make lessons of annotated texts: the figures that an estimator would be asked about, in their windows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from moderation.management.encoding.fitting import Figure, Lesson
from moderation.management.training import gather
from moderation.screening.encoder.pieces import Cutter
from moderation.screening.encoder.windows import Window, lay_windows
from moderation.screening.lexicon import LanguagePack
from moderation.screening.text import read_layout
from moderation.screening.tolls.estimate import NO_TOLL
from moderation.screening.values import Effect, Span

CLASSES = (NO_TOLL, *sorted(str(effect) for effect in Effect))
GRADES = ("named", "unnamed", "hedged", "none")


def make_lessons(text: Mapping[str, Any], pack: LanguagePack, cutter: Cutter) -> Iterator[Lesson]:
    """Yield the windows of *text* that hold a figure which may be a toll."""
    layout = read_layout(text["text"], pack)
    grades = {toll["start"]: toll.get("grade") for toll in text["tolls"]}
    asked = [
        (example.span, CLASSES.index(example.effect), _grade_at(example.span, grades)) for example in gather(text, pack)
    ]
    for window in lay_windows(cutter.cut(layout.plain, layout.paragraphs)):
        figures = [
            Figure(place, toll, grade if toll else None)
            for span, toll, grade in asked
            if (place := _place_in(window, span)) is not None
        ]
        if figures:
            yield Lesson(window, tuple(figures))


def _place_in(window: Window, span: Span) -> int | None:
    """Return the place of the first piece of the figure at *span*, if it is one of the window's own."""
    if not window.own or not window.own[0][1].start <= span.start < window.own[-1][1].end:
        return None
    return next((place for place, piece in window.own if piece.end > span.start), None)


def _grade_at(span: Span, grades: Mapping[int, str | None]) -> int | None:
    """Return the grade of the toll that begins within *span*."""
    found: Sequence[str] = [grade for start, grade in grades.items() if grade and span.start <= start < span.end]
    return GRADES.index(found[0]) if found else None

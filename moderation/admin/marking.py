"""Cut a text with overlapping marks into paragraphs of plain segments, ready to be shown.

Pure: a text and spans in, values out. Offsets are code points, half-open, into the text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from moderation.screening.values import Severity

_WORST_FIRST = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Mark:
    """One flag's place in the text; ``name`` is what the screen reader announces."""

    key: str
    start: int
    end: int
    severity: Severity
    name: str = ""
    is_settled: bool = False


@dataclass(frozen=True, slots=True)
class Underlining:
    """A stretch shown on demand only: a quotation, the words of an attribution."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text under one and the same set of marks.

    ``marks`` are worst first, the unsettled before the settled; ``begins`` are those that start here.
    """

    text: str
    start: int
    marks: tuple[Mark, ...] = ()
    begins: tuple[Mark, ...] = ()
    underlinings: tuple[str, ...] = ()

    @property
    def keys(self) -> str:
        """Return the marks' keys, as a page's script reads them."""
        return " ".join(mark.key for mark in self.marks)

    @property
    def css(self) -> str:
        """Return the classes that say by colour and by shape what lies here."""
        names = [f"under-{kind}" for kind in self.underlinings]
        if self.marks:
            names += ["mark", f"worst-{_dress(self.marks[0])}"]
        if len(self.marks) > 1:
            names += ["layered", f"then-{_dress(self.marks[1])}"]
        return " ".join(names)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the canonical text; ``number`` counts from 1."""

    number: int
    start: int
    end: int
    segments: tuple[Segment, ...]


def mark_text(text: str, marks: Sequence[Mark], underlinings: Sequence[Underlining] = ()) -> tuple[Paragraph, ...]:
    """Return the paragraphs of *text*, cut wherever a mark or an underlining begins or ends.

    A mark that reaches beyond the text is cut to it; an empty one is left out; one that runs over
    several paragraphs begins once and goes on in each.
    """
    edges = _Edges(len(text), marks, underlinings)
    paragraphs, start = [], 0
    for number, line in enumerate(text.split("\n"), start=1):
        end = start + len(line)
        paragraphs.append(Paragraph(number, start, end, tuple(edges.segments(text, start, end))))
        start = end + 1
    return tuple(paragraphs)


def paragraph_at(paragraphs: Sequence[Paragraph], offset: int) -> int:
    """Return the number of the paragraph that holds *offset*, the last one if it lies behind the text."""
    at = bisect_left(paragraphs, offset, key=lambda paragraph: paragraph.end)
    return min(at + 1, max(len(paragraphs), 1))


class _Edges:
    """The places where something begins or ends, walked through once from the left."""

    def __init__(self, length: int, marks: Iterable[Mark], underlinings: Iterable[Underlining]) -> None:
        self._begins: dict[int, list[Mark]] = defaultdict(list)
        self._ends: dict[int, list[Mark]] = defaultdict(list)
        self._kinds: dict[int, list[tuple[str, int]]] = defaultdict(list)
        for mark in marks:
            if mark.start < min(mark.end, length):
                self._begins[max(mark.start, 0)].append(mark)
                self._ends[min(mark.end, length)].append(mark)
        for line in underlinings:
            if line.start < min(line.end, length):
                self._kinds[max(line.start, 0)].append((line.kind, 1))
                self._kinds[min(line.end, length)].append((line.kind, -1))
        self._places = sorted({*self._begins, *self._ends, *self._kinds})
        self._next = 0
        self._open: dict[str, Mark] = {}
        self._depths: dict[str, int] = defaultdict(int)
        self._waiting: list[Mark] = []

    def segments(self, text: str, start: int, end: int) -> Iterable[Segment]:
        """Yield the segments of one paragraph; paragraphs must be asked for in order."""
        at = start
        while at < end:
            self._cross(at)
            stop = min(self._places[self._next], end) if self._next < len(self._places) else end
            yield self._segment(text, at, stop)
            at = stop

    def _cross(self, offset: int) -> None:
        """Open and close all that begins or ends up to *offset*."""
        while self._next < len(self._places) and self._places[self._next] <= offset:
            place = self._places[self._next]
            for mark in self._ends.get(place, ()):
                self._open.pop(mark.key, None)
                self._waiting = [one for one in self._waiting if one.key != mark.key]
            for mark in self._begins.get(place, ()):
                self._open[mark.key] = mark
                self._waiting.append(mark)
            for kind, step in self._kinds.get(place, ()):
                self._depths[kind] += step
            self._next += 1

    def _segment(self, text: str, start: int, end: int) -> Segment:
        begins, self._waiting = tuple(sorted(self._waiting, key=_order)), []
        kinds = tuple(sorted(kind for kind, depth in self._depths.items() if depth > 0))
        return Segment(text[start:end], start, tuple(sorted(self._open.values(), key=_order)), begins, kinds)


def _order(mark: Mark) -> tuple[bool, int, int, int]:
    return mark.is_settled, _WORST_FIRST[mark.severity], mark.start, -mark.end


def _dress(mark: Mark) -> str:
    return "settled" if mark.is_settled else mark.severity.value

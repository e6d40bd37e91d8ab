"""The sentences of one text, read when somebody asks: their runs, their cues and what those reach."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from moderation.screening.attribution.finding import find_cues
from moderation.screening.attribution.reach import Reach, reach_of
from moderation.screening.attribution.runs import Run, read_run
from moderation.screening.attribution.vocabulary import Vocabulary
from moderation.screening.characters import cut_at_spaces
from moderation.screening.values import Layout, Quotation, Span

# A longer sentence is none (a table, a text on one line): it is read in parts, so that the cost stays linear.
LONGEST_SENTENCE = 1_500


@dataclass(frozen=True, slots=True)
class Reading:
    """One sentence, or what a quotation holds of it: its tokens, and what its cues reach."""

    run: Run
    reaches: tuple[Reach, ...]


class Readings:
    """The readings of one text; ``wanted`` are the figures and labels asked for, ``labels`` the latter alone."""

    def __init__(
        self, layout: Layout, vocabulary: Vocabulary, wanted: Sequence[Span], labels: Sequence[Span] = ()
    ) -> None:
        self.layout = layout
        stretches = (cut_at_spaces(layout.plain, sentence, LONGEST_SENTENCE) for sentence in layout.sentences)
        self.sentences = tuple(chain.from_iterable(stretches)) or (Span(0, len(layout.text)),)
        self.quotations = [quotation for quotation in layout.quotations if quotation.depth == 0]
        self._nested = [quotation for quotation in layout.quotations if quotation.depth == 1]
        self.vocabulary = vocabulary
        self._wanted = sorted(wanted)
        self._labels = frozenset(labels)
        self._known: dict[Span, Reading] = {}

    def number(self, at: int) -> int:
        """Return the number of the sentence that holds the code point *at*, or else of the one before it."""
        return max(bisect_right(self.sentences, at, key=_start) - 1, 0)

    def sentence(self, at: int) -> Span:
        """Return the sentence that holds the code point *at*."""
        return self.sentences[self.number(at)]

    def before(self, sentence: Span, farthest: int) -> Iterator[Span]:
        """Yield up to *farthest* sentences before *sentence*, the nearest first."""
        number = self.number(sentence.start)
        yield from reversed(self.sentences[max(number - farthest, 0) : number])

    def after(self, sentence: Span) -> Span | None:
        """Return the sentence after *sentence*."""
        number = self.number(sentence.start) + 1
        return self.sentences[number] if number < len(self.sentences) else None

    def around(self, sentence: Span, farthest: int) -> Iterator[tuple[int, Span]]:
        """Yield *sentence* and those up to *farthest* away, the nearest first, with how far each is."""
        own = self.number(sentence.start)
        yield 0, sentence
        for away in range(1, farthest + 1):
            yield from ((away, self.sentences[at]) for at in (own - away, own + away) if 0 <= at < len(self.sentences))

    def quotation(self, span: Span) -> Quotation | None:
        """Return the outermost quotation that holds *span*."""
        place = bisect_right(self.quotations, span.start, key=_outer_start) - 1
        if place >= 0 and self.quotations[place].inner.covers(span):
            return self.quotations[place]
        return None

    def quotation_before(self, quotation: Quotation) -> Quotation | None:
        """Return the quotation that ends last before *quotation*."""
        place = bisect_left(self.quotations, quotation.outer.start, key=_outer_start) - 1
        return self.quotations[place] if place >= 0 else None

    def innermost(self, span: Span) -> Reading:
        """Return the reading of the words around *span* that share its voice: its quotation's, or its sentence's."""
        sentence = self.sentence(span.start)
        quotation = self.quotation(span)
        if quotation is None:
            return self.read(sentence)
        return self._read(_common(quotation.inner, sentence), self._nested)

    def read(self, sentence: Span) -> Reading:
        """Return the reading of *sentence*, its quotations folded away."""
        return self._read(sentence, self.quotations)

    def _read(self, stretch: Span, quotations: Sequence[Quotation]) -> Reading:
        known = self._known.get(stretch)
        if known is None:
            inside = _overlapping(quotations, stretch)
            run = read_run(self.layout, stretch, inside, self.vocabulary, self._wanted_in(stretch), self._labels)
            known = self._known[stretch] = Reading(run, reach_of(run, find_cues(run)))
        return known

    def are_parted(self, start: int, end: int) -> bool:
        """Say whether a paragraph ends between *start* and *end*."""
        return "\n" in self.layout.plain[start:end]

    def _wanted_in(self, stretch: Span) -> Sequence[Span]:
        first = bisect_left(self._wanted, stretch.start, key=_start)
        return self._wanted[first : bisect_left(self._wanted, stretch.end, key=_start)]


def _overlapping(quotations: Sequence[Quotation], stretch: Span) -> Sequence[Quotation]:
    first = max(bisect_right(quotations, stretch.start, key=_outer_start) - 1, 0)
    last = bisect_left(quotations, stretch.end, key=_outer_start)
    return [quotation for quotation in quotations[first:last] if quotation.outer.overlaps(stretch)]


def _common(one: Span, other: Span) -> Span:
    return Span(max(one.start, other.start), min(one.end, other.end))


def _start(span: Span) -> int:
    return span.start


def _outer_start(quotation: Quotation) -> int:
    return quotation.outer.start

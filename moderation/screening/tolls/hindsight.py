"""Tell settled history from news where no date beside a figure does: weights learned from annotated copy.

The rules of ``background`` speak first, and what they found is one of the traits; a toll that they take for news is
history all the same where its sentence, and what stands before it, read like history. What follows is never looked at:
so what is appended to a text changes no finding before it.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from typing import Any, Protocol

from moderation.screening.tolls.dates import Calendar
from moderation.screening.tolls.estimate import FOLDER
from moderation.screening.values import Layout, Span, Toll

RULED = "rule="
_WORD = re.compile(r"\w+'?|[^\w\s]")
_YEAR = re.compile(r"(?<!\d)(?:1\d|20)\d\d(?!\d)")
_STEM = 6  # letters that tell a word's family
_NEAR = 4  # words on either side of a figure whose place is a trait
_AROUND = 40  # words on either side of a figure that are looked at: few sentences are longer, odd input is
_OPENING = 3  # words that open the sentence
_DATED = 5  # words at the head of a sentence among which the year stands that it is told of: "on March 4, 2026"
_LOOKBACK = 400  # code points of its paragraph that are looked at before a sentence
_AGES = ((0, "0"), (1, "1"), (5, "5"), (20, "20"))
_MOST = 5  # paragraphs counted
_LATELY = 40  # tolls looked back for the same one
_OWN = "O"  # the age and family of a year that says when something else was built or somebody born; no word is it


class Historian(Protocol):
    """Whoever says which tolls are settled history: an estimator, or in training the annotation."""

    def recall(self, span: Span, traits: Sequence[str]) -> float | None:
        """Return the likelihood that the toll at *span* is history, from which it is taken for it; else None."""
        ...


@dataclass(frozen=True, slots=True)
class Hindsight:
    """One language's weights, a number for each trait; a toll is history from the likelihood ``stands`` on."""

    bias: float
    weights: Mapping[str, float]
    stands: float

    def recall(self, span: Span, traits: Sequence[str]) -> float | None:
        """Return the likelihood that a toll of these *traits* is history, wherever it stands; None where it is news."""
        total = self.bias + sum(filter(None, map(self.weights.get, traits)))
        likelihood = 1 / (1 + math.exp(-total))
        return likelihood if likelihood >= self.stands else None


@cache
def read_hindsight(language: str) -> Hindsight | None:
    """Return the weights kept for *language*, read once a process; None where nobody trained them."""
    path = FOLDER / f"{language}-hindsight.json"
    if not language.isalpha() or not path.exists():
        return None
    return build_hindsight(json.loads(path.read_text(encoding="utf-8")))


def build_hindsight(kept: Mapping[str, Any]) -> Hindsight:
    """Build the weights from what their file holds: whole numbers of a ``scale``."""
    scale = kept["scale"]
    return Hindsight(
        bias=kept["bias"][0] / scale,
        weights={trait: row[0] / scale for trait, row in kept["weights"].items()},
        stands=kept["stands"],
    )


@dataclass(frozen=True)
class Story:
    """A text as far as it was read: the sentence at hand, the one before it, and the tolls told so far.

    What all tolls of the sentence share is read once; *calendar* knows the tenses in which news is seldom told, and
    the words that a year belongs to.
    """

    layout: Layout
    year: int
    sentence: Span
    before: Span | None
    tolls: Sequence[Toll]
    calendar: Calendar

    def traits_of(self, toll: Toll) -> list[str]:
        """Return the traits of a toll of the sentence, as its rules read it; the same in training and in screening."""
        return [
            f"{RULED}{toll.modality}",
            f"effect={toll.effect}",
            f"size={len(str(toll.max or toll.min or 0))}",
            f"part={toll.part_of is not None}",
            *self._of_sentence(toll.span),
            *self._earlier,
            *self._of_tolls(toll),
        ]

    def opens_this_year(self) -> bool:
        """Say whether the sentence opens with the copy's own year and names no earlier one: what it tells is news."""
        years = [int(self.layout.folded[at : at + 4]) for at, age in self._years if age != _OWN]
        opening = self._words[_DATED].start() if len(self._words) > _DATED else self.sentence.end
        return bool(years) and min(years) >= self.year and self._years[0][0] < opening

    def _of_sentence(self, span: Span) -> Iterator[str]:
        """Yield the words around the figure: by themselves, in pairs, and by their place beside it."""
        families, starts = self._families
        at, behind = bisect_left(starts, span.start), bisect_left(starts, span.end)
        left, right = families[max(0, at - _AROUND) : at], families[behind : behind + _AROUND]
        yield from (f"s={word}" for word in (*left, *right))
        yield from (f"l{place}={word}" for place, word in enumerate(reversed(left[-_NEAR:])))
        yield from (f"r{place}={word}" for place, word in enumerate(right[:_NEAR]))
        yield from (f"o={word}" for word in families[: min(at, _OPENING)])
        yield from (f"{one} {other}" for one, other in pairwise([*left, "#", *right]))

    @cached_property
    def _families(self) -> tuple[list[str], list[int]]:
        """Return the families of the sentence's words, and where each begins."""
        owned = {at for at, age in self._years if age == _OWN}
        families = [_OWN if match.start() in owned else _family(match[0]) for match in self._words]
        return families, [match.start() for match in self._words]

    @cached_property
    def _words(self) -> list[re.Match[str]]:
        return list(_WORD.finditer(self.layout.folded, *self.sentence))

    @cached_property
    def _earlier(self) -> list[str]:
        return list(self._of_earlier())

    def _of_earlier(self) -> Iterator[str]:
        """Yield the years and tense of the sentence, and what stands before it: in the one before, in its paragraph."""
        folded = self.layout.folded
        yield from (f"y={age}" for _, age in self._years)
        if self.calendar.tenses.narrates(match[0] for match in self._words):
            yield "narrates"
        number, start = self._number, self.paragraph.start
        yield f"paragraph={min(number, _MOST)}"
        yield f"opens={self.sentence.start == start}"
        if self.before is not None:
            where = "p" if self.before.start >= start else "pp"
            words = _WORD.findall(folded, *self.before)
            yield from (f"{where}={_family(word)}" for word in words)
            yield from (f"{where}y={self._age(year)}" for year in _YEAR.findall(folded, *self.before))
        reach = Span(max(start, self.sentence.start - _LOOKBACK), self.sentence.start)
        yield from (f"near={self._age(year)}" for year in _YEAR.findall(folded, *reach))

    @property
    def paragraph(self) -> Span:
        """Return the paragraph of the sentence."""
        return self.layout.paragraphs[self._number]

    @cached_property
    def _number(self) -> int:
        paragraphs = self.layout.paragraphs
        return bisect_right(paragraphs, self.sentence.start, key=lambda paragraph: paragraph.start) - 1

    def _of_tolls(self, toll: Toll) -> Iterator[str]:
        """Yield whether the toll was told before, and how the last one was read."""
        bounds = (toll.effect, toll.min, toll.max)
        yield f"again={any((one.effect, one.min, one.max) == bounds for one in self.tolls[-_LATELY:])}"
        if self.tolls:
            last = self.tolls[-1]
            yield f"last={last.modality}:{last.span.start >= self.sentence.start}"

    @cached_property
    def _years(self) -> list[tuple[int, str]]:
        """Where the years of the sentence stand, each with its age; only here may one be a word's own.

        What stands before the sentence tells of times past either way: "the town was taken in 1940".
        """
        folded, start = self.layout.folded, self.sentence.start
        found = _YEAR.finditer(folded, *self.sentence)
        owns = self.calendar.owns_year
        return [(at.start(), _OWN if owns(folded, start, at.start()) else self._age(at[0])) for at in found]

    def _age(self, year: str) -> str:
        return next((name for most, name in _AGES if self.year - int(year) <= most), "old")


def _family(word: str) -> str:
    if word[0].isdecimal():
        return "Y" if _YEAR.fullmatch(word) else "#"
    return word[:_STEM]

"""Find the dates in a sentence that lie in an earlier year: years, "ten years ago", wars and plagues of old."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from moderation.screening.lexicon import LanguagePack
from moderation.screening.quantities import Sort
from moderation.screening.tolls.chunks import Chunk
from moderation.screening.tolls.lexemes import LETTER, TIMES
from moderation.screening.values import Span

# The year of copy whose date is not told: no copy is older than the engine, and what it calls this year is news.
THIS_YEAR = 2026
_YEAR = re.compile(
    r"(?:(?<=[^\W\d_] )\d{1,2}, |(?<![\w.,:/$€£-]))(?P<year>(?:1[0-9]|20)\d\d)(?:'?s)?(?![\w%/]|[.,:-]\d)"
)
_LIKE_A_YEAR = re.compile(r"(?:1\d|20)\d\d").match  # words are tried by it first: the pattern is slow
_WORD = re.compile(r"\w+'?|[^\w\s]")
_PLAIN = re.compile(r"\w+")
_NUMBER = "#"  # stands for any number in a phrase
_PAST_YEAR, _COUNTING = LETTER["PASTYEAR"], frozenset(LETTER[name] for name in ("PEOPLE", "COUNTED", "HELD", "MOVED"))
_YEAR_LENGTH = 4
_BACK = 60  # code points before a date in which the word stands that it belongs to
_STEPS = 5  # words of a date before its year: "in late", "on the 7 of October"
_CUTTING = frozenset(".!?;:")
_LAST_DAY = 31  # of a month: a greater number before a year is none of a date's
_OPENING = 8  # words and marks at the head of a paragraph among which the year stands that it is told of
_LOOKBACK = 600  # code points of a paragraph that are looked at before a sentence


@dataclass(frozen=True, slots=True)
class Date:
    """A date before the year of the copy, over the chunks from ``first`` to ``last``.

    One that is attached belongs to the word before it ("built in 1967"); one that ``opens`` may date a whole clause;
    one that does not reach back says nothing of what stands before it ("ten years after the fire").
    """

    first: int
    last: int
    is_attached: bool = False
    opens: bool = True
    reaches_back: bool = True


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases by the longest word of each, without which it cannot stand: one pattern of them all would be slow."""

    patterns: Mapping[str, re.Pattern[str]]

    def find(self, folded: str, start: int, end: int, told: Iterable[str]) -> Iterator[re.Match[str]]:
        """Yield where phrases stand between *start* and *end*, whose words are those *told*; none within another."""
        patterns = [self.patterns[word] for word in self.patterns.keys() & set(told)]
        found = [match for pattern in patterns for match in pattern.finditer(folded, start, end)]
        reached = start
        for match in sorted(found, key=lambda match: (match.start(), -match.end())):
            if match.start() >= reached:
                reached = match.end()
                yield match


@dataclass(frozen=True, slots=True)
class Calendar:
    """A language's words for times past."""

    phrases: Phrases  # "ten years ago": an event of then
    followed: Phrases  # "ten years after": what follows is of then
    eras: Phrases  # "the first world war"
    dating: frozenset[str]  # what may stand between a verb and its year: months, prepositions
    attached: frozenset[str]  # verbs whose date is their own: built, elected
    comparing: re.Pattern[str]  # what a figure is only measured by
    endings: tuple[str, ...]  # of verbs that hang on what is told: "killing"
    leading: frozenset[str]  # "after": what is told behind it led to what is dated before it
    narrating: frozenset[str]  # forms of verbs in which news is seldom told: "furent", "périrent"
    pluperfect: re.Pattern[str]  # a tense that goes back behind the times told of: "avaient"
    recent: re.Pattern[str]  # what is of these days: "lundi"
    memory: Phrases  # what keeps the memory of times past: "the plaque names"
    preterite: frozenset[str]  # forms of verbs of harm in a tense that news is not told in: "périrent"
    backshifting: re.Pattern[str]  # verbs behind which the pluperfect tells no tale of old: "said"
    unfinished: re.Pattern[str]  # what goes on until now: "since", "has"

    def keeps_memory(self, folded: str, sentence: Span, year: int) -> bool:
        """Say whether a sentence tells of times past by what keeps their memory, and names no day of now."""
        told = _PLAIN.findall(folded, *sentence)
        return any(self.memory.find(folded, *sentence, told)) and not self._is_of_now(folded, sentence, year)

    def narrates(self, folded: str, toll: Span, sentence: Span) -> bool:
        """Say whether a *toll* with its casualty word is told in the tense of old tales: "où neuf périrent"."""
        start = max(folded.rfind(" ", sentence.start, max(toll.start - 1, sentence.start)), sentence.start)
        told = _WORD.findall(folded, start, toll.end)
        is_one_clause = _CUTTING.isdisjoint(told) and not self.preterite.isdisjoint(told)
        return is_one_clause and self.recent.search(folded, *sentence) is None

    def goes_on_in(self, folded: str, paragraph: Span, sentence: Span, year: int) -> bool:
        """Say whether a sentence goes on about the year that its *paragraph* opens with: "2012: a ferry sinks. 80 die".

        Nothing between them is of these days, or goes on until now.
        """
        reach = Span(paragraph.start, sentence.end)
        if sentence.start == paragraph.start or sentence.start - paragraph.start > _LOOKBACK:
            return False
        dated = self._opens_with_past_year(folded, paragraph.start, sentence.start, year)
        return dated and not self.unfinished.search(folded, *reach) and not self._is_of_now(folded, reach, year)

    def _opens_with_past_year(self, folded: str, start: int, end: int, year: int) -> bool:
        for word in islice(_WORD.finditer(folded, start, end), _OPENING):
            match = _YEAR.match(folded, word.start())
            if match is not None:
                return int(match["year"]) < year
            if word[0] not in self.dating and (word[0].isalpha() or word[0].endswith("'")):
                return False
        return False

    def _is_of_now(self, folded: str, reach: Span, year: int) -> bool:
        return self.recent.search(folded, *reach) is not None or str(year) in folded[reach.start : reach.end]

    def goes_on(self, folded: str, before: Span, sentence: Span, word: int, year: int) -> bool:
        """Say whether a sentence in the pluperfect goes on about times past, told of in the sentence *before* it.

        *word* is where the casualty word ends: "Thirty years on, the town remembers the slide. Eleven had died."
        """
        if not self.pluperfect.search(folded, max(sentence.start, word - _BACK), word):
            return False
        if self.backshifting.search(folded, *sentence):  # what somebody said is set back a tense, whenever it was
            return False
        return self._tells_of_then(folded, before, year) and not self.recent.search(folded, *sentence)

    def _tells_of_then(self, folded: str, sentence: Span, year: int) -> bool:
        told = _PLAIN.findall(folded, *sentence)
        of_then = (self.phrases, self.followed, self.eras, self.memory)
        if any(any(phrases.find(folded, *sentence, told)) for phrases in of_then):
            return True
        years = _YEAR.finditer(folded, *sentence) if any(map(_LIKE_A_YEAR, told)) else ()
        return any(
            int(match["year"]) < year and not self.owns_year(folded, sentence.start, match.start("year"))
            for match in years
        )

    def names_these_days(self, folded: str, end: int) -> bool:
        """Say whether a day of now, and no year, follows at once what ends at *end*: "tua douze villageois mardi"."""
        day = self.recent.match(folded, end + 1)
        return day is not None and not folded[day.end() + 1 : day.end() + 1 + _YEAR_LENGTH].isdigit()

    def dates(self, chunks: Sequence[Chunk], figures: Collection[int], folded: str, year: int) -> list[Date]:
        """Return the dates before *year* among *chunks*, in order; one of *figures* is none."""
        if not chunks:
            return []
        starts = [chunk.start for chunk in chunks]
        spans = sorted(set(self._spans(chunks, figures, folded, year)))
        found: list[Date] = []
        for start, end, opens, back in spans:
            first = max(bisect_right(starts, start) - 1, 0)
            last = max(bisect_right(starts, end - 1) - 1, first)
            if not figures or not any(first <= index <= last for index in figures):
                attached = back and self._is_attached(folded[max(chunks[0].start, start - _BACK) : start])
                found.append(Date(first, last, attached, opens, back))
        return found

    def _spans(
        self, chunks: Sequence[Chunk], figures: Collection[int], folded: str, year: int
    ) -> Iterator[tuple[int, int, bool, bool]]:
        start, end = chunks[0].start, chunks[-1].end
        for chunk in chunks:
            if chunk.letter == _PAST_YEAR:
                yield chunk.start, chunk.end, True, True
        told = _PLAIN.findall(folded, start, end)
        for match in self.phrases.find(folded, start, end, told):
            yield match.start(), match.end(), True, True
        for match in self.followed.find(folded, start, end, told):
            yield match.start(), match.end(), False, False
        for match in self.eras.find(folded, start, end, told):
            yield match.start(), match.end(), False, True
        yield from self._years(chunks, folded, year) if any(map(_LIKE_A_YEAR, told)) else ()

    def _years(self, chunks: Sequence[Chunk], folded: str, year: int) -> Iterator[tuple[int, int, bool, bool]]:
        starts = [chunk.start for chunk in chunks]
        for match in _YEAR.finditer(folded, chunks[0].start, chunks[-1].end):
            chunk = chunks[bisect_right(starts, match.start("year")) - 1]
            if int(match["year"]) < year and chunk.letter not in _COUNTING and self._is_year(chunk, folded):
                yield match.start(), match.end(), True, True

    def _is_year(self, chunk: Chunk, folded: str) -> bool:
        """Say whether four digits are a year: not the 1998 of a flight, unless a month or "in" stands before."""
        if chunk.figure is None or chunk.figure.sort is not Sort.GUARDED:
            return True
        before = _WORD.findall(folded, max(0, chunk.start - _BACK), chunk.start)
        return bool(before) and before[-1] in self.dating

    def owns_year(self, folded: str, start: int, at: int) -> bool:
        """Say whether the year at *at* is a word's own, no farther back than *start*: "inauguré en 1987"."""
        return self._is_attached(folded[max(start, at - _BACK) : at])

    def _is_attached(self, before: str) -> bool:
        for word in list(reversed(_WORD.findall(before)))[:_STEPS]:
            if word in self.attached:
                return True
            is_day = word.isdecimal() and int(word) <= _LAST_DAY
            if word not in self.dating and not is_day:
                return False
        return False


@lru_cache(maxsize=12)
def read_calendar(pack: LanguagePack) -> Calendar:
    """Compile *pack*'s words for times past."""
    rows: dict[str, list[str]] = {kind: [] for kind in TIMES}
    for row in pack.rows("link_words"):
        if row["kind"] in rows:
            rows[row["kind"]].extend(row["forms"].split("|"))
    kinds = ("unit", "hundred", "magnitude", "collective")
    numbers = [form for row in pack.rows("quantity_words") if row["kind"] in kinds for form in row["forms"].split("|")]
    spelled = "|".join(re.escape(form) for form in sorted(set(numbers), key=len, reverse=True))
    number = rf"(?:\d+|(?:{spelled or '(?!)'})(?:[ -]\w+)?)"
    return Calendar(
        _phrases(rows["past"], number),
        _phrases(rows["then"], number),
        _phrases(rows["era"], number),
        frozenset(rows["dating"]),
        frozenset(rows["attached"]),
        _any_of(rows["comparing"], number),
        tuple(rows["trailing"]),
        frozenset(rows["leading"]),
        frozenset(rows["narrating"]),
        _any_of(rows["pluperfect"], number),
        _any_of(rows["recent"], number),
        _phrases(rows["memory"], number),
        frozenset(rows["preterite"]),
        _any_of(rows["backshifting"], number),
        _any_of(rows["unfinished"], number),
    )


def _any_of(forms: Sequence[str], number: str) -> re.Pattern[str]:
    patterns = (
        number.join(re.escape(part) for part in form.split(_NUMBER)) for form in sorted(forms, key=len, reverse=True)
    )
    return re.compile(rf"\b(?:{'|'.join(patterns) or '(?!)'})(?!\w)")


def _phrases(forms: Iterable[str], number: str) -> Phrases:
    kept: dict[str, list[str]] = defaultdict(list)
    for form in forms:
        kept[max(_PLAIN.findall(form), key=len)].append(form)
    return Phrases({word: _any_of(having, number) for word, having in kept.items()})

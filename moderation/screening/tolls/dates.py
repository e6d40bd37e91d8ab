"""Find the dates in a sentence that lie in an earlier year: years, "ten years ago", wars and plagues of old."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from moderation.screening.lexicon import LanguagePack
from moderation.screening.quantities import Sort
from moderation.screening.tolls.chunks import Chunk
from moderation.screening.tolls.clock import find_times
from moderation.screening.tolls.lexemes import LETTER, forms_of
from moderation.screening.tolls.phrases import Phrases, any_of, number_of, read_phrases
from moderation.screening.tolls.tenses import Tenses, read_tenses
from moderation.screening.values import Span

# The year of copy whose date is not told: no copy is older than the engine, and what it calls this year is news.
THIS_YEAR = 2026
_YEAR = re.compile(
    r"(?:(?<=[^\W\d_] )\d{1,2}, |(?<![\w.,:/$€£-]))(?P<year>(?:1[0-9]|20)\d\d)(?:'?s)?(?![\w%/]|[.,:-]\d)"
)
_LIKE_A_YEAR = re.compile(r"(?:1\d|20)\d\d").match  # words are tried by it first: the pattern is slow
_WORD = re.compile(r"\w+'?|[^\w\s]")
_PLAIN = re.compile(r"\w+")
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
class Calendar:
    """A language's words for times past."""

    phrases: Phrases  # "ten years ago": an event of then
    followed: Phrases  # "ten years after": what follows is of then
    eras: Phrases  # "the first world war"
    memory: Phrases  # what keeps the memory of times past: "the plaque names"
    dating: frozenset[str]  # what may stand between a verb and its year: months, prepositions
    attached: frozenset[str]  # verbs whose date is their own: built, elected
    lasting: re.Pattern[str]  # what was done once and stands since: what befalls it has another date
    relating: re.Pattern[str]  # what begins a relative clause: "that"
    comparing: re.Pattern[str]  # what a figure is only measured by
    endings: tuple[str, ...]  # of verbs that hang on what is told: "killing"
    zones: frozenset[str]  # what follows a time of day: "gmt"
    leading: frozenset[str]  # "after": what is told behind it led to what is dated before it
    recent: re.Pattern[str]  # what is of these days: "lundi"
    unfinished: re.Pattern[str]  # what goes on until now: "since", "has"
    tenses: Tenses

    def keeps_memory(self, folded: str, sentence: Span, year: int) -> bool:
        """Say whether a sentence tells of times past by what keeps their memory, and names no day of now."""
        told = _PLAIN.findall(folded, *sentence)
        return any(self.memory.find(folded, *sentence, told)) and not self._is_of_now(folded, sentence, year)

    def narrates(self, folded: str, toll: Span, sentence: Span) -> bool:
        """Say whether a *toll* with its casualty word is told in the tense of old tales: "où neuf périrent"."""
        start = max(folded.rfind(" ", sentence.start, max(toll.start - 1, sentence.start)), sentence.start)
        told = _WORD.findall(folded, start, toll.end)
        is_one_clause = _CUTTING.isdisjoint(told) and not self.tenses.preterite.isdisjoint(told)
        return is_one_clause and self.recent.search(folded, *sentence) is None

    def goes_on_in(self, folded: str, paragraph: Span, sentence: Span, year: int) -> bool:
        """Say whether a sentence goes on about the year that its *paragraph* opens with: "2012: a ferry sinks. 80 die".

        Nothing between them is of these days, goes on until now, or stands since then ("the town builds a dam").
        """
        reach = Span(paragraph.start, sentence.end)
        if sentence.start == paragraph.start or sentence.start - paragraph.start > _LOOKBACK:
            return False
        dated = self._opens_with_past_year(folded, paragraph.start, sentence.start, year)
        if not dated or self._lasts(folded, paragraph.start, sentence.start):
            return False
        return not self.unfinished.search(folded, *reach) and not self._is_of_now(folded, reach, year)

    def _lasts(self, folded: str, start: int, end: int) -> bool:
        """Say whether what is told was done once and stands since: "built a dam", not "a dam that was built fell"."""
        made = self.lasting.search(folded, start, end)
        return made is not None and not self.relating.search(folded, start, made.start())

    def _opens_with_past_year(self, folded: str, start: int, end: int, year: int) -> bool:
        for word in islice(_WORD.finditer(folded, start, end), _OPENING):
            match = _YEAR.match(folded, word.start())
            if match is not None:
                return int(match["year"]) < year and not self.time_at(folded, match.start("year"), year)
            if word[0] not in self.dating and (word[0].isalpha() or word[0].endswith("'")):
                return False
        return False

    def _is_of_now(self, folded: str, reach: Span, year: int) -> bool:
        return self.recent.search(folded, *reach) is not None or str(year) in _PLAIN.findall(folded, *reach)

    def goes_on(self, folded: str, before: Span, sentence: Span, word: int, year: int) -> bool:
        """Say whether a sentence in the pluperfect goes on about times past, told of in the sentence *before* it.

        *word* is where the casualty word ends: "Thirty years on, the town remembers the slide. Eleven had died."
        """
        if not self.tenses.pluperfect.search(folded, max(sentence.start, word - _BACK), word):
            return False
        if self.tenses.backshifting.search(
            folded, *sentence
        ):  # what somebody said is set back a tense, whenever it was
            return False
        return self._tells_of_then(folded, before, year) and not self.recent.search(folded, *sentence)

    def _tells_of_then(self, folded: str, sentence: Span, year: int) -> bool:
        told = _PLAIN.findall(folded, *sentence)
        of_then = (self.phrases, self.followed, self.eras, self.memory)
        if any(any(phrases.find(folded, *sentence, told)) for phrases in of_then):
            return True
        years = _YEAR.finditer(folded, *sentence) if any(map(_LIKE_A_YEAR, told)) else ()
        return any(
            int(match["year"]) < year
            and not self.owns_year(folded, sentence.start, match.start("year"))
            and not self.time_at(folded, match.start("year"), year)
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
            is_year = self._is_year(chunk, folded) and not self.time_at(folded, match.start("year"), year)
            if int(match["year"]) < year and chunk.letter not in _COUNTING and is_year:
                yield match.start(), match.end(), True, True

    def _is_year(self, chunk: Chunk, folded: str) -> bool:
        """Say whether four digits are a year: not the 1998 of a flight, unless a month or "in" stands before."""
        if chunk.figure is None or chunk.figure.sort is not Sort.GUARDED:
            return True
        before = _WORD.findall(folded, max(0, chunk.start - _BACK), chunk.start)
        return bool(before) and before[-1] in self.dating

    def time_at(self, folded: str, at: int, year: int) -> Span | None:
        """Return the span of a time of day that opens a paragraph at *at*."""
        return Span(at, at + _YEAR_LENGTH) if at in find_times(folded, self.zones, year) else None

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
    number = number_of(pack)
    return Calendar(
        phrases=read_phrases(forms_of(pack, "past"), number),
        followed=read_phrases(forms_of(pack, "then"), number),
        eras=read_phrases(forms_of(pack, "era"), number),
        memory=read_phrases(forms_of(pack, "memory"), number),
        dating=forms_of(pack, "dating"),
        attached=forms_of(pack, "attached"),
        lasting=any_of(forms_of(pack, "lasting"), number),
        relating=any_of(forms_of(pack, "relating"), number),
        comparing=any_of(forms_of(pack, "comparing"), number),
        endings=tuple(sorted(forms_of(pack, "trailing"))),
        zones=forms_of(pack, "zone"),
        leading=forms_of(pack, "leading"),
        recent=any_of(forms_of(pack, "recent"), number),
        unfinished=any_of(forms_of(pack, "unfinished"), number),
        tenses=read_tenses(pack),
    )

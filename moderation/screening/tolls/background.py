"""Tell news from settled history: a figure of an event dated in an earlier year is background.

A date belongs to its own stretch of a sentence, between commas and before "who" or "after": a bridge built in 1967
falls today. What stands behind "after" came before the date in front of it: "closed in 1984 after an explosion". A
date reaches further where it opens the clause ("On October 7, 2023, …") or stands alone between commas, and what hangs
on a dated noun is as old as that ("the fire of 1988 that killed 167"). What goes on since a year, and what is only
compared with one, is news.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from moderation.screening.tolls.chunks import Chunk
from moderation.screening.tolls.dates import Calendar, Date
from moderation.screening.tolls.lexemes import LETTER

_STOP, _SAY, _SINCE, _VERSUS, _COLON, _WHO, _DET = (
    LETTER[name] for name in ("STOP", "SAY", "SINCE", "VERSUS", "COLON", "WHO", "DET")
)
_MARKS = frozenset(LETTER[name] for name in ("COMMA", "COLON", "OPEN", "CLOSE"))
_HANGING = frozenset((_WHO, LETTER["SUB"]))
_SPLITTING = _HANGING | {_SINCE, _VERSUS}
_PREPOSITIONS = frozenset(LETTER[name] for name in ("IN", "AT", "FROM", "OF", "AMONG"))
# What may stand before a date that opens a clause: "back in the spring of", "le 7".
_LEADING = _PREPOSITIONS | frozenset(LETTER[name] for name in ("DET", "ADJ", "ADV", "GUARD", "PASTYEAR", "AND"))
# What names places and things: "at the port in 1998", "the 2004 Indian Ocean tsunami, which".
_NOMINAL = _LEADING | frozenset(LETTER[name] for name in ("WORD", "NAME", "THING", "NOUN", "OTHER"))
_OWNED = frozenset((LETTER["WORD"], LETTER["THING"]))
_OPEN = LETTER["OPEN"]
_VERBAL = frozenset(
    LETTER[name] for name in ("HAVE", "BE", "SAY", "ACT", "PAST", "DIE", "VERB", "DOES", "RISE", "COUNT")
)
_ACT = LETTER["ACT"]
_FINITE = frozenset(LETTER[name] for name in ("HAVE", "BE", "PAST", "MODAL"))
_LONGEST_FIGURE = 6  # chunks of a figure set beside a noun: "300 000 morts en dix mois"
_FARTHEST_NOUN = 6  # chunks between a date and what hangs on its noun
# What begins a stretch that is a date alone: "in 1986", "le 9 mai 2009".
_ALONE = _PREPOSITIONS | {_COLON, _DET}
_NEWS = frozenset((_SINCE, _VERSUS))


@dataclass(slots=True)
class _Stretch:
    """Chunks ``[first, after)`` with the dates among them; ``opens`` is the letter that begins it."""

    first: int
    after: int
    opens: str
    dates: tuple[Date, ...]


def in_the_past(
    chunks: Sequence[Chunk], words: Mapping[int, int], folded: str, calendar: Calendar, year: int
) -> frozenset[int]:
    """Return which figures count the people of an event before *year*.

    *chunks* are those of a sentence in *folded*; *words* holds the casualty word of each figure, by their indices.
    """
    dates = calendar.dates(chunks, words, folded, year)
    if not dates:
        return frozenset()
    past: set[int] = set()
    for first, after in _clauses(chunks):
        clause = _Clause(chunks, folded, calendar, dates, first, after)
        past.update(figure for figure, word in words.items() if first <= figure < after and clause.dates(figure, word))
    return frozenset(past)


def _clauses(chunks: Sequence[Chunk]) -> Iterator[tuple[int, int]]:
    """Yield the bounds of the clauses; a stop ends one."""
    first = 0
    for index, chunk in enumerate(chunks):
        if chunk.letter == _STOP or index + 1 == len(chunks):
            yield first, index + 1
            first = index + 1


class _Clause:
    """The chunks ``[first, after)`` up to a stop, cut into stretches."""

    def __init__(
        self, chunks: Sequence[Chunk], folded: str, calendar: Calendar, dates: Sequence[Date], first: int, after: int
    ) -> None:
        self._chunks, self._folded, self._calendar = chunks, folded, calendar
        self._ends = frozenset(date.last for date in dates)
        self._stretches = list(self._cut(dates, first, after))
        self._names_these_days = self._is_recent(first, after) if after > first else False
        self._is_opened = self._opens_with_date() or any(map(self._is_date_alone, self._stretches))
        self._hanging = self._find_hanging()

    def dates(self, figure: int, word: int) -> bool:
        """Say whether a date reaches the figure, or the word that says what befell its people."""
        return any(
            self._reaches(place, stretch, index)
            for index in {figure, word}
            for place, stretch in enumerate(self._stretches)
            if stretch.first <= index < stretch.after
        )

    def _reaches(self, place: int, stretch: _Stretch, index: int) -> bool:
        if self._is_opened and stretch.opens != _SINCE:
            return True
        return place in self._hanging or self._holds_date(stretch, index)

    def _cut(self, dates: Sequence[Date], first: int, after: int) -> Iterator[_Stretch]:
        """Yield the stretches between marks and before words that begin another clause."""
        start = first
        opens = self._opening(start)
        for index in range(first, after + 1):
            is_mark = index < after and self._chunks[index].letter in _MARKS
            if index < after and not is_mark and not self._begins(index, start):
                continue
            if any(date.first < index <= date.last for date in dates):
                continue  # the comma of "October 7, 2023", the "after" of "ten years after"
            end = index - self._is_led(index, start)
            if end > start:
                yield _Stretch(start, end, opens, tuple(date for date in dates if start <= date.first < end))
            start = index + 1 if is_mark else end
            opens = _COLON if is_mark and self._chunks[index].letter == _COLON else self._opening(index + is_mark)

    def _begins(self, index: int, start: int) -> bool:
        letter = self._chunks[index].letter
        if letter == _WHO and index > start and self._chunks[index - 1].letter in _PREPOSITIONS:
            return self._text(index) not in self._calendar.dating  # "on that morning"
        return letter in _SPLITTING or self._compares(index) or self._goes_back(index)

    def _goes_back(self, index: int) -> bool:
        """Say whether what follows came before a date: "closed in 2016 after an accident"."""
        return index - 1 in self._ends and self._text(index) in self._calendar.leading

    def _is_led(self, index: int, start: int) -> bool:
        """Say whether a preposition before a relative begins its stretch: "in which"."""
        is_relative = index < len(self._chunks) and self._chunks[index].letter == _WHO
        return is_relative and index > start and self._chunks[index - 1].letter in _PREPOSITIONS

    def _opening(self, index: int) -> str:
        if index >= len(self._chunks):
            return ""
        return _VERSUS if self._compares(index) else self._chunks[index].letter

    def _compares(self, index: int) -> bool:
        return self._calendar.comparing.match(self._folded, self._chunks[index].start) is not None

    def _text(self, index: int) -> str:
        return self._folded[self._chunks[index].start : self._chunks[index].end]

    def _opens_with_date(self) -> bool:
        """Say whether a date opens the clause: "in April 1998 a blast killed", "at the port in 1998, a blast"."""
        if not self._stretches or self._stretches[0].opens in _NEWS:
            return False
        first = self._stretches[0]
        for date in first.dates:
            before = range(first.first, date.first)
            if len(before) == 1 and first.opens == _DET:
                continue  # "the 2023 champion said"
            is_place = first.opens in _PREPOSITIONS and date.last + 1 == first.after and not date.is_attached
            allowed = _NOMINAL if is_place else _LEADING
            if date.opens and all(
                self._chunks[index].letter in allowed or self._text(index) in self._calendar.dating for index in before
            ):
                return True
        return False

    def _is_date_alone(self, stretch: _Stretch) -> bool:
        """Say whether a stretch is nothing but a date: "the last flood, in 1986, killed two"."""
        if stretch.opens not in _ALONE or not any(date.opens for date in stretch.dates):
            return False
        dated = {index for date in stretch.dates for index in range(date.first, date.last + 1)}
        return all(
            index in dated or self._text(index) in self._calendar.dating or self._text(index).isdecimal()
            for index in range(stretch.first, stretch.after)
        )

    def _holds_date(self, stretch: _Stretch, index: int) -> bool:
        """Say whether a date of the stretch is the figure's: no "said" between, and no running count."""
        if stretch.opens == _SINCE:
            return False
        return any(
            not date.is_attached and (date.reaches_back if index < date.first else not self._says(date.last, index))
            for date in stretch.dates
        )

    def _says(self, first: int, after: int) -> bool:
        return any(chunk.letter == _SAY for chunk in self._chunks[first:after])

    def _find_hanging(self) -> set[int]:
        """Return the places of stretches that hang on a dated noun or deed: "the 1994 genocide, which killed"."""
        hanging: set[int] = set()
        for place, stretch in enumerate(self._stretches[1:], start=1):
            before = self._stretches[place - 1]
            if self._goes_back(stretch.first):
                if before.opens not in _NEWS and not self._is_recent(stretch.first, stretch.after):
                    hanging.add(place)
            elif stretch.opens == _COLON or self._trails(stretch):
                is_told_then = before.opens not in _NEWS and any(not date.is_attached for date in before.dates)
                if is_told_then or place - 1 in hanging:
                    hanging.add(place)
            elif self._hangs_on(before, place):
                hanging.add(place)
            elif self._calendar.tenses.pluperfect.match(self._folded, self._chunks[stretch.first].start):
                hanging.update({place} if self._ends_dated(0) else ())  # "le séisme de 2003, un des pires, avait tué"
        return hanging

    def _trails(self, stretch: _Stretch) -> bool:
        """Say whether a verb without a subject of its own begins a stretch: "killing 12", but not "shelling killed"."""
        is_subject = stretch.first + 1 < stretch.after and self._chunks[stretch.first + 1].letter in _FINITE
        return not is_subject and self._text(stretch.first).endswith(self._calendar.endings)

    def _hangs_on(self, before: _Stretch, place: int) -> bool:
        """Say whether the stretch at *place* tells of what the one *before* it dates."""
        stretch = self._stretches[place]
        if self._is_relative(stretch):
            return self._goes_back(before.first) or self._ends_dated(place - 1)
        return self._ends_dated(place - 1) and self._is_figure_of(stretch, before)

    def _is_relative(self, stretch: _Stretch) -> bool:
        is_led = self._chunks[stretch.first].letter in _PREPOSITIONS  # "in which"
        second = min(stretch.first + is_led, stretch.after - 1)
        # "in whose house nine died": the house is not as old as its owner's year.
        owns = is_led and second + 1 < stretch.after and self._chunks[second + 1].letter in _OWNED
        return not owns and self._chunks[second].letter in _HANGING

    def _is_figure_of(self, stretch: _Stretch, before: _Stretch) -> bool:
        """Say whether a bare figure is set beside a date: "the wreck of 1912, 1,500 dead", "since 2003 (12 dead)"."""
        chunks = self._chunks[stretch.first : stretch.after]
        if chunks[0].figure is None or len(chunks) > _LONGEST_FIGURE or any(one.letter in _VERBAL for one in chunks):
            return False
        is_of_then = before.opens not in _NEWS and all(date.reaches_back for date in before.dates)
        # "On Monday, in a hotel of 1912, 15 dead"
        return (is_of_then and not self._names_these_days) or self._chunks[stretch.first - 1].letter == _OPEN

    def _is_recent(self, first: int, after: int) -> bool:
        """Say whether the chunks name a day of now: "after an appeal and killed three women last week"."""
        start, end = self._chunks[first].start, self._chunks[after - 1].end
        return self._calendar.recent.search(self._folded, start, end) is not None

    def _ends_dated(self, place: int) -> bool:
        """Say whether a stretch ends in a dated noun; a place between commas may follow it."""
        stretch = self._stretches[place]
        behind = range(stretch.first, stretch.after)
        if stretch.dates:
            if stretch.dates[-1].is_attached:
                return False
            behind = range(stretch.dates[-1].last + 1, stretch.after)
        elif place == 0:
            return False
        if behind and self._chunks[behind[-1]].letter == _ACT:  # "the stadium crush": no verb ends before "in which"
            behind = behind[:-1]
        is_nominal = len(behind) <= _FARTHEST_NOUN and all(self._chunks[index].letter in _NOMINAL for index in behind)
        return is_nominal and (bool(stretch.dates) or self._ends_dated(place - 1))

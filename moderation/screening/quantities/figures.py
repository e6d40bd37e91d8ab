"""Read the figures of one sentence: numbers with their modifiers, ranges, collectives, guards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from itertools import chain, takewhile
from typing import NamedTuple

from moderation.screening.quantities.numerals import Numeral, read_numeral
from moderation.screening.quantities.words import COUNTED, Phrases
from moderation.screening.values import Precision

_DECIMAL = re.compile(r"\d{1,9}[.,]\d{1,9}")
_Bounds = tuple[int | None, int | None, Precision]


class Sort(StrEnum):
    """What a figure can count: people, one of an article, nobody, or no people at all."""

    NUMBER = "number"
    ARTICLE = "article"  # fr "un": a count only beside a casualty noun
    ZERO = "zero"
    NEGATION = "negation"  # fr "pas", "sans": a zero only before a casualty noun
    GROWN = "grown"  # en "2.5m": a count only beside a noun for people
    BASE = "base"  # what a rate is reckoned on: per 100,000
    YEAR = "year"  # four digits, a count only beside a noun for people
    GUARDED = "guarded"


_REACHED_BEFORE, _REACHED_BEHIND = 12, 2  # words between a figure and the verb that says a count rose to it
_CLAUSE_ENDS = frozenset(";:()")
_SMALL = 10  # "one in four" is a share, "12 in 2019" is not
_LAST_DAY = 31
_LEAST_BASE = 100  # "for 67 patients" is no rate, and "for ten" may be none
_MOST = 1_000_000_000  # nobody counts people harmed beyond: money, locusts
_NUMBERS = (Sort.NUMBER, Sort.YEAR, Sort.GUARDED)
_NAMED = ("collective", "zero", "negation", "article", *COUNTED)
_LISTED = {
    "plural": Sort.NUMBER,
    "collective": Sort.NUMBER,
    "zero": Sort.ZERO,
    "negation": Sort.NEGATION,
    "counted": Sort.NUMBER,
    "counted_one": Sort.ARTICLE,
}


class Figure(NamedTuple):
    """A quantity over the tokens ``[first, after)``; at ``noun`` begins what it counts, if it holds that as well."""

    first: int
    after: int
    sort: Sort
    min: int | None = None
    max: int | None = None
    precision: Precision = Precision.EXACT
    noun: int | None = None


def read_figures(words: list[str], phrases: Phrases) -> list[Figure]:
    """Return the figures among *words*, in order and without overlap."""
    figures = [_based(figure, words, phrases) for figure in _figures(words, phrases)]
    for place in range(len(figures) - 1, 0, -1):
        before, after = figures[place - 1], figures[place]
        if _shares_guard(before, after, words, phrases):
            figures[place - 1] = before._replace(sort=Sort.GUARDED)
            if after.sort is not Sort.GUARDED:
                figures[place] = after._replace(sort=Sort.GUARDED)
    return figures


def _based(figure: Figure, words: list[str], phrases: Phrases) -> Figure:
    """Return *figure*, as the base of a rate where it is one: "per 100,000", "pour mille"."""
    is_round = figure.precision is Precision.EXACT and _is_power_of_ten(figure.max or 0)
    if not is_round or figure.sort not in (Sort.NUMBER, Sort.GUARDED):
        return figure
    is_behind = any(
        (found := phrases.at(words, index, "base")) is not None and found[1] == figure.first
        for index in range(max(0, figure.first - 3), figure.first)
    )
    if not is_behind or phrases.at(words, figure.after, "guard_after") is not None:
        return figure
    return figure._replace(sort=Sort.BASE)


def _is_power_of_ten(value: int) -> bool:
    return value >= _LEAST_BASE and str(value).strip("0") == "1"


def _shares_guard(before: Figure, after: Figure, words: list[str], phrases: Phrases) -> bool:
    """Say whether "6 et 9 ans", "aged 9 and 12", "19-0" or "nine out of ten" makes both no counts of people."""
    ratio = phrases.at(words, before.after, "ratio")
    is_parted = after.first - before.after != 1 and (ratio is None or ratio[1] != after.first)
    if before.sort not in _NUMBERS or after.sort not in _NUMBERS or is_parted:
        return False
    between = words[before.after]
    if between in "-\u2013":
        return words[before.first].isdecimal() and words[after.first].isdecimal()
    if ratio is not None:
        is_rate = after.sort is Sort.NUMBER and _is_power_of_ten(after.max or 0)
        return before.max == 1 or (before.max or _SMALL) < (after.max or 0) <= _SMALL or is_rate
    if phrases.at(words, before.after, "range_to", "range_and") is None or before.precision is not Precision.EXACT:
        return False
    if any(phrases.at(words, index, "age") for index in range(max(0, before.first - 2), before.first)):
        return True
    return after.sort is Sort.GUARDED and phrases.at(words, after.after, "guard_after") is not None


def _figures(words: list[str], phrases: Phrases) -> Iterator[Figure]:
    openers, prepositions = phrases.openers, phrases.prepositions
    beginnings = (
        at
        for at, word in enumerate(words)
        if word in openers or word[0].isdecimal() or (word in prepositions and _opens_range(words, at, phrases))
    )
    done, behind = 0, -1
    for index in beginnings:
        if index < done:
            continue
        skipped = phrases.at(words, index, "skip")
        figure = _figure(words, index, phrases) if skipped is None else None
        if figure is not None and figure.noun == index == behind:
            continue  # what the number before it counts
        if figure is not None:
            yield figure
            behind = figure.after
        done = figure.after if figure is not None else skipped[1] if skipped else index + 1


def _opens_range(words: list[str], index: int, phrases: Phrases) -> bool:
    """Say whether a preposition may open a range here: "de 10 à 15"."""
    if index + 1 == len(words):
        return False
    following = words[index + 1]
    return following[0].isdecimal() or following in phrases.numerals


def _figure(words: list[str], index: int, phrases: Phrases) -> Figure | None:
    opened = phrases.at(words, index, "before")
    core = _core(words, opened[1], phrases, is_modified=True) if opened else None
    if opened and core and opened[0].precision is Precision.AT_MOST and _is_reached(words, index, core[1], phrases):
        return None  # the number behind is read by itself
    if core is None:
        opened, core = None, _core(words, index, phrases)
    if core is None:
        return None
    bounds, after, sort = core
    if opened:
        bounds = _modified(bounds, opened[0].precision)
    behind = phrases.at(words, after, "after")
    if behind and sort is Sort.NUMBER:
        bounds, after = _modified(bounds, behind[0].precision), behind[1]
    bounds = _split(bounds, words, after, phrases) if sort is Sort.NUMBER else bounds
    if sort is not Sort.ZERO and (
        _guarded(words, index, after, phrases) or max(bounds[0] or 0, bounds[1] or 0) > _MOST
    ):
        sort = Sort.GUARDED
    elif _is_year(words, index, after):
        sort = Sort.YEAR
    start = opened[1] if opened else index
    counted = phrases.at(words, start, *COUNTED)
    return Figure(index, after, sort, *bounds, noun=start if counted and counted[1] <= after else None)


def _is_reached(words: list[str], first: int, after: int, phrases: Phrases) -> bool:
    """Say whether a count rose to the figure, and the words before it are no bound: ru "выросло до 30"."""
    behind = range(after, min(after + _REACHED_BEHIND, len(words)))
    before = range(first - 1, max(first - _REACHED_BEFORE, 0) - 1, -1)
    return any(
        phrases.at(words, place, "reach")
        for place in chain(behind, takewhile(lambda place: words[place] not in _CLAUSE_ENDS, before))
    )


def _split(bounds: _Bounds, words: list[str], after: int, phrases: Phrases) -> _Bounds:
    """Apply a modifier that stands behind the noun, outside the span: "sept personnes au moins"."""
    is_one = bounds[0] is not None and bounds[0] == bounds[1]  # "une dizaine" is, "des dizaines" are not
    for place in (after, after + 1, after + 2):
        found = phrases.at(words, place, "split")
        if found is not None and is_one and read_numeral(words, found[1], phrases) is None:
            return _modified(bounds, found[0].precision)
    return bounds


def _core(
    words: list[str], index: int, phrases: Phrases, *, is_modified: bool = False
) -> tuple[_Bounds, int, Sort] | None:
    """Read a range, a collective, a zero or a number at *index*.

    A collective of kind "plural" is one where no modifier stands before it: ru "тысячи", not "около тысячи".
    """
    if index >= len(words):
        return None
    ranged = _range(words, index, phrases)
    if ranged is not None:
        return ranged
    listed = phrases.at(words, index, *(_NAMED if is_modified else ("plural", *_NAMED)))
    if listed is not None and listed[0].kind != "article":
        entry, after = listed
        return (entry.min, entry.max, entry.precision), after, _LISTED[entry.kind]
    lead = phrases.at(words, index, "lead")
    if lead is not None and phrases.at(words, lead[1], "hundred", "magnitude") is None:
        return None
    number = read_numeral(words, lead[1] if lead else index, phrases)
    if number is None:
        return None
    sort = Sort.NUMBER if number.whole else Sort.GUARDED
    if number.grown:
        sort = Sort.GROWN
    elif listed is not None and number.after == listed[1]:
        sort = Sort.ARTICLE
    return (number.value, number.value, Precision.EXACT), number.after, sort


def _range(words: list[str], index: int, phrases: Phrases) -> tuple[_Bounds, int, Sort] | None:
    """Read "between 10 and 15", "10 to 15", "de 10 à 15", "10-15"; not "from 10 to 15" of a change."""
    opener = phrases.at(words, index, "opener", "opener_maybe")
    first = words[opener[1] if opener and opener[1] < len(words) else index]
    if not first[0].isdecimal() and first not in phrases.numerals:
        return None
    low = _numeral(words, opener[1] if opener else index, phrases)
    if low is None:
        return None
    joint = "range_and" if opener and opener[0].kind == "opener" else "range_to"
    joined = phrases.at(words, low.after, joint)
    high = _numeral(words, joined[1], phrases) if joined else None
    if high is None or not high.whole or _changes(words, index, phrases):
        return None
    value = _scaled(low, high, words, phrases)
    if value is None or value >= high.value:
        return None
    return (value, high.value, Precision.RANGE), high.after, Sort.NUMBER


def _numeral(words: list[str], index: int, phrases: Phrases) -> Numeral | None:
    """Read a number or a plain collective ("une vingtaine") as one end of a range."""
    listed = phrases.at(words, index, "collective")
    if listed is not None and listed[0].min is not None and listed[0].min == listed[0].max:
        return Numeral(listed[0].min, listed[1])
    return read_numeral(words, index, phrases)


def _scaled(low: Numeral, high: Numeral, words: list[str], phrases: Phrases) -> int | None:
    """Return the low end, scaled as the high one: "two to three thousand", "2.3 to 3.2 million"."""
    last = phrases.at(words, high.after - 1, "hundred", "magnitude")
    times = (last[0].min or 1) if last else 1
    if not low.whole:
        decimal = _DECIMAL.fullmatch(words[low.after - 1]) if times > 1 else None
        return round(float(decimal[0].replace(",", ".")) * times) if decimal else None
    return low.value * times if low.value * times < high.value else low.value


def _changes(words: list[str], index: int, phrases: Phrases) -> bool:
    """Say whether a word of change stands before: "rose from 17 to 24" is two figures."""
    return any(phrases.at(words, before, "change") for before in range(max(0, index - 2), index))


def _modified(bounds: _Bounds, precision: Precision) -> _Bounds:
    low, high, _ = bounds
    if precision is Precision.AT_LEAST:
        return low, None, precision
    if precision is Precision.AT_MOST:
        return None, high, precision
    return low, high, Precision.APPROXIMATE if bounds[2] is Precision.EXACT else bounds[2]


def _guarded(words: list[str], first: int, after: int, phrases: Phrases) -> bool:
    """Say whether a neighbour makes the number a date, an age, a measure, a sum or a label."""
    behind = phrases.at(words, after, "guard_after", "no_guard")
    if behind is not None and behind[0].kind == "guard_after":
        return True
    if words[first].isdecimal() and _is_ordinal(words, after, phrases):
        return True
    # "last week two", "section two": a spelled number is seldom a label
    kinds = ("guard_before", "month", "age", "no_guard") if words[first][0].isdecimal() else ("age",)
    for index in range(max(0, first - 3), first):
        found = phrases.at(words, index, *kinds)
        if found is not None and found[1] == first:
            kind = found[0].kind
            return kind != "no_guard" and (kind != "month" or _is_dated(words, index, first, phrases))
    return _lists_ages(words, first, phrases)


def _is_ordinal(words: list[str], after: int, phrases: Phrases) -> bool:
    """Say whether a mark amid the sentence makes the digits before it an ordinal: "am 3. Mai", "das 14. Opfer"."""
    found = phrases.at(words, after, "ordinal")
    return found is not None and found[1] < len(words) and words[found[1]][0].isalnum()


def _lists_ages(words: list[str], first: int, phrases: Phrases) -> bool:
    """Say whether the number goes on a list of ages: "children aged 4, 5 and 11"."""
    at = first
    while at > 1 and (words[at - 1] == "," or phrases.at(words, at - 1, "range_and") is not None):
        if not words[at - 2].isdecimal() and words[at - 2] not in phrases.numerals:
            return False
        at -= 2
    return at < first and any(
        (found := phrases.at(words, index, "age")) is not None and found[1] == at for index in range(max(0, at - 3), at)
    )


def _is_dated(words: list[str], month: int, first: int, phrases: Phrases) -> bool:
    """Say whether the digits behind a month are its day or year: in "in May 31 died", "3 May 12 died" they count."""
    if len(words[first]) > 2 or int(words[first]) > _LAST_DAY:
        return _is_year(words, first, first + 1)
    if month > 0 and words[month - 1].isdecimal():
        return False
    return not any(
        (found := phrases.at(words, index, "dayless")) is not None and found[1] == month
        for index in range(max(0, month - 2), month)
    )


def _is_year(words: list[str], first: int, after: int) -> bool:
    word = words[first]
    return after == first + 1 and len(word) == 4 and word.isdecimal() and word[:2] in ("18", "19", "20")

"""Read one bare number: digits in any national grouping, or words, or both ("2.5 million")."""

from __future__ import annotations

import re
from typing import NamedTuple

from moderation.screening.quantities.words import Phrases

_GROUPED = re.compile(r"\d{1,3}(?:[ .,']\d{3})+")
_DECIMAL = re.compile(r"\d+[.,]\d+")
_GROWN = re.compile(r"(\d+(?:[.,]\d+)?)([^\W\d_]{1,3})")
_THOUSAND = 1000
_LONGEST = 15  # digits; nobody counts people beyond


class Numeral(NamedTuple):
    """A number read, the index after it, and whether it can count people ("3.5" cannot).

    ``grown`` is true of "2.5m", which counts people only where they are named: it may be money or metres.
    """

    value: int
    after: int
    whole: bool = True
    grown: bool = False


def read_numeral(words: list[str], index: int, phrases: Phrases) -> Numeral | None:
    """Read the number that begins at *index*, if one does."""
    if index >= len(words):
        return None
    is_digits = words[index][0].isdecimal()
    number = _digits(words, index, phrases) if is_digits else _spelled(words, index, phrases)
    number = _with_rest(number, words, phrases) if number is not None else None
    half = phrases.at(words, number.after, "half") if number is not None else None
    return number if number is None or half is None else _halved(number, half[1], words, phrases)


def _with_rest(number: Numeral, words: list[str], phrases: Phrases) -> Numeral:
    """Add what a language counts behind round thousands, whether in digits or in words: "45 thousand and 129"."""
    joined = phrases.at(words, number.after, "sum")
    if joined is None or words[number.after - 1].isdecimal() or number.value == 0 or number.value % _THOUSAND:
        return number
    rest = read_numeral(words, joined[1], phrases)
    below = _THOUSAND**2 if number.value % _THOUSAND**2 == 0 else _THOUSAND
    if rest is None or not rest.whole or rest.grown or rest.value >= below:
        return number
    return Numeral(number.value + rest.value, rest.after)


def _halved(number: Numeral, after: int, words: list[str], phrases: Phrases) -> Numeral:
    """Add half of a magnitude: "two and a half million", "un million et demi"; of anything else it counts nobody."""
    magnitude = phrases.at(words, after, "magnitude")
    if magnitude is not None:
        times = magnitude[0].min or 1
        return Numeral(number.value * times + times // 2, magnitude[1])
    last = phrases.at(words, number.after - 1, "magnitude")
    if last is not None:
        return Numeral(number.value + (last[0].min or 1) // 2, after)
    return Numeral(0, after, whole=False)


def _digits(words: list[str], index: int, phrases: Phrases) -> Numeral:
    word = words[index]
    magnitude = phrases.at(words, index + 1, "magnitude", "hundred")
    times = (magnitude[0].min or 1) if magnitude else 1
    after = magnitude[1] if magnitude else index + 1
    if len(word) > _LONGEST:
        return Numeral(0, index + 1, whole=False)
    if word.isdecimal():
        return Numeral(int(word) * times, after)
    if magnitude and _DECIMAL.fullmatch(word):
        return Numeral(round(float(word.replace(",", ".")) * times), after)
    if _GROUPED.fullmatch(word):
        return Numeral(int(re.sub(r"\D", "", word)) * times, after)
    grown = _GROWN.fullmatch(word)
    suffix = phrases.at([grown[2]], 0, "suffix") if grown else None
    if grown and suffix:
        return Numeral(round(float(grown[1].replace(",", ".")) * (suffix[0].min or 1)), index + 1, grown=True)
    return Numeral(0, index + 1, whole=False)


def _spelled(words: list[str], index: int, phrases: Phrases) -> Numeral | None:
    """Add up number words: "two hundred and six", "quatre-vingt-dix-sept", "mille deux cents"."""
    tally, at = _Sum(), index
    while (found := phrases.at(words, at, "unit", "hundred", "magnitude", "joiner")) is not None:
        entry, after = found
        if entry.kind == "joiner":
            following = phrases.at(words, after, "unit")
            if following is None or not tally.joins(entry.min or 0, following[0].min or 0):
                break
            entry, after = following
        if not tally.add(entry.kind, entry.min or 0):
            break
        at = after
    return Numeral(tally.total + tally.current, at) if at > index else None


class _Sum:
    """A spelled number as it grows; ``current`` is the part below the next magnitude."""

    __slots__ = ("begun", "current", "total")

    def __init__(self) -> None:
        self.total, self.current, self.begun = 0, 0, False

    def add(self, kind: str, value: int) -> bool:
        """Take the next number word; False where it begins another number."""
        if kind == "unit":
            fits = not self.begun or self._takes(value)
            self.current += value if fits else 0
        elif kind == "hundred":
            fits = self.current < 100
            self.current = max(self.current, 1) * value if fits else self.current
        else:
            fits = not self.begun or self.current > 0
            if fits:
                self.total, self.current = self.total + max(self.current, 1) * value, 0
        self.begun = True
        return fits

    def joins(self, full: int, unit: int) -> bool:
        """Say whether "and" may add *unit*: after round hundreds (full=100) or, for 1 and 11, round tens."""
        reached = self.current or self.total
        return reached > 0 and reached % full == 0 and (full == 100 or unit in (1, 11))

    def _takes(self, unit: int) -> bool:
        """Say whether *unit* may follow: 40+2, 60+13, 100+7, never 2+3."""
        rest = self.current % 100
        if rest == 0:
            return True
        return rest >= 20 and rest % 10 == 0 and unit < (20 if rest in (60, 80) else 10)

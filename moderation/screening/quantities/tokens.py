"""Cut a stretch of folded text into words, numbers and marks, with their places."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from moderation.screening.lexicon import LanguagePack
from moderation.screening.quantities.words import small_words

# 14h20, 9am, 31-year-old, 120-mm, 3rd: a number grown together with letters counts nobody.
_GROWN = r"\d[\d.,]{0,12}-?[^\W\d_][\w-]*"
# Groups of three behind a point, comma, apostrophe or space; else a decimal, a time, a plain number.
_NUMBER = r"\d{1,3}(?:[ .,']\d{3})+(?!\d)|\d+(?:[.,:/]\d+){1,4}|\d+"
_MARK = r"[^\s\w\"'\u00ab\u00bb]|_"


class Tokens(NamedTuple):
    """Words of one sentence as parallel lists; places are code points in the whole text."""

    words: list[str]
    starts: list[int]
    ends: list[int]


def cut(folded: str, start: int, end: int, pack: LanguagePack) -> Tokens:
    """Cut ``folded[start:end]`` into tokens; spaces and quotation marks are left out."""
    words, starts, ends = [], [], []
    numbers, tails, small = _number_words(pack), _tails(pack), small_words(pack)
    for match in _cutter(pack).finditer(folded, start, end):
        word, at = match[0], match.start()
        if small and (first := _small_before_number(word, small, numbers, pack)):
            words += [first, word[len(first) :]]
            starts += [at, at + len(first)]
            ends += [at + len(first), match.end()]
            continue
        if "-" not in word:
            words.append(word)
            starts.append(at)
            ends.append(match.end())
            continue
        for part in _parts(word, numbers, tails):
            words.append(part)
            starts.append(at)
            at += len(part)
            ends.append(at)
            at += 1
    return Tokens(words, starts, ends)


def _small_before_number(word: str, small: tuple[str, ...], numbers: frozenset[str], pack: LanguagePack) -> str:
    """Return the small word that *word* begins with, if nothing but a number stands behind it; else nothing."""
    if not word.startswith(small) or word in _listed_words(pack):
        return ""
    rests = ((first, word[len(first) :]) for first in small if word.startswith(first))
    return next((first for first, rest in rests if rest.isdecimal() or (len(rest) > 1 and rest in numbers)), "")


def _parts(word: str, numbers: frozenset[str], tails: frozenset[str]) -> tuple[str, ...]:
    """Take "forty-two" and "37-plus" apart, and no other hyphened word."""
    parts = tuple(word.split("-"))
    number = parts[:-1] if len(parts) > 1 and parts[-1] in tails else parts
    return parts if all(part in numbers or part.isdecimal() for part in number) else (word,)


@lru_cache(maxsize=12)
def _number_words(pack: LanguagePack) -> frozenset[str]:
    rows = (row for row in pack.rows("quantity_words") if row["kind"] in ("unit", "hundred", "magnitude", "joiner"))
    return frozenset(part for row in rows for form in row["forms"].split("|") for part in form.split())


@lru_cache(maxsize=12)
def _listed_words(pack: LanguagePack) -> frozenset[str]:
    rows = pack.rows("quantity_words")
    return frozenset(part for row in rows for form in row["forms"].split("|") for part in form.split())


@lru_cache(maxsize=12)
def _tails(pack: LanguagePack) -> frozenset[str]:
    """Return the modifiers that a hyphen may tie to a number: "37-plus"."""
    rows = (row for row in pack.rows("quantity_words") if row["kind"] == "after")
    return frozenset(form for row in rows for form in row["forms"].split("|") if form.isalpha())


@lru_cache(maxsize=12)
def _cutter(pack: LanguagePack) -> re.Pattern[str]:
    """Build the cutter: an apostrophe ends the words that the pack elides, else it begins a clitic."""
    rows = (row for row in pack.rows("quantity_words") if row["kind"] == "elision")
    elided = [form for row in rows for form in row["forms"].split("|")]
    if elided:
        stems = "|".join(re.escape(form) for form in sorted(elided, key=len, reverse=True))
        words = rf"(?<!\w)(?:{stems})(?=\w)|[^\W\d_]\w*(?:[-'&.]\w+)*"
    else:
        words = r"[^\W\d_]\w*(?:[-&.]\w+)*|(?<=\w)'[^\W\d_]+"
    return re.compile("|".join((_GROWN, _NUMBER, words, _MARK)))

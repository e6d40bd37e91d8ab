"""A label as it stands in the text: its words, and the words of its sentence on both sides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from moderation.screening.values import Layout, Span

_REACH = 120  # code points looked at on either side
_FRAGMENT = 44  # code points before it in which the mark of a fragment opens
_HEAD_REACH = 6  # code points before it in which a head may end
_NEAR = 14  # words on either side that count as near
_MARKS = ('""', "''", "\u00ab\u00bb")
# A few words quoted inside a sentence of the article: they begin with a small letter.
_FRAGMENT_BEFORE = re.compile(r"""(?:(?:^|[\s('])"|\u00ab\s?)(?=[^\W\d_A-Z\u00c0-\u00de])[^"\u00ab\u00bb\n.!?]+$""")
_FRAGMENT_AFTER = re.compile(r"""[^"\u00ab\u00bb\n.!?]{0,40}(?:(?<=\S)"|\u00bb)""")
_WORD = re.compile(r"\w+|,")
# What stands between the head of a line and its text: a dateline's dash, a headline's colon.
_HEAD = re.compile(r"(?:\s[-\u2013\u2014]|\s?:)[\s\"'\u00ab(]*$")
# A stop after a word of two letters or more, so that "U.S." and initials do not cut a sentence short.
_BREAK = re.compile(r"(?<=\w\w)[.!?\u2026](?=[\s\"')\u00bb])|[\n;]|(?<=[\"\u00bb])[.!?]")


class Window(NamedTuple):
    """A label and the stretch of text around it; the offsets are the stretch's own."""

    text: str
    start: int
    end: int
    in_company: bool = False
    in_review: bool = False


class Word(NamedTuple):
    """A word or a comma, in lower case and as written."""

    folded: str
    written: str


@dataclass(frozen=True)
class Surroundings:
    """The label's own words, and those of its sentence before and after it, nearest first."""

    words: str
    before: tuple[Word, ...]
    after: tuple[Word, ...]
    is_singled_out: bool  # it stands alone between quotation marks
    is_in_fragment: bool  # it stands among a few words between quotation marks
    is_behind_head: bool = False  # it comes right behind a dateline or the colon of a headline
    in_company: bool = False  # the text has taken sides by other words
    in_review: bool = False  # the text is about a work of stage, screen or page

    @property
    def opens_sentence(self) -> bool:
        """Say whether no word of the sentence goes before the label."""
        return not self.before

    @property
    def opens_clause(self) -> bool:
        """Say whether the label has its capital for where it stands: first in the sentence, or behind its head."""
        return not self.before or self.is_behind_head

    @cached_property
    def near(self) -> tuple[Word, ...]:
        """Return the words that count as near."""
        return self.before[:_NEAR] + self.after[:_NEAR]

    @cached_property
    def near_words(self) -> frozenset[str]:
        """Return the words that count as near, in lower case."""
        return frozenset(word.folded for word in self.near)

    @cached_property
    def near_stems(self) -> frozenset[str]:
        """Return all beginnings of the words that count as near."""
        return frozenset(word[:size] for word in self.near_words for size in range(2, len(word) + 1))


def open_window(layout: Layout, span: Span) -> Window:
    """Return the stretch of *layout* that is looked at around *span*."""
    first = max(0, span.start - _REACH)
    return Window(layout.plain[first : span.end + _REACH], span.start - first, span.end - first)


def look_around(window: Window) -> Surroundings:
    """Return the words of the window's sentence around its label."""
    text, start, end, in_company, in_review = window
    opening = max((stop.end() for stop in _BREAK.finditer(text, 0, start)), default=0)
    ending = _BREAK.search(text, end)
    marks = text[max(0, start - 2) : start].rstrip()[-1:] + text[end : end + 2].lstrip()[:1]
    return Surroundings(
        words=text[start:end],
        before=_words(_WORD.findall(text, opening, start))[::-1],
        after=_words(_WORD.findall(text, end, ending.start() if ending else len(text))),
        is_singled_out=marks in _MARKS,
        is_in_fragment=_is_in_fragment(text, start, end),
        is_behind_head=bool(_HEAD.search(text, max(opening, start - _HEAD_REACH), start)),
        in_company=in_company,
        in_review=in_review,
    )


def _is_in_fragment(text: str, start: int, end: int) -> bool:
    opening = text[max(0, start - _FRAGMENT) : end]
    return bool(_FRAGMENT_AFTER.match(text, end) and _FRAGMENT_BEFORE.search(opening))


def _words(found: Sequence[str]) -> tuple[Word, ...]:
    return tuple(map(Word, map(str.lower, found), found))

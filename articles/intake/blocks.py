"""Gather the paragraphs of marked-up text from its tags, whatever the language of the tags: HTML, XHTML, NITF.

A builder takes events (start, end, data) as an lxml parser sends them to its target; nothing here recurses, so no
nesting can exhaust the stack.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from articles.intake.copy import UnreadableCopy, gettext_noop
from articles.intake.raised import LOWERED, RAISED, settle_raised

DEEPEST = 250
# What browsers set around a short quotation, for which the markup writes none.
QUOTATION_MARKS = "“”"
_SPACE = re.compile("[ \t\r\n\f\v]+")
_ENDS_SENTENCE = tuple(".!?:;…»”\"'")
# Tags that begin a paragraph and end the one before.
_BREAKING_WORDS = """
address article aside blockquote body body.content body.end body.head caption center dd details dir div dl dt
fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hl1 hl2 hr legend li main menu nav ol
option p pre section summary table tbody tfoot thead title tr ul block bq media media-caption nitf-table note
table-row byline dateline tagline lead paragraph subheadline
"""
_BREAKING = frozenset(_BREAKING_WORDS.split())
_CELLS_WORDS = """
td th
"""
_CELLS = frozenset(_CELLS_WORDS.split())
# Tags whose content no reader of the text sees.
_UNSEEN_WORDS = """
audio button canvas datalist embed head iframe input map math media-metadata media-object media-producer
media-reference nitf-table-metadata noscript object progress rp rt script select style svg template textarea
video
"""
_UNSEEN = frozenset(_UNSEEN_WORDS.split())
# What a writer has struck out is seen, and said no more.
_STRUCK = frozenset({"del", "s", "strike"})
_SET_APART = {"sup": RAISED, "sub": LOWERED, "q": tuple(QUOTATION_MARKS)}
# Of a figure its caption is text, and a table or a quotation set in it: the rest is credits and picture data.
_FIGURES = frozenset({"figure"})
_CAPTIONS = frozenset({"figcaption", "caption", "table", "blockquote", "bq", "pre"})
_DEEP = gettext_noop("%(name)s is nested more than %(limit)s levels deep; save the article's text without its layout")


@dataclass(slots=True)
class _Open:
    """One element that stands open, and what it did to the builder."""

    tag: str
    is_unseen: bool = False
    is_struck: bool = False
    is_figure: bool = False
    is_caption: bool = False


class TextBuilder:
    """Take a document's events and keep its paragraphs; a target for lxml's parsers."""

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self._open: list[_Open] = []
        self._words: list[str] = []
        self._unseen = 0
        self._struck = 0
        self._figures = 0
        self._captions = 0
        self._is_after_break = False

    @property
    def is_seen(self) -> bool:
        """Tell whether text that comes now is part of what people read."""
        return not self._unseen and not self._struck and (not self._figures or bool(self._captions))

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take an element's beginning.

        :raises UnreadableCopy: too many stand open
        """
        if len(self._open) >= DEEPEST:
            raise UnreadableCopy(_DEEP, name="-", limit=str(DEEPEST))
        one = _Open(
            tag,
            is_unseen=tag in _UNSEEN or self.is_left_out(tag, attributes),
            is_struck=tag in _STRUCK,
            is_figure=tag in _FIGURES,
            is_caption=tag in _CAPTIONS,
        )
        self._open.append(one)
        self._count(one, 1)
        if tag in _BREAKING:
            self.flush()
        elif tag in _CELLS:
            self._words.append(" ")
        elif tag == "br":
            self._break()
        elif tag in _SET_APART:
            self.data(_SET_APART[tag][0])

    def end(self, tag: str) -> None:
        """Take an element's end."""
        if not self._open:
            return
        if tag in _BREAKING:
            self.flush()
        elif tag in _SET_APART:
            self.data(_SET_APART[tag][1])
        self._count(self._open.pop(), -1)

    def data(self, text: str) -> None:
        """Take text."""
        if not self.is_seen:
            return
        if self._is_after_break and text.strip():
            self._is_after_break = False
        self._words.append(text)

    def comment(self, text: str) -> None:
        """Leave out a comment."""

    def pi(self, target: str, data: str | None = None) -> None:
        """Leave out an instruction to programs."""

    def doctype(self, *names: str | None) -> None:
        """Leave out a document type: nothing is loaded from it."""

    def close(self) -> TextBuilder:
        """End the last paragraph."""
        self.flush()
        return self

    def is_left_out(self, tag: str, attributes: Mapping[str, str]) -> bool:
        """Tell whether an element is no part of the text by its attributes."""
        return "hidden" in attributes

    def flush(self) -> None:
        """End the paragraph that is being gathered."""
        words = _SPACE.sub(" ", settle_raised("".join(self._words))).strip()
        self._words.clear()
        self._is_after_break = False
        if words:
            self.keep(words)

    def keep(self, paragraph: str) -> None:
        """Keep a paragraph."""
        self.paragraphs.append(paragraph)

    def _break(self) -> None:
        """Read a line break: two of them, or one after a whole sentence, part paragraphs; one inside is a space."""
        so_far = settle_raised("".join(self._words[-40:])).rstrip()
        if self._is_after_break or so_far.endswith(_ENDS_SENTENCE):
            self.flush()
        else:
            self._words.append(" ")
        self._is_after_break = True

    def _count(self, one: _Open, by: int) -> None:
        self._unseen += by * one.is_unseen
        self._struck += by * one.is_struck
        self._figures += by * one.is_figure
        self._captions += by * one.is_caption

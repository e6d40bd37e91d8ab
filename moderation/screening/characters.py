"""A text as a row of characters, whatever its language: plain and folded forms, lines, stretches; offsets hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from moderation.screening.values import Span

# One to one, so that offsets hold. Direction of quotation marks is left to readers of the text itself.
_COUSINS = {
    "'": "\u2018\u2019\u201a\u201b\u02bc\u02b9\u2032\u00b4",
    '"': "\u201c\u201d\u201e\u201f\u2033",
    "-": "\u2010\u2011\u2212",
    ",": "\u060c\u066c",
    ".": "\u066b\u06d4",
    ";": "\u061b",
    "?": "\u061f",
    "%": "\u066a",
    " ": "\u00a0\u202f\u2009\u2007\u2008\u200a\u2002\u2003"
    "\u3000\u200b\u200e\u200f\u2060\ufeff\t\r\v\f\x00\x85\u2028\u2029",
}
_TABLE = {mark: cousin for cousin, marks in _COUSINS.items() for mark in marks}
_ASCII_TABLE = {mark: cousin for mark, cousin in _TABLE.items() if mark.isascii()}

# A mark of a note hangs on a number, a word or a stop: "12¹ people", "12 people[3]"; "km²", "10⁶", "of [3]" are none.
_RAISED = "\u00b9\u00b2\u00b3\u2070\u2074-\u2079"
_RAISED_MARK = rf"(?:(?<=\d)(?<!(?<!\d)10)|(?<=[^\W\d_]{{3}}))[{_RAISED}]{{1,3}}"
_NOTE_MARK = re.compile(_RAISED_MARK + r"|(?<=[\w.,;:!?\"')])\[\d{1,3}\]")
_HAS_NOTE = re.compile(rf"[\[{_RAISED}]")

# Letters that writers put for one another, one to one: the Arabic alef and its signs, the ya at an end, the Russian yo.
_ALIKE = str.maketrans("\u0622\u0623\u0625\u0671\u0649\u0451", "\u0627\u0627\u0627\u0627\u064a\u0435")
_HAS_ALIKE = re.compile(f"[{''.join(map(chr, _ALIKE))}]")

# The first angular mark that opens something: in German it points at what it opens, »so«.
_OPENING_ANGLE = re.compile(r"(?<!\S)[(\[\"'\u201e\u201c]?(?:[\u00ab\u2039](?=\s?\w)|[\u00bb\u203a](?=\w))")
_TURNED = str.maketrans("\u00ab\u00bb\u2039\u203a", "\u00bb\u00ab\u203a\u2039")

_LINE = re.compile(r"\S(?:[^\n]*\S)?")


def smooth(text: str) -> str:
    """Map typographic apostrophes, quotes, hyphens and spaces one to one to plain ones, marks of notes to spaces."""
    text = turn_marks(text)
    # A search for each mark is cheaper than one pattern for all: most texts hold two or three of them.
    for mark, cousin in (_ASCII_TABLE if text.isascii() else _TABLE).items():
        if mark in text:
            text = text.replace(mark, cousin)
    return _NOTE_MARK.sub(_blank, text) if _HAS_NOTE.search(text) else text


def turn_marks(text: str) -> str:
    """Return *text* with its angular quotation marks turned round where they point inward, offsets kept."""
    if "\u00bb" not in text and "\u203a" not in text:
        return text
    opening = _OPENING_ANGLE.search(text)
    return text.translate(_TURNED) if opening and opening[0][-1] in "\u00bb\u203a" else text


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def fold(plain: str) -> str:
    """Return *plain* in lower case, of the same length ("İ" would grow), letters written for one another alike."""
    folded = plain.replace("\u0130", "i").lower()
    if len(folded) != len(plain):
        folded = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in plain)
    return folded.translate(_ALIKE) if _HAS_ALIKE.search(folded) else folded


def find_paragraphs(plain: str) -> tuple[Span, ...]:
    """Return the lines of *plain* that hold anything, without the spaces around them."""
    return tuple([Span(*match.span()) for match in _LINE.finditer(plain)])


def cut_at_spaces(text: str, span: Span, longest: int) -> Iterator[Span]:
    """Cut an endless stretch of *text* before spaces, into parts of at most *longest* code points."""
    start = span.start
    while span.end - start > longest:
        space = text.rfind(" ", start + 1, start + longest)
        end = space if space > start else start + longest
        yield Span(start, end)
        start = end
    yield Span(start, span.end)

"""A text and its parts: folded form, paragraphs, sentences; every offset is the text's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from moderation.screening.accents import accent_capitals
from moderation.screening.lexicon import LanguagePack
from moderation.screening.quotations import find_quotations
from moderation.screening.values import Layout, Span

# One to one, so that offsets hold. Direction of quotation marks is left to readers of the text itself.
_COUSINS = {
    "'": "\u2018\u2019\u201b\u02bc\u02b9\u2032\u00b4",
    '"': "\u201c\u201d\u201e\u201f\u2033",
    "-": "\u2010\u2011\u2212",
    " ": "\u00a0\u202f\u2009\u2007\u2008\u200a\u2002\u2003"
    "\u3000\u200b\u200e\u200f\u2060\ufeff\t\r\v\f\x00\x85\u2028\u2029",
}
_TABLE = {mark: cousin for cousin, marks in _COUSINS.items() for mark in marks}
_ASCII_TABLE = {mark: cousin for mark, cousin in _TABLE.items() if mark.isascii()}

_LINE = re.compile(r"\S(?:[^\n]*\S)?")
# A stop, the marks that close with it, and the gap before the next sentence.
_STOP = re.compile(r"[.!?\u2026](?: ?\u00bb|[\"')\]]){0,4} {1,9}(?=\S)")
_RUNS_ON = "\u00bb),;:"
_LAST_WORD = 24  # code points looked back for the word before a stop
_INITIALS = re.compile(r"(?:\w\.-?)+\w")  # "M.S.", "J.-P."


def read_layout(text: str, pack: LanguagePack) -> Layout:
    """Read *text* into paragraphs, sentences and quotations, with *pack*'s abbreviations."""
    plain = smooth(text)
    paragraphs = find_paragraphs(plain)
    stops = _stops(pack)
    sentences = tuple(part for paragraph in paragraphs for part in _sentences(plain, paragraph, stops))
    return Layout(text, plain, fold_words(plain, pack), paragraphs, sentences, find_quotations(text, paragraphs))


def cut_at_spaces(text: str, span: Span, longest: int) -> Iterator[Span]:
    """Cut an endless stretch of *text* before spaces, into parts of at most *longest* code points."""
    start = span.start
    while span.end - start > longest:
        space = text.rfind(" ", start + 1, start + longest)
        end = space if space > start else start + longest
        yield Span(start, end)
        start = end
    yield Span(start, span.end)


def smooth(text: str) -> str:
    """Map typographic apostrophes, quotes, hyphens and spaces one to one to plain ones."""
    # A search for each mark is cheaper than one pattern for all: most texts hold two or three of them.
    for mark, cousin in (_ASCII_TABLE if text.isascii() else _TABLE).items():
        if mark in text:
            text = text.replace(mark, cousin)
    return text


def fold(plain: str) -> str:
    """Return *plain* in lower case, of the same length ("İ" alone would grow)."""
    folded = plain.replace("\u0130", "i").lower()
    if len(folded) == len(plain):
        return folded
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in plain)


def fold_words(plain: str, pack: LanguagePack) -> str:
    """Return *plain* in lower case, with the accents that *pack*'s words lack where they have capitals."""
    return accent_capitals(plain, fold(plain), pack)


def find_paragraphs(plain: str) -> tuple[Span, ...]:
    """Return the lines of *plain* that hold anything, without the spaces around them."""
    return tuple([Span(*match.span()) for match in _LINE.finditer(plain)])


@dataclass(frozen=True, slots=True)
class _Stops:
    """Words that say whether the point after them ends a sentence."""

    never: frozenset[str]  # "m", "dr": a name follows
    seldom: frozenset[str]  # "etc", "u.s": only before a word that opens sentences
    openers: frozenset[str]
    closers: frozenset[str]  # "on x": the letter is a name, and no initial


@lru_cache(maxsize=8)
def _stops(pack: LanguagePack) -> _Stops:
    words: dict[str, set[str]] = {"never": set(), "seldom": set(), "opener": set(), "closer": set()}
    for row in pack.rows("sentence_words"):
        words.setdefault(row["kind"], set()).update(row["forms"].split("|"))
    return _Stops(frozenset(words["never"]), *(frozenset(words[kind]) for kind in ("seldom", "opener", "closer")))


def _sentences(plain: str, paragraph: Span, stops: _Stops) -> Iterator[Span]:
    start = paragraph.start
    for match in _STOP.finditer(plain, paragraph.start, paragraph.end):
        if _ends_sentence(plain, match.start(), match.end(), stops):
            yield Span(start, _trim(plain, match.start(), match.end()))
            start = match.end()
    yield Span(start, paragraph.end)


def _trim(plain: str, start: int, end: int) -> int:
    """Return where the stop that begins at *start* ends, without the gap before *end*."""
    return start + len(plain[start:end].rstrip())


def _ends_sentence(plain: str, stop: int, after: int, stops: _Stops) -> bool:
    if plain[after].islower() or plain[after] in _RUNS_ON:
        return False
    if plain[stop] != ".":
        return True
    word = plain[max(0, stop - _LAST_WORD) : stop].rpartition(" ")[2].lstrip("(\"'\u00ab[-")
    if len(word) == 1 and word.isupper():
        return " ".join(plain[max(0, stop - _LAST_WORD) : stop].lower().split()[-2:]) in stops.closers
    folded = word.lower()
    if folded in stops.never:
        return False
    is_doubtful = folded in stops.seldom or (word.isupper() and _INITIALS.fullmatch(word))
    return not is_doubtful or _opens(plain, after, stops)


def _opens(plain: str, after: int, stops: _Stops) -> bool:
    word = re.match(r"[\"'\u00ab(]?\W?(\w+)", plain[after : after + _LAST_WORD])
    return word is not None and word[1].lower() in stops.openers

"""Put broken words together before a text is read, and take what was read back to the text as it came.

Scans and web pages break words: a hyphen at the end of a line, the same hyphen after the lines were joined, marks that
no reader sees (the soft hyphen, joiners of no width). A reader that looked at the pieces would call the copy clean.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from moderation.screening.known_words import known_words
from moderation.screening.lexicon import LanguagePack
from moderation.screening.values import Span

_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
# Vowel signs and the stroke that lengthens a word in Arabic: writers set them or not, and the word is the same.
_VOWELLED = re.compile("[\u0640\u064b-\u0652\u0670]+")
_BROKEN = re.compile(
    # unseen, with or without the end of a line that it asks for
    rf"(?<=\w)[{_UNSEEN}]+(?:[ \t]*\n[ \t]*(?=[^\W\d_]))?(?=\w)"
    r"|(?<=[^\W\d_])[-\u2010](?P<gap>[ \t\u00a0]{0,4}\n[ \t\u00a0]{0,4}|[ \u00a0](?=[^\W\d_]))(?=[^\W\d_])"
)
# Whether a hyphen may break a word at all: it begins with what it looks for, so that most copy is passed over at once.
_HYPHEN_AT_END = re.compile(r"[-\u2010](?<=[^\W\d_][-\u2010])[ \t\u00a0\n]")
_PIECE = 24  # code points looked at on either side of a break
_BEFORE = re.compile(r"[^\W\d_]+\Z")
_AFTER = re.compile(r"[^\W\d_]+")

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Mended:
    """A text with its broken words put together, and how much was taken out before each place of it."""

    text: str
    places: tuple[int, ...]  # in the mended text: from here on …
    taken: tuple[int, ...]  # … so many code points are missing

    def taken_back(self, value: _Value) -> _Value:
        """Return *value* with every span in it, however deep, as a span of the text as it came."""
        return self._back(value)  # type: ignore[no-any-return]

    def _back(self, value: Any) -> Any:
        if isinstance(value, Span):
            return self._span(value)
        if isinstance(value, tuple):
            return tuple(map(self._back, value))
        if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{one.name: self._back(getattr(value, one.name)) for one in fields(value)})
        return value

    def _span(self, span: Span) -> Span:
        if span.start == span.end:
            return Span(self._at(span.start), self._at(span.start))
        return Span(self._at(span.start), self._at(span.end - 1) + 1)

    def _at(self, place: int) -> int:
        passed = bisect_right(self.places, place)
        return place + (self.taken[passed - 1] if passed else 0)


def mend(text: str, pack: LanguagePack) -> Mended | None:
    """Return *text* with its broken words put together; nothing where no word is broken."""
    cuts = list(_cuts(text, pack))
    if not cuts:
        return None
    pieces, places, taken = [], [], []
    at = length = gone = 0
    for start, end in cuts:
        pieces.append(text[at:start])
        length += start - at
        gone += end - start
        places.append(length)
        taken.append(gone)
        at = end
    return Mended("".join([*pieces, text[at:]]), tuple(places), tuple(taken))


def _cuts(text: str, pack: LanguagePack) -> Iterator[Span]:
    """Yield the stretches of *text* that break a word, or stand in it as they might not."""
    if _VOWELLED.search(text):
        yield from sorted({*(Span(*match.span()) for match in _VOWELLED.finditer(text)), *_breaks(text, pack)})
    else:
        yield from _breaks(text, pack)


def _breaks(text: str, pack: LanguagePack) -> Iterator[Span]:
    if not (_HYPHEN_AT_END.search(text) or any(map(text.__contains__, _UNSEEN))):
        return
    known = known_words(pack)
    for match in _BROKEN.finditer(text):
        gap = match["gap"]
        if gap is None or _is_one_word(text, match, known):
            yield Span(*match.span())
        elif "\n" in gap and text[match.end()].islower():
            yield Span(*match.span("gap"))  # a compound, parted at its own hyphen: "thirty-", "five"


def _is_one_word(text: str, match: re.Match[str], known: frozenset[str]) -> bool:
    before = _BEFORE.search(text[max(0, match.start() - _PIECE) : match.start()])
    after = _AFTER.match(text, match.end(), match.end() + _PIECE)
    return before is not None and after is not None and (before[0] + after[0]).lower() in known

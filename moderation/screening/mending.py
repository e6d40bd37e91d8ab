"""Put broken words together, and part words grown together, before a text is read; take what was read back to it.

Scans and web pages break words: a hyphen at the end of a line, the same hyphen after the lines were joined, marks that
no reader sees (the soft hyphen, joiners of no width). A reader that looked at the pieces would call the copy clean.
Other scripts write small words and the next as one; a language's pack says which ("proclitic").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from moderation.screening.characters import fold
from moderation.screening.known_words import known_words
from moderation.screening.lexicon import LanguagePack
from moderation.screening.quantities import small_words
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
_WHOLE = re.compile(r"\w+")
_SHORTEST = 2  # letters of a word that may stand behind a small one

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Mended:
    """A text with its broken words put together, and how much was taken out before each place of it."""

    text: str
    places: tuple[int, ...]  # in the mended text: from here on …
    taken: tuple[int, ...]  # … so many code points are missing, fewer than none where spaces were set in
    first: Mended | None = None  # what was done to the text before
    signed: frozenset[int] = frozenset()  # places before which vowel signs were taken out: they belong to their letter

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
            back = Span(self._at(span.start), self._at(span.start))
        else:
            end = self._at(span.end) if span.end in self.signed else self._at(span.end - 1) + 1
            back = Span(self._at(span.start), end)
        return self.first._span(back) if self.first else back

    def _at(self, place: int) -> int:
        passed = bisect_right(self.places, place)
        return place + (self.taken[passed - 1] if passed else 0)


def mend(text: str, pack: LanguagePack) -> Mended | None:
    """Return *text* with its broken words put together and grown ones parted; nothing where all words are whole."""
    cuts = list(_cuts(text, pack))
    whole = _without(text, cuts) if cuts else None
    gaps = list(_gaps(whole.text if whole else text, pack))
    if not gaps:
        return whole
    return replace(_with_gaps(whole.text if whole else text, gaps), first=whole)


def _without(text: str, cuts: Sequence[Span]) -> Mended:
    pieces, places, taken = [], [], []
    at = length = gone = 0
    for start, end in cuts:
        pieces.append(text[at:start])
        length += start - at
        gone += end - start
        places.append(length)
        taken.append(gone)
        at = end
    signed = frozenset(place for place, (start, _) in zip(places, cuts, strict=True) if _VOWELLED.match(text, start))
    return Mended("".join([*pieces, text[at:]]), tuple(places), tuple(taken), signed=signed)


def _with_gaps(text: str, gaps: Iterable[int]) -> Mended:
    """Return *text* with a space set in at each of *gaps*: what stands behind it has one code point too many."""
    pieces, places, taken = [], [], []
    at = 0
    for number, gap in enumerate(gaps, start=1):
        pieces += [text[at:gap], " "]
        places.append(gap + number)
        taken.append(-number)
        at = gap
    return Mended("".join([*pieces, text[at:]]), tuple(places), tuple(taken))


def _cuts(text: str, pack: LanguagePack) -> Iterator[Span]:
    """Yield the stretches of *text* that break a word, or stand in it as they might not."""
    if _VOWELLED.search(text):
        yield from sorted({*(Span(*match.span()) for match in _VOWELLED.finditer(text)), *_breaks(text, pack)})
    else:
        yield from _breaks(text, pack)


def _gaps(text: str, pack: LanguagePack) -> Iterator[int]:
    """Yield where small words end that *text* writes as one with the next: before a number, or a word of the pack."""
    small = small_words(pack)
    if not small:
        return
    known = known_words(pack)
    for match in _WHOLE.finditer(text):
        word = fold(match[0])
        if word.startswith(small) and word not in known:
            yield from (match.start() + end for end in _ends_of_small(word, small, known))


def _ends_of_small(word: str, small: tuple[str, ...], known: frozenset[str], at: int = 0) -> tuple[int, ...]:
    """Return where the small words end that *word* begins with, from *at* on; none where no word is left behind."""
    for first in small:
        end = at + len(first)
        if not word.startswith(first, at) or len(word) == end:
            continue
        if word[end].isdecimal() or (len(word) - end >= _SHORTEST and word[end:] in known):
            return (end,)
        if at == 0 and (further := _ends_of_small(word, small, known, end)):
            return (end, *further)
    return ()


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

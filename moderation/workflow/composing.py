"""Read a text that is not kept with the letters that filing would give it, and find each place where it was sent.

A program may send an accent as a sign of its own (“e” and “´”), as macOS names files and some editors write; the words
of the lexicon are composed. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from articles.intake.normalise import canonical_text

_WORD = re.compile(r"\S+")
# Signs that may melt into the one before them: marks, and what no reader sees; so do the vowels and tails of Hangul.
_JOINING = frozenset({"Mn", "Mc", "Me", "Cf", "Cc"})
_HANGUL = re.compile("[\u1160-\u11ff]")


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text as it is read, and where each of its pieces stands in the whole that was sent.

    ``starts`` are pairs: a piece's first code point in ``text``, and its first in ``whole``; the last pair is both
    ends.
    """

    text: str
    whole: str
    starts: Sequence[tuple[int, int]]

    def place(self, at: int, *, is_end: bool = False) -> int:
        """Return where a place of the read text stands in the whole, in code points.

        The end of a stretch stays in the piece that the stretch ends in. A piece that reads as something of another
        length is not parted: what begins in it begins with it, what ends in it ends with it.
        """
        piece = bisect_right(self.starts, (at - is_end, len(self.whole))) - 1
        piece = min(max(piece, 0), len(self.starts) - 2)
        (start, sent), (end, sent_end) = self.starts[piece : piece + 2]
        if at >= end:
            return sent_end
        if end - start == sent_end - sent:
            return sent + at - start
        return sent_end if is_end else sent


def join_pieces(pieces: Iterable[tuple[str, str]]) -> Pieces:
    """Return a text in one: each piece is what it reads as, and what was sent of it."""
    read, sent = [""], [""]
    starts, length, whole = [(0, 0)], 0, 0
    for words, signs in pieces:
        read.append(words)
        sent.append(signs)
        length, whole = length + len(words), whole + len(signs)
        starts.append((length, whole))
    if len(starts) == 1:
        starts.append((0, 0))
    return Pieces("".join(read), "".join(sent), tuple(starts))


def compose(text: str) -> Pieces:
    """Return a text with its words as filing writes them; spaces and breaks stay as they came."""
    if "".join(canonical_text(text).split()) == "".join(text.split()):
        return join_pieces([(text, text)])
    return join_pieces(_composed(text))


def _composed(text: str) -> Iterator[tuple[str, str]]:
    """Yield the text in pieces: stretches that stay, and one for each sign that is written otherwise."""
    kept = 0
    for word in _WORD.finditer(text):
        if canonical_text(word[0]) == word[0]:
            continue
        yield text[kept : word.start()], text[kept : word.start()]
        yield from ((canonical_text(sign), sign) for sign in _signs(word[0]))
        kept = word.end()
    yield text[kept:], text[kept:]


def _signs(word: str) -> Iterator[str]:
    """Yield a word in signs, each with what may melt into it."""
    start = 0
    for at in range(1, len(word)):
        if unicodedata.category(word[at]) not in _JOINING and not _HANGUL.match(word[at]):
            yield word[start:at]
            start = at
    yield word[start:]

"""Count as clients count: UTF-16 units, and through markup that is not read. Pure."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_ASTRAL = 0xFFFF  # a sign above it is two units
_SURROGATE = re.compile("[\ud800-\udfff]")


class UnreadableData(ValueError):
    """Refuse annotations that are not what the protocol says; the message names what is wrong."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """Hold a text as it is read, and where each of its pieces stands in what the client sent.

    ``starts`` are pairs: a piece's first code point in ``text``, and its first in the client's whole.
    """

    text: str
    whole: str
    starts: Sequence[tuple[int, int]]

    def place(self, at: int, *, is_end: bool = False) -> int:
        """Return where a place of the read text stands in the whole, in code points.

        The end of a stretch stays in the piece that the stretch ends in.
        """
        piece = bisect_right(self.starts, (at - is_end, len(self.whole))) - 1
        start, shift = self.starts[max(piece, 0)]
        return min(shift + at - start, len(self.whole))


def plain(text: str) -> Annotated:
    """Return a text without markup."""
    return Annotated(text, text, ((0, 0),))


def read_annotations(data: str) -> Annotated:
    """Read ``{"annotation": [{"text": …}, {"markup": …, "interpretAs": …}, …]}``.

    :raises UnreadableData:
    """
    try:
        pieces = json.loads(data)["annotation"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise UnreadableData("data must be JSON with a list named annotation") from error
    if not isinstance(pieces, list):
        raise UnreadableData("annotation must be a list")
    text, whole, starts = "", "", [(0, 0)]
    for piece in pieces:
        read, sent = _piece(piece)
        starts.append((len(text), len(whole)))
        text, whole = text + read, whole + sent
    return Annotated(text, whole, tuple(starts))


def units(text: str) -> list[int]:
    """Return, for each code point and the end, how many UTF-16 units stand before it."""
    counts, total = [0], 0
    for sign in text:
        total += 2 if ord(sign) > _ASTRAL else 1
        counts.append(total)
    return counts


def _piece(piece: Any) -> tuple[str, str]:
    """Return what a piece reads as, and what was sent of it."""
    if isinstance(piece, dict):
        text, markup = piece.get("text"), piece.get("markup")
        if isinstance(text, str) and markup is None:
            return (_encodable(text),) * 2
        if isinstance(markup, str) and text is None:
            read = piece.get("interpretAs", "")
            if isinstance(read, str):
                return _encodable(read), _encodable(markup)
    raise UnreadableData("each annotation holds text, or markup with interpretAs if it reads as something")


def _encodable(text: str) -> str:
    """Put a sign of the same length for half a surrogate pair: JSON may hold one, and no encoding takes it."""
    return _SURROGATE.sub("\ufffd", text)

"""Count as clients count: UTF-16 units, and through markup that is not read. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from moderation.workflow.composing import Pieces, compose, join_pieces

_ASTRAL = 0xFFFF  # a sign above it is two units
_SURROGATE = re.compile("[\ud800-\udfff]")


class UnreadableData(ValueError):
    """Refuse annotations that are not what the protocol says; the message names what is wrong."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """Hold a text as it is read, and where each of its places stands in what the client sent."""

    pieces: Pieces  # of text and of markup that reads as something, as they were sent
    composed: Pieces  # what they come to in one, its letters composed

    @property
    def text(self) -> str:
        """Return the text as it is read."""
        return self.composed.text

    @property
    def whole(self) -> str:
        """Return all that the client sent."""
        return self.pieces.whole

    def place(self, at: int, *, is_end: bool = False) -> int:
        """Return where a place of the read text stands in the whole, in code points."""
        return self.pieces.place(self.composed.place(at, is_end=is_end), is_end=is_end)


def plain(text: str) -> Annotated:
    """Return a text without markup."""
    return _annotated([(text, text)])


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
    return _annotated(_piece(piece) for piece in pieces)


def units(text: str) -> list[int]:
    """Return, for each code point and the end, how many UTF-16 units stand before it."""
    counts, total = [0], 0
    for sign in text:
        total += 2 if ord(sign) > _ASTRAL else 1
        counts.append(total)
    return counts


def _annotated(pieces: Iterable[tuple[str, str]]) -> Annotated:
    joined = join_pieces(pieces)
    return Annotated(joined, compose(joined.text))


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

"""Lay rows of pieces into the windows that the encoder reads one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from moderation.screening.encoder.pieces import Piece
from moderation.screening.values import Span

BEGIN, END = 0, 2  # the numbers of the two pieces that stand for no letters
_SIZE = 220  # pieces of its own that a window takes, ends of rows counted
_CONTEXT = 90  # pieces of earlier rows that stand before them
LONGEST = 1 + _SIZE + _CONTEXT  # pieces of a window


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces to be read together.

    ``numbers`` and ``rows`` have one entry a piece: its number, and the row it stands in. A piece sees its own row and
    earlier ones: so what is appended to a text changes nothing before it. ``own`` are the pieces
    that are read here and not in an earlier window, by their place in ``numbers``.
    """

    numbers: tuple[int, ...]
    rows: tuple[int, ...]
    own: tuple[tuple[int, Piece], ...]

    def place_of(self, span: Span) -> int | None:
        """Return the place of the first own piece of the words at *span*; None where they begin in another window."""
        if not self.own or not self.own[0][1].start <= span.start < self.own[-1][1].end:
            return None
        return next(place for place, piece in self.own if piece.end > span.start)


def lay_windows(rows: Iterable[Sequence[Piece]]) -> Iterator[Window]:
    """Yield the windows of *rows*, each as full as it may be, with the end of what stands before."""
    context: list[Sequence[Piece]] = []
    taken: list[Sequence[Piece]] = []
    size = 0
    for row in rows:
        if taken and size + len(row) + 1 > _SIZE:
            yield _lay(context, taken)
            context, taken, size = _end_of([*context, *taken]), [], 0
        taken.append(row)
        size += len(row) + 1
    if taken:
        yield _lay(context, taken)


def _end_of(rows: Sequence[Sequence[Piece]]) -> list[Sequence[Piece]]:
    """Return as many of the last *rows* as there is room for."""
    room, first = _CONTEXT, len(rows)
    while first and len(rows[first - 1]) + 1 <= room:
        first -= 1
        room -= len(rows[first]) + 1
    return list(rows[first:])


def _lay(context: Sequence[Sequence[Piece]], own: Sequence[Sequence[Piece]]) -> Window:
    numbers, places, mine = [BEGIN], [-1], []
    for at, row in enumerate([*context, *own]):
        if at >= len(context):
            mine += [(len(numbers) + step, piece) for step, piece in enumerate(row)]
        numbers += [*(piece.number for piece in row), END]
        places += [at] * (len(row) + 1)
    return Window(tuple(numbers), tuple(places), tuple(mine))

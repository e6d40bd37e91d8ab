"""Laying windows: every piece is read once, after what stands before it, and never with what stands behind."""

from __future__ import annotations

from itertools import count, islice

from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.screening.encoder.pieces import Piece
from moderation.screening.encoder.windows import END, Window, lay_windows

MOST = 512  # as many pieces as the network has places for


def rows_of(*sizes: int) -> list[list[Piece]]:
    numbers = count(100)
    return [[Piece(number, number, number + 1) for number in islice(numbers, size)] for size in sizes]


def read_by(windows: list[Window]) -> list[int]:
    return [piece.number for window in windows for _, piece in window.own]


@settings(deadline=None)
@given(st.lists(st.integers(0, 160), max_size=30))
def test_every_piece_is_read_once_and_no_window_is_too_long(sizes: list[int]) -> None:
    rows = rows_of(*sizes)

    windows = list(lay_windows(rows))

    assert read_by(windows) == [piece.number for row in rows for piece in row]
    assert all(len(window.numbers) == len(window.rows) <= MOST for window in windows)
    assert all(window.numbers[place] == piece.number for window in windows for place, piece in window.own)


@settings(deadline=None)
@given(st.lists(st.integers(1, 160), min_size=1, max_size=12), st.integers(1, 160))
def test_a_row_more_changes_no_piece_before_it(sizes: list[int], more: int) -> None:
    def seen(windows: list[Window]) -> list[tuple[int, ...]]:
        """Return, for each piece that is read, all that it sees."""
        return [
            tuple(number for number, row in zip(window.numbers, window.rows, strict=True) if row <= window.rows[place])
            for window in windows
            for place, _ in window.own
        ]

    before, after = seen(list(lay_windows(rows_of(*sizes)))), seen(list(lay_windows(rows_of(*sizes, more))))

    assert after[: len(before)] == before


def test_a_full_window_is_followed_by_one_that_begins_with_its_end() -> None:
    first, second = lay_windows(rows_of(100, 60, 30, 80))

    assert [place for place, piece in first.own if piece.number == 100] == [1]
    assert second.numbers[1] == 260  # the third row, which is short enough to be seen again
    assert [piece.number for _, piece in second.own] == list(range(290, 370))


def test_rows_are_told_apart_by_their_ends() -> None:
    (window,) = lay_windows(rows_of(2, 1))

    assert window.numbers == (0, 100, 101, END, 102, END)
    assert window.rows == (-1, 0, 0, 0, 1, 1)

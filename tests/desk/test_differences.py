"""Two versions are compared word by word, and both can be read out of the comparison."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from moderation.workflow.differences import Change, Piece, Row, compare_texts


def side(rows: tuple[Row, ...], hidden: Change) -> list[str]:
    lines = ("".join(piece.text for piece in row.pieces if piece.change is not hidden) for row in rows)
    return [line for line in lines if line]


def test_equal_texts_show_no_change() -> None:
    rows = compare_texts("Forty died.\nNobody counted.", "Forty died.\nNobody counted.")

    assert [row.is_changed for row in rows] == [False, False]


def test_a_changed_word_is_shown_with_the_one_it_replaced() -> None:
    (row,) = compare_texts("The rats fled north.", "The fighters fled north.")

    assert row.pieces == (
        Piece(Change.SAME, "The "),
        Piece(Change.REMOVED, "rats"),
        Piece(Change.ADDED, "fighters"),
        Piece(Change.SAME, " fled north."),
    )


def test_an_inserted_paragraph_leaves_its_neighbours_unchanged() -> None:
    rows = compare_texts("First.\nLast.", "First.\nA new one.\nLast.")

    assert [row.is_changed for row in rows] == [False, True, False]
    assert rows[1].pieces == (Piece(Change.ADDED, "A new one."),)


def test_a_removed_paragraph_stays_readable() -> None:
    rows = compare_texts("First.\nGone.\nLast.", "First.\nLast.")

    assert rows[1].pieces == (Piece(Change.REMOVED, "Gone."),)


def test_accents_and_apostrophes_do_not_tear_words() -> None:
    (row,) = compare_texts("l’été brûlant", "l’hiver brûlant")

    assert [piece.text for piece in row.pieces] == ["l’", "été", "hiver", " brûlant"]


words = st.lists(st.sampled_from(["one", "deux", "«", "\n", "”", "40"]), max_size=15).map(" ".join)


@given(words, words)
def test_both_texts_can_be_read_out_of_the_comparison(older: str, newer: str) -> None:
    rows = compare_texts(older, newer)

    assert side(rows, Change.ADDED) == [line for line in older.split("\n") if line]
    assert side(rows, Change.REMOVED) == [line for line in newer.split("\n") if line]

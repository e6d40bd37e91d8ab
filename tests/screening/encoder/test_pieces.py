"""Cutting text into pieces: offsets are the text's own, whatever stands in it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.screening.characters import find_paragraphs
from moderation.screening.encoder import load_encoder
from moderation.screening.encoder.pieces import Cutter
from moderation.screening.values import Span


@pytest.fixture(scope="module")
def cutter() -> Cutter:
    encoder = load_encoder()
    assert encoder is not None
    return encoder.cutter


def cut(cutter: Cutter, text: str) -> list[list[str]]:
    rows = cutter.cut(text, find_paragraphs(text))
    return [[text[piece.start : piece.end].strip() for piece in row] for row in rows]


def test_a_paragraph_is_a_row_of_pieces_with_their_places(cutter: Cutter) -> None:
    rows = cut(cutter, "Deux morts à Zürich\n17 000 déplacés")

    assert ["".join(row) for row in rows] == ["DeuxmortsàZürich", "17000déplacés"]


def test_a_long_paragraph_is_several_rows_and_loses_nothing(cutter: Cutter) -> None:
    text = "The ferry left at dawn with twelve people. " * 60

    rows = list(cutter.cut(text, [Span(0, len(text))]))

    assert len(rows) > 3
    assert max(map(len, rows)) <= 160
    read = "".join(text[piece.start : piece.end] for row in rows for piece in row)
    assert read.replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("text", ["\ud83d killed 3", "a\x00b", "😀" * 400, "x" * 5000, "٣ قتلى", "\u200f12\u200e"])
def test_odd_letters_are_cut_too(cutter: Cutter, text: str) -> None:
    pieces = [piece for row in cutter.cut(text, [Span(0, len(text))]) for piece in row]

    assert pieces
    assert all(0 <= piece.start <= piece.end <= len(text) for piece in pieces)
    assert max(piece.end for piece in pieces) == len(text)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_pieces_follow_each_other(text: str) -> None:
    encoder = load_encoder()
    assert encoder is not None

    pieces = [piece for row in encoder.cutter.cut(text, find_paragraphs(text)) for piece in row]

    assert all(one.end <= other.start for one, other in pairwise(pieces))

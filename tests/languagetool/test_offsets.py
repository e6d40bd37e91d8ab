"""Offsets as clients count them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.languagetool.offsets import UnreadableData, plain, read_annotations, units

PIECES = st.lists(
    st.one_of(
        st.fixed_dictionaries({"text": st.text(max_size=8)}),
        st.fixed_dictionaries({"markup": st.text(max_size=8)}, optional={"interpretAs": st.text(max_size=3)}),
    ),
    max_size=8,
)


def annotated(*pieces: dict[str, str]) -> str:
    return json.dumps({"annotation": list(pieces)})


@given(st.text(max_size=40))
def test_units_are_those_of_utf_16(text: str) -> None:
    counts = units(text)

    assert counts == [len(text[:at].encode("utf-16-le", "surrogatepass")) // 2 for at in range(len(text) + 1)]


def test_markup_is_left_out_and_counted() -> None:
    read = read_annotations(annotated({"markup": "<b>"}, {"text": "Twelve"}, {"markup": "</b>"}, {"text": " died"}))

    assert read.text == "Twelve died"
    assert read.whole[read.place(0) : read.place(6, is_end=True)] == "Twelve"
    assert read.whole[read.place(7) : read.place(11, is_end=True)] == "died"


def test_markup_that_reads_as_something_is_read() -> None:
    read = read_annotations(annotated({"text": "One"}, {"markup": "<p/>", "interpretAs": "\n"}, {"text": "Two"}))

    assert read.text == "One\nTwo"
    assert read.whole[read.place(4) : read.place(7, is_end=True)] == "Two"


@pytest.mark.parametrize(
    ("pieces", "words", "sent"),
    [
        (
            [{"text": "liquid"}, {"markup": "&eacute;", "interpretAs": "é"}, {"text": " hier"}],
            "liquidé",
            "liquid&eacute;",
        ),
        (
            [{"markup": "&Eacute;", "interpretAs": "É"}, {"text": "limin"}, {"text": "és"}],
            "Éliminés",
            "&Eacute;liminés",
        ),
        ([{"text": "AT"}, {"markup": "&amp;", "interpretAs": "&"}, {"text": "T"}], "AT&T", "AT&amp;T"),
        ([{"text": "tue\u0301"}, {"markup": "</b>"}, {"text": " hier"}], "tué", "tue\u0301"),
        ([{"text": "tue"}, {"markup": "&#769;", "interpretAs": "\u0301"}, {"text": "s"}], "tués", "tue&#769;s"),
        # Silent: what stands beside an entity or a tag is left out of the stretch.
        ([{"text": "liquid"}, {"markup": "&eacute;", "interpretAs": "é"}, {"text": " hier"}], "hier", "hier"),
        ([{"text": "liquid"}, {"markup": "&eacute;", "interpretAs": "é"}, {"text": " hier"}], "liquid", "liquid"),
        ([{"text": "Un"}, {"markup": "<br/>", "interpretAs": "\n"}, {"text": "Deux"}], "Un", "Un"),
        ([{"text": "Un"}, {"markup": "&nbsp;", "interpretAs": "\u00a0"}, {"text": "mort"}], "mort", "mort"),
        ([{"text": "tue\u0301"}, {"text": " hier"}, {"markup": "</b>"}], "hier", "hier"),
    ],
)
def test_a_stretch_covers_what_was_sent_of_it(pieces: list[dict[str, str]], words: str, sent: str) -> None:
    read = read_annotations(annotated(*pieces))

    start = read.text.index(words)

    assert read.whole[read.place(start) : read.place(start + len(words), is_end=True)] == sent


@given(PIECES)
def test_every_text_piece_is_found_where_it_was_sent(pieces: list[dict[str, str]]) -> None:
    read = read_annotations(annotated(*pieces))

    sent, at = read.pieces, 0
    for piece in pieces:
        words = piece.get("text", piece.get("interpretAs", ""))
        if piece.get("text"):
            assert read.whole[sent.place(at) : sent.place(at + len(words), is_end=True)] == words
        at += len(words)


def test_a_plain_text_stands_where_it_stands() -> None:
    assert [plain("abc").place(at) for at in range(4)] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    "data",
    [
        "",
        "[]",
        "{}",
        '{"annotation": 3}',
        '{"annotation": ["a"]}',
        '{"annotation": [{}]}',
        '{"annotation": [{"text": 1}]}',
        '{"annotation": [{"text": "a", "markup": "b"}]}',
        '{"annotation": [{"markup": "b", "interpretAs": 2}]}',
        "[" * 100_000,
    ],
)
def test_data_that_is_none_is_refused(data: str) -> None:
    with pytest.raises(UnreadableData):
        read_annotations(data)

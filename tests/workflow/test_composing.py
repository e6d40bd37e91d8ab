"""Letters sent apart are composed as filing composes them, and every place is found again."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.intake.normalise import canonical_text
from moderation.workflow.composing import compose

LETTERS = st.text(st.one_of(st.sampled_from("eo \n\u0301\u0327\u00ad\u0093😀é"), st.characters()), max_size=30)


def covered(sent: str, words: str) -> str:
    read = compose(sent)
    start = read.text.index(words)
    return sent[read.place(start) : read.place(start + len(words), is_end=True)]


@pytest.mark.parametrize(
    ("sent", "words", "found"),
    [
        ("ont e\u0301te\u0301 tue\u0301es hier", "tuées", "tue\u0301es"),
        ("e\u0301te\u0301", "été", "e\u0301te\u0301"),
        ("liqui\u00adde\u0301", "liquidé", "liqui\u00adde\u0301"),
        ("c\u0327a, e\u00ad\u0301t", "ét", "e\u00ad\u0301t"),
        ("the \u0093regime\u0094 fell", "“regime”", "\u0093regime\u0094"),
        ("\u1112\u1161\u11ab guk", "한", "\u1112\u1161\u11ab"),
        # Silent: what needs no composing, and what stands beside it, is where it was.
        ("ont été tuées", "tuées", "tuées"),
        ("e\u0301te\u0301 hier", "hier", "hier"),
        ("hier e\u0301te\u0301", "hier", "hier"),
        ("te\u0301s", "s", "s"),
        ("te\u0301s", "t", "t"),
        ("Zeile\r\n\r\n  zwei", "zwei", "zwei"),
    ],
)
def test_words_are_found_where_they_were_sent(sent: str, words: str, found: str) -> None:
    assert covered(sent, words) == found


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "Twelve people died.", "Été\u00a0: 2\u202f000 morts\r\n", "한국", "😀"]
)
def test_a_text_of_composed_letters_is_read_as_it_is(text: str) -> None:
    read = compose(text)

    assert read.text == text
    assert [read.place(at) for at in range(len(text) + 1)] == list(range(len(text) + 1))


@given(LETTERS)
def test_what_is_read_is_what_filing_would_keep_but_for_its_spaces(text: str) -> None:
    assert "".join(compose(text).text.split()) == "".join(canonical_text(text).split())


@given(LETTERS)
def test_places_keep_their_order_and_stay_within_what_was_sent(text: str) -> None:
    read = compose(text)

    for is_end in (False, True):
        places = [read.place(at, is_end=is_end) for at in range(len(read.text) + 1)]
        assert places == sorted(places)
        assert all(0 <= place <= len(text) for place in places)


def test_every_accented_letter_of_the_house_is_composed() -> None:
    letters = "àâäçéèêëîïôöùûüÿÀÂÇÉÈÊËÎÏÔÙÛÜŸñáíóúāīūḥṣṭ"

    read = compose(unicodedata.normalize("NFD", letters))

    assert read.text == letters
    assert [read.place(at) for at in range(len(letters))] == [2 * at for at in range(len(letters))]

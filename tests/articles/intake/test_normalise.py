"""The canonical text: one form for one text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.intake.normalise import canonical_text, count_words


def test_paragraphs_are_separated_by_single_line_feeds() -> None:
    text = canonical_text("Premier.\r\n\r\n  Deuxième.  \r\rTroisième.\n\n\n")

    assert text == "Premier.\nDeuxième.\nTroisième."


def test_letters_are_composed() -> None:
    text = canonical_text("bless\u0065\u0301s")

    assert text == "blessés"


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2009", "  "])
def test_spaces_inside_a_paragraph_stay_as_they_came(space: str) -> None:
    text = canonical_text(f"Environ 2{space}000 personnes")

    assert text == f"Environ 2{space}000 personnes"


@pytest.mark.parametrize("mark", ["\u00ad", "\ufeff", "\x00", "\x07", "\x7f"])
def test_marks_that_hide_inside_words_are_dropped(mark: str) -> None:
    text = canonical_text(f"terro{mark}riste")

    assert text == "terroriste"


def test_controls_that_windows_writes_as_signs_are_those_signs() -> None:
    text = canonical_text("\x93Neuf bless\xe9s\x94, dit l\x92agence \x96 sans plus\x81")

    assert text == "“Neuf blessés”, dit l’agence – sans plus\ufffd"


@pytest.mark.parametrize("line_break", ["\r", "\r\n", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_every_kind_of_line_break_separates_paragraphs(line_break: str) -> None:
    text = canonical_text(f"Un.{line_break}Deux.")

    assert text == "Un.\nDeux."


def test_a_lone_surrogate_becomes_a_replacement_character() -> None:
    text = canonical_text("a\ud800b")

    assert text == "a\ufffdb"


def test_right_to_left_marks_stay() -> None:
    text = canonical_text("قتل \u200f90 شخصا")

    assert text == "قتل \u200f90 شخصا"


@given(st.text())
def test_a_canonical_text_is_its_own_canonical_text(text: str) -> None:
    once = canonical_text(text)

    assert canonical_text(once) == once


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_a_canonical_text_is_normal_and_has_no_empty_paragraph(text: str) -> None:
    canonical = canonical_text(text)

    assert unicodedata.is_normalized("NFC", canonical)
    assert canonical == "" or all(line and line == line.strip() for line in canonical.split("\n"))


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("L'armée a tiré.", 3), ("Selon lui : « rien »", 3), ("2 000 morts – dit-on", 4)],
)
def test_words_are_counted_between_spaces(text: str, words: int) -> None:
    assert count_words(text) == words

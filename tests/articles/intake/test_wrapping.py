"""Lines broken at a fixed width are joined; a hyphen at the end of one stays what it was."""

import pytest

from articles.intake import read_copy
from articles.intake.wrapping import join_lines

OWN = [
    ("seventy-", "five people were killed", "seventy-five people were killed"),
    ("quatre-vingt-", "dix-sept personnes", "quatre-vingt-dix-sept personnes"),
    ("quatre-", "vingts personnes", "quatre-vingts personnes"),
    ("soixante-et-", "onze personnes", "soixante-et-onze personnes"),
    ("the twenty-", "first victim", "the twenty-first victim"),
    ("Seventy\u2010", "five people", "Seventy\u2010five people"),
    ("a 12-", "year-old boy", "a 12-year-old boy"),
    ("from 10-", "12 people", "from 10-12 people"),
    ("a F-", "16 fighter", "a F-16 fighter"),
    ("in Port-", "Alban on Monday", "in Port-Alban on Monday"),
    ("the pro-", "Russian side", "the pro-Russian side"),
]
BROKEN_OR_NONE = [
    ("a demon-", "stration", "a demon- stration"),
    ("four-", "teen people", "four- teen people"),
    ("A DEMON-", "STRATION", "A DEMON- STRATION"),
    ("une manifes-", "tation", "une manifes- tation"),
    ("two-", "and three-storey houses", "two- and three-storey houses"),
    ("12-", "and 13-year-olds", "12- and 13-year-olds"),
    ("de 12-", "ou 13 ans", "de 12- ou 13 ans"),
    ("the raid -", "five people", "the raid - five people"),
    ("the raid –", "five people", "the raid – five people"),
    ("some seventy", "five-year-olds", "some seventy five-year-olds"),
    ("at least", "12 people", "at least 12 people"),
]


@pytest.mark.parametrize(("first", "second", "whole"), OWN + BROKEN_OR_NONE)
def test_a_hyphen_that_is_the_texts_own_takes_no_space(first: str, second: str, whole: str) -> None:
    assert join_lines([first, second]) == whole


def test_it_is_so_in_a_wrapped_text_and_in_markdown() -> None:
    text = (
        "Raid on Kerem\n\n"
        "The governor of the province said on Monday that seventy-\n"
        "five people were killed in the raid on the village and on\n"
        "the road that leads from there to the river, where police\n"
        "had set up a checkpoint.\n\nRain is expected.\n"
    )

    for name in ("a.txt", "a.md"):
        assert "that seventy-five people were killed" in read_copy(text.encode(), filename=name).text


def test_empty_lines_and_none_join_to_nothing_more() -> None:
    assert join_lines([]) == ""
    assert join_lines(["one line"]) == "one line"

"""Tenses: what makes a stretch of words past, what leaves it present, and kinds that keep to themselves."""

from itertools import combinations

import pytest

from moderation.screening.tolls.lexemes import forms_of
from moderation.screening.tolls.tenses import read_tenses
from tests.screening.believing import PACKS


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("two sisters drowned", "en"),
        ("twelve men were shot", "en"),
        ("the fire killed 12", "en"),
        ("deux sœurs sont mortes", "fr"),
        ("douze hommes périrent", "fr"),
        ("l incendie a tué 12 hommes", "fr"),
    ],
)
def test_a_verb_in_a_past_tense_makes_it_past(words: str, language: str) -> None:
    assert read_tenses(PACKS[language]).is_past(words.split())


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("two sisters drown", "en"),
        ("twelve men are shot", "en"),
        ("the fire kills 12", "en"),
        ("deux sœurs se noient", "fr"),
        ("douze hommes sont tués", "fr"),
        ("une avalanche engloutit 12 hommes", "fr"),
        ("", "fr"),
    ],
)
def test_what_is_told_in_the_present_is_not(words: str, language: str) -> None:
    assert not read_tenses(PACKS[language]).is_past(words.split())


@pytest.mark.parametrize(
    ("words", "narrates"),
    [
        ("neuf hommes périrent", True),
        ("la guerre dura", True),
        ("neuf hommes sont morts", False),
        ("la guerre continue", False),
    ],
)
def test_the_passe_simple_narrates(words: str, *, narrates: bool) -> None:
    assert read_tenses(PACKS["fr"]).narrates(words.split()) is narrates


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "kinds", [("preterite", "narrating", "past_verb"), ("fiction", "work"), ("past", "then", "era", "memory")]
)
def test_no_form_is_of_two_kinds_that_exclude_each_other(kinds: tuple[str, ...], language: str) -> None:
    for one, other in combinations(kinds, 2):
        assert not forms_of(PACKS[language], one) & forms_of(PACKS[language], other), (one, other)

"""Figures that changed places: what stands beside them says so, and a mere change of order does not."""

from __future__ import annotations

import pytest

from moderation.screening.drift import Aspect

from .pairs import compared, killed


def changed(there: tuple[str, ...], here: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return the pairs whose value differs; of each text, which is given first, the digits of its dead follow."""
    comparison = compared(killed(*there), killed(*here, language="fr"))
    return [(pair.original, pair.translation) for pair in comparison.tolls if Aspect.VALUE in pair.differs]


@pytest.mark.parametrize(
    ("there", "here"),
    [
        (
            ("The fire killed 14 civilians and 3 guards.", "14", "3"),
            ("L'incendie a tué 3 civils et 14 gardiens.", "3", "14"),
        ),
        (
            ("In Tamara 14 died. In Orvane 3 died.", "14", "3"),
            ("À Tamara, 3 morts. À Orvane, 14 morts.", "3", "14"),
        ),
        (
            ("In Tamara 14 died. Nothing moved in the port all day. In Orvane 3 died.", "14", "3"),
            ("À Tamara, 3 morts. Rien n'a bougé au port. À Orvane, 14 morts.", "3", "14"),
        ),
    ],
)
def test_figures_in_each_others_place_are_changed(there: tuple[str, ...], here: tuple[str, ...]) -> None:
    assert sorted(changed(there, here)) == [(0, 0), (1, 1)]


@pytest.mark.parametrize(
    ("there", "here"),
    [
        (
            ("The fire killed 14 civilians and 3 guards.", "14", "3"),
            ("L'incendie a tué 3 gardiens et 14 civils.", "3", "14"),
        ),
        (
            ("In Tamara 14 died. In Orvane 3 died.", "14", "3"),
            ("À Orvane, 3 morts. À Tamara, 14 morts.", "3", "14"),
        ),
        (("The toll rose to 14 from 3 in Tamara.", "14", "3"), ("À Tamara, le bilan passe de 3 à 14.", "3", "14")),
        (
            ("On Monday 14 died and 3 on Tuesday, said Tamara's mayor.", "14", "3"),
            ("Mardi, 3 morts et 14 lundi, selon le maire de Tamara.", "3", "14"),
        ),
        (("The fire killed 14 civilians and 3 guards.", "14", "3"), ("Le feu a tué 14 civils et 3 agents.", "14", "3")),
    ],
)
def test_figures_that_came_with_their_company_are_not(there: tuple[str, ...], here: tuple[str, ...]) -> None:
    assert changed(there, here) == []


@pytest.mark.parametrize(
    ("there", "here"),
    [
        (
            ("The crash on 21 May killed 14 people in Tamara.", "14"),
            ("L'accident du 14 mai a tué 21 personnes à Tamara.", "21"),
        ),
        (
            ("In Tamara 40 shells killed 14 people.", "14"),
            ("À Tamara, 14 obus ont tué 40 personnes.", "40"),
        ),
    ],
)
def test_a_number_that_took_another_numbers_place_is_changed(there: tuple[str, ...], here: tuple[str, ...]) -> None:
    assert changed(there, here) == [(0, 0)]


@pytest.mark.parametrize(
    ("there", "here"),
    [
        (
            ("The crash on 21 May killed 14 people in Tamara.", "14"),
            ("L'accident du 21 mai a tué 14 personnes à Tamara.", "14"),
        ),
        (("In Tamara 14 of 40 died.", "14"), ("À Tamara, 14 morts sur 40.", "14")),
        # What nobody read as a toll in the translation stands there all the same, and nothing took its place.
        (("In Tamara 14 people were killed.", "14"), ("À Tamara, 14 personnes ont succombé.",)),
    ],
)
def test_numbers_that_kept_their_places_are_not(there: tuple[str, ...], here: tuple[str, ...]) -> None:
    assert changed(there, here) == []

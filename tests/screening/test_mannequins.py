"""French mannequins: people where feminine, of an age or on a catwalk, else dummies that nobody hurts."""

import pytest

from moderation.screening.text import read_layout
from moderation.screening.tolls import find_tolls
from tests.screening.believing import PACKS, told


def stated(text: str, language: str) -> list[str]:
    """Return what constructions alone find."""
    pack = PACKS[language]
    return [toll.span.of(text) for toll in find_tolls(read_layout(text, pack), pack)]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Deux mannequins ont été blessées.", ["Deux"]),
        ("Trois mannequins sont mortes dans un accident de car.", ["Trois"]),
        ("Deux mannequins ont été blessés dans la chute d'un podium.", ["Deux"]),
        ("Trois mannequins âgés de 20 ans ont été tués.", ["Trois"]),
        ("Quatre mannequins ont été blessés pendant le défilé.", ["Quatre"]),
    ],
)
def test_mannequins_of_flesh_are_people(text: str, figures: list[str]) -> None:
    assert stated(text, "fr") == figures


@pytest.mark.parametrize(
    "text",
    [
        "Deux mannequins ont été blessés.",
        "Deux mannequins ont été « blessés » pendant l'exercice.",
        "Douze mannequins ont été retrouvés morts de froid dans la vitrine.",
        "Trois mannequins ont été brûlés devant la mairie.",
        "Trente mannequins ont été ensevelis sous la neige.",
        "Deux mannequins ont été poignardés dans la vitrine.",
    ],
)
def test_dummies_are_nobody(text: str) -> None:
    assert stated(text, "fr") == []
    assert told(text, "fr") == []

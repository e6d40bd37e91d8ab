"""Parts of a whole, told behind a single person or where the noun is left out; and new figures that are no part."""

import pytest

from moderation.screening.text import read_layout
from moderation.screening.tolls import find_tolls
from tests.screening.speaking import lexicon


def parts(text: str, language: str) -> list[int | None]:
    """Return for each toll of *text* which one it breaks down."""
    pack = lexicon().packs[language]
    return [toll.part_of for toll in find_tolls(read_layout(text, pack), pack)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Twelve people were killed on Sunday, among them a retired nurse and two children.", "en"),
        ("Twelve people were killed, among them a nurse, a guard and two children, police said.", "en"),
        ("Twelve villagers were killed, including a teacher and two pupils.", "en"),
        ("Of the 40 injured, nine are in intensive care.", "en"),
        ("Sur les 40 blessés, neuf sont encore à l'hôpital.", "fr"),
    ],
)
def test_a_figure_behind_a_single_person_or_its_whole_is_a_part(text: str, language: str) -> None:
    assert parts(text, language) == [None, 0]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Nine people were injured in the crush, four of them seriously and two critically.", "en"),
        ("Twelve residents (including four nurses and three cooks) were injured.", "en"),
        ("A guard was hurt and twelve residents (including four nurses and three cooks) were killed.", "en"),
        ("Douze habitants (dont quatre pompiers et trois cuisiniers) ont été blessés.", "fr"),
        ("Un vigile a été tué et douze habitants (dont quatre pompiers et trois cuisiniers) ont été blessés.", "fr"),
        ("Douze personnes ont été tuées, dont un guide et deux bergères.", "fr"),
        ("Douze personnes ont été tuées, parmi lesquelles une infirmière et deux enfants.", "fr"),
        ("Neuf personnes ont été blessées, dont quatre grièvement et deux légèrement.", "fr"),
    ],
)
def test_parts_come_in_pairs(text: str, language: str) -> None:
    assert parts(text, language) == [None, 0, 0]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Twelve people were killed, including a teacher, and nine were injured.", "en"),
        ("Twelve people were killed, among them a nurse, and nine injured.", "en"),
        ("Twelve people were killed and two critically injured.", "en"),
        ("Twelve people were killed, among them a nurse and her son, and nine others were hurt.", "en"),
        ("Twelve people were killed in Ostova and nine in Perran.", "en"),
        ("Douze personnes ont été tuées, dont une infirmière, et neuf autres ont été blessées.", "fr"),
        ("Douze personnes ont été tuées, dont un enfant et sa mère, et neuf autres blessées.", "fr"),
        ("Douze personnes ont été tuées et neuf grièvement blessées.", "fr"),
        ("Douze personnes ont été tuées à Ostova et neuf à Perran.", "fr"),
    ],
)
def test_a_figure_with_harm_of_its_own_is_no_part(text: str, language: str) -> None:
    assert parts(text, language)[-1] is None
    assert parts(text, language)[0] is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Twelve people died in 2026, against seven a year earlier. Five of them were bikers.", "en"),
        ("Douze personnes sont mortes en 2026, contre sept un an plus tôt. Parmi elles, cinq motards.", "fr"),
    ],
)
def test_a_later_part_is_of_the_news_and_not_of_what_it_is_compared_with(text: str, language: str) -> None:
    assert parts(text, language) == [None, None, 0]

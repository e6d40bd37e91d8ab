"""Reckonings and the nameless: "by the agency's count" is the agency's word, a veiled official is nobody's."""

import pytest

from tests.screening.speaking import grade_of, source_of


@pytest.mark.parametrize(
    "marked",
    [
        "[Twelve] people have died by the agency's reckoning.",
        "By the Red Cross's count, [340] people have died.",
        "By the hospital's own tally, [nine] were killed.",
        "On the ministry's figures, [41] people drowned.",
        "[Eleven] people died, by the count of the Arden Observatory.",
    ],
)
def test_a_reckoning_is_its_owner_s_word(marked: str) -> None:
    assert grade_of(marked, "en") == "named"


@pytest.mark.parametrize(
    "marked",
    [
        "[Twelve] people died by the river's edge.",
        "[Twelve] people died by nightfall, on the town's worst day.",
        "[Twelve] people died on the day that figures of the saint were carried by.",
        "[Twelve] people died by the wall that the count's men had built.",
        "By then the count had begun, and [twelve] people were dead.",
    ],
)
def test_other_possessions_are_no_reckoning(marked: str) -> None:
    assert grade_of(marked, "en") == "none"


def test_a_reckoning_names_its_owner() -> None:
    assert source_of("By the hospital's tally, [nine] were killed.", "en") == "the hospital"


@pytest.mark.parametrize(
    "marked",
    [
        "An official who declined to be named said [twelve] people were killed.",
        "A medic who asked not to be identified said [twelve] people were killed.",
        "A rescuer who spoke on condition of anonymity said [twelve] people were killed.",
        "[Twelve] people were killed, said a clerk who would not give her name.",
    ],
)
def test_whoever_stays_nameless_cannot_be_called_back(marked: str) -> None:
    assert grade_of(marked, "en") == "unnamed"


@pytest.mark.parametrize(
    "marked",
    [
        "Police, who declined to name the driver, said [twelve] people were killed.",
        "The mayor, who refused to be drawn on the cause, said [twelve] people were killed.",
        "The suspect declined to be named; [twelve] people were killed, police said.",
        "The prosecutor said [twelve] victims would not be named.",
    ],
)
def test_a_source_that_keeps_other_names_back_is_still_named(marked: str) -> None:
    assert grade_of(marked, "en") == "named"


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("fr", "Le bilan s'alourdit : [31] morts dans l'incendie de l'hôtel."),
        ("fr", "Le bilan grimpe : [31] morts."),
        ("fr", "Lourd bilan à Tamara : [31] morts."),
        ("fr", "Bilan du séisme de Tamara : [31] morts."),
        ("en", "Toll in Arden: [31] dead."),
        ("en", "Toll rises in Arden: [31] dead."),
        ("en", "Death toll in Arden crash: [31] dead."),
    ],
)
def test_a_toll_before_a_colon_vouches_for_no_figure(language: str, marked: str) -> None:
    assert grade_of(marked, language) == "none"


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("fr", "Bilan de la préfecture : [31] morts."),
        ("fr", "Bilan du ministère de la Santé : [31] morts."),
        ("fr", "Rapport de l'ONU : [31] civils tués."),
        ("en", "Health ministry toll: [31] dead."),
        ("en", "Toll of the health ministry: [31] dead."),
        ("en", "UN report: [31] civilians killed."),
    ],
)
def test_whoever_counted_it_before_a_colon_does(language: str, marked: str) -> None:
    assert grade_of(marked, language) == "named"

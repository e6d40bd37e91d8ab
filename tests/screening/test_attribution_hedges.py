"""Hedges: words of doubt, and the French conditional where it reports."""

import pytest

from tests.screening.speaking import grade_of


@pytest.mark.parametrize(
    "marked",
    [
        "[Six] personnes auraient péri.",
        "L'explosion aurait fait [six] morts.",
        "Il y aurait [six] morts.",
        "[Six] enfants seraient portés disparus.",
        "Le bilan s'élèverait à [six] morts.",
        "[Six] personnes manqueraient à l'appel.",
        "[Six] morts, semble-t-il, dans l'explosion.",
        "Deux soldats auraient péri et [six] autres auraient été blessés.",
        "[Six] personnes auraient péri, si l'on se fie aux messages échangés.",
        "Vingt mineurs, dont [six] apprentis, auraient péri.",
        "Vingt mineurs, dont au moins [six], seraient morts au fond du puits.",
        "[Vingt] mineurs, dont six apprentis, auraient péri.",
        "[Vingt] mineurs dont six apprentis auraient péri.",
        "Mardi, [vingt] mineurs dont six apprentis auraient été tués.",
        "L'éboulement a blessé vingt mineurs, dont [six] seraient morts depuis.",
    ],
)
def test_the_conditional_that_reports_is_a_hedge(marked: str) -> None:
    assert grade_of(marked, "fr") == "hedged"


@pytest.mark.parametrize(
    "marked",
    [
        "[Six] personnes auraient pu mourir.",
        "S'il avait plu, [six] personnes seraient mortes.",
        "[Six] personnes sont mortes, et le pont pourrait s'effondrer.",
        "[Six] personnes sont mortes dans un village où les secours seraient attendus.",
        "[Six] personnes sont mortes près du portrait du fondateur.",
        "L'éboulement a tué [vingt] mineurs dont six auraient été sans casque.",
        "L'éboulement a tué [vingt] mineurs, dont six auraient été sans casque.",
        "Le car, dont le frein a tué [six] passagers, aurait roulé trop vite.",
        "Le car, dont le frein tua [six] passagers, aurait roulé trop vite.",
        "[Vingt] mineurs qui auraient crié sont morts.",
        "[Vingt] mineurs dont six auraient crié sont morts au fond du puits.",
    ],
)
def test_a_supposition_or_another_clause_is_no_hedge(marked: str) -> None:
    assert grade_of(marked, "fr") == "none"


def test_a_source_is_worth_more_than_the_conditional() -> None:
    assert grade_of("[Six] personnes auraient péri, selon la police.", "fr") == "named"
    assert grade_of("[Six] personnes auraient péri, disent des témoins.", "fr") == "unnamed"


@pytest.mark.parametrize(
    "marked",
    [
        "[Six] people reportedly died.",
        "The blast allegedly killed [six] people.",
        "[Six] people are feared dead.",
        "[Six] people are believed to have died.",
        "[Six] people were said to be missing.",
        "[Six] people are presumed dead.",
        "No injuries were reported among the [six] passengers.",
        "There were [no] reports of deaths.",
        "[As many as 60] people are believed to have died.",
        "[More than a dozen] people were reportedly killed.",
        "[Up to 30] passengers may have drowned.",
    ],
)
def test_a_word_of_doubt_is_a_hedge(marked: str) -> None:
    assert grade_of(marked, "en") == "hedged"


@pytest.mark.parametrize(
    "marked",
    [
        "[Six] people died in the blast.",
        "The blast could have killed [six] people.",
        "[Six] people died, and dozens more are feared buried.",
        "[More than a dozen] people were killed in a village whose chief is reportedly abroad.",
        "[Two] of those who died may have opened the door.",
        "There was [no] immediate word on casualties.",
    ],
)
def test_a_plain_statement_is_no_hedge(marked: str) -> None:
    assert grade_of(marked, "en") == "none"

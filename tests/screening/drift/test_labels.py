"""Labels of a rendering beside those of its original, exempt ones among them."""

from moderation.screening.values import Voice
from tests.checks.readings import Draft

from .pairs import compared

CHARGE = "fr.exemption.0001"


def added(there: Draft, here: Draft) -> list[str]:
    comparison = compared(there, here)
    return [here.labels[index].lemma for index in comparison.added_labels]


def charged(text: str) -> Draft:
    """Draft an original whose one label is but the charge of a court."""
    draft = Draft(text)
    draft.label("terrorist", Voice.OWN, exemption=CHARGE)
    return draft


def test_a_label_is_no_reason_for_two_where_it_is_only_a_charge() -> None:
    there = charged("Gunmen, tried in Brill for membership of a terrorist group, took a bus.")
    here = Draft("Les terroristes, jugés à Brill dans un procès terroriste, ont pris un car.", language="fr")
    here.label("terroristes", Voice.OWN)
    here.label("terroriste,", Voice.OWN)

    assert added(there, here) == ["terroriste,"]


def test_a_charge_answers_for_its_exempt_rendering_first() -> None:
    there = charged("Gunmen, tried in Brill for membership of a terrorist group, took a bus.")
    here = Draft("Les terroristes, jugés à Brill pour un groupe dit terroriste, ont pris un car.", language="fr")
    here.label("terroristes", Voice.OWN)
    here.label("terroriste, ont", Voice.OWN, exemption=CHARGE)

    assert added(there, here) == ["terroristes"]


def test_a_charge_that_is_rendered_without_an_exemption_adds_nothing() -> None:
    there = charged("A man was tried in Brill for membership of a terrorist group.")
    here = Draft("Un homme a été jugé à Brill pour participation à un groupe terroriste.", language="fr")
    here.label("terroriste", Voice.OWN)

    assert added(there, here) == []


def test_a_label_that_is_none_elsewhere_in_the_original_gives_no_reason_far_away() -> None:
    there = charged("A man was tried in Brill for terrorist plots. The sea was calm. Gunmen took the port of Tamara.")
    told = "Un homme a été jugé à Brill. La mer était calme. Des terroristes ont pris le port de Tamara."
    here = Draft(told, language="fr")
    here.label("terroristes", Voice.OWN)

    assert added(there, here) == ["terroristes"]

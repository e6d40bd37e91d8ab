"""Charges and blame: a court, a prosecutor or a named accuser answers for the figure."""

import pytest

from tests.screening.speaking import attribution_of, grade_of


@pytest.mark.parametrize(
    "marked",
    [
        "Reel was convicted of killing [two] sisters.",
        "Reel was found guilty of murdering [two] sisters.",
        "Reel is accused of shooting [two] sisters.",
        "Reel was sentenced on Friday to 20 years for the murder of [two] sisters.",
        "Reel goes on trial for the murder of [two] sisters.",
        "The police blamed Reel for the fire that killed [two] sisters.",
        "A jury deliberated a day before convicting Reel of killing [two] sisters.",
    ],
)
def test_a_charge_is_answered_for(marked: str) -> None:
    attribution = attribution_of(marked, "en")

    assert attribution.grade == "named"
    assert not attribution.party


@pytest.mark.parametrize(
    "marked",
    [
        "Reel a été condamné pour le meurtre de [deux] sœurs.",
        "Reel a été condamné vendredi à vingt ans de prison pour le meurtre de [deux] sœurs.",
        "Reel est jugé depuis lundi à Lund pour avoir tué [deux] sœurs.",
        "Reel est mis en examen pour avoir tué [deux] sœurs.",
        "Reel est poursuivi pour le meurtre de [deux] sœurs.",
        "Reel a été reconnu coupable d'avoir tué [deux] sœurs.",
        "Le collectif accuse Reel d'avoir tué [deux] sœurs.",
    ],
)
def test_la_justice_repond_d_une_inculpation(marked: str) -> None:
    assert grade_of(marked, "fr") == "named"


@pytest.mark.parametrize(
    ("marked", "language"),
    [
        ("The minister condemned the fire that killed [two] sisters.", "en"),
        ("The minister denounced the attack that killed [two] sisters.", "en"),
        ("Reel, who killed [two] sisters, is in jail.", "en"),
        ("Le ministre a condamné l'attaque qui a tué [deux] sœurs.", "fr"),
        ("Les recherches se poursuivent pour retrouver [deux] sœurs disparues.", "fr"),
        ("La battue se poursuit pour retrouver [deux] sœurs portées disparues.", "fr"),
        ("Le ministre a salué la mémoire des [deux] sœurs tuées.", "fr"),
    ],
)
def test_to_condemn_is_not_to_vouch(marked: str, language: str) -> None:
    assert grade_of(marked, language) == "none"

"""Marks that a rendering lost where somebody only takes a stance: what he calls people is the translation's word."""

from __future__ import annotations

import pytest

from moderation.screening.screen import Original
from tests.checks.verbs import screened


def lost(language: str, original: str, into: str, translation: str) -> list[str]:
    """Return the labels of *translation* that lost their marks."""
    screening = screened(translation, into, Original(language, original))
    return [finding.text for finding in screening.findings if finding.check_id == "quote_lost"]


@pytest.mark.parametrize(
    ("language", "original", "into", "translation", "label"),
    [
        (
            "fr",
            "Le mouvement a rendu hommage à ses « martyrs » à Sorval.",
            "en",
            "The movement paid tribute to its martyrs in Sorval.",
            "martyrs",
        ),
        (
            "en",
            "The movement paid tribute to its “martyrs” in Sorval.",
            "fr",
            "Le mouvement a rendu hommage à ses martyrs à Sorval.",
            "martyrs",
        ),
        (
            "en",
            "General Omar Dassin vowed to crush the “terrorists” in Sorval.",
            "fr",
            "Le général Omar Dassin a juré d'écraser les terroristes de Sorval.",
            "terroristes",
        ),
        (
            "es",
            "El general Omar Dassin juró aplastar a los «terroristas» de Sorval.",
            "en",
            "General Omar Dassin vowed to crush the terrorists of Sorval.",
            "terrorists",
        ),
        (
            "ru",
            "Генерал Омар Дассин пообещал уничтожить «террористов» в Сорвале.",
            "en",
            "General Omar Dassin promised to destroy the terrorists in Sorval.",
            "terrorists",
        ),
        (
            "fr",
            "Le gouverneur a demandé l'intervention de l'armée contre les « terroristes » de Sorval.",
            "en",
            "The governor asked for the army to step in against the terrorists of Sorval.",
            "terrorists",
        ),
        (
            "en",
            "The party urged its followers in Sorval to resist the “invasion of migrants”.",
            "fr",
            "Le parti a appelé ses partisans de Sorval à résister à l'invasion migratoire.",
            "invasion migratoire",
        ),
        (
            "en",
            "The minister condemned the “regime” in Sorval.",
            "fr",
            "Le ministre a condamné le régime de Sorval.",
            "régime",
        ),
    ],
)
def test_marks_are_lost_under_a_stance(language: str, original: str, into: str, translation: str, label: str) -> None:
    assert lost(language, original, into, translation) == [label]


@pytest.mark.parametrize(
    ("language", "original", "into", "translation"),
    [
        (
            "en",
            "The army said it had killed the “terrorists” in Sorval.",
            "fr",
            "L'armée a affirmé avoir tué les terroristes à Sorval.",
        ),
        (
            "en",
            "“We will crush the terrorists,” General Omar Dassin said in Sorval.",
            "fr",
            "Le général Omar Dassin a juré à Sorval que les terroristes seraient écrasés.",
        ),
        (
            "en",
            "“We will crush the terrorists of this city,” General Omar Dassin said in Sorval.",
            "fr",
            "À Sorval, le général Omar Dassin a juré d'écraser les terroristes.",
        ),
        (
            "en",
            "The commander told reporters in Sorval that he would crush the “terrorists”.",
            "fr",
            "Le commandant a déclaré aux journalistes à Sorval qu'il écraserait les terroristes.",
        ),
        (
            "fr",
            "La junte a juré d'écraser les « terroristes » à Sorval.",
            "en",
            "The junta vowed to crush the “terrorists” in Sorval.",
        ),
        (
            "fr",
            "Le ministre a condamné le régime de Sorval.",
            "en",
            "The minister condemned the regime in Sorval.",
        ),
    ],
)
def test_marks_are_not_lost_in_indirect_speech(language: str, original: str, into: str, translation: str) -> None:
    assert lost(language, original, into, translation) == []


@pytest.mark.parametrize(
    ("language", "original", "into", "translation"),
    [
        (
            "es",
            "El gobernador calificó a los huelguistas de Sorval de «terroristas».",
            "fr",
            "Le gouverneur a qualifié les grévistes de Sorval de terroristes.",
        ),
        (
            "de",
            "Der Sprecher nannte die Angreifer von Sorval „Terroristen“.",
            "en",
            "The spokesman called the attackers of Sorval terrorists.",
        ),
        (
            "en",
            "The president hailed the dead of Sorval as “martyrs”.",
            "fr",
            "Le président a salué les morts de Sorval comme des martyrs.",
        ),
        (
            "en",
            "The party denounced the vote in Sorval as “propaganda”.",
            "fr",
            "Le parti a dénoncé le scrutin de Sorval comme de la propagande.",
        ),
        (
            "en",
            "The junta vowed to crush what it called “terrorists” in Sorval.",
            "fr",
            "La junte a juré d'écraser ceux qu'elle appelle des terroristes à Sorval.",
        ),
    ],
)
def test_who_calls_others_so_still_says_it(language: str, original: str, into: str, translation: str) -> None:
    assert lost(language, original, into, translation) == []

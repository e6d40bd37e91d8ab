"""Settled history in French: what the sentence before dates, what is set beside a date, the tense of tales."""

import pytest

from tests.screening.test_background import modalities


@pytest.mark.parametrize(
    "text",
    [
        # la phrase d'avant dit quand
        "Trente ans après l'avalanche, les familles se sont retrouvées. Onze élèves avaient péri.",
        "L'ancienne digue avait cédé en 1953. La crue avait tué 83 personnes.",
        "La mine a été noyée il y a trente ans. Neuf mineurs étaient morts.",
        # un chiffre posé à côté d'une date
        "C'est le bilan le plus lourd depuis 2003 (15 000 morts).",
        "La bataille de Verdun, 300 000 morts en dix mois, a façonné le pays.",
        "Le crash du Concorde, 113 morts, avait ému le pays.",
        "L'ouragan Mitch, l'un des plus meurtriers de l'histoire, avait fait 9 000 morts.",
        # le passé simple d'une relative
        "Il avait géré la catastrophe minière qui fit 42 morts.",
        "La rivière garde le nom de la bataille où périrent 300 cavaliers.",
        "Une plaque rappelle les noms des 44 habitants fusillés par l'occupant.",
        "Au cours de l'hiver précédent, trois sans-abri étaient morts de froid.",
        "La ville se recueille mardi devant le pont qui tua douze villageois.",
        "L'immeuble brûla en 1930. Quatre locataires avaient péri.",
        "Le dernier séisme à avoir tué remonte à 1946 : quatre morts.",
    ],
)
def test_ce_qui_est_d_autrefois(text: str) -> None:
    assert modalities(text, "fr") == [True]


@pytest.mark.parametrize(
    "text",
    [
        "Un an après le coup d'État, l'armée a repris le village. Lundi, douze soldats avaient été tués.",
        "Un an après le coup d'État, l'armée a repris le village. Le 3 mai, douze soldats avaient été tués.",
        "Un an après le coup d'État, l'armée a repris le village. Douze soldats ont été tués.",
        "Le pont avait été inauguré en 1967. Neuf automobilistes avaient été tués.",
        "Trois ans après l'accident, neuf ouvriers ont été blessés.",
        "Lundi, trois ans après l'accident, neuf morts.",
        "Depuis l'incendie de 2019, neuf morts.",
        "Un éboulement au tunnel ouvert en 1967, neuf morts.",
        "Ce fut la panique, et neuf personnes ont été blessées.",
        # le passé simple d'un jour de cette semaine
        "L'attaque, qui tua douze villageois mardi, n'a pas été revendiquée.",
        "La frappe qui tua douze villageois hier relance le débat.",
        "L'immeuble datait de 1930. Quatre locataires avaient péri dans les flammes.",
    ],
)
def test_ce_qui_est_d_aujourd_hui(text: str) -> None:
    assert modalities(text, "fr") == [False]

"""Words of armies, of those they fight and of those they mourn in French copy, and their plain senses."""

import pytest

from tests.screening.labelling import assert_fires, assert_silent

FIRING = [
    ("L'armée d'occupation a tiré sur des bergers.", ["occupation"]),
    ("Les forces d'occupation ont rasé deux maisons.", ["occupation"]),
    ("Les soldats d'occupation ont fermé le marché.", ["occupation"]),
    ("Les occupants ont pilonné le hameau.", ["occupants"]),
    ("Les occupants ont perdu 40 hommes au gué.", ["occupants"]),
    ("La ville, libérée mardi, panse ses plaies.", ["libérée"]),
    ("Le bourg, libéré après dix jours de combats, est en ruine.", ["libéré"]),
    ("La libération de Dravik a coûté cher à la garnison.", ["libération"]),
    ("Le pays n'a pas oublié ses héros.", ["héros"]),
    ("La nation enterre ses héros.", ["héros"]),
    ("Ces monstres ont tiré sur une crèche.", ["monstres"]),
    ("Le monstre de Dravik finira ses jours en prison.", ["monstre"]),
    ("La barbarie de l'ennemi a frappé une école.", ["barbarie"]),
    ("La barbarie islamiste a frappé une école.", ["barbarie"]),
    ("Les fascistes ont défilé sur le quai.", ["fascistes"]),
]
SILENT = [
    "Les occupants ont perdu la vie dans l'incendie de l'immeuble.",
    "Les occupants ont été relogés dans un gymnase.",
    "Les occupants ont attaqué l'arrêté pour garder leur logement.",
    "L'occupation israélienne de la Cisjordanie a été jugée contraire au droit.",
    "En 1916, les troupes d'occupation réquisitionnent le blé.",
    "Le droit de la guerre lie les forces d'occupation.",
    "La libération de Marseille, en août 1944, sera fêtée par l'armée.",
    "La libération de Paul Urtiaga a été saluée par son avocat et par l'armée.",
    "Le journaliste, libéré mardi, a retrouvé les siens.",
    "L'otage, libérée après dix jours, se porte bien.",
    "Le village, libéré hier des neiges, rouvre ses pistes.",
    "Le pays fête ses héros olympiques.",
    "Le monstre de Frankenstein revient dans les salles.",
    "Ces monstres ont bloqué la route : deux semi-remorques de trente mètres.",
    "Il est jugé pour des actes de torture et de barbarie.",
    "La barbarie nazie est au programme de troisième.",
    "Un joueur d'orgue de Barbarie anime la place.",
    "Des antifascistes ont défilé sur le quai.",
]


@pytest.mark.parametrize(("text", "forms"), FIRING)
def test_a_word_that_takes_sides_fires(text: str, forms: list[str]) -> None:
    assert_fires(text, *forms, language="fr")


@pytest.mark.parametrize("text", SILENT)
def test_a_plain_sense_is_silent(text: str) -> None:
    assert_silent(text, language="fr")

"""Kin, mourners and witnesses of one person's harm are not harmed, whoever weighs; who is counted with one is."""

import pytest

from tests.screening.believing import told


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Her three cousins were in the garden when she died."),
        ("en", "Two stewards stood at the door when he was stabbed."),
        ("en", "He died in Lenno on Friday, leaving two daughters and five grandchildren."),
        ("en", "Four singers lit candles for their murdered friend."),
        ("en", "Sixty farmers are searching for the missing boy."),
        ("en", "Sixty farmers are searching the flooded fields."),
        ("en", "Two anglers found the woman's body."),
        ("en", "His four children heard of his death on the radio."),
        ("en", "The victim's two sisters named him."),
        ("en", "Three grooms were charged over the death of the jockey."),
        ("en", "Two colleagues spoke about the death of the pilot."),
        ("en", "A mother of five children was killed on the bridge."),
        ("en", "The pilot, the eldest of three brothers, died."),
        ("fr", "Ses trois cousins étaient au jardin quand elle est morte."),
        ("fr", "Deux huissiers gardaient la porte quand il a été poignardé."),
        ("fr", "Il est mort vendredi à Lenno, laissant deux filles et cinq petits-enfants."),
        ("fr", "Quatre choristes ont chanté pour leur camarade assassiné."),
        ("fr", "Soixante fermiers recherchent la fillette disparue."),
        ("fr", "Deux pêcheurs ont découvert le corps de la femme."),
        ("fr", "Ses quatre enfants ont appris sa mort à la radio."),
        ("fr", "Trois palefreniers comparaissent pour la mort d'un jockey."),
        ("fr", "Cette mère de cinq enfants a été tuée sur le pont."),
        ("fr", "Le pilote, père de trois garçons, est décédé."),
    ],
)
def test_who_stands_beside_the_harmed_is_not_harmed(language: str, sentence: str) -> None:
    assert told(sentence, language) == []


@pytest.mark.parametrize(
    ("language", "sentence", "figures"),
    [
        ("en", "Three stewards and their driver died in the fall.", ["Three"]),
        ("en", "The mayor died on the bridge with six neighbours.", ["six"]),
        ("en", "She was killed; so were two neighbours, and nine were hurt.", ["two", "nine"]),
        ("en", "The deaths of the mayor and of four guards shook the town.", ["four"]),
        ("en", "A crew of nine sailors drowned.", ["nine"]),
        ("en", "Three missing girls and two boys were found dead.", ["Three", "two"]),
        ("fr", "Le maire est mort sur le pont avec six voisins.", ["six"]),
        ("fr", "Elle a été tuée, deux voisins aussi, et neuf ont été blessés.", ["deux", "neuf"]),
        ("fr", "Une équipe de neuf marins s'est noyée.", ["neuf"]),
        ("fr", "Les proches de quatre marins tués au large étaient là.", ["quatre"]),
    ],
)
def test_who_shares_the_harm_is_still_weighed(language: str, sentence: str, figures: list[str]) -> None:
    assert told(sentence, language) == figures

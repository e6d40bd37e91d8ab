"""Loaded words that trades, kitchens, hunters and sport use for other things, and the families beside them."""

import pytest

from tests.screening.labelling import assert_fires, assert_silent

FIRING = {
    "en": [
        ("Three individuals were eliminated in an engagement near the well.", ["eliminated"]),
        ("Ground units eliminated dozens of insurgents on the islands.", ["eliminated"]),
        ("They put the day's count at 300 liquidated occupants.", ["liquidated"]),
        ("There will be no talks with the vermin who shelled our school.", ["vermin"]),
        ("The butcher who ordered the raid lives by a lake.", ["butcher"]),
        ("The rebels claimed 40 dead on the other side.", ["claimed"]),
        ("The alliance claims 12.", ["claims"]),
        ("They gave their lives for the homeland on the ridge.", ["gave their lives"]),
        ("The minister says the toll is a lie spread by foreign media.", ["lie"]),
        ("We have no indication of collateral damage.", ["collateral damage"]),
        ("The command admits with regret that a bus was hit.", ["admits"]),
        ("The brigade wiped out up to 90 enemy troops.", ["wiped out"]),
        ("Two commanders were taken off the battlefield.", ["taken off the battlefield"]),
        ("The forces of occupation raided the camp.", ["forces of occupation"]),
        ("The strikes on the market were put down as collateral damage.", ["collateral damage"]),
    ],
    "fr": [
        ("Ces rues sont infestées de vermine, a lancé le député.", ["vermine"]),
        ("Gloire à nos héros.", ["nos héros"]),
        ("Il avouerait déjà.", ["avouerait"]),
        ("L'accusé a avoué qu'il filmait la scène.", ["avoué"]),
        ("Les passeurs débarquent leur lot d'illégaux.", ["illégaux"]),
        ("Le clandestin était caché sous une bâche.", ["clandestin"]),
        ("Quelques valets de la finance dissertent à l'antenne.", ["valets"]),
        ("La junte et ses valets tiennent la radio.", ["junte", "valets"]),
        ("On les entend parler de submersion à propos de dix familles.", ["submersion"]),
        ("L'état-major a annoncé la libération de Verdek.", ["libération"]),
        ("L'occupant a pilonné trois hameaux.", ["occupant"]),
        ("Les blindés de l'occupation ont ouvert le feu.", ["occupation"]),
        ("Les commandos ont éliminé deux émirs dans la forêt.", ["éliminé"]),
        ("L'accusé a prétendu à la barre qu'il dormait.", ["prétendu"]),
        ("Dix officiers ont été éliminés en un mois.", ["éliminés"]),
        ("Ces bandes au service de l'étranger seront traquées.", ["au service de l'étranger"]),
        ("Ils ergotent encore sur le nombre.", ["ergotent"]),
        ("Les putschistes au pouvoir ont fermé la radio.", ["putschistes"]),
        ("Le ministère y voit une fausse nouvelle de plus.", ["fausse nouvelle"]),
        ("Le régime a emprisonné des opposants.", ["régime"]),
    ],
}

SILENT = {
    "en": [
        "Three contestants were eliminated in the second round.",
        "The judges eliminated dozens of entries before lunch.",
        "The liquidated firm owed its tenants a year's rent.",
        "The vermin who raid the henhouse come at night.",
        "The butcher who sold the lamb shut at noon.",
        "The novel's butcher who gave the order dies in chapter nine.",
        "The rebels claimed three medals at the youth games.",
        "Since then, forty peacekeepers have given their lives.",
        "Two firefighters gave their lives in the avalanche.",
        "Their marriage was built on a lie about money.",
        "It is a lie that our club hates newcomers.",
        "Small cinemas were the collateral damage of the strike.",
        "The keeper martyred himself to guard his net.",
        "The wasp, says the beekeeper, is the enemy of the people.",
        "There was some collateral damage to the bank's shares.",
        "The ward admits with regret that visitors must leave at six.",
        "The slump wiped out up to 90 percent of the savings.",
        "Old shells were removed from the battlefield by the museum.",
        "Under the convention, occupying forces must feed the town.",
        "Two pilots were hit by friendly fire in the fog.",
        "The inquest heard of a blue-on-blue shooting.",
    ],
    "fr": [
        "La cave était infestée de vermine, selon le service d'hygiène.",
        "Gloire à nos héros du balai !",
        "L'accusé a avoué le meurtre devant le juge.",
        "La douane a saisi un lot d'illégaux pétards.",
        "Le passager clandestin du cargo était un chat.",
        "Les valets de cœur manquent au jeu.",
        "La libération de la parole a pris dix ans.",
        "L'occupant du véhicule est sorti indemne.",
        "L'occupant du logement avait tiré les volets.",
        "Le taux d'occupation des lits atteint 90 %.",
        "En 1943, l'occupant a réquisitionné l'école.",
        "Les chasseurs ont éliminé quarante sangliers en une semaine.",
        "Les Noirs ont liquidé leurs pions avant le départage.",
        "Onze candidatures ont été éliminées faute de parrainages.",
        "Les bénévoles ont nettoyé le quartier et vidé deux décharges.",
        "La ville a libéré deux hectares de trottoirs pour les piétons.",
        "Il veut nettoyer la Toile de ses faux comptes.",
        "L'extermination des rats du quartier a commencé.",
        "Étalez la pâte sur un torchon humide.",
        "Le régime des offres publiques date de 1995.",
        "Le régime des incompatibilités a survécu à la réforme.",
        "Il s'est mis au régime pâtes.",
        "Deux tasses de bouillon par jour pendant le régime.",
        "Il a prétendu à la succession de son oncle.",
        "Dix candidats ont été éliminés en un mois.",
        "Au service de l'étrange depuis trente ans, le musée ferme.",
        "Les coqs montent sur leurs ergots.",
        "Le livre raconte le procès des putschistes de 1961.",
        "Il est poursuivi pour diffusion de fausses nouvelles.",
        "Le nettoyage de la digue prendra des mois.",
        "À ce régime, la réserve sera vide en juin.",
        "Les hordes de touristes ont envahi le camping.",
        "Une enquête sur un tir ami est en cours.",
    ],
}


@pytest.mark.parametrize(
    ("text", "words", "language"),
    [(text, words, language) for language, cases in FIRING.items() for text, words in cases],
)
def test_the_loaded_sense_is_found(text: str, words: list[str], language: str) -> None:
    assert_fires(text, *words, language=language)


@pytest.mark.parametrize(
    ("text", "language"), [(text, language) for language, texts in SILENT.items() for text in texts]
)
def test_the_plain_sense_is_left_alone(text: str, language: str) -> None:
    assert_silent(text, language=language)

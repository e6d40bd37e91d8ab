"""Whose a clause is in French copy: what is said in passing, or beside a report, vouches for nothing else."""

import pytest

from tests.screening.speaking import grade_of

NONE = [
    # dit en passant, dans une relative
    "[Deux] retraitées sont mortes dans un incendie qui, selon la mairie, s'est déclaré vers minuit.",
    "[Quatre] personnes ont été tuées dans une fusillade dont l'auteur, selon le parquet, était connu de la justice.",
    "[Neuf] civils ont péri dans une école où, selon l'ONU, s'abritaient des déplacés.",
    "Le conducteur, qui a affirmé avoir perdu le contrôle, a fauché des cyclistes, tuant [trois] d'entre eux.",
    "L'armée, qui dit avoir visé un dépôt, a bombardé le marché, tuant [sept] personnes.",
    "Le car, qui transportait selon la compagnie 52 personnes, a quitté la route, faisant [neuf] morts.",
    "Un homme de 34 ans, déjà condamné pour vol, a tué [deux] retraitées.",
    "L'attaque, attribuée par l'armée aux rebelles, a fait [douze] morts.",
    "Les pêcheurs ont ramené [trois] corps à terre.",
    "La crue, la pire en vingt ans d'après Météo-France, a fait [quarante] morts.",
    "La crue a fait [quarante] morts, un triste record selon les archives.",
    # ce qui précède ce que quelqu'un dit
    "Après l'incendie qui a tué [deux] retraitées, le maire a assuré que l'immeuble était aux normes.",
    "Interrogé sur les [deux] retraitées mortes, le maire a répondu que l'immeuble était aux normes.",
    "Trois jours après l'incendie qui a tué [deux] retraitées, la mairie annonce un audit.",
    "Devant l'immeuble où [deux] retraitées ont péri, le maire a annoncé un audit.",
    "Alors que le bilan s'élève à [deux] morts, le maire a annoncé un audit.",
    "Si la mairie parle d'un accident, les proches des [deux] victimes évoquent une négligence.",
    # ce qui le suit
    "Le président a annoncé la fermeture de la frontière, quelques heures après l'attaque qui a fait [sept] morts.",
    # un titre qui va ailleurs derrière les deux-points
    "[Douze] morts : le maire réagit",
    "[Douze] morts dans l'incendie : la ministre sur place",
    "[Douze] morts dans l'incendie : le parquet ouvre une enquête",
    "[Douze] morts dans l'incendie : la mairie accusée",
    "[Douze] morts dans l'incendie : le gouvernement sous pression",
    "[Douze] morts : le ministre de l'Intérieur démissionne",
    "[Trois] surveillants agressés : le syndicat appelle au blocage",
    # les morts d'un pays
    "Le Japon compte [15 000] morts.",
    "La ville compte désormais [neuf] morts.",
    # le fait derrière le conditionnel
    "Une fuite de gaz serait à l'origine de l'explosion qui a fait [deux] morts.",
    "Le toit aurait cédé sous la neige et a fait [deux] morts.",
    "Le feu serait accidentel et n'a fait [aucune] victime.",
    "L'attaque aurait visé un poste dans lequel [douze] soldats ont péri.",
]

NAMED = [
    "[Deux] retraitées sont mortes dans un incendie, selon la mairie, qui a ouvert une enquête.",
    "La police, qui dit avoir compté [douze] morts, a ouvert une enquête.",
    "[Onze] personnes ont péri, a annoncé le préfet, quelques heures après le drame.",
    "Le préfet a annoncé que, quelques heures après son départ, un attentat avait tué [onze] personnes.",
    "Un homme de 34 ans, déjà condamné pour vol, est accusé d'avoir tué [deux] retraitées.",
    "Un homme, accusé d'avoir tué [deux] retraitées, a été écroué.",
    "Si la mairie parle d'un accident, la police a recensé [deux] morts.",
    "Le maire a assuré que l'immeuble, où [deux] retraitées sont mortes, était aux normes.",
    "[Douze] morts dans l'incendie : le ministère de la Santé",
    "[Douze] morts : le ministère ivoirien de la Santé",
    "[Douze] morts dans l'incendie : la protection civile",
    "[Douze] morts dans l'incendie : les pompiers de Paris",
    "[Douze] morts dans l'incendie : police",
    "L'armée : [douze] rebelles tués",
    "La crue a fait [quarante] morts, un bilan provisoire selon la préfecture.",
    "La crue a fait [quarante] morts, selon la préfecture.",
    "Le bilan, confirmé par l'armée, est de [douze] morts.",
    "L'opération, selon l'armée, a tué [douze] soldats.",
    "La préfecture a ramené le bilan à [douze] morts.",
    "Le Japon a recensé [15 000] morts.",
    "La préfecture compte [neuf] morts.",
]

HEDGED = [
    "Le toit aurait cédé sous la neige et aurait fait [deux] morts.",
    "Le toit aurait cédé sous la neige et fait [deux] morts.",
    "L'avion se serait écrasé sur un village, tuant [douze] habitants.",
    "Les assaillants auraient enlevé quarante élèves, dont [douze] fillettes.",
    "Le naufrage, qui aurait coûté la vie à [onze] personnes, s'est produit lundi.",
]


@pytest.mark.parametrize("marked", NONE)
def test_what_another_clause_says_vouches_for_nothing(marked: str) -> None:
    grade = grade_of(marked, "fr")

    assert grade == "none"


@pytest.mark.parametrize("marked", NAMED)
def test_whoever_reports_the_figure_s_clause_vouches(marked: str) -> None:
    grade = grade_of(marked, "fr")

    assert grade == "named"


@pytest.mark.parametrize("marked", HEDGED)
def test_a_conditional_reaches_its_own_clause(marked: str) -> None:
    grade = grade_of(marked, "fr")

    assert grade == "hedged"

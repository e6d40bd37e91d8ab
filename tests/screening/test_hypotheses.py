"""What is only thought of, threatened or wished harms nobody, and no weigher is asked about it."""

import pytest

from tests.screening.believing import told


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Imagine that twelve pupils die in a classroom."),
        ("fr", "Le don du sang permet de sauver trois vies."),
        ("en", "Suppose nine climbers are hurt on the north face."),
        ("en", "What happens if a pilot causes the death of two riders?"),
        ("en", "The squad trained in case thirty visitors were wounded."),
        ("en", "Whoever causes the death of three or more people loses the licence."),
        ("en", "Any accident that has injured four workers is looked into."),
        ("en", "Must the council wait until ten cyclists are dead?"),
        ("en", "He planned to stab twelve passers-by."),
        ("en", "Forecasters said the storm could claim 400 lives."),
        ("en", "If we don't recover the missing, that is 105 deaths."),
        ("en", "If the count is right, that makes 105 deaths since Monday."),
        ("en", "The army denied reports on Friday that a strike had killed 16 people."),
        ("en", "The group's number two was killed."),
        ("fr", "Imaginez que douze élèves meurent dans une classe."),
        ("fr", "Supposons que neuf randonneurs soient blessés."),
        ("fr", "La peine est de dix ans si deux passants ont péri."),
        ("fr", "Que se passe-t-il si la foudre provoque la mort de deux bergers ?"),
        ("fr", "En cas d'accident faisant trois victimes, la ligne ferme."),
        ("fr", "Quiconque cause la mort de deux personnes perd son permis."),
        ("fr", "Tout incident ayant fait deux blessés doit être déclaré."),
        ("fr", "Il avait juré de tuer dix gardiens."),
        ("fr", "L'homme projetait de poignarder douze passants."),
        ("fr", "La salle peut soigner des centaines de blessés."),
    ],
)
def test_nobody_is_harmed_where_harm_is_only_thought_of(language: str, sentence: str) -> None:
    assert told(sentence, language) == []


@pytest.mark.parametrize(
    ("language", "sentence", "figure"),
    [
        ("en", "The inquiry asked if the nine miners who died had been warned.", "nine"),
        ("en", "Twelve pupils died; it was worse than imagined.", "Twelve"),
        ("en", "Nine climbers were hurt; imagine their fright.", "Nine"),
        ("en", "Gunmen were able to kill four guards.", "four"),
        ("en", "Four riders were hurt in any case.", "Four"),
        ("en", "He denies links to the attack that killed 16.", "16"),
        ("en", "If they were warned, it did not help: nine deaths were counted.", "nine"),
        ("fr", "On ignore si les neuf mineurs tués avaient été prévenus.", "neuf"),
        ("fr", "Douze élèves sont morts ; c'est pire que ce qu'on pouvait imaginer.", "Douze"),
        ("fr", "Neuf randonneurs ont été blessés ; imaginez leur peur.", "Neuf"),
        ("fr", "Si douze passants sont morts mercredi, la police se tait.", "douze"),
        ("fr", "La coulée fut si rapide que sept bergers ont péri.", "sept"),
        ("fr", "L'armée dit avoir « neutralisé » cinq tireurs.", "cinq"),
        ("fr", "Trois marins manquent à l'appel.", "Trois"),
    ],
)
def test_a_condition_beside_them_does_not_unmake_the_harmed(language: str, sentence: str, figure: str) -> None:
    assert told(sentence, language) == [figure]

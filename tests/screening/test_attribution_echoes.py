"""Echoes: pronouns, "the same source", "le communiqué" take the grade of whom they stand for."""

import pytest

from tests.screening.speaking import attribution_of, grade_of


@pytest.mark.parametrize(
    ("marked", "grade"),
    [
        ("Police closed the road. They said [six] people died.", "named"),
        ("A diver said the boat sank. He said [six] people died.", "unnamed"),
        ("The coroner spoke first. She said [six] people died.", "named"),
        ("A medical source said the ward was full. The same source said [six] people died.", "unnamed"),
        ("A medical source said the ward was full. The source added that [six] people died.", "unnamed"),
        ("The army published a statement on Monday. The statement said [six] soldiers died.", "named"),
        ("Witnesses said shots were fired. [Six] people died, they said.", "unnamed"),
        ("The council issued a note. According to the same document, [six] people died.", "named"),
    ],
)
def test_an_echo_takes_the_grade_of_its_antecedent(marked: str, grade: str) -> None:
    assert grade_of(marked, "en") == grade


@pytest.mark.parametrize(
    ("marked", "grade"),
    [
        ("La police a fermé la route. Elle a précisé que [six] personnes étaient mortes.", "named"),
        ("Un plongeur a dit que le bateau avait coulé. Selon lui, [six] personnes sont mortes.", "unnamed"),
        ("Une source médicale a dit que la salle était pleine. [Six] morts, a ajouté la même source.", "unnamed"),
        ("La police a fermé la route. Toujours selon la police, [six] personnes sont mortes.", "named"),
        ("L'armée a publié un communiqué. [Six] soldats sont morts, ajoute le texte.", "named"),
        ("La maire a parlé la première. [Six] personnes sont mortes, a-t-elle dit.", "named"),
        ("Les secours ont parlé. [Six] morts, à les en croire.", "named"),
    ],
)
def test_un_renvoi_vaut_ce_que_vaut_la_source(marked: str, grade: str) -> None:
    assert grade_of(marked, "fr") == grade


@pytest.mark.parametrize(
    ("marked", "language", "grade"),
    [
        ("Ana Brill, a surgeon, had not slept. [Six] had died, the surgeon said.", "en", "named"),
        ("A surgeon had not slept. [Six] had died, the surgeon said.", "en", "unnamed"),
        ("Ana Brill, a surgeon, had not slept. [Six] had died, a surgeon said.", "en", "unnamed"),
        ("Ana Brill, a surgeon, had not slept. [Six] had died, the nurse said.", "en", "unnamed"),
        ("La chirurgienne Ana Brill n'avait pas dormi. [Six] blessés sont morts, dit la chirurgienne.", "fr", "named"),
        ("Une chirurgienne n'avait pas dormi. [Six] blessés sont morts, dit la chirurgienne.", "fr", "unnamed"),
        ("La chirurgienne Ana Brill n'avait pas dormi. [Six] blessés sont morts, dit l'infirmière.", "fr", "unnamed"),
    ],
)
def test_a_role_stands_for_whoever_was_named_with_it(marked: str, language: str, grade: str) -> None:
    assert grade_of(marked, language) == grade


def test_nobody_speaks_in_an_impersonal_phrase() -> None:
    assert grade_of("On dénombre [six] morts.", "fr") == "none"
    assert grade_of("[Six] morts, a-t-on appris de source policière.", "fr") == "unnamed"


def test_the_echo_of_a_party_is_a_party() -> None:
    marked = "The rebels said they took a border post. The group said [six] soldiers were killed."

    assert attribution_of(marked, "en").party


def test_a_sentence_without_an_echo_inherits_nothing() -> None:
    assert grade_of("La police a parlé de neuf blessés. [Six] personnes sont mortes.", "fr") == "none"

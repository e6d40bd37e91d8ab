"""What is put in a label's place stands in the label's own form, or is not offered."""

from __future__ import annotations

import pytest

from moderation.screening.inflection import read_paradigms
from moderation.screening.labels.plain_words import read_plain_words
from tests.screening.labelling import PACKS, labels_in


def replacements(text: str, language: str) -> tuple[str, ...]:
    """Return what could be put in the place of the first label of *text*."""
    return labels_in(text, PACKS[language])[0].replacements


@pytest.mark.parametrize(
    ("text", "language", "offered"),
    [
        ("A terrorist fled over the river.", "en", "attacker"),
        ("The terrorists fled over the river.", "en", "attackers"),
        ("The terrorists fled over the river.", "en", "gunmen"),
        ("Terrorists fled over the river.", "en", "Attackers"),
        ("Des terroristes ont fui.", "fr", "assaillants"),
        ("L'armée a éliminé 21 combattants.", "fr", "tué"),
        ("Douze combattants ont été neutralisés.", "fr", "tués"),
    ],
)
def test_the_plain_word_takes_the_labels_form(text: str, language: str, offered: str) -> None:
    assert offered in replacements(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The terrorists fled over the river.", "en"),
        ("Des terroristes ont fui.", "fr"),
        ("L'armée a libéré la localité de Novy Bir.", "fr"),
        ("L'armée a éliminé 21 combattants.", "fr"),
    ],
)
def test_neither_advice_nor_another_form_is_put_in(text: str, language: str) -> None:
    offered = replacements(text, language)

    assert not [words for words in offered if "(" in words or words in {"attacker", "assaillant", "prendre", "tuer"}]


def test_all_plain_words_are_told_all_the_same() -> None:
    label = labels_in("The terrorists fled.", PACKS["en"])[0]

    assert {"attacker", "gunman", "(name the group)"} <= set(label.suggestions)


def test_a_variant_that_changes_where_its_term_does_not_is_offered_no_wrong_form() -> None:
    plain = read_plain_words("attacker", {"brute": "-", "lout": "s"}, read_paradigms(PACKS["en"]))

    assert (plain.fitting("brute"), plain.fitting("lout"), plain.fitting("Louts")) == (("attacker",), ("attacker",), ())

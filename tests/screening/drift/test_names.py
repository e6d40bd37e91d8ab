"""Names are known again in another script, and other words are not taken for them."""

from __future__ import annotations

import pytest

from moderation.screening.drift.names import is_latin, sounds_in
from moderation.screening.lexicon import build_lexicon

SMALL = {"quantity_words": [{"id": "1", "kind": "proclitic", "forms": "ال|و"}]}
PACK = build_lexicon({"xx": SMALL}).packs["xx"]


def heard(sentence: str) -> set[str]:
    return set(sounds_in(sentence, PACK))


@pytest.mark.parametrize(
    ("there", "here"),
    [
        ("Мэр Лосев", "Maire Lossev"),
        ("В Дагестане", "Au Daghestan"),
        ("Под Харьковом", "Near Kharkiv"),
        ("Генерал Журавлёв", "Général Jouravlev"),
        ("قال الكناني", "Selon Saad Kinanni"),
        ("أحمد والكناني", "Ahmed et Kinani"),
        ("في طرابلس", "In Tripoli"),
        ("في بغداد", "À Bagdad"),
    ],
)
def test_a_name_sounds_alike_in_both_scripts(there: str, here: str) -> None:
    assert heard(there) & heard(here)


@pytest.mark.parametrize(
    ("there", "here"),
    [
        ("В городе закрыты дороги", "Les routes de Saratov sont fermées"),
        ("Мэр Лосев", "Maire Somov"),
        ("Мэр Ким", "Maire Kim"),  # two consonants are shared by chance
        ("أغلقت الشرطة الطريق", "La route de Kharkiv"),
    ],
)
def test_words_that_are_no_name_are_not_heard_as_one(there: str, here: str) -> None:
    assert not heard(there) & heard(here)


@pytest.mark.parametrize(("text", "latin"), [("Zwölf", True), ("12", True), ("Лосев", False), ("حلب 12", False)])
def test_a_text_is_latin_by_most_of_its_letters(text: str, latin: bool) -> None:
    assert is_latin(text) is latin

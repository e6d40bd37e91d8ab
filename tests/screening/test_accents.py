"""Capitals without their accents are read as the words they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from moderation.screening.lexicon import read_lexicon
from moderation.screening.text import fold_words

FRENCH = read_lexicon(Path(__file__).parents[2] / "seeds" / "lexicons").packs["fr"]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("SELON LE MINISTERE, TRENTE BLESSES", "selon le ministère, trente blessés"),
        ("Elimine hier", "élimine hier"),
        ("Etudiants tués", "étudiants tués"),
        ("LES SECOURS ONT DENOMBRE 12 DECES", "les secours ont dénombre 12 décès"),
    ],
)
def test_a_bare_capital_takes_its_accent(text: str, folded: str) -> None:
    assert fold_words(text, FRENCH) == folded


@pytest.mark.parametrize(
    "text",
    ["UN CHASSEUR TUE UN OURS", "Il tue", "les cotes de Paris", "L'OTAN et l'ONU", "la maison de Hugo", "ministere"],
)
def test_what_is_a_word_already_or_none_stays(text: str) -> None:
    assert fold_words(text, FRENCH) == text.lower()

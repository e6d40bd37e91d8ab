"""Rulers, thugs and angry words in English copy, and circus, stage and railway."""

import pytest

from tests.screening.labelling import assert_fires, assert_silent

FIRING = [
    ("The strongman has ruled for 30 years.", ["strongman"]),
    ("The ageing strongman clung to power until May.", ["strongman"]),
    ("Its strongman seized power in 2009.", ["strongman"]),
    ("Thugs broke the windows of the party's office.", ["Thugs"]),
    ("Thugs with sticks dispersed the voters.", ["Thugs"]),
    ("The minister lashed out at the judges.", ["lashed out"]),
    ("The president lashed out against his critics in parliament.", ["lashed out"]),
    ("The deputy railed against the press for an hour.", ["railed"]),
    ("The opposition rails at what it calls a theft.", ["rails"]),
    ("The bishop fulminated against the law.", ["fulminated"]),
    ("The spokesman ranted against the press.", ["ranted"]),
]

SILENT = [
    "The strongman of the circus fled with the acrobat.",
    "The strongman ruled the barbell until he was 50.",
    "The strongman won the lorry pull.",
    "The thugs of the game's third level are beaten with stones.",
    "He plays one of the thugs who broke the safe in the film.",
    "A patient lashed out at two nurses.",
    "The boxer lashed out at the leader of the table.",
    "The dog lashed out at a cat.",
    "The rails at the pier were painted.",
    "The train left the rails at the station.",
    "He leaned on the rail and spoke against the wind.",
    "The spokesman spoke against the law.",
    "The comedian ranted about trains.",
]


@pytest.mark.parametrize(("text", "words"), FIRING)
def test_a_word_for_rulers_and_their_anger_fires(text: str, words: list[str]) -> None:
    assert_fires(text, *words, language="en")


@pytest.mark.parametrize("text", SILENT)
def test_the_same_word_of_circus_stage_and_railway_is_silent(text: str) -> None:
    assert_silent(text, language="en")

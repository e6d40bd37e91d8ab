"""English labels in everyday copy: fiction, science, lessons, praise and the terraces, and the news beside them."""

import pytest

from tests.screening.labelling import assert_fires, assert_silent

FIRING = [
    ("Terrorists struck the film festival on Sunday.", ["Terrorists"]),
    ("Soldiers said the terrorist had watched a film.", ["terrorist"]),
    ("The so-called government in the east has printed stamps.", ["so-called"]),
    ("The so-called people's republic has a theory of everything.", ["so-called"]),
    ("The self-styled caliph was seen in the city.", ["self-styled"]),
    ("The self-proclaimed republic has no post office.", ["self-proclaimed"]),
    ("It is propaganda, the regime's own.", ["propaganda", "regime"]),
    ("Our heroic border guards repelled the raid.", ["heroic"]),
    ("The martyrs of the raid were buried on Friday.", ["martyrs"]),
    ("Mercenaries from abroad guard the gold mine.", ["Mercenaries"]),
]

SILENT = [
    "The novel follows a terrorist who falls for his hostage.",
    "In the series she plays a terrorist hunted by her own brother.",
    "The documentary profiles three former terrorists who became priests.",
    "The so-called Mozart effect has never been reproduced.",
    "The so-called fatberg weighs 130 tonnes.",
    "Astronomers found the so-called rogue planet by chance.",
    "The self-styled king of karaoke opened a bar.",
    "The self-proclaimed cat lady of Leith has 31 of them.",
    "The workshop shows pupils how to spot fake news.",
    "Fake news spreads six times faster than the truth, a study found.",
    "The course shows pupils how to recognise propaganda.",
    "Volunteers put in a heroic effort to clear the snow.",
    "She was martyred for her faith in 1535.",
    "The club's mercenaries have gone home for the season; the fans sing on.",
]


@pytest.mark.parametrize(("text", "spans"), FIRING)
def test_a_label_of_the_news_fires(text: str, spans: list[str]) -> None:
    assert_fires(text, *spans, language="en")


@pytest.mark.parametrize("text", SILENT)
def test_an_everyday_word_is_silent(text: str) -> None:
    assert_silent(text, language="en")

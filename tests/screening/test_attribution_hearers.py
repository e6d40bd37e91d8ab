"""Languages in which the verb may come first or stand alone, and whoever is spoken to bears a preposition."""

from __future__ import annotations

import pytest
from django.conf import settings

from moderation.screening.attribution import read_parties
from moderation.screening.lexicon import read_lexicon
from moderation.screening.reading import read

LEXICON = read_lexicon(settings.SEEDS_DIR / "lexicons")
PARTIES = read_parties(settings.SEEDS_DIR / "parties")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Informó la fiscalía que murieron nueve personas.", "la fiscalía"),
        ("Ha confirmado el Ministerio del Interior que los muertos son 71.", "el Ministerio del Interior"),
        ("Dijo a la prensa el gobernador que murieron nueve personas.", "el gobernador"),
        ("El gobernador dijo al alcalde que murieron nueve personas.", "El gobernador"),
    ],
)
def test_whoever_stands_behind_the_verb_without_a_preposition_speaks(text: str, speaker: str) -> None:
    reading = read(text, language="es", lexicon=LEXICON, parties=PARTIES, is_original=True)

    source = reading.vouchings[0].attribution.source
    assert source is not None
    assert source.of(text) == speaker


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("La fiscalía investiga, dijo su portavoz. Añadió que murieron nueve personas.", "named"),
        ("Un vecino dijo que oyó disparos. Murieron nueve personas, añadió.", "unnamed"),
        ("Murieron nueve personas, añadió.", "unnamed"),
        ("Se cree que murieron nueve personas.", "hedged"),
    ],
)
def test_a_verb_without_its_pronoun_goes_on_for_whoever_spoke_last(text: str, grade: str) -> None:
    reading = read(text, language="es", lexicon=LEXICON, parties=PARTIES, is_original=True)

    assert reading.vouchings[0].attribution.grade == grade

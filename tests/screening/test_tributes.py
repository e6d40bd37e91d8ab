"""Tributes: who is paid one is really dead, whatever work or evening opens with it; a plot is none."""

import pytest

from moderation.screening.text import read_layout
from moderation.screening.tolls import find_tolls
from tests.screening.believing import PACKS


def stated(text: str, language: str) -> list[str]:
    """Return what constructions alone find."""
    pack = PACKS[language]
    return [toll.span.of(text) for toll in find_tolls(read_layout(text, pack), pack)]


@pytest.mark.parametrize(
    ("text", "language", "figures"),
    [
        ("The film opens with a tribute to nine miners killed in March.", "en", ["nine"]),
        ("The opera opens with a minute's silence for three stagehands killed on Monday.", "en", ["three"]),
        ("The show begins with a minute of silence for the 12 killed in the blast.", "en", ["12"]),
        ("The play ends with a homage to four dancers killed in the crash.", "en", ["four"]),
        ("La soirée s'ouvre sur une minute de silence pour trois machinistes tués.", "fr", ["trois"]),
        ("L'opéra s'ouvre sur une minute de silence pour trois machinistes tués.", "fr", ["trois"]),
        ("Le film s'ouvre sur un hommage à trois cascadeurs tués.", "fr", ["trois"]),
        ("Une minute de silence a été observée pour neuf mineurs tués lundi.", "fr", ["neuf"]),
        ("Une messe pour deux pompiers tués sera dite dimanche.", "fr", ["deux"]),
        ("La pièce se termine par une pensée pour cinq élèves tués dans l'accident.", "fr", ["cinq"]),
    ],
)
def test_a_tribute_mourns_real_dead(text: str, language: str, figures: list[str]) -> None:
    assert stated(text, language) == figures


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The film opens with a blast that kills 12.", "en"),
        ("The opera opens with a storm in which nine sailors drown.", "en"),
        ("The film ends with a duel in which two brothers are killed.", "en"),
        ("The novel opens with the moment when six divers drown.", "en"),
        ("A minute of silence was kept by three stagehands.", "en"),
        ("Le film s'ouvre sur un attentat qui fait douze morts.", "fr"),
        ("L'opéra s'ouvre sur un naufrage : neuf marins se noient.", "fr"),
        ("Le film commence par une minute où douze hommes meurent.", "fr"),
        ("Le roman se termine par un duel où deux frères meurent.", "fr"),
        ("Un appel aux dons pour deux enfants a été lancé.", "fr"),
    ],
)
def test_a_plot_mourns_nobody(text: str, language: str) -> None:
    assert stated(text, language) == []

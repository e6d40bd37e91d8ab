"""The span, scope and cue of an attribution: who is named, and how far the naming reaches."""

import pytest

from moderation.screening.values import Grade, Scope
from tests.screening.speaking import attribution_of, grade_of, listen, source_of


@pytest.mark.parametrize(
    ("marked", "source"),
    [
        ("[Six] people died, the harbour police said on Monday.", "the harbour police"),
        ("The harbour police said [six] people died.", "The harbour police"),
        ("[Six] people died, according to the harbour police.", "the harbour police"),
        ("[Six] people died, said Ana Brill, a nurse.", "Ana Brill"),
        ("The mayor, who flew over the bay, said [six] people died.", "The mayor"),
        ("In a later message the army said [six] people died.", "the army"),
        ("[Six] dead in ferry fire: police", "police"),
        ("“[Six] people died,” one diver said.", "one diver"),
    ],
)
def test_the_source_is_the_phrase_that_names_it_in_english(marked: str, source: str) -> None:
    assert source_of(marked, "en") == source


@pytest.mark.parametrize(
    ("marked", "source"),
    [
        ("[Six] personnes sont mortes, a indiqué la police du port.", "la police du port"),
        ("Selon la police du port, [six] personnes sont mortes.", "la police du port"),
        ("Le maire, qui a survolé la baie, parle de [six] morts.", "Le maire"),
        ("[Six] morts dans un incendie (police)", "police"),
        ("« [Six] personnes sont mortes », dit Ana Brill, infirmière.", "Ana Brill"),
        ("La préfecture, de son côté, dénombre [six] morts.", "La préfecture"),
    ],
)
def test_the_source_is_the_phrase_that_names_it_in_french(marked: str, source: str) -> None:
    assert source_of(marked, "fr") == source


@pytest.mark.parametrize(
    ("marked", "language", "scope"),
    [
        ("[Six] people died, police said.", "en", Scope.SENTENCE),
        ("“[Six] people died,” said Ana Brill.", "en", Scope.QUOTE),
        ("Police closed the road. They said [six] people died.", "en", Scope.INHERITED),
        ("[Six] people died.", "en", Scope.ABSENT),
        ("[Six] personnes sont mortes, selon la police.", "fr", Scope.SENTENCE),
        ("« [Six] personnes sont mortes », dit Ana Brill.", "fr", Scope.QUOTE),
        ("La police a fermé la route. Elle a précisé que [six] personnes étaient mortes.", "fr", Scope.INHERITED),
    ],
)
def test_the_scope_tells_how_the_source_reaches_the_figure(marked: str, language: str, scope: Scope) -> None:
    assert attribution_of(marked, language).scope is scope


def test_the_cue_covers_source_and_verb() -> None:
    text, speech, (span,) = listen("[Six] people died, the harbour police said on Monday.", "en")

    cue = speech.of(span).cue

    assert cue is not None
    assert cue.of(text) == "the harbour police said"


@pytest.mark.parametrize(
    ("marked", "grade"),
    [
        ("A minister said [six] people died.", "unnamed"),
        ("The minister said [six] people died.", "named"),
        ("A police spokesman said [six] people died.", "named"),
        ("Police officers said [six] people died.", "unnamed"),
        ("A newspaper said [six] people died.", "unnamed"),
        ("The newspaper Aurora said [six] people died.", "named"),
        ("Police figures show [six] people died.", "named"),
        ("Official figures show [six] people died.", "unnamed"),
        ("Scholars at Lund University said [six] people died.", "named"),
        ("Scholars said [six] people died.", "unnamed"),
        ("Residents and the Red Cross said [six] people died.", "named"),
        ("A resident, Ana Brill, said [six] people died.", "named"),
    ],
)
def test_one_word_decides_whether_a_desk_could_call_back(marked: str, grade: str) -> None:
    assert grade_of(marked, "en") == grade


@pytest.mark.parametrize(
    ("marked", "grade"),
    [
        ("Un ministre a dit que [six] personnes étaient mortes.", "unnamed"),
        ("Le ministre a dit que [six] personnes étaient mortes.", "named"),
        ("Un journal a écrit que [six] personnes étaient mortes.", "unnamed"),
        ("Le journal L'Aurore a écrit que [six] personnes étaient mortes.", "named"),
        ("« L'Aurore » écrit que [six] personnes sont mortes.", "named"),
        ("Selon un bilan de la police, [six] personnes sont mortes.", "named"),
        ("Selon un premier bilan, [six] personnes sont mortes.", "unnamed"),
        ("Des habitants et la Croix-Rouge disent que [six] personnes sont mortes.", "named"),
        ("Un habitant, Paul Brin, dit que [six] personnes sont mortes.", "named"),
    ],
)
def test_un_seul_mot_decide_si_l_on_peut_rappeler(marked: str, grade: str) -> None:
    assert grade_of(marked, "fr") == grade


def test_the_best_of_two_sources_counts() -> None:
    attribution = attribution_of("Witnesses said [six] people died, the harbour police confirmed.", "en")

    assert attribution.grade is Grade.NAMED


def test_the_figure_itself_is_never_the_source() -> None:
    assert grade_of("[Six] officials said nothing and were killed.", "en") == "none"

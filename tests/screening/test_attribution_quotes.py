"""Quotations and their speakers: before, after, between, over sentences and paragraphs."""

import pytest

from tests.screening.speaking import attribution_of, grade_of, listen, source_of


@pytest.mark.parametrize(
    "marked",
    [
        "“[Six] people died,” said Ana Brill.",
        "“[Six] people died,” Ana Brill said.",
        "Ana Brill said: “[Six] people died.”",
        "Ana Brill said, “[Six] people died.”",
        "“[Six] people died. Nobody came,” Ana Brill said.",
        "“Nobody came. [Six] people died,” Ana Brill said.",
        "“Nobody came,” Ana Brill said. “[Six] people died.”",
        "“Nobody came,” Ana Brill said, “and [six] people died.”",
        "“Nobody came.\n“[Six] people died,” Ana Brill said.",
        '"[Six] people died," Ana Brill told reporters on Monday.',
        "Ana Brill was on the bridge when it fell, she said. “[Six] people died.”",
    ],
)
def test_a_quotation_finds_its_speaker(marked: str) -> None:
    assert attribution_of(marked, "en").grade == "named"


@pytest.mark.parametrize(
    "marked",
    [
        "« [Six] personnes sont mortes », dit Ana Brill.",
        "« [Six] personnes sont mortes », a déclaré à la presse Ana Brill.",
        "Ana Brill a déclaré : « [Six] personnes sont mortes. »",
        "« Personne n'est venu. [Six] personnes sont mortes », soupire Ana Brill.",
        "« Personne n'est venu », raconte Ana Brill. « [Six] personnes sont mortes. »",
        "« Personne n'est venu, raconte Ana Brill. [Six] personnes sont mortes. »",
        "« [Six] personnes sont mortes », s'indigne Ana Brill, institutrice.",
        "“[Six] personnes sont mortes”, lâche Ana Brill.",
    ],
)
def test_une_citation_trouve_qui_la_dit(marked: str) -> None:
    assert grade_of(marked, "fr") == "named"


def test_an_anonymous_speaker_makes_the_quotation_unnamed() -> None:
    assert grade_of("“[Six] people died,” said a diver who gave no name.", "en") == "unnamed"


def test_a_pronoun_that_is_tied_to_any_verb_speaks() -> None:
    marked = "La maire, Ana Brill, est venue. « [Six] personnes sont mortes », bougonne-t-elle."

    assert grade_of(marked, "fr") == "named"


def test_a_quotation_that_has_ended_attributes_nothing_more() -> None:
    marked = "“Nobody came,” Ana Brill said. The flood killed [six] people."

    assert grade_of(marked, "en") == "none"


def test_a_quotation_in_another_paragraph_does_not_resume() -> None:
    marked = "“Nobody came,” Ana Brill said.\nThe banner read “[six] dead”."

    assert source_of(marked, "en") != "Ana Brill"


def test_the_speaker_of_a_quotation_can_be_asked_for() -> None:
    text, speech, _ = listen("“Nobody came,” Ana Brill said. A sign read “closed”.", "en")
    first, second = speech.readings.quotations

    speaker = speech.speaker_of(first)

    assert speaker is not None
    assert speaker.of(text) == "Ana Brill"
    assert speech.speaker_of(second) is None

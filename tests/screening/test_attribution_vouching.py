"""The two marks of an unattributed figure: a source nearby, and the same figure attributed elsewhere."""

import re

import pytest

from moderation.screening.attribution import vouch
from moderation.screening.values import Effect, Grade, Modality, Precision, Span, Toll, Vouching
from tests.screening.speaking import lexicon, listen


def vouchings_of(marked: str, *values: tuple[int | None, int | None]) -> tuple[str, tuple[Vouching, ...]]:
    """Vouch for the bracketed figures as people killed, with (min, max) in their order."""
    text, speech, spans = listen(marked, "en")
    tolls = [
        Toll(span, Effect.KILLED, low, high, Precision.EXACT, word=span)
        for span, (low, high) in zip(spans, values, strict=True)
    ]
    return text, vouch(speech.readings.layout, speech, tolls, lexicon().packs["en"])


def test_there_is_one_vouching_for_each_figure() -> None:
    _, vouchings = vouchings_of("[Six] died. [Nine] died, police said.", (6, 6), (9, 9))

    assert [vouching.attribution.grade for vouching in vouchings] == [Grade.NONE, Grade.NAMED]


def test_the_same_figure_attributed_elsewhere_is_a_repeat() -> None:
    _, vouchings = vouchings_of("Fire kills [six]\n[Six] people died in the fire, police said.", (6, 6), (6, 6))

    assert vouchings[0].repeat == 1
    assert vouchings[1].repeat is None


def test_an_open_bound_repeats_the_figure_it_shares() -> None:
    _, vouchings = vouchings_of("Fire kills [at least six]\n[Six] died in the fire, police said.", (6, None), (6, 6))

    assert vouchings[0].repeat == 1


def test_another_figure_is_no_repeat() -> None:
    _, vouchings = vouchings_of("Fire kills [six]\n[Nine] people died in the fire, police said.", (6, 6), (9, 9))

    assert vouchings[0].repeat is None


def test_a_figure_without_bounds_repeats_nothing() -> None:
    _, vouchings = vouchings_of("Fire kills [many]\n[Many] died in the fire, police said.", (None, None), (None, None))

    assert vouchings[0].repeat is None


def test_a_source_in_the_next_sentence_is_near() -> None:
    text, vouchings = vouchings_of("The fire killed [six]. Police said the fire began at noon.", (6, 6))

    near = vouchings[0].near

    assert near is not None
    assert near.of(text) == "Police"


def test_a_source_three_sentences_on_is_not_near() -> None:
    _, vouchings = vouchings_of("The fire killed [six]. It rained. Dogs barked. Police said the fire was out.", (6, 6))

    assert vouchings[0].near is None


def test_a_source_that_speaks_of_something_else_is_not_near() -> None:
    _, vouchings = vouchings_of("The fire killed [six]. Economists said prices rose.", (6, 6))

    assert vouchings[0].near is None


def test_an_attributed_figure_needs_no_mark() -> None:
    _, vouchings = vouchings_of("[Six] died in the fire, police said. [Six] died, doctors said.", (6, 6), (6, 6))

    assert [(vouching.near, vouching.repeat) for vouching in vouchings] == [(None, None), (None, None)]


def test_a_vague_figure_is_repeated_by_none() -> None:
    text, speech, spans = listen("[Several] died in the flood.\n[Four] died in the south, police said.", "en")
    values = [(2, None, Precision.VAGUE), (4, 4, Precision.EXACT)]
    tolls = [Toll(span, Effect.KILLED, *value, word=span) for span, value in zip(spans, values, strict=True)]

    vouchings = vouch(speech.readings.layout, speech, tolls, lexicon().packs["en"])

    assert vouchings[0].repeat is None, text


@pytest.mark.parametrize(
    ("language", "marked", "is_repeat"),
    [
        ("en", "Raid kills [six]\n[Six] {guards} died in the raid, police said.", True),
        ("en", "[Six] {people} died in the raid.\n[Six] {guards} died in the raid, police said.", True),
        ("en", "[Six] {nurses} died in the raid.\nIn Odram [six] {guards} died in a fall, police said.", False),
        ("fr", "[Six] {gardes} sont morts.\n[Six] {gardes} sont morts dans le raid, selon la police.", True),
        ("fr", "[Six] {infirmières} sont mortes.\n[Six] {gardes} sont morts à Odram, selon la police.", False),
    ],
)
def test_other_victims_are_no_repeat(language: str, marked: str, is_repeat: bool) -> None:
    text, speech, spans = listen(re.sub(r"[{}]", "", marked), language)
    nouns = re.findall(r"\](?: \{(\w+)\})?", marked)
    counted = [
        Span(span.end + 1, span.end + 1 + len(noun)) if noun else None for span, noun in zip(spans, nouns, strict=True)
    ]
    tolls = [
        Toll(span, Effect.KILLED, 6, 6, Precision.EXACT, word=span, victims=victims)
        for span, victims in zip(spans, counted, strict=True)
    ]

    vouchings = vouch(speech.readings.layout, speech, tolls, lexicon().packs[language])

    assert (vouchings[0].repeat == 1) is is_repeat, text


def test_history_is_repeated_by_no_news() -> None:
    _, speech, spans = listen("In 1999 a flood killed [six].\n[Six] died on Monday, police said.", "en")
    times = (Modality.BACKGROUND, Modality.ASSERTED)
    tolls = [
        Toll(span, Effect.KILLED, 6, 6, Precision.EXACT, word=span, modality=modality)
        for span, modality in zip(spans, times, strict=True)
    ]

    assert vouch(speech.readings.layout, speech, tolls, lexicon().packs["en"])[0].repeat is None

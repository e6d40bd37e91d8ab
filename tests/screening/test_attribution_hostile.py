"""Odd and hostile text: no crash, spans inside the text, cost linear in its length."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.screening.attribution import read_speech
from moderation.screening.text import read_layout
from moderation.screening.values import Span
from tests.screening.speaking import lexicon, parties
from tests.screening.timing import grows_as_its_text, is_done_within

PIECES = (
    "six people died", "police said", ", ", ". ", "“", "”", "« ", " »", "according to ", "he said", "\n", "- ", ": ",
    "who", "and", "the same source", "put the toll at ", "reportedly", "a-t-il dit", "(", ")", "İ", "\u202f", "U.N.",
)  # fmt: skip


def read_everywhere(text: str, language: str, step: int = 7) -> None:
    """Ask for the attribution and the voice of spans all over *text*."""
    pack = lexicon().packs[language]
    spans = [Span(start, start + 1) for start in range(0, len(text), step)]
    speech = read_speech(read_layout(text, pack), pack, parties(), spans)
    for span in spans:
        attribution, (_, speaker) = speech.of(span), speech.voice_of(span)
        for found in (attribution.cue, attribution.source, speaker):
            assert found is None or 0 <= found.start < found.end <= len(text)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join), st.sampled_from(["fr", "en"]))
def test_whatever_is_pieced_together_can_be_read(text: str, language: str) -> None:
    read_everywhere(text, language)


@pytest.mark.parametrize(
    "text", ["", " ", "x", "\n\n", "said", "“", "12", "\ud800 said six died", "a\x00b said", "🙂" * 40]
)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_oddest_text_can_be_read(text: str, language: str) -> None:
    read_everywhere(text, language, step=1)


def test_text_in_capitals_is_read_like_any_other() -> None:
    text = "SIX PEOPLE DIED, POLICE SAID."
    pack = lexicon().packs["en"]

    attribution = read_speech(read_layout(text, pack), pack, parties()).of(Span(0, 3))

    assert attribution.grade == "named"


@pytest.mark.parametrize(
    "unit",
    [
        "said ",
        "six died, he said, and ",
        ", said the man, who",
        "“six ",
        "- six dead:\n",
        "the same source said six died. ",
    ],
)
def test_the_cost_of_hostile_text_is_linear(unit: str) -> None:
    pack = lexicon().packs["en"]

    def hear(length: int) -> None:
        text = unit * (length // len(unit))
        spans = [Span(start, start + 3) for start in range(0, len(text) - 3, 700)]
        speech = read_speech(read_layout(text, pack), pack, parties(), spans)
        assert len([speech.of(span) for span in spans]) == len(spans)

    assert grows_as_its_text(hear, 30_000)


def test_nothing_is_read_before_somebody_asks() -> None:
    text = "six died, police said. " * 20_000
    pack = lexicon().packs["en"]
    layout = read_layout(text, pack)

    assert is_done_within(0.5, lambda: read_speech(layout, pack, parties()))


def test_an_added_paragraph_changes_no_attribution_before_it() -> None:
    text = "Six people died, police said. Nine died. “Three died,” Ana Brill said."
    pack = lexicon().packs["en"]
    spans = [Span(0, 3), Span(30, 34), Span(42, 47)]

    before = [read_speech(read_layout(text, pack), pack, parties(), spans).of(span) for span in spans]
    after = [read_speech(read_layout(text + "\nIt rained.", pack), pack, parties(), spans).of(span) for span in spans]

    assert before == after

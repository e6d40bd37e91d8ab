"""Broken words are put together; every span is taken back to the text as it came."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.screening.attribution import NO_PARTIES
from moderation.screening.lexicon import LanguagePack, build_lexicon, read_lexicon
from moderation.screening.mending import mend
from moderation.screening.reading import read
from moderation.screening.values import Effect, Span

LEXICON = read_lexicon(Path(__file__).parents[2] / "seeds" / "lexicons")
BROKEN = {
    "en": [
        ("The collapse kil-\nled 30 miners.", "killed 30"),
        ("The collapse kil- led 30 miners.", "killed 30"),
        ("The collapse kil\u00adled 30 miners.", "killed 30"),
        ("The collapse kil\u00ad\nled 30 miners.", "killed 30"),
        ("The collapse killed thirty-\nfive miners.", "thirty-five"),
        ("The collapse killed 2\u200b000 miners.", "2000"),
        ("Police shot the TERRO-\nRISTS.", "TERRORISTS"),
        ("Police shot the ter\u00adror\u00adists.", "terrorists"),
    ],
    "fr": [
        ("L’éboulement a fait trente bles-\nsés.", "blessés"),
        ("L’éboulement a fait trente bles- sés.", "blessés"),
        ("L’éboulement a fait tren\u00adte blessés.", "trente"),
        ("La police a tiré sur les terro\u2010\nristes.", "terroristes"),
    ],
}
WHOLE = {
    "en": [
        "The pre- and post-war years were quiet.",
        "First- or second-degree burns are treated here.",
        "He said no - then he left.",
        "The list:\n- bread\n- butter",
        "A long line that ends in a dash -\nand goes on below.",
    ],
    "fr": ["Les mi- et longs-courriers partent à l’heure.", "Il hésite – puis il part.", "- pain\n- beurre"],
}


@pytest.mark.parametrize(
    ("language", "text", "whole"), [(code, *case) for code, cases in BROKEN.items() for case in cases]
)
def test_a_broken_word_is_put_together(language: str, text: str, whole: str) -> None:
    mended = mend(text, LEXICON.packs[language])
    assert mended is not None
    assert whole in mended.text


@pytest.mark.parametrize(("language", "text"), [(code, text) for code, texts in WHOLE.items() for text in texts])
def test_a_hyphen_that_breaks_nothing_stays(language: str, text: str) -> None:
    assert mend(text, LEXICON.packs[language]) is None


def test_a_toll_of_broken_words_stands_at_its_place() -> None:
    text = "The col\u00adlapse kil-\nled at least thir-\nty miners, the mine's owner said. A terror\u00adist fled."
    reading = read(text, language="en", lexicon=LEXICON, parties=NO_PARTIES)
    assert [(toll.effect, toll.min, toll.span.of(text)) for toll in reading.tolls] == [
        (Effect.KILLED, 30, "at least thir-\nty")
    ]
    assert reading.tolls[0].word.of(text) == "kil-\nled"
    assert [label.span.of(text) for label in reading.labels] == ["terror\u00adist"]
    assert reading.layout.text == text
    assert len(reading.layout.folded) == len(text)


@given(st.text(alphabet="kiled 30 -\n\u00ad\u200b.", max_size=60))
def test_every_place_of_the_mended_text_holds_the_same_letter(text: str) -> None:
    mended = mend(text, LEXICON.packs["en"])
    if mended is None:
        return
    for place, letter in enumerate(mended.text):
        span = mended.taken_back(Span(place, place + 1))
        assert span.of(text) == letter


def test_a_text_of_nothing_but_breaks_is_read_at_once() -> None:
    text = "kil-\nled \u00ad" * 50_000
    mended = mend(text, LEXICON.packs["en"])
    assert mended is not None
    assert mended.text.startswith("killed ")


def _grown_pack() -> LanguagePack:
    """A language that writes "wa", "bi" and the next word as one."""
    rows = [{"kind": "proclitic", "forms": "wa|bi"}, {"kind": "unit", "forms": "tis", "min": "9", "max": "9"}]
    tables = {"quantity_words": rows, "common_words": [{"words": "mot|wat|bin"}]}
    return build_lexicon({"xx": tables}).packs["xx"]


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("wamot bi30 watis", "wa mot bi 30 wa tis"),
        ("wabimot", "wa bi mot"),
        ("wat bin wax wa", None),
        ("swamot mot", None),
    ],
)
def test_small_words_are_parted_from_numbers_and_known_words_alone(text: str, parted: str | None) -> None:
    mended = mend(text, _grown_pack())

    assert (mended.text if mended else None) == parted


@given(
    st.lists(
        st.sampled_from(["wamot", "mot", "bi30", "wabimot", "wa\u064emot", "tis\u064b", "x", "\u0640wat"]), max_size=8
    )
)
def test_places_are_taken_back_over_gaps_and_signs(words: list[str]) -> None:
    text = " ".join(words)
    mended = mend(text, _grown_pack())
    if mended is None:
        return
    at = 0
    for word in mended.text.split():
        at = mended.text.index(word, at)
        span = mended.taken_back(Span(at, at + len(word)))
        assert span.of(text).replace("\u064e", "").replace("\u064b", "").replace("\u0640", "") == word
        at += len(word)


def test_a_vowel_sign_belongs_to_the_letter_before_it() -> None:
    mended = mend("tis\u064b mot", _grown_pack())

    assert mended is not None
    assert mended.taken_back(Span(0, 3)) == Span(0, 4)

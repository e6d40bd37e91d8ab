"""Layouts: offsets hold, paragraphs and sentences fall where a reader would put them."""

from pathlib import Path

import pytest

from moderation.screening.characters import find_paragraphs, fold, smooth
from moderation.screening.lexicon import read_lexicon
from moderation.screening.text import read_layout

PACKS = read_lexicon(Path(__file__).parents[2] / "seeds" / "lexicons").packs


def sentences(text: str, language: str = "en") -> list[str]:
    return [span.of(text) for span in read_layout(text, PACKS[language]).sentences]


def test_smoothing_keeps_every_offset() -> None:
    text = "L\u2019arm\u00e9e\u00a0: \u201c2\u202f000 morts\u201d"

    smoothed = smooth(text)

    assert smoothed == 'L\'arm\u00e9e : "2 000 morts"'
    assert len(smoothed) == len(text)


def test_folding_keeps_the_length_of_a_dotted_capital_i() -> None:
    assert fold("\u0130ZM\u0130R") == "izmir"


def test_paragraphs_leave_blank_lines_and_margins_out() -> None:
    text = "  First line.\n\n \nSecond.  "

    assert [span.of(text) for span in find_paragraphs(text)] == ["First line.", "Second."]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Dr. Amal Sorren arrived. She saw 12 people.", 2),
        ("It cost 2.5 million. Nobody paid.", 2),
        ("The U.S. Army left at 5 p.m. on Monday.", 1),
        ("It happened at 5 p.m. The police came.", 2),
        ("J. K. Rowan spoke. He left.", 2),
        ("\u201cGo now.\u201d The men left.", 2),
        ("\u201cGo now!\u201d shouted the man.", 1),
        ("Wait... what? No. 12 is gone.", 2),
    ],
)
def test_english_sentences_end_at_stops_and_not_at_abbreviations(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("M. Dorval a parl\u00e9. Mme Lise aussi.", 2),
        ("\u00ab\u00a0Ils sont morts. Tous.\u00a0\u00bb Le maire pleure.", 3),
        ("\u00ab\u00a0Ils sont morts.\u00a0\u00bb, a dit le maire.", 1),
        ("Le gal. Moreau et le Dr. Petit, etc. sont partis.", 1),
        ("Il y a 1.200 morts. Rien d\u2019autre\u2026 Rien.", 3),
    ],
)
def test_french_sentences_end_at_stops_and_not_at_abbreviations(text: str, count: int) -> None:
    assert len(sentences(text, "fr")) == count


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "\x00", "\ud800 mort", "\u200f12 \u05d4\u200e", "\U0001f600. A", "." * 1000]
)
def test_any_string_has_a_layout_whose_spans_lie_inside(text: str) -> None:
    layout = read_layout(text, PACKS["en"])

    assert len(layout.plain) == len(layout.folded) == len(text)
    assert all(0 <= span.start < span.end <= len(text) for span in layout.sentences + layout.paragraphs)


def test_sentences_cover_their_paragraph_without_overlap() -> None:
    layout = read_layout("One. Two! Three?\nFour. Five", PACKS["en"])

    starts = [span.start for span in layout.sentences]

    assert starts == sorted(starts)
    assert all(before.end <= after.start for before, after in zip(layout.sentences, layout.sentences[1:], strict=False))
    assert len(layout.sentences) == 5


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Am 3. Mai starben dort 14 Menschen.", 1),
        ("Das war am 3. August 2019. Die Polizei ermittelt.", 2),
        ("Der 14. Tote wurde am Montag geborgen.", 1),
        ("Die Zahl der Toten stieg auf 14. Retter suchen weiter.", 2),
        ("Es starben 14. Die Polizei ermittelt.", 2),
        ("»Es war still.« Dann kamen sie.", 2),
        ("Er kam. »Es war still«, sagte er.", 2),
    ],
)
def test_the_point_of_an_ordinal_ends_no_sentence(text: str, count: int) -> None:
    assert len(sentences(text, "de")) == count

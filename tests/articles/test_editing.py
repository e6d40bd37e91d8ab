"""An edit keeps the article's headline where the headline belongs."""

from __future__ import annotations

import pytest

from articles.models import ArticleVersion
from articles.operations import EmptyEdit, edit_copy


def version(headline: str, text: str, summary: str = "", **lines: str) -> ArticleVersion:
    return ArticleVersion(headline=headline, text=text, summary=summary, **lines)


def test_a_headline_that_leads_the_text_is_taken_from_the_new_one() -> None:
    copy = edit_copy(version("Old head", "Old head\nBody."), "New head\nBody.", refusal="-")

    assert (copy.headline, copy.text) == ("New head", "New head\nBody.")


def test_a_headline_filed_apart_stays() -> None:
    copy = edit_copy(version("Apart", "Body of the story."), "Another body.", refusal="-")

    assert copy.headline == "Apart"


def test_a_headline_made_of_the_first_words_is_made_anew() -> None:
    copy = edit_copy(version("A long first…", "A long first sentence."), "Other words.", refusal="-")

    assert copy.headline == ""


def test_the_summary_is_kept() -> None:
    assert edit_copy(version("H", "H\nB.", "In short."), "H\nC.", refusal="-").summary == "In short."


@pytest.mark.parametrize(
    ("before", "text", "asked", "after", "summary"),
    [
        ("H\nOld sum.\nB.", "H\nOld sum.\nC.", None, "H\nOld sum.\nC.", "Old sum."),
        ("H\nOld sum.\nB.", "H\nBetter sum.\nB.", None, "H\nBetter sum.\nB.", "Better sum."),
        ("H\nOld sum.\nB.", "H\nB.", None, "H\nB.", ""),
        ("H\nOld sum.\nB.", "H\nOld sum.\nB.", "New sum.", "H\nNew sum.\nB.", "New sum."),
        ("H\nOld sum.\nB.", "H\nB.", "Old sum.", "H\nOld sum.\nB.", "Old sum."),
        ("H\nOld sum.\nB.", "H\nOld sum.\nB.", "", "H\nB.", ""),
        ("H\nB.", "H\nB.", "New\nsum.", "H\nNew sum.\nB.", "New sum."),
        ("H\nMayor resigns.", "H\nMayor resigns.", "Mayor resigns.", "H\nMayor resigns.", "Mayor resigns."),
    ],
)
def test_a_summary_that_is_read_stands_in_the_text(
    before: str, text: str, asked: str | None, after: str, summary: str
) -> None:
    copy = edit_copy(version("H", before, "Old sum."), text, summary=asked, refusal="-")

    assert (copy.text, copy.summary) == (after, summary)


@pytest.mark.parametrize(
    ("summary", "edited", "kept"),
    [
        ("Nine rebels fell at", "Nine fighters fell at Orvane.", ""),
        ("Nine rebels fell at", "Eight rebels fell at Orvane.", ""),
        ("Nine rebels fell at", "Nine rebels fell at Orvane on Monday.", "Nine rebels fell at"),
        ("Read before the vote.", "Nine fighters fell at Orvane.", "Read before the vote."),
    ],
)
def test_a_summary_that_repeated_the_beginning_does_not_outlive_it(summary: str, edited: str, kept: str) -> None:
    before = version("H", "H\nNine rebels fell at Orvane.", summary)

    assert edit_copy(before, f"H\n{edited}", refusal="-").summary == kept


def test_byline_and_dateline_are_kept() -> None:
    copy = edit_copy(version("H", "H\nB.", byline="Anna Costa", dateline="VELMAR"), "H\nC.", refusal="-")

    assert (copy.byline, copy.dateline) == ("Anna Costa", "VELMAR")


@pytest.mark.parametrize(
    ("before", "text", "after"),
    [
        ("Old head\nBody.", "Old head\nBody.", "New head\nBody."),
        ("Old head\nBody.", "New head\nBody.", "New head\nBody."),
        ("Old head\nBody.", "Another body.", "New head\nAnother body."),
        ("Body.", "Body.", "New head\nBody."),
        ("Old head", "Old head", "New head"),
    ],
)
def test_a_headline_that_is_asked_for_leads_the_text(before: str, text: str, after: str) -> None:
    copy = edit_copy(version("Old head", before), text, headline="New head", refusal="-")

    assert (copy.headline, copy.text) == ("New head", after)


def test_a_headline_filed_apart_that_is_sent_back_changes_nothing() -> None:
    copy = edit_copy(version("Apart", "Body."), "Body.", headline="Apart", refusal="-")

    assert (copy.headline, copy.text) == ("Apart", "Body.")


def test_line_ends_and_decomposed_signs_are_made_canonical() -> None:
    copy = edit_copy(version("H", "H\nB."), "H\r\n\r\ne\u0301t\u00e9 ", refusal="-")

    assert copy.text == "H\nété"


@pytest.mark.parametrize("text", ["", " \n ", "…", "12 34"])
def test_a_text_without_words_is_refused(text: str) -> None:
    with pytest.raises(EmptyEdit, match="spike it"):
        edit_copy(version("H", "H\nB."), text, refusal="spike it")

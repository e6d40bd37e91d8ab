"""An edit keeps the article's headline where the headline belongs."""

from __future__ import annotations

import pytest

from articles.models import ArticleVersion
from moderation.admin.editing import EmptyEdit, edit_copy


def version(headline: str, text: str, summary: str = "") -> ArticleVersion:
    return ArticleVersion(headline=headline, text=text, summary=summary)


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


def test_line_ends_and_decomposed_signs_are_made_canonical() -> None:
    copy = edit_copy(version("H", "H\nB."), "H\r\n\r\ne\u0301t\u00e9 ", refusal="-")

    assert copy.text == "H\nété"


@pytest.mark.parametrize("text", ["", " \n ", "…", "12 34"])
def test_a_text_without_words_is_refused(text: str) -> None:
    with pytest.raises(EmptyEdit, match="spike it"):
        edit_copy(version("H", "H\nB."), text, refusal="spike it")

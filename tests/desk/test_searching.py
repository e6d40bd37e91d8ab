"""Words that are asked for, phrases, and words that leave articles out."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.test import Client

from articles.actor import Actor
from articles.models import Article
from moderation.admin import searching

SignIn = Callable[[Actor], Client]

STORIES = {
    "storm-velmar": "Three people were wounded when the storm reached the harbour.",
    "harbour-talks": "The talks in quotation marks went on through the night.",
    "start-of-season": "The marks in quotation were read out; a ferry waits.",
}


@pytest.fixture(params=[1000, 0], ids=["by index", "in the order of the queue"])
def find(
    request: pytest.FixtureRequest,
    make: Callable[..., Article],
    sign_in: SignIn,
    editor: Actor,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[str], set[str]]:
    """Return what searches among three stories and tells their sluglines, in either way that a search goes."""
    monkeypatch.setattr(searching, "FEW", request.param)
    for slugline, text in STORIES.items():
        make(text=text, slugline=slugline)

    def found(words: str) -> set[str]:
        page = sign_in(editor).get("/admin/moderation/review/?" + urlencode({"q": words})).context["page"]
        return {row.review.article.slugline for row in page.rows}

    return found


@pytest.mark.parametrize(
    ("words", "left"),
    [
        # In the slugline alone, in the text alone, in both.
        ("-velmar", {"harbour-talks", "start-of-season"}),
        ("-ferry", {"storm-velmar", "harbour-talks"}),
        ("-harbour", {"start-of-season"}),
        ("-wounded", {"harbour-talks", "start-of-season"}),
        ("-velmar -talks", {"start-of-season"}),
        ("harbour -velmar", {"harbour-talks"}),
        ("-velmar harbour", {"harbour-talks"}),
        ('-"start of"', {"storm-velmar", "harbour-talks"}),
        ("-“quotation marks”", {"storm-velmar", "start-of-season"}),
        # Silent: a hyphen within a word, a piece of a word, a word that stands nowhere, a hyphen alone.
        ("storm-velmar", {"storm-velmar"}),
        ("-art", set(STORIES)),
        ("-vel", set(STORIES)),
        ("-zeppelin", set(STORIES)),
        ("-", set(STORIES)),
        ('-""', set(STORIES)),
        ("harbour -zeppelin", {"storm-velmar", "harbour-talks"}),
        ("storm or ferry", {"storm-velmar", "start-of-season"}),
    ],
)
def test_a_word_with_a_hyphen_before_it_leaves_articles_out(
    find: Callable[[str], set[str]], words: str, left: set[str]
) -> None:
    assert find(words) == left


@pytest.mark.parametrize(
    "words",
    [
        '"in quotation marks"',
        "“in quotation marks”",
        "”in quotation marks”",
        "„in quotation marks“",
        "« in quotation marks »",
        "«\u00a0in quotation marks\u00a0»",
    ],
)
def test_quotation_marks_of_every_kind_ask_for_a_phrase(find: Callable[[str], set[str]], words: str) -> None:
    assert find(words) == {"harbour-talks"}


@pytest.mark.parametrize("words", ["in quotation marks", "'in quotation marks'", "quotation “marks”"])
def test_words_that_are_no_phrase_are_found_apart(find: Callable[[str], set[str]], words: str) -> None:
    assert find(words) == {"harbour-talks", "start-of-season"}

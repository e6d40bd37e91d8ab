"""How the review page shows a translation: what drifted, what is missing from it, and that it was not compared."""

from __future__ import annotations

import html as markup
import re
from collections.abc import Callable

import pytest
from django.test import Client

from articles.actor import Actor
from articles.models import Article, Desk, Wire
from moderation.models import LexiconRelease, Review
from tests.workflow.newsroom import review_of
from tests.workflow.test_translations import ORIGINAL, file_pair, words

__all__ = ["words"]

SignIn = Callable[[Actor], Client]


def read(client: Client, review: Review, query: str = "") -> str:
    response = client.get(f"/admin/moderation/review/{review.pk}/change/{query}")
    assert response.status_code == 200
    return markup.unescape(response.content.decode())


@pytest.fixture
def drifted(words: LexiconRelease, wire: Wire, desk: Desk, filer: Actor) -> Article:
    """Return a translation that changed one figure and lost another."""
    return file_pair(wire, desk, filer, ("en", ORIGINAL))


def test_a_flag_says_what_the_original_says(sign_in: SignIn, editor: Actor, drifted: Article) -> None:
    html = read(sign_in(editor), review_of(drifted))

    assert "Casualty figure changed in translation" in html
    assert '<q lang="en" dir="auto">Police said 12 people were killed in Tamara.</q>' in html
    assert "Codebook, “Translation drift”" in html


def test_what_is_missing_is_listed_in_the_words_of_the_original(
    sign_in: SignIn, editor: Actor, drifted: Article
) -> None:
    html = read(sign_in(editor), review_of(drifted))

    assert '<span class="flag-words" lang="en" dir="auto">Nineteen</span>' in html
    assert "The original counts “Nineteen” (injured); the translation does not." in html


def test_beside_the_original_both_places_are_marked(sign_in: SignIn, editor: Actor, drifted: Article) -> None:
    html = read(sign_in(editor), review_of(drifted), "?view=original")

    marked = re.findall(r'<mark class="[^"]*" data-flags="[^"]*">([^<]*)</mark>', html)
    assert {"12", "Nineteen", "21"} <= set(marked)


@pytest.mark.parametrize("query", ["", "?view=original"])
def test_a_translation_that_was_not_compared_says_so(
    words: LexiconRelease, wire: Wire, desk: Desk, filer: Actor, editor: Actor, sign_in: SignIn, query: str
) -> None:
    article = file_pair(wire, desk, filer, ("uk", "За даними поліції, дорогу закрито."), "La route est fermée.")

    html = read(sign_in(editor), review_of(article), query)

    assert "Not compared with its original: there is no lexicon for Ukrainian." in html
    assert "Nothing to ask" not in html


def test_a_faithful_translation_says_that_it_was_compared(
    words: LexiconRelease, wire: Wire, desk: Desk, filer: Actor, editor: Actor, sign_in: SignIn
) -> None:
    article = file_pair(wire, desk, filer, ("en", "The road to Tamara is shut."), "La route de Tamara est fermée.")

    html = read(sign_in(editor), review_of(article))

    assert "the text says what its original says" in html
    assert "Not compared" not in html

"""A file is read before it is filed, and nothing of it is kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles.actor import Actor
from articles.models import Article, Desk, Upload, Wire
from moderation.models import Review
from tests.planting import plant_words
from tests.workflow.newsroom import review_of

SignIn = Callable[[Actor], Client]
ADDRESS = "/admin/moderation/review/detect/"

FRENCH = "Tempête sur la baie\n\nDouze personnes ont été tuées lundi dans la tempête, a annoncé la préfecture."


def detect(client: Client, content: bytes, name: str = "copy.txt") -> dict[str, object]:
    return client.post(ADDRESS, {"file": SimpleUploadedFile(name, content)}).json()


def test_language_headline_and_length_are_told(sign_in: SignIn, filer: Actor) -> None:
    told = detect(sign_in(filer), FRENCH.encode())

    assert (told["language"], told["isSure"], told["headline"], told["words"]) == (
        "fr",
        True,
        "Tempête sur la baie",
        17,
    )
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "is empty"), (b"\x00\x01", "is no text file"), (b"x" * (2 << 20 | 1), "is over 2 MiB")],
)
def test_what_cannot_be_read_says_why(sign_in: SignIn, filer: Actor, content: bytes, sentence: str) -> None:
    told = detect(sign_in(filer), content)

    assert sentence in str(told["problem"])


def test_a_few_words_are_filed_in_a_language_that_copy_is_read_in(sign_in: SignIn, filer: Actor) -> None:
    plant_words()

    told = detect(sign_in(filer), b"Five die in Bern avalanche")

    assert (told["language"], told["isSure"]) == ("en", False)


def test_no_file_at_all_is_an_empty_one(sign_in: SignIn, filer: Actor) -> None:
    assert "is empty" in sign_in(filer).post(ADDRESS).json()["problem"]


def test_who_may_not_file_learns_nothing(sign_in: SignIn, auditor: Actor) -> None:
    assert sign_in(auditor).post(ADDRESS).status_code == 403


def test_an_article_leads_to_its_review(sign_in: SignIn, editor: Actor, article: Article) -> None:
    answer = sign_in(editor).get(f"/admin/moderation/review/of/{article.pk}/")

    assert answer["Location"] == f"/admin/moderation/review/{review_of(article).pk}/change/"


def test_another_desks_article_leads_nowhere(sign_in: SignIn, stranger: Actor, article: Article) -> None:
    assert sign_in(stranger).get(f"/admin/moderation/review/of/{article.pk}/").status_code == 404


def test_format_number_and_doubts_are_told(sign_in: SignIn, filer: Actor) -> None:
    told = detect(sign_in(filer), b'{"uri": "u", "headline": "T", "body_text": "Nine.", "embargoed": ""}', "a.json")
    several = detect(sign_in(filer), b'[{"uri": "u", "body_text": "One hurt."}, {"uri": "v", "body_text": "Two."}]')

    assert (told["format"], told["articles"], told["headline"]) == ("ninjs 1", 1, "T")
    assert told["notes"] == ["the embargo is there and empty; ask the wire until when"]
    assert several["articles"] == 2


def test_the_files_own_language_is_sure(sign_in: SignIn, filer: Actor) -> None:
    told = detect(sign_in(filer), b"---\nlanguage: en-GB\n---\n" + FRENCH.encode(), "story.md")

    assert (told["language"], told["isSure"], told["format"]) == ("en-GB", True, "Markdown")


def test_a_kill_without_a_text_is_shown_as_it_is(sign_in: SignIn, filer: Actor) -> None:
    told = detect(sign_in(filer), b'{"uri": "urn:1", "pubstatus": "canceled"}', "a.json")

    assert (told["problem"], told["words"], told["language"]) == ("", 0, "")


@pytest.mark.usefixtures("house")
def test_who_files_copy_is_led_to_its_review(sign_in: SignIn, editor: Actor, wire: Wire, desk: Desk) -> None:
    heads = {"language": "en", "kind": "syndicated", "wire": wire.pk, "desk": desk.pk}

    answer = sign_in(editor).post(
        "/admin/articles/upload/add/", {**heads, "text": "Storm\n\nTwelve died."}, follow=True
    )

    review = Review.objects.get()
    assert answer.redirect_chain[-1][0] == f"/admin/moderation/review/{review.pk}/change/"
    assert answer.content.decode().count("Filed as") == 1

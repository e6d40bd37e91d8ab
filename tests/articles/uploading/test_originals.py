"""A translation that is uploaded with its original, or of one that was filed before."""

from dataclasses import replace
from typing import Any

import pytest

from articles.models import Article, ArticleVersion, Upload
from articles.operations import IncomingOriginal, receive_upload
from tests.articles.uploading.conftest import ORIGINAL, TEXT, item, upload_items


def test_an_original_is_filed_as_an_article_of_its_own(heads: dict[str, Any]) -> None:
    receipt = receive_upload(content=TEXT, original=ORIGINAL, **heads)

    original = receipt.article.original
    assert (original.kind, original.language) == ("original", "ar")
    assert receipt.article.latest_version.original == original.latest_version
    assert original.latest_version.text == ORIGINAL.content.decode()


def test_an_original_that_was_filed_before_is_used_again(heads: dict[str, Any]) -> None:
    first = receive_upload(content=TEXT, original=ORIGINAL, **heads)

    second = receive_upload(content=TEXT + b" Suite.", original=ORIGINAL, **heads)

    assert second.article.original == first.article.original
    assert Article.objects.filter(kind="original").count() == 1


@pytest.mark.parametrize(
    "original",
    [ORIGINAL, IncomingOriginal(b'{"uri": "urn:o", "body_text": "Nine hurt."}', "o.json", "en")],
    ids=["the same bytes", "the same id"],
)
def test_an_original_that_is_another_desks_is_neither_tied_nor_read(
    heads: dict[str, Any], original: IncomingOriginal
) -> None:
    theirs = receive_upload(content=TEXT, original=original, **heads).article.original
    if original is not ORIGINAL:
        original = replace(original, content=original.content.replace(b"Nine", b"Ten"))

    receipt = receive_upload(
        content=TEXT + b" Suite.", original=original, may_touch=lambda known: known != theirs, **heads
    )

    assert receipt.article is None
    assert "on a desk that is not yours: file the copy without it" in receipt.upload.reason
    assert Article.objects.count() == 2


def test_another_article_may_be_the_original(heads: dict[str, Any]) -> None:
    original = receive_upload(content=b"Nine people were hurt.", **{**heads, "language": "en"}).article

    receipt = receive_upload(content=TEXT, original=original, **heads)

    assert receipt.article.original == original


@pytest.mark.parametrize(
    ("original", "reason"),
    [
        (IncomingOriginal(b"\x00", "asli.txt", "ar"), "asli.txt is no text file"),
        (IncomingOriginal(b"Nine hurt.", "o.txt", "xx"), "“xx” is no language"),
        (IncomingOriginal(b"Neuf morts.", "o.txt", "fr"), "the original “Neuf morts.” is in the copy's own language"),
        (IncomingOriginal(TEXT, "o.txt", "en"), "copy and original are the same file"),
    ],
)
def test_an_original_that_cannot_be_one_refuses_both(
    heads: dict[str, Any], original: IncomingOriginal, reason: str
) -> None:
    receipt = receive_upload(content=TEXT, original=original, **heads)

    assert receipt.upload.reason.startswith(reason)
    assert Upload.objects.count() == 1
    assert not ArticleVersion.objects.exists()


def test_an_original_may_be_of_another_format(heads: dict[str, Any]) -> None:
    page = IncomingOriginal(b"<html><body><p>Nine people were hurt.</p></body></html>", "story.html", "en")

    receipt = receive_upload(content=TEXT, original=page, **heads)

    assert receipt.article.original.latest_version.text == "Nine people were hurt."


def test_copy_that_came_without_its_original_is_joined_with_the_one_that_is_given(heads: dict[str, Any]) -> None:
    first = upload_items(heads, item(3))
    original = receive_upload(content=b"Three hurt.", **{**heads, "language": "en", "kind": "syndicated"}).article

    receipt = upload_items(heads, item(3, slugline="quai"), original=original)

    assert receipt.article.pk == first.article.pk
    assert (receipt.article.original, receipt.receipts[0].version.origin) == (original, "linked")

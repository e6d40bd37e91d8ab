"""Uploads: filed whole, known already, or refused with the reason kept."""

import json
import threading
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.db import connection

from articles.actor import Actor
from articles.intake import MAX_BYTES
from articles.models import Article, ArticleVersion, Desk, Upload, Wire
from articles.operations import IncomingOriginal, UploadReceipt, kill_copy, receive_upload
from articles.signals import upload_received, upload_refused

TEXT = "Neuf personnes ont été blessées, selon la préfecture.".encode()
ORIGINAL = IncomingOriginal("أصيب تسعة أشخاص، بحسب المحافظة.".encode(), "asli.txt", "ar")


@pytest.fixture
def heads(wire: Wire, desk: Desk, actor: Actor, now: datetime) -> dict[str, Any]:
    """Return the heads under which a file comes."""
    return {
        "filename": "depeche.txt",
        "wire": wire,
        "desk": desk,
        "language": "fr",
        "kind": "translated",
        "actor": actor,
        "now": now,
    }


@pytest.fixture
def told(db: None) -> Iterator[list[str]]:
    """Return which uploads listeners were told of, by their states."""
    heard: list[str] = []

    def listen(upload: Upload, **_: Any) -> None:
        heard.append(upload.state)

    upload_received.connect(listen)
    upload_refused.connect(listen)
    yield heard
    upload_received.disconnect(listen)
    upload_refused.disconnect(listen)


def test_an_upload_becomes_an_article_and_keeps_its_bytes(heads: dict[str, Any], told: list[str]) -> None:
    receipt = receive_upload(content=TEXT, **heads)

    upload = Upload.objects.get()
    assert upload.state == "filed"
    assert bytes(upload.content) == TEXT
    assert upload.article == receipt.article
    assert receipt.article.latest_version.upload == upload
    assert not receipt.is_duplicate
    assert told == ["filed"]


def test_the_same_bytes_twice_are_the_same_upload(heads: dict[str, Any], told: list[str]) -> None:
    first = receive_upload(content=TEXT, **heads)

    second = receive_upload(content=TEXT, **{**heads, "filename": "again.txt"})

    assert second.is_duplicate
    assert (second.upload, second.article) == (first.upload, first.article)
    assert Article.objects.count() == 1
    assert told == ["filed"]


def test_a_language_that_was_guessed_wrong_is_put_right_by_filing_again(heads: dict[str, Any]) -> None:
    wrong = receive_upload(content=TEXT, **{**heads, "language": "da"}).article

    receipt = receive_upload(content=TEXT, **heads)

    assert (receipt.article, receipt.outcome, receipt.is_duplicate) == (wrong, "updated", False)
    assert receipt.article.language == receipt.article.latest_version.language == "fr"
    assert receipt.article.latest_version.number == 2
    assert Article.objects.count() == Upload.objects.count() == 1


def test_copy_that_was_killed_keeps_its_language(heads: dict[str, Any]) -> None:
    article = receive_upload(content=TEXT, **heads).article
    kill_copy(article=article, reason="wrong", actor=heads["actor"], now=heads["now"])

    receipt = receive_upload(content=TEXT, **{**heads, "language": "en"})

    assert receipt.is_duplicate
    assert receipt.article.language == "fr"


def test_a_language_left_open_the_second_time_changes_nothing(heads: dict[str, Any]) -> None:
    receive_upload(content=TEXT, **heads)

    receipt = receive_upload(content=TEXT, **{**heads, "language": ""})

    assert receipt.is_duplicate
    assert receipt.article.language == "fr"


def test_the_same_bytes_on_another_wire_are_another_article(heads: dict[str, Any]) -> None:
    other = Wire.objects.create(code="rivage", name="Rivage", kind="partner", language="fr")
    receive_upload(content=TEXT, **heads)

    receipt = receive_upload(content=TEXT, **{**heads, "wire": other})

    assert not receipt.is_duplicate
    assert Article.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "filename", "language", "reason"),
    [
        (b"", "a.txt", "fr", "a.txt is empty; choose the file that holds the article"),
        (b"\x00\x01\x02", "a.txt", "fr", "a.txt is no text file; save the article as plain text (.txt) or paste"),
        (b"x" * (MAX_BYTES + 1), "a.txt", "fr", "a.txt is over 2 MiB; file the article alone"),
        (b"Words.", "a.doc", "fr", "a.doc is no format read here; save it as plain text"),
        (b"Words.", "a.txt", "klingon", "“klingon” is no language; give its code, such as fr or en"),
    ],
)
def test_a_refused_upload_keeps_its_reason_and_files_nothing(
    heads: dict[str, Any], told: list[str], content: bytes, filename: str, language: str, reason: str
) -> None:
    receipt = receive_upload(content=content, **{**heads, "filename": filename, "language": language})

    upload = Upload.objects.get()
    assert receipt.article is None
    assert receipt.upload == upload
    assert upload.state == "refused"
    assert upload.reason.startswith(reason)
    assert upload.size == len(content)
    assert not Article.objects.exists()
    assert told == ["refused"]


def test_a_file_refused_once_may_be_filed_when_put_right(heads: dict[str, Any]) -> None:
    receive_upload(content=TEXT, **{**heads, "language": "xx"})

    receipt = receive_upload(content=TEXT, **heads)

    assert receipt.article is not None
    assert [upload.state for upload in Upload.objects.order_by("pk")] == ["refused", "filed"]


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


@pytest.mark.django_db(transaction=True)
def test_two_people_who_file_the_same_bytes_at_once_file_one_article(heads: dict[str, Any]) -> None:
    barrier = threading.Barrier(2)
    receipts = []

    def upload() -> None:
        try:
            barrier.wait(timeout=5)
            receipts.append(receive_upload(content=TEXT, **heads))
        finally:
            connection.close()

    threads = [threading.Thread(target=upload) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(receipt.is_duplicate for receipt in receipts) == [False, True]
    assert Article.objects.count() == 1


def test_a_name_that_no_database_keeps_is_kept_without_its_nul(heads: dict[str, Any]) -> None:
    receipt = receive_upload(content=TEXT, **{**heads, "filename": "a\x00b.txt"})

    assert receipt.upload.filename == "ab.txt"


def item(number: int, **more: Any) -> dict[str, Any]:
    return {"uri": f"urn:example:{number}", "version": "1", "body_text": f"{number} personnes blessées.", **more}


def upload_items(heads: dict[str, Any], *items: dict[str, Any], **changes: Any) -> UploadReceipt:
    content = json.dumps(list(items) if len(items) > 1 else items[0]).encode()
    return receive_upload(content=content, **{**heads, "filename": "wire.json", **changes})


def test_a_file_of_several_articles_files_them_all(heads: dict[str, Any]) -> None:
    receipt = upload_items(heads, item(3), item(4, language="en"))

    articles = [one.article for one in receipt.receipts]
    assert [article.language for article in articles] == ["fr", "en"]
    assert receipt.upload.article == receipt.article == articles[0]
    assert {article.latest_version.upload for article in articles} == {receipt.upload}


def test_without_a_language_the_file_says_it_and_else_the_wire(heads: dict[str, Any]) -> None:
    said = upload_items(heads, item(3, language="en-GB"), language="")
    unsaid = upload_items(heads, item(4), language="")

    assert (said.article.language, unsaid.article.language) == ("en", "fr")
    assert said.upload.language == "en"


def test_an_editors_word_on_the_language_counts_more_and_the_difference_is_told(heads: dict[str, Any]) -> None:
    receipt = upload_items(heads, item(3, language="en"), language="fr")

    assert receipt.article.language == "fr"
    assert receipt.warnings == ("the file says that its language is en; filed as fr",)


def test_a_newer_version_that_is_uploaded_stands_as_the_latest(heads: dict[str, Any]) -> None:
    upload_items(heads, item(3))

    receipt = upload_items(heads, item(3, version="2", body_text="Quatre personnes blessées."))

    assert (receipt.outcome, receipt.article.latest_version.number) == ("updated", 2)
    assert Upload.objects.filter(article=receipt.article, state="filed").count() == 2


def test_a_late_one_is_kept_with_its_upload(heads: dict[str, Any]) -> None:
    upload_items(heads, item(3, version="2"))

    receipt = upload_items(heads, item(3, body_text="Deux personnes blessées."))

    assert receipt.outcome == "late"
    assert receipt.receipts[0].version.upload == receipt.upload


def test_one_bad_article_of_several_is_left_out_and_told(heads: dict[str, Any]) -> None:
    receipt = upload_items(heads, item(3), {"uri": "urn:example:e", "type": "event", "title": "x"})

    assert len(receipt.receipts) == 1
    assert receipt.warnings == ("item 2 was left out: it holds no article but this: event; file the story itself",)


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


@pytest.mark.django_db(transaction=True)
def test_files_that_share_their_articles_are_received_at_once_without_a_deadlock(heads: dict[str, Any]) -> None:
    files = [[item(number) for number in order] for order in ([1, 2, 3], [3, 2, 1], [2, 3, 1], [1, 3, 2])]
    barrier = threading.Barrier(len(files))
    receipts = []

    def upload(items: list[dict[str, Any]]) -> None:
        try:
            barrier.wait(timeout=5)
            receipts.append(upload_items(heads, *items))
        finally:
            connection.close()

    threads = [threading.Thread(target=upload, args=[items]) for items in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(receipts) == len(files)
    assert Article.objects.count() == 3

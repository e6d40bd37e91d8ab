"""Uploads: filed whole, known already, or refused with the reason kept."""

import json
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DataError, connection

from articles.intake import MAX_BYTES
from articles.models import Article, ArticleVersion, Upload, Wire
from articles.operations import UploadReceipt, kill_copy, receive_upload, release_copy, uploading
from tests.articles.uploading.conftest import TEXT


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


@pytest.mark.parametrize("offered", ["da", "da-DK"])
def test_a_language_that_a_page_put_in_turns_nothing_back(
    heads: dict[str, Any], deliver: Callable[..., UploadReceipt], offered: str
) -> None:
    deliver("usable", language="fr")

    receipt = deliver("usable", language=offered, is_offered=True)

    assert receipt.is_duplicate
    assert (Article.objects.get().language, ArticleVersion.objects.count()) == ("fr", 1)


def test_a_language_that_a_page_put_in_is_that_of_new_copy(heads: dict[str, Any]) -> None:
    receipt = receive_upload(content=TEXT, **{**heads, "language": "da"}, is_offered=True)

    assert (receipt.outcome, receipt.article.language) == ("filed", "da")


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


def ninjs(status: str, **more: Any) -> bytes:
    body = {"value": TEXT.decode(), "contentType": "text/plain"}
    item = {"uri": "urn:m:9", "language": "fr", "pubStatus": status, "bodies": [body], **more}
    return json.dumps({**item, "standard": {"name": "ninjs", "version": "3.0"}}).encode()


@pytest.fixture
def deliver(heads: dict[str, Any]) -> Callable[..., UploadReceipt]:
    """Return what delivers a wire's file: what it says of the article's status, and more."""

    def delivered(status: str, **more: Any) -> UploadReceipt:
        return receive_upload(content=ninjs(status), **{**heads, "filename": "item.json", **more})

    return delivered


def test_the_same_bytes_withhold_again_what_was_usable_in_between(deliver: Callable[..., UploadReceipt]) -> None:
    first, _ = deliver("withheld"), deliver("usable")

    again = deliver("withheld")

    assert (again.upload, again.article, again.outcome) == (first.upload, first.article, "updated")
    assert not again.is_duplicate
    assert Article.objects.get().pub_status == "withheld"
    assert (Upload.objects.count(), ArticleVersion.objects.count()) == (2, 1)
    assert deliver("usable").outcome == "updated"
    assert Article.objects.get().pub_status == "usable"


def test_the_same_bytes_change_nothing_where_nothing_came_between(
    deliver: Callable[..., UploadReceipt], heads: dict[str, Any], told: list[str]
) -> None:
    article = deliver("withheld").article
    release_copy(article=article, actor=heads["actor"], reason="cleared by phone", now=heads["now"])
    told.clear()

    receipt = deliver("withheld")

    assert receipt.is_duplicate
    assert Article.objects.get().pub_status == "usable"
    assert told == []


def test_the_same_bytes_do_not_revive_what_was_killed(deliver: Callable[..., UploadReceipt]) -> None:
    deliver("usable"), deliver("canceled")

    assert deliver("usable").is_duplicate
    assert deliver("canceled").is_duplicate
    assert (Article.objects.get().pub_status, ArticleVersion.objects.count()) == ("canceled", 1)


def test_a_language_that_was_put_right_stays_when_the_file_comes_again(
    deliver: Callable[..., UploadReceipt],
) -> None:
    deliver("withheld", language="fr"), deliver("usable", language="da")

    deliver("withheld", language="")

    assert (Article.objects.get().language, Article.objects.get().pub_status) == ("da", "withheld")


def test_a_language_is_put_right_and_the_status_heard_at_once(deliver: Callable[..., UploadReceipt]) -> None:
    deliver("withheld", language="da"), deliver("usable", language="da")

    assert deliver("withheld", language="fr").outcome == "updated"

    article = Article.objects.get()
    assert (article.language, article.latest_version.language, article.pub_status) == ("fr", "fr", "withheld")


def test_the_same_bytes_touch_nothing_that_their_reader_may_not(deliver: Callable[..., UploadReceipt]) -> None:
    deliver("withheld"), deliver("usable")

    receipt = deliver("withheld", may_touch=lambda _article: False)

    assert receipt.is_duplicate
    assert Article.objects.get().pub_status == "usable"


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


class TestWhatTheDatabaseDoesNotKeep:
    def test_a_sign_that_it_does_not_keep_is_left_out(self, heads: dict[str, Any]) -> None:
        bodies = [{"role": "main\x00", "value": TEXT.decode(), "contentType": "text/plain\x00"}]

        receipt = receive_upload(content=ninjs("usable", bodies=bodies), **{**heads, "filename": "a.json"})

        assert receipt.upload.state == "filed"

    def test_all_else_that_it_refuses_is_a_refusal_with_a_reason(
        self, heads: dict[str, Any], told: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(**_heads: Any) -> None:
            raise DataError("date out of range\x00")

        monkeypatch.setattr(uploading, "receive_copy", refuse)

        receipt = receive_upload(content=TEXT, **heads)

        assert (receipt.article, receipt.upload.state, told) == (None, "refused", ["refused"])
        assert receipt.upload.reason == "depeche.txt cannot be kept as it is: date out of range"
        assert not Article.objects.exists()

    def test_a_name_with_such_a_sign_is_no_fault(self, heads: dict[str, Any]) -> None:
        receipt = receive_upload(content=b"%PDF-", **{**heads, "filename": "une\x00.pdf"})

        assert receipt.upload.reason.startswith("une.pdf is a PDF")

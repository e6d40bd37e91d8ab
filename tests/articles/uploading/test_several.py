"""A file of several articles, and the later versions of what files hold."""

import threading
from typing import Any

import pytest
from django.db import connection

from articles.models import Article, Upload
from tests.articles.uploading.conftest import item, upload_items


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

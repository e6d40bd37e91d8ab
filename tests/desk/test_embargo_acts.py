"""An embargo that cannot be read is settled from the review page, by somebody who says who says so."""

from __future__ import annotations

import pytest
from django.test import Client

from articles.models import Article
from moderation.models import Review
from tests.desk.conftest import PART, address


def test_an_embargo_that_cannot_be_read_is_settled_from_the_page(
    desk_client: Client, review: Review, article: Article
) -> None:
    Article.objects.filter(pk=article.pk).update(embargo_note="after the speech")
    page = desk_client.get(address(review, "change")).content.decode()

    desk_client.post(address(review, "embargo"), {"until": "2031-01-01T12:00", "reason": "their desk, by phone"})

    article.refresh_from_db()
    assert "embargo cannot be read: “after the speech”" in page
    assert (article.embargo_note, article.embargoed_until.year) == ("", 2031)


def test_an_embargo_is_not_settled_without_saying_who_says_so(
    desk_client: Client, review: Review, article: Article
) -> None:
    Article.objects.filter(pk=article.pk).update(embargo_note="after the speech")

    html = desk_client.post(address(review, "embargo"), {"reason": ""}, **PART).content.decode()

    assert "needs a reason" in html
    assert Article.objects.get(pk=article.pk).embargo_note == "after the speech"


@pytest.mark.parametrize("until", ["2031-02-30T12:00", "tomorrow", "9999-12-31T23:59", "0001-01-01T00:00"])
def test_a_moment_that_cannot_be_read_lifts_no_embargo(
    desk_client: Client, review: Review, article: Article, until: str
) -> None:
    Article.objects.filter(pk=article.pk).update(embargo_note="after the speech")
    fields = {"until": until, "reason": "their desk, by phone"}

    answer = desk_client.post(address(review, "embargo"), fields, **PART)

    article.refresh_from_db()
    assert answer.status_code == 409
    assert f"“{until}” is no moment" in answer.content.decode()
    assert (article.embargo_note, article.embargoed_until) == ("after the speech", None)


def test_an_embargo_is_settled_as_none_where_no_moment_is_given(
    desk_client: Client, review: Review, article: Article
) -> None:
    Article.objects.filter(pk=article.pk).update(embargo_note="after the speech")

    desk_client.post(address(review, "embargo"), {"until": " ", "reason": "their desk, by phone"}, **PART)

    article.refresh_from_db()
    assert (article.embargo_note, article.embargoed_until) == ("", None)

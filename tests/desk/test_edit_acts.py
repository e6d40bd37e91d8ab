"""A text that is edited on the review page is the next version, or is refused in words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles.actor import Actor
from articles.models import Article
from moderation.models import Review, ReviewState
from moderation.workflow.deciding import spike
from moderation.workflow.states import Role
from tests.desk.conftest import PART, address, dismiss, staff
from tests.workflow.newsroom import LABEL, TOLL, flag_on, review_of, screened

SignIn = Callable[[Actor], Client]


def correct(client: Client, review: Review, text: str, version: int = 1) -> tuple[int, str]:
    answer = client.post(address(review, "correct"), {"text": text, "expected_version": version}, **PART)
    return answer.status_code, answer.content.decode()


def test_a_saved_edit_is_a_new_version_that_is_screened_again(
    desk_client: Client, review: Review, article: Article
) -> None:
    status, html = correct(
        desk_client, review, "Twelve people were killed in Orvane, police said.\r\nRain is expected."
    )

    version = review_of(article).version
    assert status == 200
    assert (version.number, version.origin, version.text) == (
        2,
        "edited",
        "Twelve people were killed in Orvane, police said.\nRain is expected.",
    )
    assert 'data-run="queued"' in html


def test_somebody_elses_newer_version_is_shown_as_a_difference(
    desk_client: Client, sign_in: SignIn, second: Actor, review: Review, article: Article
) -> None:
    correct(sign_in(second), review, "Twelve people were killed in Orvane, the mayor said.")

    status, html = correct(desk_client, review, "Eleven people were killed in Orvane.")

    assert status == 409
    assert "<ins>Eleven</ins>" in html
    assert review_of(article).version.text == "Twelve people were killed in Orvane, the mayor said."


def test_an_edit_from_a_stale_page_does_not_revive_what_was_spiked(
    desk_client: Client, review: Review, article: Article, second: Actor
) -> None:
    spike(review=review, reason="a hoax", actor=second, now=timezone.now())

    status, html = correct(desk_client, review, "Eleven people were killed in Orvane.")

    assert status == 409
    assert "This article was spiked, and nothing was saved" in html
    assert (review_of(article).state, review_of(article).version.number) == (ReviewState.SPIKED, 1)


@pytest.mark.parametrize("is_superuser", [False, True])
def test_who_sets_the_house_up_or_may_do_all_in_it_edits_no_copy(
    sign_in: SignIn, review: Review, article: Article, is_superuser: bool
) -> None:
    boss = staff("boss", Role.FILER if is_superuser else Role.ADMINISTRATOR, review.desk)
    User.objects.filter(pk=boss.user.pk).update(is_superuser=is_superuser)
    client = sign_in(boss)
    page = client.get(address(review, "change")).content.decode()

    status, html = correct(client, review, "Eleven people were killed in Orvane.")

    assert 'id="edit"' not in page
    assert 'class="flag-acts"' not in page
    assert status == 409
    assert "Boss may not edit the text: ask somebody whose role includes it" in html
    assert review_of(article).version.number == 1


def test_an_edit_that_leaves_no_words_is_refused(desk_client: Client, review: Review, article: Article) -> None:
    status, html = correct(desk_client, review, " \n … ")

    assert status == 409
    assert "No words are left" in html
    assert review_of(article).version.number == 1


def test_the_same_text_again_makes_no_version(desk_client: Client, review: Review, article: Article) -> None:
    correct(desk_client, review, review.version.text)

    assert review_of(article).version.number == 1


def test_after_a_new_version_the_old_flags_are_not_answered(
    desk_client: Client, review: Review, article: Article
) -> None:
    old = flag_on(article, "Twelve")
    correct(desk_client, review, "Twelve people were killed in Orvane. The mayor spoke of mercenaries.")
    screened(article, TOLL, LABEL)

    html = dismiss(desk_client, review, old)

    assert "this flag belongs to version 1" in html.lower()

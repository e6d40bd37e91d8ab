"""A case is acknowledged from the review page, once, on its own desk."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from articles.actor import Actor
from articles.models import Article
from tests.workflow.newsroom import case_on, review_of

SignIn = Callable[[Actor], Client]


def test_a_case_is_acknowledged_with_a_note(
    desk_client: Client, article: Article, clean: Article, editor: Actor
) -> None:
    case = case_on(article, clean)

    desk_client.post(f"/admin/moderation/review/case/{case.pk}/", {"note": "Corrected here too."})

    case.refresh_from_db()
    assert (case.acknowledged_by, case.note) == (editor.user, "Corrected here too.")


def test_a_case_of_another_desk_is_not_found(
    sign_in: SignIn, stranger: Actor, article: Article, clean: Article
) -> None:
    case = case_on(article, clean)

    answer = sign_in(stranger).post(f"/admin/moderation/review/case/{case.pk}/")

    case.refresh_from_db()
    assert answer.status_code == 404
    assert case.acknowledged_at is None


def test_acknowledging_twice_is_refused_in_words(desk_client: Client, article: Article, clean: Article) -> None:
    case = case_on(article, clean)
    desk_client.post(f"/admin/moderation/review/case/{case.pk}/")

    html = desk_client.post(f"/admin/moderation/review/case/{case.pk}/", follow=True).content.decode()

    assert "has acknowledged this case before" in html


def test_a_case_stands_on_the_articles_page_and_bars_the_approval(
    desk_client: Client, article: Article, clean: Article
) -> None:
    page = f"/admin/moderation/review/{review_of(clean).pk}/change/"
    case = case_on(clean, article, reason="The mayor says nobody died.")

    html = desk_client.get(page).content.decode()
    answer = desk_client.post(f"/admin/moderation/review/case/{case.pk}/", {"queue": "view=mine&after=3", "note": "Ok"})
    after = desk_client.get(page).content.decode()

    assert "The mayor says nobody died." in html
    assert "Acknowledge first the kill or the correction that concerns this article." in html
    assert answer.headers["Location"] == f"{page}?queue=view%3Dmine"
    assert "open-cases" not in after
    assert "Acknowledge first" not in after


def test_a_page_that_is_open_is_told_of_a_case(desk_client: Client, article: Article, clean: Article) -> None:
    state = f"/admin/moderation/review/{review_of(clean).pk}/state/"
    before = [desk_client.get(state).json() for _ in range(2)]

    case_on(clean, article)

    assert before[0]["digest"] == before[1]["digest"] != desk_client.get(state).json()["digest"]


def test_who_only_reads_is_shown_the_case_and_no_button(
    sign_in: SignIn, auditor: Actor, article: Article, clean: Article
) -> None:
    case_on(clean, article)

    html = sign_in(auditor).get(f"/admin/moderation/review/{review_of(clean).pk}/change/").content.decode()

    assert "open-cases" in html
    assert "/review/case/" not in html

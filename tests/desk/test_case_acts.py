"""A case is acknowledged from the review page, once, on its own desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from articles.actor import Actor
from articles.models import Article
from moderation.models import Case

SignIn = Callable[[Actor], Client]


def make_case(article: Article, because_of: Article) -> Case:
    return Case.objects.create(
        article=article,
        of_article=because_of,
        of_version=because_of.latest_version,
        cause="correction",
        desk=article.desk,
        opened_at=timezone.now(),
        due_at=timezone.now() + timedelta(hours=1),
    )


def test_a_case_is_acknowledged_with_a_note(
    desk_client: Client, article: Article, clean: Article, editor: Actor
) -> None:
    case = make_case(article, clean)

    desk_client.post(f"/admin/moderation/review/case/{case.pk}/", {"note": "Corrected here too."})

    case.refresh_from_db()
    assert (case.acknowledged_by, case.note) == (editor.user, "Corrected here too.")


def test_a_case_of_another_desk_is_not_found(
    sign_in: SignIn, stranger: Actor, article: Article, clean: Article
) -> None:
    case = make_case(article, clean)

    answer = sign_in(stranger).post(f"/admin/moderation/review/case/{case.pk}/")

    case.refresh_from_db()
    assert answer.status_code == 404
    assert case.acknowledged_at is None


def test_acknowledging_twice_is_refused_in_words(desk_client: Client, article: Article, clean: Article) -> None:
    case = make_case(article, clean)
    desk_client.post(f"/admin/moderation/review/case/{case.pk}/")

    html = desk_client.post(f"/admin/moderation/review/case/{case.pk}/", follow=True).content.decode()

    assert "has acknowledged this case before" in html

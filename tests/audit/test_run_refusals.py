"""What the database refuses of a screening and of the desk: no reading begins, and no copy moves, without a trace."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import Error, connection, transaction

from articles.actor import Actor
from articles.models import Article, Desk
from moderation.models import Review, ScreeningRun
from moderation.workflow.runs import claim_run, fail_run, queue_again
from tests.audit.conftest import NOW
from tests.workflow.newsroom import SOON, flag_on, publish_words, review_of

pytestmark = pytest.mark.django_db
AsApp = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def war(db: None) -> Desk:
    """Return another desk."""
    return Desk.objects.create(code="war", name="War", language="fr", time_zone="Asia/Tokyo")


def refused(statement: str, *values: object) -> str:
    with pytest.raises(Error) as refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    return str(refusal.value)


def test_a_screening_that_has_ended_does_not_begin_anew_at_a_prompt(article: Article, as_app_role: AsApp) -> None:
    run = flag_on(article, "Twelve").run
    begin = "UPDATE moderation_screeningrun SET state = 'running', lease_until = now() WHERE id = %s"

    with as_app_role():
        said = refused(begin, run.pk)
        also = refused("UPDATE moderation_screeningrun SET state = 'queued' WHERE id = %s; " + begin, run.pk, run.pk)

    assert "does not begin without an event" in said
    assert "does not begin without an event" in also


def test_a_screening_that_was_queued_again_begins(article: Article, editor: Actor, as_app_role: AsApp) -> None:
    run = flag_on(article, "Twelve").run

    with as_app_role():
        again = claim_run(run_id=queue_again(run=run, actor=editor, now=NOW).pk, now=NOW)
        assert again is not None
        assert fail_run(run=again, reason="broken", now=NOW)
        anew = claim_run(run_id=run.pk, now=SOON)

    assert anew is not None
    assert anew.state == "running"


@pytest.mark.parametrize("state", ["done", "running"])
def test_no_screening_is_put_beside_another_but_as_queued(article: Article, as_app_role: AsApp, state: str) -> None:
    newer = publish_words(2)
    put = (
        "INSERT INTO moderation_screeningrun"
        " (version_id, release_id, engine_version, state, cause, queued_at, attempts, error, is_applied, lease_until)"
        " VALUES (%s, %s, 'x', %s, 'rescreen', now(), 1, '', false, now())"
    )

    with as_app_role():
        said = refused(put, review_of(article).version_id, newer.pk, state)

    assert "begins queued" in said
    assert ScreeningRun.objects.filter(version=review_of(article).version).count() == 1


def test_copy_does_not_go_to_another_desk_at_a_prompt(article: Article, war: Desk, as_app_role: AsApp) -> None:
    with as_app_role():
        said = refused("UPDATE moderation_review SET desk_id = %s WHERE article_id = %s", war.pk, article.pk)

    assert "stands on the desk that a route led it to" in said
    assert Review.objects.get(article=article).desk != war

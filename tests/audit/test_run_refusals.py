"""What the database refuses of a screening and of the desk: no reading begins, and no copy moves, without a trace."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.apps import apps
from django.db import Error, connection, transaction

from articles.actor import Actor
from articles.models import Article, ArticleVersion, Desk
from moderation.models import Review, ScreeningRun
from moderation.workflow.audit import record
from moderation.workflow.runs import claim_run, fail_run, queue_again
from tests.audit.conftest import NOW
from tests.workflow.newsroom import SOON, flag_on, publish_words, review_of

pytestmark = pytest.mark.django_db
AsApp = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def war(db: None) -> Desk:
    """Return another desk."""
    return Desk.objects.create(code="war", name="War", language="fr", time_zone="Asia/Tokyo")


def another_version(article: Article) -> ArticleVersion:
    """Add a version as whoever writes SQL would: it has no screening."""
    known = review_of(article).version
    known.pk, known.number, known.content_hash = None, known.number + 1, "f" * 64
    known._state.adding = True
    known.save()
    return known


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


_PUT = (
    "INSERT INTO moderation_screeningrun"
    " (version_id, release_id, engine_version, state, cause, queued_at, attempts, error, is_applied, lease_until)"
    " SELECT %s, release_id, engine_version, %s, 'filed', now(), 1, 'why', false, now() FROM moderation_screeningrun"
)


@pytest.mark.parametrize("state", ["done", "failed", "unsupported", "running"])
def test_no_first_screening_comes_as_it_ended_at_a_prompt(article: Article, as_app_role: AsApp, state: str) -> None:
    version = another_version(article)

    with as_app_role():
        said = refused(_PUT, version.pk, state)

    assert "begins queued" in said
    assert not version.runs.exists()


def test_a_first_screening_comes_as_it_is_queued(article: Article, as_app_role: AsApp) -> None:
    version = another_version(article)

    with as_app_role(), connection.cursor() as cursor:
        cursor.execute(_PUT, [version.pk, "queued"])

    assert version.runs.get().state == "queued"


def test_a_first_screening_comes_as_it_ended_where_an_archive_was_told_of(article: Article, as_app_role: AsApp) -> None:
    version, last = another_version(article), ScreeningRun.objects.latest("pk").pk
    told = {"first": last + 1, "last": last + 50}
    release = ScreeningRun.objects.latest("pk").release
    record(action="archive.screened", actor=Actor.system(), obj=release, now=NOW, after=told)

    with as_app_role(), connection.cursor() as cursor:
        cursor.execute(_PUT, [version.pk, "done"])

    assert version.runs.get().state == "done"


def test_an_archive_told_of_lets_in_its_own_screenings_only(article: Article, as_app_role: AsApp) -> None:
    version, run = another_version(article), ScreeningRun.objects.latest("pk")
    told = {"first": run.pk + 1000, "last": run.pk + 2000}
    record(action="archive.screened", actor=Actor.system(), obj=run.release, now=NOW, after=told)

    with as_app_role():
        said = refused(_PUT, version.pk, "done")

    assert "begins queued" in said


def test_a_due_time_that_is_moved_at_a_prompt_shows_in_its_history(article: Article, as_app_role: AsApp) -> None:
    review = review_of(article)
    history = apps.get_model("moderation", "DueTimeHistory").objects.filter(pgh_obj_id=review.pk)
    before = history.count()

    with as_app_role(), connection.cursor() as cursor:
        cursor.execute("UPDATE moderation_review SET due_at = %s WHERE id = %s", [SOON, review.pk])
        cursor.execute("UPDATE moderation_review SET level = level WHERE id = %s", [review.pk])
        said = refused("DELETE FROM moderation_duetimehistory")

    assert [one.due_at for one in history.order_by("pgh_id")[before:]] == [SOON]
    assert "permission denied for table moderation_duetimehistory" in said


def test_copy_does_not_go_to_another_desk_at_a_prompt(article: Article, war: Desk, as_app_role: AsApp) -> None:
    with as_app_role():
        said = refused("UPDATE moderation_review SET desk_id = %s WHERE article_id = %s", war.pk, article.pk)

    assert "stands on the desk that a route led it to" in said
    assert Review.objects.get(article=article).desk != war

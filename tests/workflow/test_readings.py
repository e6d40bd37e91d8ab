"""Which reading of a version counts, where there are several."""

from collections.abc import Callable
from importlib import import_module

import pytest
from django.db import IntegrityError, connection

from articles.actor import Actor
from articles.models import Article
from moderation.models import AuditEvent, Flag, Review, RunCause, ScreeningRun
from moderation.workflow.approving import sign_step
from moderation.workflow.deciding import ApprovalRefused, approve
from moderation.workflow.readings import latest_run
from moderation.workflow.runs import claim_run, fail_run, finish_run, queue_again, queue_run
from tests.workflow.newsroom import (
    LABEL,
    NOW,
    SOON,
    TEXT,
    TOLL,
    Seen,
    edit,
    found,
    publish_words,
    read_again,
    review_of,
    screened,
    wake,
)

pytestmark = pytest.mark.django_db
MAYOR = Seen("loaded_label", "mayor", term="en.term.mayor")


def queue_next(article: Article, number: int) -> ScreeningRun:
    """Publish the next words and queue the article's screening under them."""
    publish_words(number)
    return queue_run(version=review_of(article).version, cause=RunCause.RESCREEN, actor=Actor.system(), now=NOW)


def fail_thrice(run: ScreeningRun) -> None:
    for _ in range(3):
        claimed = claim_run(run_id=run.pk, now=SOON)
        assert claimed is not None
        fail_run(run=claimed, reason="ValueError: odd text", now=SOON)


def test_the_reading_under_the_newest_release_counts(clean: Article) -> None:
    older = latest_run(review_of(clean))
    newer = read_again(clean, 2)

    wake(older)

    assert latest_run(review_of(clean)) == newer
    assert list(ScreeningRun.objects.newest()) == [newer]


def test_a_younger_run_under_the_same_release_counts(clean: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("moderation.workflow.runs.engine_version", lambda: "stand-in, mended")

    mended = queue_run(version=review_of(clean).version, cause=RunCause.RESCREEN, actor=Actor.system(), now=NOW)

    assert latest_run(review_of(clean)) == mended


def test_an_older_reading_hides_none_that_is_to_come(clean: Article, editor: Actor) -> None:
    older = latest_run(review_of(clean))
    queue_next(clean, 2)
    ScreeningRun.objects.filter(pk=older.pk).update(queued_at=SOON)
    review = review_of(clean)

    with pytest.raises(ApprovalRefused) as refusal:
        approve(review=review, content_hash=review.version.content_hash, actor=editor, now=SOON)

    assert [obstacle.code for obstacle in refusal.value.obstacles] == ["screening"]


def test_the_database_looks_at_the_same_reading(clean: Article, editor: Actor) -> None:
    older = latest_run(review_of(clean))
    queue_next(clean, 2)
    ScreeningRun.objects.filter(pk=older.pk).update(queued_at=SOON)
    sign_step(review_of(clean), "desk", actor=editor, now=SOON)

    with pytest.raises(IntegrityError, match="not screened to the end"):
        Review.objects.update(state="approved")


def test_an_older_reading_that_fails_in_the_end_bars_nothing(clean: Article, editor: Actor) -> None:
    older = latest_run(review_of(clean))
    read_again(clean, 2)
    fail_thrice(wake(older))
    review = review_of(clean)

    approve(review=review, content_hash=review.version.content_hash, actor=editor, now=SOON)

    assert review_of(clean).state == "approved"


def test_an_older_reading_that_ends_last_changes_no_flag(article: Article) -> None:
    older = latest_run(review_of(article))
    claimed = claim_run(run_id=wake(older).pk, now=NOW)
    read_again(article, 2, TOLL, LABEL, MAYOR)
    events = AuditEvent.objects.filter(action__startswith="flag.").count()

    assert finish_run(run=claimed, outcome=found(TEXT, TOLL), now=SOON)

    assert {flag.matched_text for flag in Flag.objects.open()} == {"Twelve", "mercenaries", "mayor"}
    assert AuditEvent.objects.filter(action__startswith="flag.").count() == events
    assert ScreeningRun.objects.get(pk=older.pk).state == "done"


def test_an_older_reading_gives_the_flags_while_the_newer_one_is_to_come(make: Callable[..., Article]) -> None:
    article = make()
    queue_next(article, 2)

    claimed = claim_run(run_id=ScreeningRun.objects.earliest("pk").pk, now=NOW)
    finish_run(run=claimed, outcome=found(TEXT, TOLL), now=NOW)

    assert [flag.matched_text for flag in Flag.objects.open()] == ["Twelve"]


def test_a_reading_by_an_engine_put_back_in_place_counts(article: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("moderation.workflow.runs.engine_version", lambda: "a stand-in of before")
    run = queue_run(version=review_of(article).version, cause=RunCause.RESCREEN, actor=Actor.system(), now=SOON)

    finish_run(run=claim_run(run_id=run.pk, now=SOON), outcome=found(TEXT, TOLL), now=SOON)

    assert [flag.matched_text for flag in Flag.objects.open()] == ["Twelve"]


def test_what_was_applied_before_it_was_remembered_is_told_from_what_it_left(
    make: Callable[..., Article], clean: Article, editor: Actor
) -> None:
    overtaken = make()
    run = claim_run(run_id=ScreeningRun.objects.latest("pk").pk, now=SOON)
    edit(overtaken, TEXT + " The river rose.", by=editor)
    finish_run(run=run, outcome=found(TEXT, TOLL), now=SOON)
    screened(overtaken, TOLL)
    screened(make(), TOLL)
    fail_thrice(queue_again(run=ScreeningRun.objects.latest("pk"), actor=editor, now=SOON))
    fail_thrice(queue_next(clean, 2))
    remembered = list(ScreeningRun.objects.order_by("pk").values_list("is_applied", flat=True))
    assert remembered == [True, False, True, True, False]

    ScreeningRun.objects.update(is_applied=False)
    with connection.cursor() as cursor:
        cursor.execute(import_module("moderation.migrations.0016_run_is_applied").TELL)

    assert list(ScreeningRun.objects.order_by("pk").values_list("is_applied", flat=True)) == remembered

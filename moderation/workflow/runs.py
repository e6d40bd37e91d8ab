"""Screening runs: queue, claim, finish, fail, sweep. A version is read once, whatever dies on the way."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction

from articles.actor import Actor
from articles.models import ArticleVersion
from moderation.models import LexiconRelease, Review, RunState, ScreeningRun
from moderation.workflow.acting import lock_review_of
from moderation.workflow.arriving import admit_screened
from moderation.workflow.audit import record
from moderation.workflow.dispatching import SCREEN_VERSION, send_after_commit
from moderation.workflow.engine import Outcome, engine_version
from moderation.workflow.flagging import raise_flags
from moderation.workflow.refusal import Refusal

MOST_ATTEMPTS = 3
SCREENER = Actor.task("screen_version")


class NoLexicon(Refusal):
    """Refuse to queue a screening where no lexicon was ever published."""

    code = "no_lexicon"

    def __init__(self) -> None:
        super().__init__("no lexicon is published: run `manage.py seed`")


def queue_run(*, version: ArticleVersion, cause: str, actor: Actor, now: datetime) -> ScreeningRun:
    """Queue the screening of a version under the latest release, and dispatch it once the transaction is through.

    :raises NoLexicon:
    """
    release = LexiconRelease.objects.without_words().first()
    if release is None:
        raise NoLexicon
    run, is_new = ScreeningRun.objects.get_or_create(
        version=version,
        release=release,
        engine_version=engine_version(),
        defaults={"cause": cause, "queued_at": now},
    )
    if not is_new:
        return run
    record(
        action="run.queued",
        actor=actor,
        obj=run,
        now=now,
        after={"version": version.number, "release": release.number, "engine": run.engine_version, "cause": cause},
    )
    send_after_commit(SCREEN_VERSION, run.pk)
    return run


@transaction.atomic
def queue_again(*, run: ScreeningRun, actor: Actor, now: datetime) -> ScreeningRun:
    """Queue a run that has ended once more: after a failure was mended, or to see that nothing changes."""
    lock_review_of(run.version.article_id)  # no approval may pass while its screening starts anew
    locked = ScreeningRun.objects.select_for_update().get(pk=run.pk)
    if locked.is_open:
        return locked
    before = locked.state
    locked.state = RunState.QUEUED
    locked.queued_at, locked.attempts = now, 0
    if locked.error:
        locked.error, locked.finished_at = "", None
    locked.save()
    record(
        action="run.queued", actor=actor, obj=locked, now=now, before={"state": before}, after={"state": locked.state}
    )
    send_after_commit(SCREEN_VERSION, locked.pk)
    return locked


@transaction.atomic
def claim_run(*, run_id: int, now: datetime) -> ScreeningRun | None:
    """Take a run to work on it; None where it is finished or another worker's lease still holds.

    A worker that dies leaves a lease behind; once it has run out, the next to claim goes on with the next attempt.
    """
    article_id = ScreeningRun.objects.filter(pk=run_id).values_list("version__article_id", flat=True).first()
    if article_id is None:
        return None
    review = lock_review_of(article_id)
    run = (
        ScreeningRun.objects.select_for_update(of=("self",))
        .select_related("version__article__desk", "version__original", "release")
        .defer("release__tables", "release__parties")
        .get(pk=run_id)
    )
    if not run.is_open or (run.lease_until is not None and run.lease_until > now):
        return None
    run.state = RunState.RUNNING
    run.attempts += 1
    run.started_at = now
    run.lease_until = now + settings.MODERATION_SWEEP_RUNNING_AFTER
    if run.attempts > MOST_ATTEMPTS:
        _fail(run, review, reason=run.error or "the worker died during every attempt", now=now)
        return None
    run.save(update_fields=["state", "attempts", "started_at", "lease_until"])
    return run


@transaction.atomic
def finish_run(*, run: ScreeningRun, outcome: Outcome, now: datetime) -> bool:
    """Keep what a claimed run came to and raise its flags; False where the lease was lost to another worker."""
    review = lock_review_of(run.version.article_id)
    locked = _hold(run)
    if locked is None:
        return False
    is_current = review.version_id == locked.version_id
    is_changed = False
    if is_current and outcome.is_supported:
        is_changed = raise_flags(run=locked, review=review, outcome=outcome, now=now)
    locked.state = RunState.DONE if outcome.is_supported else RunState.UNSUPPORTED
    locked.reading = dict(outcome.reading)
    _end(locked, error=outcome.reason, now=now)
    if is_current:
        admit_screened(review, is_changed=is_changed, now=now)
    return True


@transaction.atomic
def fail_run(*, run: ScreeningRun, reason: str, now: datetime) -> bool:
    """Keep why an attempt failed; tell whether the run is queued for another attempt."""
    review = lock_review_of(run.version.article_id)
    locked = _hold(run)
    if locked is None:
        return False
    if locked.attempts >= MOST_ATTEMPTS:
        _fail(locked, review, reason=reason, now=now)
        return False
    locked.state = RunState.QUEUED
    locked.error = reason
    locked.lease_until = None
    locked.queued_at = now
    locked.save(update_fields=["state", "error", "lease_until", "queued_at"])
    record(
        action="run.attempt_failed",
        actor=SCREENER,
        obj=locked,
        now=now,
        after={"attempt": locked.attempts},
        reason=reason,
    )
    return True


def lost_runs(*, now: datetime, limit: int = 500) -> list[int]:
    """Return the runs whose message or worker is lost, the oldest first."""
    queued_before = now - settings.MODERATION_SWEEP_QUEUED_AFTER
    lost = ScreeningRun.objects.lost(queued_before=queued_before, now=now).order_by("queued_at", "pk")
    return list(lost.values_list("pk", flat=True)[:limit])


def _hold(run: ScreeningRun) -> ScreeningRun | None:
    """Lock a claimed run; None where its lease is no longer ours."""
    locked = (
        ScreeningRun.objects.select_for_update(of=("self",))
        .select_related("version", "release")
        .defer("release__tables", "release__parties")
        .get(pk=run.pk)
    )
    is_ours = locked.state == RunState.RUNNING and locked.attempts == run.attempts
    return locked if is_ours else None


def _fail(run: ScreeningRun, review: Review, *, reason: str, now: datetime) -> None:
    run.state = RunState.FAILED
    _end(run, error=reason, now=now)
    if review.version_id == run.version_id:
        admit_screened(review, is_changed=False, now=now)


def _end(run: ScreeningRun, *, error: str, now: datetime) -> None:
    run.finished_at = now
    run.lease_until = None
    run.error = error
    run.save()
    record(
        action=f"run.{run.state}",
        actor=SCREENER,
        obj=run,
        now=now,
        after={"attempts": run.attempts, "release": run.release.number, "version": run.version.number},
        reason=error,
    )

"""Screening runs: queue, claim, finish, fail, sweep. A version is read once, whatever dies on the way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction

from articles.actor import Actor
from articles.models import ArticleVersion
from moderation.models import LexiconRelease, Review, RunCause, RunState, ScreeningRun
from moderation.workflow.acting import lock_review_of
from moderation.workflow.arriving import admit_screened
from moderation.workflow.audit import record
from moderation.workflow.dispatching import SCREEN_VERSION, send_after_commit
from moderation.workflow.engine import Outcome, engine_version
from moderation.workflow.flagging import raise_flags
from moderation.workflow.readings import is_outdated
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
    run, is_new = _run_in_force(version, cause, now)
    if is_new:
        _send(run, before=None, actor=actor, now=now)
    return run


@transaction.atomic
def queue_again(*, run: ScreeningRun, actor: Actor, now: datetime) -> ScreeningRun:
    """Queue the version of a run that has ended once more: after a failure was mended, or to see that nothing changes.

    It is read under the release in force now. A run under an older one stays as it ended, and another one is queued.
    """
    lock_review_of(run.version.article_id)  # no approval may pass while its screening starts anew
    in_force, is_new = _run_in_force(run.version, RunCause.RESCREEN, now)
    if is_new:
        _send(in_force, before=None, actor=actor, now=now)
        return in_force
    locked = _lock(in_force)
    if locked.is_open:
        return locked
    before = locked.state
    locked.state = RunState.QUEUED
    locked.queued_at, locked.attempts = now, 0
    if locked.error:
        locked.error, locked.finished_at = "", None
    locked.save()
    _send(locked, before={"state": before}, actor=actor, now=now)
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
    """Keep what a claimed run came to; False where the lease was lost to another worker.

    Its findings become flags where its version is still under review, and no newer reading has given it its flags.
    """
    review = lock_review_of(run.version.article_id)
    locked = _hold(run)
    if locked is None:
        return False
    is_current = review.version_id == locked.version_id
    raised = None
    if is_current and outcome.is_supported and not is_outdated(locked):
        raised = raise_flags(run=locked, review=review, outcome=outcome, now=now)
        locked.is_applied = True
    locked.state = RunState.DONE if outcome.is_supported else RunState.UNSUPPORTED
    locked.reading = dict(outcome.reading)
    _end(locked, error=outcome.reason, now=now)
    if is_current:
        admit_screened(review, raised=raised, now=now)
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
    """Return the runs whose message or worker is lost, the oldest first, to be sent again; see `note_sent_again`.

    Where much waits, most of them are not lost but in their turn, and each message more makes the queue longer. So
    what was sent again rests for a while, and no more than the limit rest at once: as soon as they are taken, or their
    rest is over, others follow.
    """
    queued_before = now - settings.MODERATION_SWEEP_QUEUED_AFTER
    resting = ScreeningRun.objects.sent_again(since=now - settings.MODERATION_SWEEP_AGAIN_AFTER)
    lost = ScreeningRun.objects.lost(queued_before=queued_before, now=now).exclude(pk__in=resting.values("pk"))
    room = max(limit - resting.count(), 0)
    return list(lost.order_by("queued_at", "pk").values_list("pk", flat=True)[:room])


def note_sent_again(run_ids: Sequence[int], *, now: datetime) -> None:
    """Note that runs were sent again. Only then: what is noted and not sent would rest for nothing."""
    ScreeningRun.objects.open().filter(pk__in=run_ids).update(swept_at=now)


def _run_in_force(version: ArticleVersion, cause: str, now: datetime) -> tuple[ScreeningRun, bool]:
    """Return the run of a version under the release and the engine in force, and whether it was just made."""
    release = LexiconRelease.objects.without_words().first()
    if release is None:
        raise NoLexicon
    return ScreeningRun.objects.get_or_create(
        version=version,
        release=release,
        engine_version=engine_version(),
        defaults={"cause": cause, "queued_at": now},
    )


def _send(run: ScreeningRun, *, before: dict[str, str] | None, actor: Actor, now: datetime) -> None:
    """Record that a run is queued, and under which release; send it once the transaction is through."""
    after = {"version": run.version.number, "release": run.release.number, "engine": run.engine_version}
    told = {**after, "cause": run.cause} if before is None else {**after, "state": run.state}
    record(action="run.queued", actor=actor, obj=run, now=now, before=before, after=told)
    send_after_commit(SCREEN_VERSION, run.pk)


def _hold(run: ScreeningRun) -> ScreeningRun | None:
    """Lock a claimed run; None where its lease is no longer ours."""
    locked = _lock(run)
    is_ours = locked.state == RunState.RUNNING and locked.attempts == run.attempts
    return locked if is_ours else None


def _lock(run: ScreeningRun) -> ScreeningRun:
    return (
        ScreeningRun.objects.select_for_update(of=("self",))
        .select_related("version", "release")
        .defer("release__tables", "release__parties")
        .get(pk=run.pk)
    )


def _fail(run: ScreeningRun, review: Review, *, reason: str, now: datetime) -> None:
    run.state = RunState.FAILED
    _end(run, error=reason, now=now)
    if review.version_id == run.version_id:
        admit_screened(review, raised=None, now=now)


def _end(run: ScreeningRun, *, error: str, now: datetime) -> None:
    run.finished_at = now
    run.lease_until = None
    run.error = error
    # First the event: the database calls no screening done of which none says so.
    record(
        action=f"run.{run.state}",
        actor=SCREENER,
        obj=run,
        now=now,
        after={"attempts": run.attempts, "release": run.release.number, "version": run.version.number},
        reason=error,
    )
    run.save()

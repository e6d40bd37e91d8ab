"""Screen again what a new release can change: a job that shows how far it is, stops, and goes on where it stood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from articles.actor import Actor
from articles.models import ArticleVersion
from moderation.models import JobState, LexiconRelease, RescreenJob, RunCause, ScreeningRun
from moderation.workflow.archive import candidates
from moderation.workflow.audit import record
from moderation.workflow.dispatching import RESCREEN, send_after_commit
from moderation.workflow.needles import find_needles
from moderation.workflow.refusal import Refusal
from moderation.workflow.runs import queue_run

BATCH = 100  # versions queued in one transaction

RESCREENER = Actor.task("rescreen")


class JobNotRunning(Refusal):
    """Refuse to stop or resume a job that is not in that state."""

    code = "job"

    def __init__(self, job: RescreenJob) -> None:
        super().__init__(_("this re-screening is %(state)s") % {"state": job.get_state_display()})


@dataclass(frozen=True, slots=True)
class Advance:
    """How far a job is: versions to screen, queued, and read."""

    total: int
    queued: int
    read: int


def start_rescreening(
    *,
    release: LexiconRelease,
    changes: Sequence[Mapping[str, Any]],
    before: LexiconRelease,
    actor: Actor,
    now: datetime,
) -> RescreenJob:
    """Make the job of a release; it begins once the transaction is through."""
    needles = find_needles(changes, before.tables, release.tables)
    job = RescreenJob.objects.create(
        release=release, needles=needles, total=candidates(needles).count(), started_at=now
    )
    record(action="rescreen.started", actor=actor, obj=job, now=now, after={"total": job.total, "words": needles})
    send_after_commit(RESCREEN, job.pk)
    return job


@transaction.atomic
def advance(*, job_id: int, now: datetime) -> bool:
    """Queue the next batch of a running job; tell whether more is left to whoever asks.

    A job that another worker has in hand is left to it: whoever waited for it would keep a screening waiting.
    """
    locked = RescreenJob.objects.select_for_update(of=("self",), skip_locked=True).select_related("release")
    job = locked.filter(pk=job_id, state=JobState.RUNNING).first()
    if job is None:
        return False
    batch = list(_left(job)[:BATCH])
    for version in batch:
        queue_run(version=version, cause=RunCause.RESCREEN, actor=RESCREENER, now=now)
    job.done += len(batch)
    job.total = max(job.total, job.done)  # copy that was being filed under the older words while they were counted
    job.cursor = batch[-1].pk if batch else job.cursor
    if len(batch) < BATCH:
        job.state, job.finished_at = JobState.DONE, now
        record(action="rescreen.done", actor=RESCREENER, obj=job, now=now, after={"queued": job.done})
    job.save(update_fields=["done", "total", "cursor", "state", "finished_at"])
    return job.state == JobState.RUNNING


@transaction.atomic
def stop_rescreening(*, job: RescreenJob, actor: Actor, now: datetime) -> RescreenJob:
    """Stop a job after the batch it is in.

    :raises JobNotRunning:
    """
    return _turn(job, JobState.RUNNING, JobState.STOPPED, "rescreen.stopped", actor=actor, now=now)


@transaction.atomic
def resume_rescreening(*, job: RescreenJob, actor: Actor, now: datetime) -> RescreenJob:
    """Go on with a job where it stood.

    :raises JobNotRunning:
    """
    turned = _turn(job, JobState.STOPPED, JobState.RUNNING, "rescreen.resumed", actor=actor, now=now)
    send_after_commit(RESCREEN, turned.pk)
    return turned


def how_far(job: RescreenJob) -> Advance:
    """Return how far a job is."""
    runs = ScreeningRun.objects.filter(release=job.release, cause=RunCause.RESCREEN)
    read = runs.exclude(pk__in=runs.open().values("pk")).count()
    return Advance(job.total, job.done, min(read, job.done))  # one may have been screened again by hand


def stalled_jobs() -> list[int]:
    """Return the jobs that should be running; each is safe to send again."""
    return list(RescreenJob.objects.filter(state=JobState.RUNNING).values_list("pk", flat=True))


def _left(job: RescreenJob) -> QuerySet[ArticleVersion]:
    """Return the versions to screen again behind those queued; what was filed since is read by the new words anyway."""
    anyway = ScreeningRun.objects.filter(version=OuterRef("pk"), release=job.release)
    return candidates(job.needles).filter(~Exists(anyway), pk__gt=job.cursor)


def _turn(
    job: RescreenJob, from_state: JobState, to_state: JobState, action: str, *, actor: Actor, now: datetime
) -> RescreenJob:
    locked = RescreenJob.objects.select_for_update().get(pk=job.pk)
    if locked.state != from_state:
        raise JobNotRunning(locked)
    locked.state = to_state
    locked.save(update_fields=["state"])
    record(action=action, actor=actor, obj=locked, now=now, after={"queued": locked.done, "total": locked.total})
    return locked

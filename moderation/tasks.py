"""What the workers do: screen versions, sweep, send. Tasks take ids and may run twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import structlog
from celery import shared_task
from django.db.utils import OperationalError
from django.utils import timezone

from articles.operations.answering_once import sweep_answers
from articles.operations.inbox import file_next, sweep_arrivals
from articles.sight import may_touch
from moderation.reports.notices import write_notice
from moderation.reports.sending import send_due
from moderation.webhooks.forgetting import forget_old
from moderation.webhooks.sending import deliver, due_endpoints
from moderation.workflow import accounts
from moderation.workflow.aftermath import escalate_cases
from moderation.workflow.dispatching import FILE_ARRIVALS, answer_call
from moderation.workflow.embargoes import lift_embargoes
from moderation.workflow.engine import preload
from moderation.workflow.engine import screen_version as screen
from moderation.workflow.notices import due_notices, mail_notice
from moderation.workflow.previewing import advance_preview, fail_preview, stalled_previews
from moderation.workflow.rescreening import advance, stalled_jobs
from moderation.workflow.reviewing import escalate_overdue, expire_claims, lapse_holds
from moderation.workflow.runs import claim_run, fail_run, finish_run, lost_runs, note_sent_again
from moderation.workflow.standing import expire_exceptions

# Called by the worker before it forks.
__all__ = ["preload"]

# Arrivals filed in one turn: then the task sends for itself, and a worker that is told to stop can.
ARRIVALS_A_TURN = 100

# What the clock asks: claims and holds that end, reviews and cases that are late, exceptions that expire, and so on.
DUTIES: Mapping[str, Callable[..., int]] = {
    "claims": expire_claims,
    "holds": lapse_holds,
    "escalated": escalate_overdue,
    "cases": escalate_cases,
    "exceptions": expire_exceptions,
    "embargoes": lift_embargoes,
    "forgotten": forget_old,
}

log = structlog.get_logger(__name__)


@shared_task(autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
def screen_version(run_id: int) -> str:
    """Screen the version of a run: claimed, read, finished; a run that somebody else has is left alone."""
    run = claim_run(run_id=run_id, now=timezone.now())
    if run is None:
        return "left"
    try:
        outcome = screen(run.version, run.release, run.version.article.desk)
        is_ours = finish_run(run=run, outcome=outcome, now=timezone.now())
    except Exception as error:
        log.exception("screening_failed", run_id=run_id, attempt=run.attempts)
        reason = f"{type(error).__name__}: {error}"
        if fail_run(run=run, reason=reason, now=timezone.now()):
            screen_version.apply_async((run_id,), countdown=run.attempts)
        return "failed"
    return "done" if is_ours else "lost"


@shared_task
def sweep_runs() -> int:
    """Send again what was lost: runs, jobs, previews, notices; do what the clock asks. Return the runs sent."""
    now = timezone.now()
    lost = lost_runs(now=now)
    for run_id in lost:
        screen_version.delay(run_id)
    note_sent_again(lost, now=now)
    for job_id in stalled_jobs():
        rescreen.delay(job_id)
    for preview_id in stalled_previews(now=now):
        make_preview.delay(preview_id)
    unmailed = due_notices(now=now)
    if unmailed:
        mail_notices.delay(unmailed)
    for duty in DUTIES:
        keep_time.delay(duty)
    return len(lost)


@shared_task
def rescreen(job_id: int) -> None:
    """Queue what a new release can change, batch by batch, until the job is done or stopped."""
    while advance(job_id=job_id, now=timezone.now()):
        continue


@shared_task(autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
def make_preview(preview_id: int) -> None:
    """Screen the next batch of an impact preview, and send for the one after it."""
    try:
        is_more = advance_preview(preview_id=preview_id, now=timezone.now())
    except OperationalError:
        raise
    except Exception as error:
        log.exception("preview_failed", preview_id=preview_id)
        fail_preview(preview_id=preview_id, reason=f"{type(error).__name__}: {error}", now=timezone.now())
        return
    if is_more:
        make_preview.delay(preview_id)


@shared_task(autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
def file_arrivals() -> int:
    """File what programs have brought, in its order; return how many arrivals that were."""
    answer_call(FILE_ARRIVALS)
    for count in range(ARRIVALS_A_TURN):
        if file_next(may_touch=may_touch, now=timezone.now()) is None:
            return count
    file_arrivals.delay()
    return ARRIVALS_A_TURN


@shared_task
def sweep_kept_answers() -> int:
    """Remove the answers to programs that nobody may ask for again, and old arrivals; return how many."""
    now = timezone.now()
    return sweep_answers(now=now) + sweep_arrivals(now=now)


@shared_task
def forget_sign_ins() -> int:
    """Remove ended sessions and old notes of sign-ins; return how many."""
    return accounts.forget_sign_ins(now=timezone.now())


@shared_task
def keep_time(duty: str) -> int:
    """Do one thing that the clock asks, in a task of its own: none that fails or is slow keeps another from its turn.

    Return how many rows it was done to.
    """
    return DUTIES[duty](now=timezone.now())


@shared_task
def send_due_reports() -> int:
    """Queue the reports that are due and send what is queued; return how many mails went out."""
    return send_due(now=timezone.now()).accepted


@shared_task
def mail_notices(notice_ids: list[int]) -> int:
    """Mail notices, each once; return how many went out. One that fails is put off, and holds up no other."""
    return sum(_mail(notice_id) for notice_id in notice_ids)


def _mail(notice_id: int) -> bool:
    try:
        return mail_notice(notice_id=notice_id, write=write_notice, now=timezone.now())
    except Exception:
        log.exception("notice_failed", notice_id=notice_id)
        return False


@shared_task(autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
def deliver_webhooks(endpoint_id: int) -> int:
    """Send what is due to one endpoint; return how many attempts that took."""
    turn = deliver(endpoint_id)
    if not turn.is_over:
        deliver_webhooks.delay(endpoint_id)
    return turn.attempts


@shared_task
def sweep_webhooks() -> int:
    """Send for every endpoint for which something is due: retries, and what a lost message left behind."""
    due = due_endpoints(now=timezone.now())
    for endpoint_id in due:
        deliver_webhooks.delay(endpoint_id)
    return len(due)

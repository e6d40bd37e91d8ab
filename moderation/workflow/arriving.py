"""Copy arrives: a review is opened, a new version reopens it, a screening that ends puts it on a desk."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from articles.actor import Actor
from articles.models import ArticleVersion, PubStatus
from moderation.models import (
    ClaimEnd,
    Decision,
    DecisionVerb,
    Flag,
    Review,
    ReviewState,
    RunState,
    ScreeningRun,
    StepApproval,
)
from moderation.workflow.acting import Step, end_claim, lock_review_of, move, signed
from moderation.workflow.audit import record
from moderation.workflow.clock import due_at, minutes_for
from moderation.workflow.plans import progress, untouched_steps
from moderation.workflow.routing import route_review
from moderation.workflow.states import EVENTS

ARRIVAL = Actor.rule("arrival")


def admit_version(*, version: ArticleVersion, actor: Actor, now: datetime) -> Review:
    """Open the review of a new article, or bring the review of a known one to its new version.

    The same content keeps its state and its approvals; another content is screened and read again.
    """
    if version.number == 1 or not Review.objects.filter(article_id=version.article_id).exists():
        # A later version is the first one under review where the article was only the original of a translation.
        return _open_review(version, actor=actor, now=now)
    review = lock_review_of(version.article_id)
    before = review.version
    target = EVENTS["version filed"][ReviewState(review.state)]
    if before.content_hash == version.content_hash and review.state != ReviewState.SPIKED:
        target = ReviewState(review.state)
    changes = {"version": version, "due_at": _due_still(review, now)}
    if review.is_decided and target == ReviewState.SCREENING:
        changes |= {"cycle": review.cycle + 1, "level": 0, "plan_version": None}
    step = Step(actor=actor, now=now, reason="", changes=changes)
    if target == review.state:
        _point(review, step)
    else:
        move(review, target, DecisionVerb.REOPENED, action="review.reopened", step=step)
    return review


def admit_screened(review: Review, *, is_changed: bool, now: datetime) -> None:
    """Put a review whose version was read on its desk; the caller holds the locks.

    What a later reading finds in approved copy reopens it where a high flag stands open.
    """
    desk, is_known = review.desk, review.plan_version is not None
    if review.state == ReviewState.SCREENING or (review.plan_version is None and review.state != ReviewState.KILLED):
        # What was held or spiked before it was read is routed all the same: it may be taken up again.
        route_review(review, now=now)
        review.save()
    if review.state == ReviewState.SCREENING:
        review.state = ReviewState.WAITING
        review.entered_at = now
        is_still_due = is_known and (review.desk == desk or review.is_late(now))
        review.due_at = _due_still(review, now) if is_still_due else _due(review, now)
        review.save()
        record(action="review.waiting", actor=ARRIVAL, obj=review, now=now, after={"due_at": review.due_at})
        _keep_approvals(review, now)
        _approve_by_rule(review, now)
    elif review.state == ReviewState.APPROVED and is_changed and _has_blocking(review):
        step = Step(actor=ARRIVAL, now=now, reason="a high flag was raised", changes=_new_cycle(review, now))
        move(review, ReviewState.WAITING, DecisionVerb.REOPENED, action="review.reopened", step=step)


def is_screening_open(review: Review) -> bool:
    """Tell whether the review's version is still to be read."""
    return ScreeningRun.objects.filter(version=review.version).open().exists()


def latest_run(review: Review) -> ScreeningRun | None:
    """Return the last screening of the review's version."""
    return ScreeningRun.objects.filter(version=review.version).order_by("-queued_at", "-pk").first()


def _open_review(version: ArticleVersion, *, actor: Actor, now: datetime) -> Review:
    article = version.article
    review = Review.objects.create(
        article=article,
        version=version,
        desk=article.desk,
        entered_at=now,
        due_at=due_at(now, minutes=minutes_for(article.urgency), hours=article.desk),
    )
    record(
        action="review.opened",
        actor=actor,
        obj=review,
        now=now,
        after={"version": version.number, "desk": article.desk.code, "due_at": review.due_at},
    )
    return review


def _point(review: Review, step: Step) -> None:
    """Bring a review to a new version without changing its state: held, killed, or the same content."""
    before = review.version
    review.version = step.changes["version"]
    review.save(update_fields=["version"])
    record(
        action="review.version_moved",
        actor=step.actor,
        obj=review,
        now=step.now,
        before={"version": before.number, "content_hash": before.content_hash},
        after={"version": review.version.number, "content_hash": review.version.content_hash},
    )


def _due(review: Review, now: datetime) -> datetime:
    return due_at(now, minutes=minutes_for(review.article.urgency), hours=review.desk)


def _due_still(review: Review, now: datetime) -> datetime:
    """Return when a known article is due: never later than it was, so that no edit makes it wait longer."""
    anew = _due(review, now)
    return anew if review.due_at is None else min(review.due_at, anew)


def _new_cycle(review: Review, now: datetime) -> dict[str, object]:
    return {"cycle": review.cycle + 1, "level": 0, "due_at": _due(review, now)}


def _has_blocking(review: Review) -> bool:
    return Flag.objects.filter(version=review.version).blocking().exists()


def _keep_approvals(review: Review, now: datetime) -> None:
    """Keep the approvals of the steps that the new text does not touch."""
    given = StepApproval.objects.filter(review=review, cycle=review.cycle).exclude(
        content_hash=review.version.content_hash
    )
    last = given.order_by("-version__number").select_related("version").first()
    if last is None:
        return
    untouched = untouched_steps(review, last.version)
    for approval in given.filter(version=last.version, step__in=untouched).select_related("approver"):
        _keep(review, approval, now)


def _keep(review: Review, approval: StepApproval, now: datetime) -> None:
    try:
        with transaction.atomic():
            kept = StepApproval.objects.create(
                review=review,
                version=review.version,
                content_hash=review.version.content_hash,
                cycle=review.cycle,
                step=approval.step,
                approver=approval.approver,
                kept_from=approval,
                at=now,
            )
    except IntegrityError as refusal:
        # Whoever edited the text since does not approve it any more; the database knows who that is.
        record(
            action="approval.lapsed",
            actor=ARRIVAL,
            obj=review,
            now=now,
            after={"step": approval.step, "by": approval.approver_id},
            reason=str(refusal).splitlines()[0],
        )
        return
    record(
        action="approval.kept",
        actor=ARRIVAL,
        obj=review,
        now=now,
        after={"step": kept.step, "by": kept.approver_id, "from_version": approval.version.number},
    )


def _approve_by_rule(review: Review, now: datetime) -> None:
    """Approve copy that asks nobody: read to the end, no flag standing, no step due, a plan that says so."""
    run = latest_run(review)
    if run is None or run.state != RunState.DONE or review.plan_version is None or progress(review):
        return
    is_clean = not Flag.objects.filter(version=review.version).standing().exists()
    is_readable = not (review.article.embargo_note and review.article.embargoed_until is None)
    is_usable = review.article.pub_status == PubStatus.USABLE
    if not (is_clean and is_readable and is_usable):
        return
    actor = Actor.rule(f"plan {review.plan_version}")
    review.state = ReviewState.APPROVED
    review.entered_at = now
    review.due_at = None
    review.save()
    Decision.objects.create(
        review=review,
        version=review.version,
        content_hash=review.version.content_hash,
        verb=DecisionVerb.APPROVED,
        reason="clean, and the plan asks for no step",
        at=now,
        **signed(actor),
    )
    end_claim(review, ClaimEnd.DECIDED, actor=actor, now=now)
    record(
        action="version.approved",
        actor=actor,
        obj=review,
        now=now,
        before={"state": ReviewState.WAITING},
        after={"state": review.state, "content_hash": review.version.content_hash},
        reason="clean, and the plan asks for no step",
    )

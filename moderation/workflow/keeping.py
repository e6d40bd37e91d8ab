"""Which approvals still count once a text was read: those of steps whose flags the reading left as they were.

An approval is a row that nobody changes. Where some of a review's approvals no longer count, a new cycle begins, and
those that still do are given again in it, each with the one that it was kept from.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from articles.actor import Actor
from moderation.models import Review, StepApproval
from moderation.workflow.audit import record
from moderation.workflow.flagging import Raised
from moderation.workflow.plans import untouched_steps

KEEPER = Actor.rule("arrival")


def settle_approvals(review: Review, raised: Raised, *, is_same_plan: bool, now: datetime) -> None:
    """Let only those approvals count that were given on flags as they now stand; the caller holds the locks.

    Nothing is kept where the review has come to another plan: its steps are others, whatever they are called.
    """
    given = _approvals_in_cycle(review)
    if not given or review.is_decided:
        return
    is_edited = given[0].content_hash != review.version.content_hash
    untouched = untouched_steps(review, raised, is_edited=is_edited) if is_same_plan else frozenset()
    if is_edited or _has_written(review, given) or any(approval.step not in untouched for approval in given):
        _begin_cycle(review, given, untouched, now)


def _has_written(review: Review, given: Sequence[StepApproval]) -> bool:
    """Tell whether somebody wrote a version after approving: a summary, or a text there and back again."""
    approvers = {approval.approver_id for approval in given}
    return review.article.versions.filter(created_by__in=approvers).exists()


def begin_levels_anew(review: Review, now: datetime) -> None:
    """Put a review that has come to another desk before nobody yet: its new chiefs were never asked."""
    if review.level == 0 or review.is_decided:
        return
    review.level = 0
    review.save(update_fields=["level"])
    given = _approvals_in_cycle(review)
    _begin_cycle(review, given, frozenset(approval.step for approval in given), now)


def _begin_cycle(review: Review, given: Sequence[StepApproval], kept: Collection[str], now: datetime) -> None:
    """Begin a cycle in which, of the approvals given, those of the kept steps count."""
    review.cycle += 1
    review.save(update_fields=["cycle"])
    for approval in given:
        if approval.step in kept:
            _keep(review, approval, now)
        else:
            _let_lapse(review, approval, reason="the text, its flags or its plan have changed", now=now)


def _approvals_in_cycle(review: Review) -> Sequence[StepApproval]:
    """Return the approvals that were given in this cycle on the last text that got any."""
    given = StepApproval.objects.filter(review=review, cycle=review.cycle)
    last = given.order_by("-version__number", "-pk").values("content_hash")[:1]
    return list(given.filter(content_hash=last).select_related("approver", "version"))


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
        _let_lapse(review, approval, reason=str(refusal).splitlines()[0], now=now)
        return
    record(
        action="approval.kept",
        actor=KEEPER,
        obj=review,
        now=now,
        after={"step": kept.step, "by": kept.approver_id, "from_version": approval.version.number},
    )


def _let_lapse(review: Review, approval: StepApproval, *, reason: str, now: datetime) -> None:
    after = {"step": approval.step, "by": approval.approver_id}
    record(action="approval.lapsed", actor=KEEPER, obj=review, now=now, after=after, reason=reason)

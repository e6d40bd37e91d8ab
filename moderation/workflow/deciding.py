"""Decide on a version: approve, return, hold, resume, kill, spike, reopen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from articles.actor import Actor
from articles.models import Article, PubStatus
from articles.operations import kill_copy, release_copy
from moderation.models import Case, ClaimEnd, Decision, DecisionVerb, Flag, NoticeKind, Review, ReviewState, RunState
from moderation.workflow.acting import Step, begin, end_claim, lock_review, move
from moderation.workflow.aftermath import open_cases
from moderation.workflow.approving import Approval, FourEyes, guard_approver, next_step, sign_step
from moderation.workflow.audit import record
from moderation.workflow.clock import due_at, minutes_for
from moderation.workflow.notices import notify, participants
from moderation.workflow.readings import latest_run
from moderation.workflow.refusal import Refusal
from moderation.workflow.reviewing import after_hold, taken_up
from moderation.workflow.states import Verb

# What is meant as “never”: no end, and too late for some time zones to be shown in.
_NEVER = datetime(2200, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing that bars an approval, for machines and for people."""

    code: str
    message: str


class ApprovalRefused(Refusal):
    """Refuse to approve, and name everything that bars it."""

    code = "approval"

    def __init__(self, obstacles: Sequence[Obstacle]) -> None:
        super().__init__(" ".join(obstacle.message for obstacle in obstacles))
        self.obstacles = tuple(obstacles)
        self.members = {"obstacles": [{"code": one.code, "detail": one.message} for one in obstacles]}


class ContentMoved(Refusal):
    """Refuse to decide on a text that is not the one that was read."""

    code = "content"

    def __init__(self, review: Review) -> None:
        super().__init__(
            _("the text has changed since you read it: version %(number)s is the latest; read that one, then decide")
            % {"number": review.version.number}
        )


class ReadingMoved(Refusal):
    """Refuse to approve beside other flags than those that were looked at."""

    code = "reading"

    def __init__(self) -> None:
        super().__init__(_("the text has been screened again since you read it: look at its flags, then approve"))


class HeadsMoved(Refusal):
    """Refuse to approve beside another note, urgency or embargo than was looked at."""

    code = "heads"

    def __init__(self) -> None:
        super().__init__(_("what is said beside the text has changed since you read it: look at it, then approve"))


class HoldNeedsEnd(Refusal):
    """Refuse a hold without a moment in the future at which it ends."""

    code = "until"

    def __init__(self) -> None:
        super().__init__(_("a hold ends: say until when, and choose a moment in the future"))


def approve(
    *,
    review: Review,
    content_hash: str,
    actor: Actor,
    now: datetime,
    note: str = "",
    reading_id: str | None = None,
    heads: str | None = None,
) -> Review:
    """Approve the content that the caller read: one step of the plan, and the version when it was the last one.

    ``reading_id`` names the reading whose flags the caller saw, ``heads`` is the tag of what was said beside the text;
    None from who makes sure of that otherwise.

    :raises ContentMoved: :raises ReadingMoved: :raises HeadsMoved: :raises ApprovalRefused: :raises FourEyes:
    :raises NoStepForYou: :raises RoleMayNot: :raises NoWayFrom: :raises ClaimedByAnother:
    """
    try:
        return _approve(review, content_hash, reading_id, heads, actor=actor, now=now, note=note)
    except FourEyes as refusal:
        # After the rollback: that somebody tried is what an auditor asks about.
        record(action="approval.refused", actor=actor, obj=review, now=now, reason=str(refusal))
        raise


@transaction.atomic
def _approve(
    review: Review,
    content_hash: str,
    reading_id: str | None,
    heads: str | None,
    *,
    actor: Actor,
    now: datetime,
    note: str,
) -> Review:
    locked = begin(review, Verb.APPROVE, actor=actor, now=now)
    _guard_content(locked, content_hash)
    run = latest_run(locked)
    if reading_id is not None and run is not None and run.reading_id != reading_id:
        raise ReadingMoved
    if heads is not None and locked.article.heads_tag() != heads:
        raise HeadsMoved
    obstacles = obstacles_to_approval(locked)
    if obstacles:
        raise ApprovalRefused(obstacles)
    guard_approver(locked, actor)
    try:
        with transaction.atomic():
            _sign(locked, actor=actor, now=now, note=note)
    except IntegrityError as error:
        # A screening was queued again after we looked: the database saw it, so say it as we would have.
        obstacles = obstacles_to_approval(locked)
        if not obstacles:
            raise
        raise ApprovalRefused(obstacles) from error
    return locked


@transaction.atomic
def return_(*, review: Review, reason: str, actor: Actor, now: datetime, content_hash: str | None = None) -> Review:
    """Send an article back to those who took part in it; ``content_hash`` names the text that the caller read.

    :raises ContentMoved: :raises ReasonMissing: :raises RoleMayNot: :raises NoWayFrom: :raises ClaimedByAnother:
    """
    locked = begin(review, Verb.RETURN, actor=actor, now=now, reason=reason)
    _guard_content(locked, content_hash)
    to = participants(locked.article)
    end_claim(locked, ClaimEnd.DECIDED, actor=actor, now=now)
    step = Step(actor=actor, now=now, reason=reason, changes={"due_at": None})
    move(locked, ReviewState.RETURNED, DecisionVerb.RETURNED, action="version.returned", step=step)
    notify(article=locked.article, to=to, kind=NoticeKind.RETURNED, actor=actor, reason=reason, now=now)
    return locked


@transaction.atomic
def hold(*, review: Review, reason: str, until: datetime, actor: Actor, now: datetime) -> Review:
    """Keep an article back until a moment, with a reason.

    :raises HoldNeedsEnd: :raises ReasonMissing: :raises RoleMayNot: :raises NoWayFrom: :raises ClaimedByAnother:
    """
    locked = begin(review, Verb.HOLD, actor=actor, now=now, reason=reason)
    if not now < until < _NEVER:
        raise HoldNeedsEnd
    end_claim(locked, ClaimEnd.DECIDED, actor=actor, now=now)
    step = Step(actor=actor, now=now, reason=reason, until=until, changes={"held_until": until, "due_at": None})
    move(locked, ReviewState.HELD, DecisionVerb.HELD, action="version.held", step=step)
    return locked


@transaction.atomic
def resume(*, review: Review, actor: Actor, now: datetime, reason: str = "") -> Review:
    """Take up again what was held or returned.

    :raises RoleMayNot: :raises NoWayFrom: :raises ClaimedByAnother:
    """
    locked = begin(review, Verb.RESUME, actor=actor, now=now, reason=reason)
    step = Step(actor=actor, now=now, reason=reason, changes=taken_up(locked, now))
    move(locked, after_hold(locked), DecisionVerb.RESUMED, action="review.resumed", step=step)
    if locked.article.pub_status == PubStatus.WITHHELD:
        release_copy(article=locked.article, actor=actor, reason=reason or _("taken up again"), now=now)
    return locked


@transaction.atomic
def spike(*, review: Review, reason: str, actor: Actor, now: datetime, content_hash: str | None = None) -> Review:
    """Drop an article before it was approved; ``content_hash`` names the text that the caller read.

    :raises ContentMoved: :raises ReasonMissing: :raises RoleMayNot: :raises NoWayFrom: :raises ClaimedByAnother:
    """
    locked = begin(review, Verb.SPIKE, actor=actor, now=now, reason=reason)
    _guard_content(locked, content_hash)
    end_claim(locked, ClaimEnd.DECIDED, actor=actor, now=now)
    step = Step(actor=actor, now=now, reason=reason, changes={"due_at": None, "held_until": None})
    move(locked, ReviewState.SPIKED, DecisionVerb.SPIKED, action="version.spiked", step=step)
    return locked


@transaction.atomic
def reopen(*, review: Review, reason: str, actor: Actor, now: datetime) -> Review:
    """Take back an approval or a spike: the review begins anew, and no approval given before counts.

    :raises ReasonMissing: :raises RoleMayNot: :raises NoWayFrom:
    """
    locked = begin(review, Verb.REOPEN, actor=actor, now=now, reason=reason)
    due = due_at(now, minutes=minutes_for(locked.article.urgency), hours=locked.desk)
    plan = locked.plan_version.plan.latest() if locked.plan_version else None
    changes = {"cycle": locked.cycle + 1, "level": 0, "due_at": due, "plan_version": plan}
    step = Step(actor=actor, now=now, reason=reason, changes=changes)
    move(locked, after_hold(locked), DecisionVerb.REOPENED, action="review.reopened", step=step)
    return locked


@transaction.atomic
def kill(*, review: Review, reason: str, actor: Actor, now: datetime) -> Review:
    """Withdraw an article for good, whoever holds or claims it; what was made from it gets a case.

    :raises ReasonMissing: :raises RoleMayNot: :raises NoWayFrom:
    """
    locked = begin(review, Verb.KILL, actor=actor, now=now, reason=reason)
    _kill(locked, reason=reason, actor=actor, now=now)
    if locked.article.pub_status != PubStatus.CANCELED:
        kill_copy(article=locked.article, actor=actor, reason=reason, now=now)
    return locked


@transaction.atomic
def follow_kill(*, article: Article, reason: str, actor: Actor, now: datetime) -> None:
    """Bring a review, and all that was made from the article, in line with copy that its wire has killed."""
    review = Review.objects.filter(article=article).first()
    if review is None:
        open_cases(article=article, cause="kill", reason=reason, actor=actor, now=now)
        return
    locked = lock_review(review.pk)
    if locked.state != ReviewState.KILLED:
        _kill(locked, reason=reason or _("killed by the wire"), actor=actor, now=now)


def obstacles_to_approval(review: Review) -> list[Obstacle]:
    """Return everything that bars the approval of a review's version, whoever asks."""
    obstacles = []
    run = latest_run(review)
    if run is None or run.state != RunState.DONE:
        state = run.get_state_display() if run else _("not queued")
        why = f" ({run.error})" if run and run.error else ""
        obstacles.append(Obstacle("screening", _("The screening is %(state)s%(why)s.") % {"state": state, "why": why}))
    blocking = Flag.objects.filter(version=review.version).blocking().count()
    if blocking:
        obstacles.append(
            Obstacle("high_flags", _("High flags to answer, to confirm or to fix: %(count)s.") % {"count": blocking})
        )
    article = review.article
    if any(case.bars(review.version) for case in Case.objects.unanswered().filter(article=article)):
        message = _(
            "A kill or a correction that concerns this article waits to be acknowledged: "
            "look at what became of the copy that it was made from, and acknowledge that."
        )
        obstacles.append(Obstacle("case", message))
    if article.pub_status == PubStatus.WITHHELD:
        obstacles.append(Obstacle("withheld", _("The wire withholds this article: hold it, and take it up again.")))
    if article.embargo_note and article.embargoed_until is None:
        obstacles.append(
            Obstacle("embargo", _("The embargo cannot be read: “%(note)s”.") % {"note": article.embargo_note})
        )
    return obstacles


def _guard_content(review: Review, content_hash: str | None) -> None:
    """Refuse where the text is not the one that the caller read; None from who makes sure of that otherwise.

    :raises ContentMoved:
    """
    if content_hash is not None and review.version.content_hash != content_hash:
        raise ContentMoved(review)


def _sign(review: Review, *, actor: Actor, now: datetime, note: str) -> None:
    approval = sign_step(review, next_step(review, actor), actor=actor, now=now)
    step = Step(actor=actor, now=now, reason=note, step=approval.step, changes=_approved(approval))
    end_claim(review, ClaimEnd.DECIDED, actor=actor, now=now)
    if approval.is_last:
        move(review, ReviewState.APPROVED, DecisionVerb.APPROVED, action="version.approved", step=step)
    else:
        move(review, review.state, DecisionVerb.PASSED, action="version.passed", step=step)


def _approved(approval: Approval) -> dict[str, object]:
    return {"due_at": None, "assigned_to": None} if approval.is_last else {}


def _kill(review: Review, *, reason: str, actor: Actor, now: datetime) -> Decision:
    to = participants(review.article)
    end_claim(review, ClaimEnd.OVERRIDDEN, actor=actor, now=now)
    step = Step(actor=actor, now=now, reason=reason, changes={"due_at": None, "held_until": None})
    made = move(review, ReviewState.KILLED, DecisionVerb.KILLED, action="version.killed", step=step)
    notify(article=review.article, to=to, kind=NoticeKind.KILLED, actor=actor, reason=reason, now=now)
    open_cases(article=review.article, cause="kill", reason=reason, actor=actor, now=now)
    return made

"""Who has an article in hand: claim, release, assign, escalate; and what time does to it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from articles.actor import Actor
from articles.models import PubStatus
from articles.sight import may_read
from moderation.models import Claim, ClaimEnd, DecisionVerb, Escalation, NoticeKind, Review, ReviewState
from moderation.workflow.acting import (
    ClaimedByAnother,
    RoleMayNot,
    Step,
    begin,
    end_claim,
    live_claim,
    lock_review,
    move,
    roles_of,
)
from moderation.workflow.audit import record
from moderation.workflow.clock import due_at, minutes_for
from moderation.workflow.notices import leaders_of, notify, standards_editors_for
from moderation.workflow.readings import is_screening_open
from moderation.workflow.refusal import Refusal
from moderation.workflow.states import EDITORS, SENIORS, Verb

CLAIM_FOR = timedelta(minutes=30)
TOP_LEVEL = 2  # 0 the desk, 1 its chiefs, 2 the standards editors

CLOCK = Actor.rule("clock")


class NoClaim(Refusal):
    """Refuse to release what nobody has in hand."""

    code = "no_claim"

    def __init__(self) -> None:
        super().__init__(_("nobody has this article in hand; there is nothing to release"))


class UnfitAssignee(Refusal):
    """Refuse to assign to somebody who may not review, or may not read this article."""

    code = "assignee"

    def __init__(self, person: User) -> None:
        super().__init__(_("%(name)s does not review this desk's copy: choose an editor who does") % {"name": person})


class TopLevel(Refusal):
    """Refuse to escalate past the top."""

    code = "level"

    def __init__(self) -> None:
        super().__init__(_("this article is at the top level already; decide it"))


@transaction.atomic
def claim(*, review: Review, actor: Actor, now: datetime, lasting: timedelta = CLAIM_FOR) -> Claim:
    """Take an article in hand for a while; one's own claim is prolonged.

    :raises ClaimedByAnother: :raises RoleMayNot: :raises NoWayFrom:
    """
    locked = begin(review, Verb.CLAIM, actor=actor, now=now)
    if actor.user is None:
        raise RoleMayNot(Verb.CLAIM, actor)
    mine = live_claim(locked, now)
    if mine is not None:
        mine.until = now + lasting
        mine.save(update_fields=["until"])
        record(action="claim.prolonged", actor=actor, obj=mine, now=now, after={"until": mine.until})
        return mine
    end_claim(locked, ClaimEnd.EXPIRED, actor=CLOCK, now=now)
    made = Claim.objects.create(review=locked, holder=actor.user, claimed_at=now, until=now + lasting)
    step = Step(actor=actor, now=now, until=made.until)
    move(locked, locked.state, DecisionVerb.CLAIMED, action="review.claimed", step=step)
    return made


@transaction.atomic
def release(*, review: Review, actor: Actor, now: datetime) -> None:
    """Give an article back; a senior editor may give back for somebody else.

    :raises NoClaim: :raises ClaimedByAnother: :raises RoleMayNot:
    """
    locked = lock_review(review.pk)
    roles = roles_of(actor)
    if not roles & EDITORS:
        raise RoleMayNot(Verb.RELEASE, actor)
    held = live_claim(locked, now)
    if held is None:
        raise NoClaim
    is_mine = actor.user is not None and held.holder_id == actor.user.pk
    if not is_mine and not roles & SENIORS:
        raise ClaimedByAnother(held)
    end_claim(locked, ClaimEnd.RELEASED if is_mine else ClaimEnd.OVERRIDDEN, actor=actor, now=now)
    move(locked, locked.state, DecisionVerb.RELEASED, action="review.released", step=Step(actor=actor, now=now))


@transaction.atomic
def assign(*, review: Review, to: User, actor: Actor, now: datetime, reason: str = "") -> Review:
    """Give an article to an editor; a claim that somebody else holds ends.

    :raises UnfitAssignee: :raises RoleMayNot: :raises NoWayFrom:
    """
    locked = begin(review, Verb.ASSIGN, actor=actor, now=now, reason=reason)
    if not (to.is_active and roles_of(Actor.person(to)) & EDITORS and may_read(to, locked.article)):
        raise UnfitAssignee(to)
    held = live_claim(locked, now)
    if held is not None and held.holder_id != to.pk:
        end_claim(locked, ClaimEnd.OVERRIDDEN, actor=actor, now=now)
    step = Step(actor=actor, now=now, reason=reason, changes={"assigned_to": to})
    move(locked, locked.state, DecisionVerb.ASSIGNED, action="review.assigned", step=step)
    notify(article=locked.article, to=[to], kind=NoticeKind.ASSIGNED, actor=actor, reason=reason, now=now)
    return locked


@transaction.atomic
def escalate(*, review: Review, reason: str, actor: Actor, now: datetime) -> Review:
    """Put an article before the next level: the desk's chiefs, then the standards editors; due times stay.

    :raises TopLevel: :raises RoleMayNot: :raises NoWayFrom: :raises ReasonMissing:
    """
    locked = begin(review, Verb.ESCALATE, actor=actor, now=now, reason=reason)
    if locked.level >= TOP_LEVEL:
        raise TopLevel
    _raise_level(locked, actor=actor, now=now, reason=reason)
    return locked


def escalate_overdue(*, now: datetime) -> int:
    """Escalate every late review whose level has had its time, one level each; return how many."""
    raised = Escalation.objects.filter(review=OuterRef("pk"), level=OuterRef("level"))
    late = Review.objects.overdue(now).filter(level__lt=TOP_LEVEL).select_related("article", "desk")
    rows = list(late.annotate(raised_at=Subquery(raised.values("at")[:1])))
    due = [one.pk for one in rows if _level_is_out(one, one.raised_at, now)]
    return sum(_escalate_if_overdue(review_id, now) for review_id in due)


def lapse_holds(*, now: datetime) -> int:
    """Put back on their desks the articles whose hold has run out, but for what a wire withholds; return how many."""
    due = Review.objects.filter(state=ReviewState.HELD, held_until__lte=now).values_list("pk", flat=True)
    return sum(_lapse(review_id, now) for review_id in list(due))


def expire_claims(*, now: datetime) -> int:
    """End the claims that have run out; return how many."""
    out = Claim.objects.filter(ended_at__isnull=True, until__lte=now).values_list("review_id", flat=True)
    return sum(_expire(review_id, now) for review_id in sorted(set(out)))


def after_hold(review: Review) -> ReviewState:
    """Return where a review goes that is taken up again: to its desk, or back to a screening still open."""
    return ReviewState.SCREENING if is_screening_open(review) else ReviewState.WAITING


@transaction.atomic
def _escalate_if_overdue(review_id: int, now: datetime) -> bool:
    review = lock_review(review_id)
    if not review.is_overdue(now) or review.level >= TOP_LEVEL or not _level_is_out(review, _raised_at(review), now):
        return False  # somebody was quicker
    _raise_level(review, actor=CLOCK, now=now, reason=_("overdue"))
    return True


def _raised_at(review: Review) -> datetime | None:
    """Return when the review came to its level, if it was raised there; the last time counts, in whatever cycle."""
    return review.escalations.filter(level=review.level).values_list("at", flat=True).first()


def _level_is_out(review: Review, raised_at: datetime | None, now: datetime) -> bool:
    """Tell whether those before whom a late review was put have had as long as its desk had."""
    if raised_at is None:
        return True
    return due_at(raised_at, minutes=minutes_for(review.article.urgency), hours=review.desk) < now


def _raise_level(review: Review, *, actor: Actor, now: datetime, reason: str) -> None:
    level = review.level + 1
    Escalation.objects.create(review=review, cycle=review.cycle, level=level, was_due_at=review.due_at, at=now)
    # Raising is no decision: what is late stays late for everybody until somebody decides it.
    step = Step(actor=actor, now=now, reason=reason, changes={"level": level})
    move(review, review.state, DecisionVerb.ESCALATED, action="review.escalated", step=step)
    asked = standards_editors_for(review.article) if level == TOP_LEVEL else []
    # No escalation ends unheard: where no standards editor reads the desk's copy, who leads it is asked once more.
    to = asked or leaders_of(review.desk)
    notify(article=review.article, to=to, kind=NoticeKind.ESCALATED, actor=actor, reason=reason, now=now)


@transaction.atomic
def _lapse(review_id: int, now: datetime) -> bool:
    review = lock_review(review_id)
    if review.state != ReviewState.HELD or review.held_until is None or review.held_until > now:
        return False
    if review.article.pub_status == PubStatus.WITHHELD:
        reason = _("the hold ran out; the wire still withholds it")
        step = Step(actor=CLOCK, now=now, reason=reason, changes={"held_until": None})
        move(review, ReviewState.HELD, DecisionVerb.HELD, action="version.held", step=step)
        return True
    step = Step(actor=CLOCK, now=now, reason=_("the hold ran out"), changes=taken_up(review, now))
    move(review, after_hold(review), DecisionVerb.RESUMED, action="review.resumed", step=step)
    return True


def taken_up(review: Review, now: datetime) -> dict[str, object]:
    """Return what changes when a review is taken up again: its hold ends and its clock starts anew."""
    due = due_at(now, minutes=minutes_for(review.article.urgency), hours=review.desk)
    return {"held_until": None, "due_at": due}


@transaction.atomic
def _expire(review_id: int, now: datetime) -> bool:
    review = lock_review(review_id)
    claim_ = review.claims.filter(ended_at__isnull=True, until__lte=now).first()
    if claim_ is None:
        return False
    end_claim(review, ClaimEnd.EXPIRED, actor=CLOCK, now=now)
    return True

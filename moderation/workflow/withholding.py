"""Withhold and release: bring a review in line with copy that its wire holds back, or lets go again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from articles.actor import Actor
from articles.models import Article
from articles.operations import settle_embargo
from moderation.models import ClaimEnd, DecisionVerb, Review, ReviewState
from moderation.workflow.acting import ReasonMissing, RoleMayNot, Step, end_claim, lock_review_of, move, roles_of
from moderation.workflow.reviewing import after_hold, taken_up
from moderation.workflow.states import EDITORS, EVENTS


@transaction.atomic
def follow_hold(*, article: Article, reason: str, actor: Actor, now: datetime) -> None:
    """Hold the review of withheld copy without an end; what was approved is first put back on its desk.

    What a person holds until a moment stays held until then, whenever the wire lets it go.
    """
    if not Review.objects.filter(article=article).exists():
        return
    review = lock_review_of(article.pk)
    if review.state == ReviewState.APPROVED:
        anew = {"cycle": review.cycle + 1, "level": 0}
        step = Step(actor=actor, now=now, reason=reason, changes=anew)
        move(review, _target(review), DecisionVerb.REOPENED, action="review.reopened", step=step)
    if _target(review) == ReviewState.HELD:
        hold_without_end(review, reason=reason, actor=actor, now=now)


def hold_without_end(review: Review, *, reason: str, actor: Actor, now: datetime) -> None:
    """Hold a review until its wire lets the copy go; the caller holds the locks, and has asked whether it may be."""
    end_claim(review, ClaimEnd.OVERRIDDEN, actor=actor, now=now)
    step = Step(actor=actor, now=now, reason=reason, changes={"due_at": None})
    move(review, ReviewState.HELD, DecisionVerb.HELD, action="version.held", step=step)


@transaction.atomic
def follow_release(*, article: Article, reason: str, actor: Actor, now: datetime) -> None:
    """Put copy that its wire lets go back on its desk; what a person holds until a moment stays held."""
    review = Review.objects.filter(article=article).first()
    if review is None:
        return
    locked = lock_review_of(article.pk)
    if locked.state != ReviewState.HELD or locked.held_until is not None:
        return
    step = Step(actor=actor, now=now, reason=reason, changes=taken_up(locked, now))
    move(locked, after_hold(locked), DecisionVerb.RESUMED, action="review.resumed", step=step)


@transaction.atomic
def settle(*, review: Review, until: datetime | None, reason: str, actor: Actor, now: datetime) -> Review:
    """Settle an embargo that could not be read: until when it holds, or that there is none.

    :raises RoleMayNot: :raises ReasonMissing: :raises NothingToSettle: :raises CopyIsKilled:
    """
    if not roles_of(actor) & EDITORS:
        raise RoleMayNot("settle", actor)
    if not reason.strip():
        raise ReasonMissing("settle")
    locked = lock_review_of(review.article_id)
    settle_embargo(article=locked.article, until=until, actor=actor, reason=reason, now=now)
    return locked


def _target(review: Review) -> ReviewState:
    return EVENTS["withheld by the wire"][ReviewState(review.state)]

"""Copy arrives: a review is opened, a new version reopens it, a screening that ends puts it on a desk."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from articles.actor import HANDS, Actor
from articles.models import Article, ArticleVersion, Desk, PubStatus
from moderation.models import (
    Case,
    ClaimEnd,
    Decision,
    DecisionVerb,
    Flag,
    Review,
    ReviewState,
    RunState,
)
from moderation.models.review import ON_HAND
from moderation.workflow.acting import Step, end_claim, live_claim, lock_review_of, move, signed
from moderation.workflow.audit import record
from moderation.workflow.clock import due_at, minutes_for
from moderation.workflow.flagging import Raised
from moderation.workflow.keeping import begin_levels_anew, settle_approvals
from moderation.workflow.plans import progress
from moderation.workflow.readings import latest_run
from moderation.workflow.routing import is_routed, route_review
from moderation.workflow.states import EVENTS
from moderation.workflow.withholding import hold_without_end

ARRIVAL = Actor.rule("arrival")

# What may still come before a desk: all but what was approved or killed.
_UNDECIDED = (*ON_HAND, ReviewState.SPIKED)
# A claim counts while it lasts, and no longer; to edit what waits reopens it, and decides nothing of what was edited.
_NO_DECISIONS = (DecisionVerb.CLAIMED, DecisionVerb.RELEASED, DecisionVerb.REOPENED)


def admit_version(*, version: ArticleVersion, actor: Actor, now: datetime, is_repeated: bool = False) -> Review:
    """Open the review of a new article, or bring the review of a known one to its new version.

    The same content keeps its state and its approvals; another content is screened and read again. What comes back from
    the spike and is withheld is held.
    """
    if version.number == 1 or not Review.objects.filter(article_id=version.article_id).exists():
        # A later version is the first one under review where the article was only the original of a translation.
        return _open_review(version, actor=actor, now=now)
    review = lock_review_of(version.article_id)
    before = review.version
    target = EVENTS["version filed"][ReviewState(review.state)]
    # Spiked copy that its wire sends anew is news, be the text the same; a text that is only repeated, because an
    # original joins it or its language was put right, is none.
    was_spiked = review.state == ReviewState.SPIKED
    is_same = is_repeated if was_spiked else before.content_hash == version.content_hash
    if is_same:
        target = ReviewState(review.state)
    changes = {"version": version, "due_at": _due_still(review, now)}
    if review.is_decided and target == ReviewState.SCREENING:
        changes |= {"cycle": review.cycle + 1, "level": 0, "plan_version": None}
    step = Step(actor=actor, now=now, reason="", changes=changes)
    if target == review.state:
        _point(review, step)
    else:
        move(review, target, DecisionVerb.REOPENED, action="review.reopened", step=step)
    if was_spiked and target == ReviewState.SCREENING and review.article.pub_status == PubStatus.WITHHELD:
        # While it was spiked it could not be held, and of what is withheld all along nobody tells again.
        hold_without_end(review, reason=_("withheld by the wire"), actor=actor, now=now)
    return review


@transaction.atomic
def follow_urgency(*, article: Article, actor: Actor, now: datetime) -> None:
    """Have copy of greater urgency due sooner; what is less urgent now stays due when it was."""
    if not Review.objects.filter(article=article).exists():
        return
    review = lock_review_of(article.pk)
    before, due = review.due_at, _due_still(review, now)
    if before is None or due == before:
        return
    review.due_at = due
    review.save(update_fields=["due_at"])
    record(action="review.hastened", actor=actor, obj=review, now=now, before={"due_at": before}, after={"due_at": due})


def admit_screened(review: Review, *, raised: Raised | None, now: datetime) -> None:
    """Put a review whose version was read on its desk; the caller holds the locks.

    *raised* is what the reading changed in its flags; None where it could not be read. What a later reading finds in
    approved copy reopens it where a high flag stands open.
    """
    desk, plan = review.desk, review.plan_version
    stays = raised is not None and _stays_in_hand(review, raised, now)
    is_routed_now = _is_to_be_routed(review, raised)
    if is_routed_now:
        route_review(review, now=now, stays=stays)
        review.save()
    if raised is not None:
        settle_approvals(review, raised, is_same_plan=review.plan_version == plan, now=now)
    if review.desk != desk:
        begin_levels_anew(review, now)
    if review.state == ReviewState.SCREENING or (review.state == ReviewState.WAITING and is_routed_now and not stays):
        _put_before_desk(review, left=desk, is_known=plan is not None, now=now)
        _approve_by_rule(review, now)
    elif review.state == ReviewState.APPROVED and raised is not None and raised.is_changed and _has_blocking(review):
        step = Step(actor=ARRIVAL, now=now, reason="a high flag was raised", changes=_new_cycle(review, now))
        move(review, ReviewState.WAITING, DecisionVerb.REOPENED, action="review.reopened", step=step)


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


def _put_before_desk(review: Review, *, left: Desk, is_known: bool, now: datetime) -> None:
    """Let a review wait on its desk; one that waits there already goes on waiting."""
    if review.state == ReviewState.WAITING and review.desk == left:
        return
    is_still_due = is_known and (review.desk == left or review.is_late(now))
    review.state = ReviewState.WAITING
    review.entered_at = now
    review.due_at = _due_still(review, now) if is_still_due else _due(review, now)
    review.save()
    record(action="review.waiting", actor=ARRIVAL, obj=review, now=now, after={"due_at": review.due_at})


def _is_to_be_routed(review: Review, raised: Raised | None) -> bool:
    """Tell whether the version that was read still needs a desk and a plan.

    What could not be read is given them where it has none; they are chosen anew once it is read. What was held or
    spiked before it was read is routed all the same: it may be taken up again.
    """
    if raised is None:
        return review.plan_version is None and review.state in _UNDECIDED
    if raised.is_first:
        return review.state in _UNDECIDED
    is_aside = review.state in (ReviewState.HELD, ReviewState.SPIKED)
    return review.state == ReviewState.SCREENING or (is_aside and not is_routed(review))


def _stays_in_hand(review: Review, raised: Raised, now: datetime) -> bool:
    """Tell whether copy that was put before its desk unread is in an editor's hands there: claimed, given, decided."""
    was_put = review.state in (ReviewState.WAITING, ReviewState.RETURNED) or is_routed(review)
    if not (raised.is_first and was_put):
        return False
    decided = review.decisions.filter(version=review.version, actor_kind__in=HANDS)
    is_decided = decided.exclude(verb__in=_NO_DECISIONS).exists()
    return is_decided or review.assigned_to_id is not None or live_claim(review, now) is not None


def _has_blocking(review: Review) -> bool:
    return Flag.objects.filter(version=review.version).blocking().exists()


def _approve_by_rule(review: Review, now: datetime) -> None:
    """Approve copy that asks nobody: read to the end, no flag standing, no step due, a plan that says so."""
    if review.plan_version is None or progress(review) or not _is_clean(review):
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


def _is_clean(review: Review) -> bool:
    """Tell whether nothing at all is asked of a version.

    A translation that was not compared with its original is not clean, nor is what was made from killed copy.
    """
    run = latest_run(review)
    if run is None or run.state != RunState.DONE or run.is_uncompared:
        return False
    if Flag.objects.filter(version=review.version).standing().exists():
        return False
    cases = Case.objects.unanswered().filter(article=review.article)
    is_barred = any(case.bars(review.version) for case in cases)
    is_readable = not (review.article.embargo_note and review.article.embargoed_until is None)
    return is_readable and not is_barred and review.article.pub_status == PubStatus.USABLE

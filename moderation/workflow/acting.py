"""The frame of every verb: lock the rows, guard, set, save, decision, audit event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.actor import Actor
from articles.models import Article
from moderation.models import Claim, ClaimEnd, Decision, DecisionVerb, Review, ReviewState
from moderation.workflow.audit import record, snapshot
from moderation.workflow.refusal import Refusal
from moderation.workflow.states import RULES, Role, Verb, may, target

KEPT = ("state", "version_id", "desk_id", "assigned_to_id", "plan_version_id", "cycle", "due_at", "held_until", "level")


class RoleMayNot(Refusal):
    """Refuse somebody whose role does not include the verb."""

    code = "role"

    def __init__(self, verb: str, actor: Actor) -> None:
        super().__init__(
            _("%(name)s may not %(verb)s: ask somebody whose role includes it") % {"name": actor.label, "verb": verb}
        )


class NoWayFrom(Refusal):
    """Refuse a verb in a state that it does not fit."""

    code = "state"

    def __init__(self, review: Review, verb: str) -> None:
        super().__init__(
            _("this article is %(state)s: %(verb)s is not possible now; reload the page")
            % {"state": review.get_state_display(), "verb": verb}
        )


class ClaimedByAnother(Refusal):
    """Refuse to work on what somebody else has in hand."""

    code = "claimed"

    def __init__(self, claim: Claim) -> None:
        super().__init__(
            _("%(name)s has this article in hand until %(until)s; ask them to release it")
            % {"name": claim.holder, "until": date_format(timezone.localtime(claim.until), "TIME_FORMAT")}
        )
        self.claim = claim


class ReasonMissing(Refusal):
    """Refuse a verb that must say why."""

    code = "reason"

    def __init__(self, verb: str) -> None:
        super().__init__(_("%(verb)s needs a reason: say in a few words why") % {"verb": verb})


@dataclass(frozen=True, slots=True)
class Step:
    """What a verb has to tell: who, when, why, and what it changed."""

    actor: Actor
    now: datetime
    reason: str = ""
    until: datetime | None = None
    step: str = ""
    changes: Mapping[str, Any] = field(default_factory=dict)


def roles_of(actor: Actor) -> frozenset[Role]:
    """Return the roles of the actor's account; being a superuser is none."""
    if actor.user is None:
        return frozenset()
    names = set(actor.user.groups.values_list("name", flat=True))
    return frozenset(role for role in Role if role in names)


def lock_review(review_id: int) -> Review:
    """Lock the article, then its review, and return the review as it now stands.

    Everybody locks in this order: article, review, runs and flags, chain. Nobody can then wait in a circle.
    """
    article_id = Review.objects.values_list("article_id", flat=True).get(pk=review_id)
    return lock_review_of(article_id)


def lock_review_of(article_id: int) -> Review:
    """Lock the article, then its review, by the article's number."""
    article = Article.objects.select_for_update(no_key=True, of=("self",)).get(pk=article_id)
    review = (
        Review.objects.select_for_update(of=("self",))
        .select_related("version", "desk", "plan_version__plan")
        .get(article_id=article_id)
    )
    review.article = article
    return review


def begin(review: Review, verb: Verb, *, actor: Actor, now: datetime, reason: str = "") -> Review:
    """Lock the review and guard the verb: role, state, claim, reason.

    :raises RoleMayNot: :raises NoWayFrom: :raises ClaimedByAnother: :raises ReasonMissing:
    """
    locked = lock_review(review.pk)
    rule = RULES[verb]
    if not may(verb, roles_of(actor)):
        raise RoleMayNot(verb, actor)
    if target(locked.state, verb) is None:
        raise NoWayFrom(locked, verb)
    if not rule.overrides_claims:
        guard_claim(locked, actor=actor, now=now)
    if rule.needs_reason and not reason.strip():
        raise ReasonMissing(verb)
    return locked


def guard_claim(review: Review, *, actor: Actor, now: datetime) -> None:
    """Refuse where somebody else holds a claim that has not run out.

    :raises ClaimedByAnother:
    """
    claim = live_claim(review, now)
    if claim is not None and (actor.user is None or claim.holder_id != actor.user.pk):
        raise ClaimedByAnother(claim)


def live_claim(review: Review, now: datetime) -> Claim | None:
    """Return the claim that stands on a review, if one does."""
    return review.claims.filter(ended_at__isnull=True, until__gt=now).select_related("holder").first()


def move(review: Review, to: ReviewState | str, decision: DecisionVerb, *, action: str, step: Step) -> Decision:
    """Set, save, decide, record: what every verb does once it is allowed."""
    before = snapshot(review, *KEPT)
    if to != review.state:
        review.state = to
        review.entered_at = step.now
    for name, value in step.changes.items():
        setattr(review, name, value)
    review.save()
    made = Decision.objects.create(
        review=review,
        version=review.version,
        content_hash=review.version.content_hash,
        verb=decision,
        step=step.step,
        reason=step.reason,
        until=step.until,
        at=step.now,
        **signed(step.actor),
    )
    record(
        action=action,
        actor=step.actor,
        obj=review,
        now=step.now,
        before=changed(before, snapshot(review, *KEPT)),
        after={**changed(snapshot(review, *KEPT), before), **_told(review, step)},
        reason=step.reason,
    )
    return made


def end_claim(review: Review, ended_by: ClaimEnd, *, actor: Actor, now: datetime) -> None:
    """End the claim that stands on a review, if one does, and record it."""
    claim = review.claims.filter(ended_at__isnull=True).first()
    if claim is None:
        return
    claim.ended_at = now
    claim.ended_by = ended_by
    claim.save(update_fields=["ended_at", "ended_by"])
    record(action="claim.ended", actor=actor, obj=claim, now=now, after={"by": ended_by, "holder": claim.holder_id})


def signed(actor: Actor) -> dict[str, Any]:
    """Return the columns that say who acted."""
    return {"actor_kind": str(actor.kind), "actor": actor.user, "actor_label": actor.label[:150]}


def changed(values: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that differ from those of *other*."""
    return {name: value for name, value in values.items() if value != other[name]}


def _told(review: Review, step: Step) -> dict[str, Any]:
    told = {"version": review.version.number, "content_hash": review.version.content_hash}
    if step.step:
        told["step"] = step.step
    if step.until:
        told["until"] = step.until
    return told

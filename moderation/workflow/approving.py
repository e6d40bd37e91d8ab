"""Four eyes and steps: who may approve what, and what one approval adds to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Subquery
from django.utils.translation import gettext as _

from articles.actor import Actor
from articles.models import ArticleVersion
from moderation.models import Disposition, DispositionKind, Flag, FlagState, Review, StepApproval
from moderation.workflow.acting import RoleMayNot, roles_of
from moderation.workflow.audit import record
from moderation.workflow.plans import PLAIN_STEP, Progress, approvals_of, progress
from moderation.workflow.refusal import Refusal
from moderation.workflow.states import Verb


class FourEyes(Refusal):
    """Refuse an approval by whoever filed, edited or alone dismissed what it is about."""

    code = "four_eyes"


class NoStepForYou(Refusal):
    """Refuse an approval that adds nothing: the person has given theirs, or no open step is theirs."""

    code = "step"


@dataclass(frozen=True, slots=True)
class Approval:
    """One step signed, and whether it was the last."""

    step: str
    is_last: bool


def guard_approver(review: Review, actor: Actor) -> None:
    """Refuse somebody who may not approve this version, as the database would.

    :raises FourEyes: :raises RoleMayNot:
    """
    person = actor.user
    if person is None:
        raise RoleMayNot(Verb.APPROVE, actor)
    bar = bar_to_approver(review, person)
    if bar:
        raise FourEyes(bar)


def bar_to_approver(review: Review, person: User) -> str:
    """Return why this person may not approve the review's version, or nothing."""
    written = _bar_to_writer(review, person)
    if written:
        return written
    alone = dismissed_alone(review, person)
    if alone:
        return _("%(name)s alone dismissed “%(text)s”: somebody else confirms that, or approves") % {
            "name": person,
            "text": alone[0].matched_text,
        }
    return ""


def _bar_to_writer(review: Review, person: User) -> str:
    if review.article.filed_by_id == person.pk:
        return _("%(name)s filed this article: somebody else approves it") % {"name": person}
    if ArticleVersion.objects.filter(article_id=review.article_id, created_by=person).exists():
        return _("%(name)s edited this article: somebody else approves it") % {"name": person}
    return ""


def dismissed_alone(review: Review, person: User) -> list[Flag]:
    """Return the flags whose dismissal rests on this person's judgement and nobody else's."""
    given = Disposition.objects.filter(flag=OuterRef("pk")).judgements()
    dismissed = Flag.objects.filter(version=review.version, state=FlagState.DISMISSED).annotate(
        given=Subquery(given.values("pk")[:1]), answerable=Subquery(given.values("answerable")[:1])
    )
    seconds = Disposition.objects.filter(
        flag=OuterRef("pk"), kind=DispositionKind.SECONDED, pk__gt=OuterRef("given")
    ).exclude(actor=person)
    return list(dismissed.filter(~Exists(seconds), answerable=person.pk).in_reading_order())


def next_step(
    review: Review,
    actor: Actor,
    flags: Sequence[Flag] | None = None,
    given: Sequence[StepApproval] | None = None,
) -> str:
    """Return the first open step that the actor's role may take; flags and approvals that are not given are read.

    :raises NoStepForYou:
    """
    approvals = approvals_of(review) if given is None else given
    if actor.user is not None and any(approval.approver_id == actor.user.pk for approval in approvals):
        raise NoStepForYou(_("you have approved this text: the other steps are for other eyes"))
    steps = progress(review, flags, approvals)
    if not steps:
        return PLAIN_STEP
    roles = roles_of(actor)
    for taking in steps:
        if not taking.is_taken and taking.step.roles & roles:
            return taking.step.code
    open_steps = ", ".join(taking.step.name for taking in steps if not taking.is_taken)
    raise NoStepForYou(_("the steps still open are not yours: %(steps)s") % {"steps": open_steps})


def say_bar(review: Review, person: User, *, flags: Sequence[Flag], given: Sequence[StepApproval]) -> str:
    """Say to the person why they would be refused an approval, or nothing; ``approve`` guards again.

    *flags* are those that stand in the version, *given* the approvals that its text has.
    """
    is_dismissed = any(flag.state == FlagState.DISMISSED for flag in flags)
    alone = dismissed_alone(review, person) if is_dismissed else []
    if alone:
        words = _("You alone dismissed “%(text)s”: somebody else confirms that, or approves.")
        return words % {"text": alone[0].matched_text}
    if _bar_to_writer(review, person):
        return _("You filed or edited this copy: somebody else approves it.")
    try:
        next_step(review, Actor.person(person), flags, given)
    except NoStepForYou as refusal:
        words = str(refusal)
        return f"{words[:1].upper()}{words[1:]}."
    return ""


def sign_step(review: Review, step: str, *, actor: Actor, now: datetime) -> Approval:
    """Keep the actor's approval of a step; the database checks it again.

    :raises RoleMayNot: no person acts
    """
    if actor.user is None:
        raise RoleMayNot(Verb.APPROVE, actor)
    made = StepApproval.objects.create(
        review=review,
        version=review.version,
        content_hash=review.version.content_hash,
        cycle=review.cycle,
        step=step,
        approver=actor.user,
        at=now,
    )
    record(
        action="step.approved",
        actor=actor,
        obj=made,
        now=now,
        after={"step": step, "version": review.version.number, "content_hash": made.content_hash},
    )
    steps: tuple[Progress, ...] = progress(review)
    return Approval(step, is_last=all(taking.is_taken for taking in steps))

"""Answer flags: dismiss, uphold, confirm, reopen; one by one or many alike at once, each one recorded."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from articles.actor import Actor
from articles.sight import desk_numbers
from moderation.models import (
    Carried,
    DismissalBatch,
    DismissalReason,
    Disposition,
    DispositionKind,
    Flag,
    FlagState,
    Review,
)
from moderation.workflow.acting import ClaimedByAnother, RoleMayNot, guard_claim, lock_review_of, roles_of, signed
from moderation.workflow.audit import record
from moderation.workflow.readings import last_flags
from moderation.workflow.refusal import Refusal
from moderation.workflow.states import EDITORS, FLAG_WAYS, FLAGS_ANSWERED_IN, FlagVerb


class FlagAlreadyDecided(Refusal):
    """Refuse an answer that does not fit how the flag stands."""

    code = "flag_state"

    def __init__(self, flag: Flag, verb: str) -> None:
        super().__init__(
            _("this flag is %(state)s: %(verb)s is not possible; reload the page")
            % {"state": flag.get_state_display(), "verb": verb}
        )


class FlagNotOnHand(Refusal):
    """Refuse to answer a flag of an old version, or of an article that is not on a desk's hands."""

    code = "flag_not_on_hand"

    def __init__(self, flag: Flag, review: Review) -> None:
        if flag.version_id != review.version_id:
            message = _("this flag belongs to version %(old)s; version %(new)s is the one to review") % {
                "old": flag.version.number,
                "new": review.version.number,
            }
        else:
            message = _("this article is %(state)s: its flags are not answered now") % {
                "state": review.get_state_display()
            }
        super().__init__(message)


class DismissalNeedsReason(Refusal):
    """Refuse a dismissal without a reason, or with 'other' and no note."""

    code = "reason"

    def __init__(self) -> None:
        super().__init__(_("choose a reason for the dismissal; “other” needs a note"))


class NothingToUndo(Refusal):
    """Refuse an undo that was done before, or that somebody else's session would do."""

    code = "undo"


@dataclass(frozen=True, slots=True)
class BulkReceipt:
    """What a bulk dismissal did: its number, the flags it dismissed, and the articles somebody else has in hand."""

    batch: UUID
    dismissed: int
    left: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Answer:
    """One answer on its way to the tables."""

    verb: FlagVerb
    kind: DispositionKind
    actor: Actor
    now: datetime
    reason_code: str = ""
    note: str = ""
    batch: UUID | None = None


@transaction.atomic
def dismiss(*, flag: Flag, reason_code: str, actor: Actor, now: datetime, note: str = "") -> Disposition:
    """Dismiss a flag with a reason.

    :raises DismissalNeedsReason: :raises FlagAlreadyDecided: :raises FlagNotOnHand: :raises RoleMayNot:
    :raises ClaimedByAnother:
    """
    _check_reason(reason_code, note)
    return _give(flag, _Answer(FlagVerb.DISMISS, DispositionKind.DISMISSED, actor, now, reason_code, note))


@transaction.atomic
def uphold(*, flag: Flag, actor: Actor, now: datetime, note: str = "") -> Disposition:
    """Say that a flag is right: the text must change."""
    return _give(flag, _Answer(FlagVerb.UPHOLD, DispositionKind.UPHELD, actor, now, note=note))


@transaction.atomic
def confirm(*, flag: Flag, actor: Actor, now: datetime, note: str = "") -> Disposition:
    """Stand by a dismissal: one that was carried to other words, or one that somebody else gave alone."""
    return _give(flag, _Answer(FlagVerb.CONFIRM, DispositionKind.SECONDED, actor, now, note=note))


@transaction.atomic
def reopen_flag(*, flag: Flag, actor: Actor, now: datetime, note: str = "") -> Disposition:
    """Take an answer back: the flag is open again."""
    return _give(flag, _Answer(FlagVerb.REOPEN, DispositionKind.REOPENED, actor, now, note=note))


@transaction.atomic
def dismiss_alike(  # noqa: PLR0913
    *,
    check_id: str,
    matched_text: str,
    article_ids: Sequence[int],
    reason_code: str,
    actor: Actor,
    session: str,
    now: datetime,
    note: str = "",
) -> BulkReceipt:
    """Dismiss one check's open flags on one text in the chosen articles; each is recorded, all are undone at once.

    Articles that somebody else has in hand, or that no desk has, are left and named in the receipt.
    :raises DismissalNeedsReason: :raises RoleMayNot:
    """
    _check_reason(reason_code, note)
    _check_role(actor, FlagVerb.DISMISS)
    batch = uuid4()
    # All rows are locked before the first event, and in one order: two bulk dismissals cannot block each other.
    reviews = [lock_review_of(article_id) for article_id in sorted(set(article_ids))]
    ready = [review for review in reviews if _is_on_hand(review, actor, now)]
    flags = [
        flag
        for review in ready
        for flag in Flag.objects.filter(
            version=review.version, check_id=check_id, matched_text__iexact=matched_text
        ).open()
    ]
    answer = _Answer(FlagVerb.DISMISS, DispositionKind.DISMISSED, actor, now, reason_code, note, batch)
    for flag in flags:
        _set(flag, answer)
    if flags:
        _keep_batch(batch, flags, session=session, actor=actor, now=now)
    left = {review.article_id for review in reviews} - {flag.article_id for flag in flags}
    return BulkReceipt(batch, len(flags), tuple(sorted(left)))


@transaction.atomic
def undo_alike(*, batch: UUID, actor: Actor, session: str, now: datetime, desks: Container[int] | None = None) -> int:
    """Undo a bulk dismissal, once, within the session that made it; return how many flags are open again.

    *desks* are those whose copy the actor sees, where that is less than the person sees: those of a token.

    Where a later version is under review the answers carried over to it are undone; where it is still to be read,
    those that it would take over. What was answered otherwise since, articles that were decided, that somebody else
    has in hand, or that have moved to a desk out of sight, stay as they are.
    :raises NothingToUndo: :raises RoleMayNot:
    """
    _check_role(actor, FlagVerb.REOPEN)
    article_ids = Flag.objects.filter(dispositions__batch=batch).values_list("article_id", flat=True)
    reviews = [lock_review_of(article_id) for article_id in sorted(set(article_ids))]
    made = DismissalBatch.objects.select_for_update().filter(pk=batch).first()
    if made is None or made.session != session or made.actor_id != (actor.user.pk if actor.user else None):
        raise NothingToUndo(_("only the session that dismissed these flags undoes it; reopen them one by one"))
    if made.undone_at is not None:
        raise NothingToUndo(_("this was undone before"))
    made.undone_at = now
    made.save(update_fields=["undone_at"])
    answer = _Answer(FlagVerb.REOPEN, DispositionKind.UNDONE, actor, now, batch=batch)
    seen = _desks_seen(actor) if desks is None else desks
    ready = [review for review in reviews if review.desk_id in seen and _is_free(review, actor, now)]
    flags = [flag for review in ready for flag in _still_dismissed(batch, review)]
    for flag in flags:
        _set(flag, answer)
    record(action="flags.undone", actor=actor, obj=made, now=now, after={"flags": len(flags)})
    return len(flags)


def _give(flag: Flag, answer: _Answer) -> Disposition:
    _check_role(answer.actor, answer.verb)
    review = lock_review_of(flag.article_id)
    locked = Flag.objects.select_related("version").get(pk=flag.pk)
    if not _is_answerable(locked, review):
        raise FlagNotOnHand(locked, review)
    guard_claim(review, actor=answer.actor, now=answer.now)
    if FlagState(locked.state) not in FLAG_WAYS[answer.verb]:
        raise FlagAlreadyDecided(locked, answer.verb)
    return _set(locked, answer)


def _set(flag: Flag, answer: _Answer) -> Disposition:
    """Answer, set, save, record."""
    before = {"state": flag.state, "carried": flag.carried}
    made = Disposition.objects.create(
        flag=flag,
        kind=answer.kind,
        reason_code=answer.reason_code,
        note=answer.note,
        answerable=answer.actor.user if answer.verb is FlagVerb.DISMISS else None,
        at=answer.now,
        batch=answer.batch,
        **signed(answer.actor),
    )
    flag.state = FLAG_WAYS[answer.verb][FlagState(flag.state)]
    flag.exception = flag.exception if answer.verb is FlagVerb.CONFIRM else None
    if flag.carried == Carried.CONFIRM:
        flag.carried = Carried.SAME
    flag.save(update_fields=["state", "exception", "carried"])
    record(
        action="flag.confirmed" if answer.verb is FlagVerb.CONFIRM else f"flag.{answer.kind}",
        actor=answer.actor,
        obj=flag,
        now=answer.now,
        before=before,
        after={
            "state": flag.state,
            "carried": flag.carried,
            "reason_code": answer.reason_code,
            "check": flag.check_id,
            "text": flag.matched_text,
            "batch": str(answer.batch) if answer.batch else None,
        },
        reason=answer.note,
    )
    return made


def _keep_batch(batch: UUID, flags: Sequence[Flag], *, session: str, actor: Actor, now: datetime) -> None:
    made = DismissalBatch.objects.create(
        pk=batch,
        session=session,
        check_id=flags[0].check_id,
        matched_text=flags[0].matched_text,
        flags=len(flags),
        made_at=now,
        **signed(actor),
    )
    record(action="flags.dismissed", actor=actor, obj=made, now=now, after={"flags": [flag.pk for flag in flags]})


def _still_dismissed(batch: UUID, review: Review) -> list[Flag]:
    """Return the flags of an article still on hand whose last answer is the batch's, given or carried over."""
    if review.is_decided:
        return []
    dismissed = last_flags(review).filter(state=FlagState.DISMISSED).in_reading_order()
    return [flag for flag in dismissed if flag.dispositions.latest("pk").batch == batch]


def _is_on_hand(review: Review, actor: Actor, now: datetime) -> bool:
    return review.state in FLAGS_ANSWERED_IN and _is_free(review, actor, now)


def _is_free(review: Review, actor: Actor, now: datetime) -> bool:
    try:
        guard_claim(review, actor=actor, now=now)
    except ClaimedByAnother:
        return False
    return True


def _desks_seen(actor: Actor) -> Container[int]:
    return desk_numbers(actor.user) if actor.user else ()


def _is_answerable(flag: Flag, review: Review) -> bool:
    return flag.version_id == review.version_id and review.state in FLAGS_ANSWERED_IN


def _check_role(actor: Actor, verb: FlagVerb) -> None:
    if not roles_of(actor) & EDITORS:
        raise RoleMayNot(verb, actor)


def _check_reason(reason_code: str, note: str) -> None:
    is_known = reason_code in DismissalReason.values
    if not is_known or (reason_code == DismissalReason.OTHER and not note.strip()):
        raise DismissalNeedsReason

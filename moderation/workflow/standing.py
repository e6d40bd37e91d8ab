"""Standing exceptions: what the house lets pass on a wire until a date, with an owner and a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from articles.actor import Actor
from articles.models import Wire
from moderation.models import Disposition, DispositionKind, Flag, FlagState, ReviewState, StandingException
from moderation.models.flag import FlagQuerySet
from moderation.workflow.acting import RoleMayNot, lock_review_of, roles_of, signed
from moderation.workflow.audit import record
from moderation.workflow.refusal import Refusal
from moderation.workflow.states import SENIORS

EXPIRY = Actor.rule("exception_expiry")


class UnfitException(Refusal):
    """Refuse an exception without an end in the future, a reason, or something to except."""

    code = "exception"


@dataclass(frozen=True, slots=True)
class Pass:
    """What an exception lets pass: a check's findings of one term, or of one text."""

    check_id: str
    term_id: str = ""
    matched_text: str = ""


@transaction.atomic
def grant_exception(
    *, wire: Wire, passing: Pass, until: datetime, reason: str, actor: Actor, now: datetime
) -> StandingException:
    """Let a finding pass on one wire until a date; the actor owns the exception.

    :raises RoleMayNot: :raises UnfitException:
    """
    if actor.user is None or not may_except(actor):
        raise RoleMayNot(_("grant an exception"), actor)
    if until <= now:
        raise UnfitException(_("an exception ends in the future: choose a later date"))
    if not reason.strip() or not (passing.term_id or passing.matched_text):
        raise UnfitException(_("an exception says why, and names a term or a text"))
    exception = StandingException.objects.create(
        wire=wire,
        check_id=passing.check_id,
        term_id=passing.term_id,
        matched_text=passing.matched_text,
        until=until,
        reason=reason,
        owner=actor.user,
        created_at=now,
    )
    record(
        action="exception.granted",
        actor=actor,
        obj=exception,
        now=now,
        after={"wire": wire.code, **asdict(passing), "until": until},
        reason=reason,
    )
    return exception


def end_exception(*, exception: StandingException, actor: Actor, now: datetime, reason: str = "") -> int:
    """End an exception before or at its date and reopen what it let pass; return how many flags that were.

    :raises RoleMayNot:
    """
    if actor != EXPIRY and not may_except(actor):
        raise RoleMayNot(_("end an exception"), actor)
    with transaction.atomic():
        locked = StandingException.objects.select_for_update().get(pk=exception.pk)
        if locked.ended_at is not None:
            return 0
        locked.ended_at = now
        locked.save(update_fields=["ended_at"])
        record(action="exception.ended", actor=actor, obj=locked, now=now, reason=reason)
    return _reopen_flags(exception, now)


def expire_exceptions(*, now: datetime) -> int:
    """End every exception whose date has passed; return how many flags were reopened."""
    due = StandingException.objects.filter(ended_at__isnull=True, until__lte=now)
    # What a worker left half done when it was killed is found again by its flags.
    left = StandingException.objects.filter(ended_at__isnull=False, flags__in=_undecided()).distinct()
    return sum(end_exception(exception=one, actor=EXPIRY, now=now) for one in due) + sum(
        _reopen_flags(one, now) for one in left
    )


def standing_exceptions(wire_id: int, now: datetime) -> Sequence[StandingException]:
    """Return the exceptions in force on a wire."""
    return list(
        StandingException.objects.filter(wire_id=wire_id, ended_at__isnull=True, until__gt=now).select_related("owner")
    )


def may_except(actor: Actor) -> bool:
    """Tell whether somebody may grant and end exceptions."""
    return actor.user is not None and bool(roles_of(actor) & SENIORS)


def flags_let_pass(wire_id: int, passing: Pass) -> FlagQuerySet:
    """Return the flags that an exception on a wire would cover."""
    flags = Flag.objects.filter(article__wire_id=wire_id, check_id=passing.check_id)
    if passing.term_id:
        flags = flags.filter(term_id=passing.term_id)
    return flags.filter(matched_text__iexact=passing.matched_text) if passing.matched_text else flags


def flags_under(exception: StandingException) -> QuerySet[Flag]:
    """Return the flags that would be open again if an exception ended."""
    return _undecided().filter(exception=exception)


def exception_for(flag: Flag, exceptions: Sequence[StandingException]) -> StandingException | None:
    """Return the first exception that covers a flag."""
    return next((one for one in exceptions if _covers(one, flag)), None)


def _covers(exception: StandingException, flag: Flag) -> bool:
    if exception.check_id != flag.check_id:
        return False
    if exception.term_id and exception.term_id != flag.term_id:
        return False
    return not exception.matched_text or exception.matched_text.casefold() == flag.matched_text.casefold()


def _reopen_flags(exception: StandingException, now: datetime) -> int:
    """Reopen what the exception let pass in articles still on a desk's hands, one article at a time."""
    articles = sorted(set(flags_under(exception).values_list("article_id", flat=True)))
    return sum(_reopen_in(article_id, exception, now) for article_id in articles)


def _undecided() -> QuerySet[Flag]:
    """Return the flags let pass in the versions that desks still have in hand."""
    return Flag.objects.filter(
        exception__isnull=False, state=FlagState.DISMISSED, version=F("article__review__version")
    ).exclude(article__review__state__in=(ReviewState.APPROVED, ReviewState.KILLED, ReviewState.SPIKED))


@transaction.atomic
def _reopen_in(article_id: int, exception: StandingException, now: datetime) -> int:
    review = lock_review_of(article_id)
    if review.is_decided:
        # It was decided between the question which articles are on hand and the lock.
        return 0
    flags = list(Flag.objects.filter(version=review.version, exception=exception, state=FlagState.DISMISSED))
    for flag in flags:
        Disposition.objects.create(
            flag=flag, kind=DispositionKind.REOPENED, note=str(exception), at=now, **signed(EXPIRY)
        )
        flag.state = FlagState.OPEN
        flag.exception = None
        flag.save(update_fields=["state", "exception"])
        record(
            action="flag.reopened",
            actor=EXPIRY,
            obj=flag,
            now=now,
            before={"state": "dismissed"},
            after={"state": "open", "exception": exception.pk},
        )
    return len(flags)

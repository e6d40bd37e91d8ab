"""Tell people: those who took part, those who are asked. Rows now, mails after the commit."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from datetime import datetime, timedelta
from typing import Protocol

from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q

from articles.actor import Actor
from articles.models import Article, ArticleVersion, Desk, Wire
from articles.sight import may_read
from moderation.models import Decision, Disposition, Notice
from moderation.workflow.audit import record
from moderation.workflow.dispatching import MAIL_NOTICES, send_after_commit
from moderation.workflow.states import Role

MAILER = Actor.task("mail_notices")
# Minutes until a mail that failed is tried again; after the last of them it is given up.
_PAUSES = (1, 5, 15, 30, 60, 120, 240, 480)
# Whoever claimed a mail and died is thought dead after this long: more than a server may hang, or a task last.
_LEASE = timedelta(minutes=5)
# A notice that is due longer than this is in no worker's hands.
_PATIENCE = timedelta(minutes=1)


class Writer(Protocol):
    """Whoever words the mail of a notice."""

    def __call__(self, notice: Notice, *, now: datetime) -> EmailMessage:
        """Return the mail."""


def notify(
    *, article: Article, to: Iterable[User], kind: str, actor: Actor, reason: str, now: datetime
) -> list[Notice]:
    """Leave a notice for each who may be told but the one who acts, and mail it once the transaction is through."""
    to = [person for person in to if may_be_told(person, article)]
    return _leave(Notice(article=article, kind=kind, by=actor.label, reason=reason), to, actor, now)


def notify_of_wire(
    *, wire: Wire, to: Iterable[User], kind: str, actor: Actor, reason: str, now: datetime
) -> list[Notice]:
    """Leave a notice about a wire for each person, and mail it once the transaction is through."""
    return _leave(Notice(wire=wire, kind=kind, by=actor.label, reason=reason), to, actor, now)


def mail_notice(*, notice_id: int, write: Writer, now: datetime) -> bool:
    """Mail one notice as *write* words it; False where it was mailed before, is put off, or is not to be mailed.

    Its person may have no address, have lost their account, or be no longer one who may be told: of what went to
    another desk meanwhile, or of the wire of a desk that they have left. The server is spoken to between two short
    transactions, so one that is slow holds nobody up. Whatever fails is put off and raised. A worker that dies over a
    mail leaves it to the sweep, which sends it under the same Message-ID.
    """
    notice = _claim(notice_id, now)
    if notice is None:
        return False
    try:
        write(notice, now=now).send()
        return _keep_mailed(notice, now)
    except Exception as error:
        # Also where the mail is out and that cannot be kept: each turn counts, or it would go out for ever.
        put_off_notice(notice=notice, reason=f"{type(error).__name__}: {error}", now=now)
        raise


@transaction.atomic
def put_off_notice(*, notice: Notice, reason: str, now: datetime) -> None:
    """Keep that the mail of a notice failed: it is tried again after a pause, and given up after the last one.

    Whoever has claimed it since says themselves what became of it.
    """
    as_known = Notice.objects.filter(pk=notice.pk, mailed_at__isnull=True, next_attempt_at=notice.next_attempt_at)
    locked = as_known.select_for_update().first()
    if locked is None:
        return
    pause = _PAUSES[locked.attempts] if locked.attempts < len(_PAUSES) else None
    locked.attempts += 1
    locked.next_attempt_at = None if pause is None else now + timedelta(minutes=pause)
    locked.save(update_fields=["attempts", "next_attempt_at"])
    if pause is None:
        after = {"to": locked.recipient_id, "kind": locked.kind, "attempts": locked.attempts}
        record(action="notice.failed", actor=MAILER, obj=locked, now=now, after=after, reason=reason)


def due_notices(*, now: datetime, limit: int = 50) -> list[int]:
    """Return the notices whose message was lost, or whose mail is to be tried again, the oldest first."""
    due = Notice.objects.filter(next_attempt_at__lte=now - _PATIENCE).order_by("next_attempt_at", "pk")
    return list(due.values_list("pk", flat=True)[:limit])


def may_be_told(person: User, article: Article) -> bool:
    """Tell whether somebody hears of an article: whoever may read it, and who filed it, on whichever desk it stands."""
    return person.pk == article.filed_by_id or may_read(person, article)


def participants(article: Article) -> list[User]:
    """Return those who took part in an article: filed, edited, answered or decided. Nobody is one by rank alone."""
    took_part = (
        Q(pk=article.filed_by_id)
        | Q(pk__in=ArticleVersion.objects.filter(article=article).values("created_by"))
        | Q(pk__in=Decision.objects.filter(review__article=article).values("actor"))
        | Q(pk__in=Disposition.objects.filter(flag__article=article).values("actor"))
    )
    return list(User.objects.filter(took_part, is_active=True).order_by("pk"))


def leaders_of(desk: Desk) -> list[User]:
    """Return who is told of what a desk must not miss: its chiefs.

    Where nobody leads it whom a mail reaches, its standards editors are, and where none sits on it the administrators,
    who can seat a chief: no kill, no silence and no late copy is told to nobody.
    """
    reached = User.objects.filter(is_active=True).exclude(email="")
    seated = reached.filter(desk_memberships__desk=desk)
    for people in (
        seated.filter(groups__name=Role.DESK_CHIEF),
        seated.filter(groups__name=Role.STANDARDS_EDITOR),
        reached.filter(groups__name=Role.ADMINISTRATOR),
    ):
        if found := list(people.distinct()):
            return found
    return []


def standards_editors_for(article: Article) -> list[User]:
    """Return the standards editors who may read an article."""
    people = User.objects.filter(is_active=True, groups__name=Role.STANDARDS_EDITOR)
    return [person for person in people if may_read(person, article)]


@transaction.atomic
def _claim(notice_id: int, now: datetime) -> Notice | None:
    """Take a notice that is to be mailed, so that nobody else does while its mail is under way."""
    notice = (
        Notice.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("recipient", "article__desk", "article__wire", "wire__files_to")
        .filter(pk=notice_id, next_attempt_at__lte=now)
        .first()
    )
    if notice is None:
        return None
    is_wanted = bool(notice.recipient.email) and _is_still_open(notice)
    notice.next_attempt_at = now + _LEASE if is_wanted else None
    notice.save(update_fields=["next_attempt_at"])
    return notice if is_wanted else None


@transaction.atomic
def _keep_mailed(notice: Notice, now: datetime) -> bool:
    """Keep that a mail went out, whoever has claimed it since; False where that was kept before."""
    unmailed = Notice.objects.filter(pk=notice.pk, mailed_at__isnull=True)
    if unmailed.select_for_update().first() is None:
        return False
    unmailed.update(mailed_at=now, next_attempt_at=None)
    after = {"to": notice.recipient_id, "kind": notice.kind}
    record(action="notice.mailed", actor=MAILER, obj=notice, now=now, after=after)
    return True


def _is_still_open(notice: Notice) -> bool:
    if not notice.recipient.is_active:
        return False
    if notice.article is not None:
        return may_be_told(notice.recipient, notice.article)
    desk = notice.wire.files_to if notice.wire else None
    return desk is not None and notice.recipient in leaders_of(desk)


def _leave(notice: Notice, to: Iterable[User], actor: Actor, now: datetime) -> list[Notice]:
    notice.created_at = notice.next_attempt_at = now
    acting = actor.user.pk if actor.user else None
    people = {person.pk: person for person in to if person.is_active and person.pk != acting}
    notices = [_save_for(notice, person) for person in people.values()]
    if notices:
        send_after_commit(MAIL_NOTICES, [one.pk for one in notices])
    return notices


def _save_for(notice: Notice, person: User) -> Notice:
    one = copy(notice)
    one.recipient = person
    one.save(force_insert=True)
    return one

"""Tell people: those who took part, those who are asked. Rows now, mails after the commit."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from datetime import datetime
from typing import Protocol

from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q

from articles.actor import Actor
from articles.models import Article, ArticleVersion, Desk, Wire
from moderation.models import Decision, Disposition, Notice
from moderation.workflow.audit import record
from moderation.workflow.dispatching import MAIL_NOTICES, send_after_commit
from moderation.workflow.states import Role

MAILER = Actor.task("mail_notices")


class Writer(Protocol):
    """Whoever words the mail of a notice."""

    def __call__(self, notice: Notice, *, now: datetime) -> EmailMessage:
        """Return the mail."""


def notify(
    *, article: Article, to: Iterable[User], kind: str, actor: Actor, reason: str, now: datetime
) -> list[Notice]:
    """Leave a notice for each person but the one who acts, and mail it once the transaction is through."""
    return _leave(Notice(article=article, kind=kind, by=actor.label, reason=reason, created_at=now), to, actor)


def notify_of_wire(
    *, wire: Wire, to: Iterable[User], kind: str, actor: Actor, reason: str, now: datetime
) -> list[Notice]:
    """Leave a notice about a wire for each person, and mail it once the transaction is through."""
    return _leave(Notice(wire=wire, kind=kind, by=actor.label, reason=reason, created_at=now), to, actor)


def mail_notice(*, notice_id: int, write: Writer, now: datetime) -> bool:
    """Mail one notice as *write* words it; False where it was mailed before or its person has no address."""
    with transaction.atomic():
        notice = (
            Notice.objects.select_for_update(of=("self",), skip_locked=True)
            .select_related("recipient", "article__desk", "article__wire", "wire__files_to")
            .filter(pk=notice_id, mailed_at__isnull=True)
            .first()
        )
        if notice is None or not notice.recipient.email:
            return False
        write(notice, now=now).send()
        notice.mailed_at = now
        notice.save(update_fields=["mailed_at"])
        record(
            action="notice.mailed",
            actor=MAILER,
            obj=notice,
            now=now,
            after={"to": notice.recipient_id, "kind": notice.kind},
        )
    return True


def participants(article: Article) -> list[User]:
    """Return those who took part in an article: filed, edited, answered or decided. Nobody is one by rank alone."""
    took_part = (
        Q(pk=article.filed_by_id)
        | Q(pk__in=ArticleVersion.objects.filter(article=article).values("created_by"))
        | Q(pk__in=Decision.objects.filter(review__article=article).values("actor"))
        | Q(pk__in=Disposition.objects.filter(flag__article=article).values("actor"))
    )
    return list(User.objects.filter(took_part, is_active=True).order_by("pk"))


def chiefs_of(desk: Desk) -> list[User]:
    """Return a desk's chiefs."""
    return list(
        User.objects.filter(is_active=True, groups__name=Role.DESK_CHIEF, desk_memberships__desk=desk).distinct()
    )


def standards_editors() -> list[User]:
    """Return the standards editors of the house."""
    return list(User.objects.filter(is_active=True, groups__name=Role.STANDARDS_EDITOR))


def _leave(notice: Notice, to: Iterable[User], actor: Actor) -> list[Notice]:
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

"""Tell people: those who took part, those who are asked. Rows now, mails after the commit."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from articles.actor import Actor
from articles.models import Article, ArticleVersion, Desk, Wire
from moderation.models import Decision, Disposition, Notice
from moderation.workflow.audit import record
from moderation.workflow.dispatching import MAIL_NOTICES, send_after_commit
from moderation.workflow.states import Role

MAILER = Actor.task("mail_notices")


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


def mail_notice(*, notice_id: int, now: datetime) -> bool:
    """Mail one notice; False where it was mailed before or its person has no address."""
    with transaction.atomic():
        notice = (
            Notice.objects.select_for_update(of=("self",), skip_locked=True)
            .select_related("recipient", "article__desk", "wire__files_to")
            .filter(pk=notice_id, mailed_at__isnull=True)
            .first()
        )
        if notice is None or not notice.recipient.email:
            return False
        _mail(notice)
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


def _mail(notice: Notice) -> None:
    about, desk = _about(notice)
    with translation.override(desk.language if desk else None):
        subject = _("%(headline)s: %(what)s") % {
            "headline": " ".join(about.split()),
            "what": notice.get_kind_display(),
        }
        lines = [_("%(who)s: %(what)s") % {"who": notice.by, "what": notice.get_kind_display()}]
        lines += [notice.reason] if notice.reason else []
        message = EmailMessage(subject, "\n\n".join(lines), settings.DEFAULT_FROM_EMAIL, [notice.recipient.email])
    message.send()


def _about(notice: Notice) -> tuple[str, Desk | None]:
    """Return the name of what a notice is about, and the desk in whose language it is written."""
    if notice.article is not None:
        return notice.article.headline, notice.article.desk
    assert notice.wire is not None  # a constraint of the table
    return notice.wire.name, notice.wire.files_to

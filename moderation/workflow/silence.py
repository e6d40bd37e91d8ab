"""What follows when a wire falls strangely quiet: its desk's chiefs are told, once a silence."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from articles.actor import Actor
from articles.models import Wire
from moderation.models import NoticeKind
from moderation.workflow.audit import record
from moderation.workflow.notices import leaders_of, notify_of_wire


def follow_silence(*, wire: Wire, since: datetime, actor: Actor, now: datetime) -> None:
    """Record the silence and tell the chiefs of the desk that the wire files to, in the desk's language."""
    desk = wire.files_to
    record(action="wire.quiet", actor=actor, obj=wire, now=now, after={"since": since, "hours": wire.quiet_hours})
    if desk is None:
        return
    with translation.override(desk.language), timezone.override(desk.time_zone):
        reason = _("nothing new has come from %(wire)s since %(since)s; look whether the line still works") % {
            "wire": wire.name,
            "since": timezone.localtime(since).strftime("%Y-%m-%d %H:%M"),
        }
    notify_of_wire(wire=wire, to=leaders_of(desk), kind=NoticeKind.QUIET, actor=actor, reason=reason, now=now)


def follow_news(*, wire: Wire, since: datetime, actor: Actor, now: datetime) -> None:
    """Record that a wire which was quiet brings news again."""
    record(action="wire.heard", actor=actor, obj=wire, now=now, after={"quiet_since": since})

"""Notice that a wire has fallen strangely quiet, once a silence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from articles.actor import Actor
from articles.feeds.polling import is_due
from articles.models import Wire, WireState
from articles.signals import wire_fell_quiet

WATCH = Actor.rule("silence")


def notice_silence(*, now: datetime, but_for: Iterable[int] = ()) -> int:
    """Tell of the wires that have brought nothing new for longer than is usual for them; return how many.

    Leave out those *but_for* which a look into their folder is asked first, each by `notice_silence_of`.
    """
    watched = Wire.objects.active().filter(~Q(feed_url="") | ~Q(folder=""), quiet_hours__isnull=False)
    due = watched.filter(state__quiet_since__isnull=True, state__isnull=False).exclude(pk__in=but_for)
    return sum(notice_silence_of(pk, now=now) for pk in list(due.order_by("pk").values_list("pk", flat=True)))


@transaction.atomic
def notice_silence_of(wire_id: int, *, now: datetime) -> bool:
    """Tell of one wire's silence, if it is one: where its feed is still to be asked, the house has not listened."""
    rows = WireState.objects.select_for_update(of=("self",), skip_locked=True).select_related("wire__files_to")
    state = rows.filter(wire=wire_id, quiet_since__isnull=True).first()
    if state is None or state.wire.quiet_hours is None or is_due(state, now):
        return False
    since = max(state.heard_at or state.watched_since, state.watched_since)
    if now - since < timedelta(hours=state.wire.quiet_hours):
        return False
    state.quiet_since = now
    state.save(update_fields=["quiet_since"])
    wire_fell_quiet.send(sender=Wire, wire=state.wire, since=since, actor=WATCH, now=now)
    return True

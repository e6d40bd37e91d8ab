"""Make a subscription's digest in its reader's language, by its reader's clock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone, translation

from moderation.models.report import ReportSubscription, ScheduleKind
from moderation.reports.counts.scope import Scope
from moderation.reports.digest import Digest
from moderation.reports.kinds import BUILDERS, Assignment
from moderation.reports.schedule import Schedule

_MONDAY_TO_FRIDAY = frozenset(range(1, 6))


def schedule_of(subscription: ReportSubscription) -> Schedule:
    """Return the schedule that a subscription's columns describe."""
    at, zone = subscription.send_at, ZoneInfo(subscription.time_zone)
    if subscription.schedule == ScheduleKind.WEEKDAYS:
        return Schedule(at, zone, _MONDAY_TO_FRIDAY)
    if subscription.schedule == ScheduleKind.WEEKLY and subscription.weekday is not None:
        return Schedule(at, zone, frozenset({subscription.weekday}))
    if subscription.schedule == ScheduleKind.MONTHLY:
        return Schedule(at, zone, month_day=subscription.month_day)
    return Schedule(at, zone)


def make_digest(subscription: ReportSubscription, *, since: datetime, until: datetime, now: datetime) -> Digest:
    """Make the digest of a stretch of time; what stands open is counted as it stands now."""
    desks = list(subscription.desks.order_by("name"))
    wires = subscription.wires.values_list("pk", flat=True)
    with reading_as(subscription):
        return BUILDERS[subscription.report](
            Assignment(
                scope=Scope.of(since=since, until=until, desks=[desk.pk for desk in desks], wires=wires),
                now=now,
                name=subscription.name,
                desk_names=tuple(desk.name for desk in desks),
                language=subscription.language,
                slugline=subscription.slugline,
            )
        )


@contextmanager
def reading_as(subscription: ReportSubscription) -> Iterator[None]:
    """Speak a subscription's language and read its clock for a while."""
    with translation.override(subscription.language), timezone.override(ZoneInfo(subscription.time_zone)):
        yield

"""Find what is due and queue it: one row a period and person, whoever asks and however often.

Each period begins where the one before it ended, whatever hour that had: a change of the hour leaves nothing untold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import structlog
from django.contrib.auth.models import User
from django.db import transaction

from articles.models import Arrival
from moderation.models.report import Occasion, ReportDelivery, ReportSubscription, ReportTold
from moderation.reports.making import schedule_of
from moderation.reports.schedule import Period, due_periods, next_periods, period_until

# A house that stood still for longer is not buried in old mails.
OLDEST = timedelta(days=31)
# So long a report waits for copy that came before its hour; then the house tells what it has.
PATIENCE = timedelta(hours=1)

log = structlog.get_logger(__name__)


def queue_due(*, now: datetime) -> int:
    """Queue every period that fell due and was not queued before; return how many mails that makes."""
    active = ReportSubscription.objects.filter(is_active=True, starts_at__lte=now).order_by("pk")
    return sum(_queue(pk, now) for pk in active.values_list("pk", flat=True))


def queue_one(subscription: ReportSubscription, *, now: datetime, to: User | None = None) -> list[ReportDelivery]:
    """Queue a mail to each recipient, or to one person, because somebody asked for it; no period is used up by that."""
    period = period_until(schedule_of(subscription), now=now)
    return ReportDelivery.objects.bulk_create(
        ReportDelivery(
            occasion=Occasion.ASKED,
            subscription=subscription,
            recipient=person,
            period_start=period.day,
            since=period.since,
            until=period.until,
            queued_at=now,
            next_attempt_at=now,
        )
        for person in ([to] if to else subscription.people())
    )


def coming_periods(subscription: ReportSubscription, *, now: datetime, count: int) -> list[Period]:
    """Return the next *count* periods that will be sent."""
    # Today may have been sent at another hour.
    coming = next_periods(schedule_of(subscription), now=now, count=count + 1)
    return [period for period in coming if not _is_sent(subscription, period)][:count]


def _queue(pk: int, now: datetime) -> int:
    with transaction.atomic():
        # Two ticks at once: the second waits here, then finds what the first one told.
        subscription = ReportSubscription.objects.select_for_update().get(pk=pk)
        periods = list(_due(subscription, now))
        if periods:
            told = {"until": periods[-1].until}
            ReportTold.objects.update_or_create(subscription=subscription, defaults=told)
        return sum(_queue_period(subscription, period, now) for period in periods)


def _due(subscription: ReportSubscription, now: datetime) -> Iterator[Period]:
    """Yield what is due and untold. A day that has had its mails has no second ones: the next tells the rest of it."""
    told = ReportTold.objects.filter(subscription=subscription).values_list("until", flat=True).first()
    after = max(told or subscription.starts_at, subscription.starts_at, now - OLDEST)
    since = told if told == after else None
    for period in due_periods(schedule_of(subscription), after=after, now=now):
        if _is_copy_coming(period, now):
            log.info("report_waits_for_copy", subscription=subscription.name, period=str(period.day))
            return
        if not _is_sent(subscription, period):
            yield replace(period, since=since or period.since)
            since = period.until


def _is_copy_coming(period: Period, now: datetime) -> bool:
    """Tell whether copy of a period is still to be filed: it will bear the time at which it came, and be in no mail."""
    came = Arrival.objects.waiting().filter(arrived_at__lt=period.until)
    return now < period.until + PATIENCE and came.exists()


def _is_sent(subscription: ReportSubscription, period: Period) -> bool:
    scheduled = subscription.deliveries.filter(occasion=Occasion.SCHEDULED)
    return scheduled.filter(period_start=period.day).exists()


def _queue_period(subscription: ReportSubscription, period: Period, now: datetime) -> int:
    # Who came later is not sent what was due before.
    people = list(subscription.people().filter(date_joined__lte=period.until))
    if not people:
        log.warning("report_without_recipients", subscription=subscription.name, period=str(period.day))
    made = ReportDelivery.objects.bulk_create(
        (
            ReportDelivery(
                subscription=subscription,
                recipient=person,
                period_start=period.day,
                since=period.since,
                until=period.until,
                queued_at=now,
                next_attempt_at=now,
            )
            for person in people
        ),
        ignore_conflicts=True,
    )
    return len(made)

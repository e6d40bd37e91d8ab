"""Find what is due and queue it: one row a period and person, whoever asks and however often."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max

from moderation.models.report import Occasion, ReportDelivery, ReportSubscription
from moderation.reports.making import schedule_of
from moderation.reports.schedule import Period, due_periods, period_until

# A house that stood still for longer is not buried in old mails.
OLDEST = timedelta(days=31)

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


def _queue(pk: int, now: datetime) -> int:
    with transaction.atomic():
        # Two ticks at once: the second waits here, then finds the first one's rows.
        subscription = ReportSubscription.objects.select_for_update().get(pk=pk)
        periods = list(due_periods(schedule_of(subscription), after=_last_queued(subscription, now), now=now))
        return sum(_queue_period(subscription, period, now) for period in periods)


def _last_queued(subscription: ReportSubscription, now: datetime) -> datetime:
    scheduled = subscription.deliveries.filter(occasion=Occasion.SCHEDULED)
    last = scheduled.aggregate(last=Max("until"))["last"]
    return max(last or subscription.starts_at, subscription.starts_at, now - OLDEST)


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

"""Whether mails lie here because the mail server takes none: what the operator must know, nobody else can mend it."""

from __future__ import annotations

from datetime import datetime, timedelta

from moderation.models import Notice
from moderation.models.report import DeliveryState, ReportDelivery

# A server that comes back by itself, or wants to see a mail twice, has done so by then.
PATIENCE = timedelta(minutes=15)


def is_mail_stuck(*, now: datetime) -> bool:
    """Tell whether a mail was tried in vain for a while, and the server has taken no other since."""
    reports = ReportDelivery.objects.filter(
        state=DeliveryState.QUEUED, attempts__gt=0, queued_at__lte=now - PATIENCE
    ).order_by("-queued_at")
    notices = Notice.objects.filter(
        next_attempt_at__isnull=False, attempts__gt=0, created_at__lte=now - PATIENCE
    ).order_by("-created_at")
    newest = (
        reports.values_list("queued_at", flat=True).first(),
        notices.values_list("created_at", flat=True).first(),
    )
    waiting_since = max((moment for moment in newest if moment), default=None)
    return waiting_since is not None and not _is_any_taken(waiting_since)


def _is_any_taken(since: datetime) -> bool:
    reports = ReportDelivery.objects.filter(state=DeliveryState.ACCEPTED, finished_at__gt=since)
    return reports.exists() or Notice.objects.filter(mailed_at__gt=since).exists()

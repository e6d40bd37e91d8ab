"""Forget old messages: long after they were delivered or given up, the audit history still says what happened.

Which articles an endpoint was told of is never forgotten.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef

from moderation.models import OutboxEvent, WebhookDelivery

# One look forgets at most so many; the next goes on.
MOST = 500


def forget_old(*, now: datetime) -> int:
    """Remove messages older than the house keeps them, with their logs; what still waits stays. Return how many."""
    waiting = WebhookDelivery.objects.filter(event=OuterRef("pk")).pending()
    old = OutboxEvent.objects.filter(occurred_at__lt=now - settings.WEBHOOKS_KEPT_FOR).exclude(Exists(waiting))
    chosen = list(old.order_by("occurred_at", "pk").values_list("pk", flat=True)[:MOST])
    OutboxEvent.objects.filter(pk__in=chosen).delete()
    return len(chosen)

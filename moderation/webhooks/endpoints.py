"""Keep endpoints: add one, give it a new secret, take it out of use and back, send a message again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from articles.actor import Actor
from articles.models import Desk
from moderation.models import WebhookDelivery, WebhookEndpoint, WebhookLine, WebhookSecret, WebhookState
from moderation.webhooks.signing import make_secret
from moderation.workflow.audit import record
from moderation.workflow.dispatching import DELIVER_WEBHOOKS, send_after_commit
from moderation.workflow.outbox import LONGEST
from moderation.workflow.refusal import Refusal


class EndpointIsOut(Refusal):
    """Refuse to send to an endpoint that is not in use."""

    code = "endpoint"

    def __init__(self, endpoint: WebhookEndpoint) -> None:
        super().__init__(
            _("%(name)s is not in use (%(why)s); take it into use first")
            % {"name": endpoint.name, "why": endpoint.disabled_reason or _("switched off")}
        )


@transaction.atomic
def add_endpoint(
    *, name: str, url: str, events: Sequence[str], desks: Iterable[Desk], actor: Actor, now: datetime
) -> tuple[WebhookEndpoint, str]:
    """Add an endpoint and return it with its first secret, which is shown once.

    :raises ValidationError: the address or an event is refused
    """
    endpoint = WebhookEndpoint(name=name, url=url, event_types=list(events))
    endpoint.full_clean()
    endpoint.save()
    endpoint.desks.set(desks)
    record(action="webhook.added", actor=actor, obj=endpoint, now=now, after=_describe(endpoint))
    return endpoint, rotate_secret(endpoint, actor=actor, now=now)


@transaction.atomic
def change_endpoint(*, endpoint: WebhookEndpoint, desks: Iterable[Desk], actor: Actor, now: datetime) -> None:
    """Save what is changed of an endpoint; one that did not change records nothing.

    :raises ValidationError: the address or an event is refused
    """
    stored = WebhookEndpoint.objects.select_for_update(no_key=True).get(pk=endpoint.pk)
    before = _describe(stored)
    endpoint.full_clean()
    endpoint.save(update_fields=["name", "url", "event_types"])
    endpoint.desks.set(desks)
    after = _describe(endpoint)
    if before != after:
        record(action="webhook.changed", actor=actor, obj=endpoint, now=now, before=before, after=after)


@transaction.atomic
def rotate_secret(endpoint: WebhookEndpoint, *, actor: Actor, now: datetime) -> str:
    """Give an endpoint a new secret and return it; the one before signs too, until the receiver has changed over.

    Whatever was older than that one signs no more.
    """
    WebhookEndpoint.objects.select_for_update(no_key=True).get(pk=endpoint.pk)
    ends_at = now + settings.WEBHOOK_ROTATION_OVERLAP
    endpoint.secrets.filter(ends_at__gt=now).update(ends_at=now)
    is_first = not endpoint.secrets.exists()
    endpoint.secrets.filter(ends_at__isnull=True).update(ends_at=ends_at)
    secret = make_secret()
    WebhookSecret.objects.create(endpoint=endpoint, secret=secret, made_at=now)
    after = None if is_first else {"old_signs_until": ends_at}
    record(action="webhook.secret_made", actor=actor, obj=endpoint, now=now, after=after)
    return secret


@transaction.atomic
def disable(endpoint: WebhookEndpoint, *, reason: str, actor: Actor, now: datetime) -> WebhookEndpoint:
    """Take an endpoint out of use: what waits keeps waiting, and nothing new joins it.

    Only kills and corrections of what it was told of are written, and wait too.
    """
    locked = WebhookEndpoint.objects.select_for_update(no_key=True).get(pk=endpoint.pk)
    if locked.is_enabled:
        locked.is_enabled, locked.disabled_reason, locked.disabled_at = False, reason[:255], now
        locked.save(update_fields=["is_enabled", "disabled_reason", "disabled_at"])
        record(action="webhook.disabled", actor=actor, obj=locked, now=now, reason=reason)
    return locked


@transaction.atomic
def enable(endpoint: WebhookEndpoint, *, actor: Actor, now: datetime) -> WebhookEndpoint:
    """Take an endpoint into use again, and send what has waited meanwhile: its day begins now."""
    # The line first, as a sender does: two who lock in the same order never wait in a circle.
    try_now(endpoint, now=now)
    locked = WebhookEndpoint.objects.select_for_update(no_key=True).get(pk=endpoint.pk)
    if not locked.is_enabled:
        why = locked.disabled_reason
        locked.is_enabled, locked.disabled_reason, locked.disabled_at = True, "", None
        locked.save(update_fields=["is_enabled", "disabled_reason", "disabled_at"])
        endpoint.deliveries.pending().update(give_up_at=now + LONGEST)
        record(action="webhook.enabled", actor=actor, obj=locked, now=now, before={"reason": why})
    return locked


@transaction.atomic
def try_now(endpoint: WebhookEndpoint, *, now: datetime) -> int:
    """Make all that waits for an endpoint due at once, in its order; return how many messages that are."""
    WebhookLine.objects.filter(endpoint=endpoint).update(rests_until=None)
    waiting = WebhookDelivery.objects.filter(endpoint=endpoint).pending()
    waiting.filter(next_attempt_at__gt=now).update(next_attempt_at=now)
    send_after_commit(DELIVER_WEBHOOKS, endpoint.pk)
    return waiting.count()


@transaction.atomic
def resend(delivery: WebhookDelivery, *, actor: Actor, now: datetime) -> WebhookDelivery:
    """Send a message once more, under the same id and with the same text; the log goes on.

    :raises EndpointIsOut: its endpoint is not in use
    """
    locked = (
        WebhookDelivery.objects.select_for_update(of=("self",)).select_related("endpoint", "event").get(pk=delivery.pk)
    )
    if not locked.endpoint.is_enabled:
        raise EndpointIsOut(locked.endpoint)
    before = locked.state
    locked.state, locked.finished_at = WebhookState.PENDING, None
    locked.next_attempt_at, locked.give_up_at = now, now + LONGEST
    locked.save(update_fields=["state", "finished_at", "next_attempt_at", "give_up_at"])
    record(
        action="webhook.resent",
        actor=actor,
        obj=locked,
        now=now,
        before={"state": before},
        after={"event": locked.event.type, "endpoint": locked.endpoint.name},
    )
    send_after_commit(DELIVER_WEBHOOKS, locked.endpoint_id)
    return locked


def _describe(endpoint: WebhookEndpoint) -> dict[str, Any]:
    codes = sorted(endpoint.desks.values_list("code", flat=True))
    return {"name": endpoint.name, "url": endpoint.url, "events": list(endpoint.event_types), "desks": codes}

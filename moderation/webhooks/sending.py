"""Send what waits for an endpoint: one sender a line, in turn, each attempt kept in the log."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import structlog
from django.db import transaction
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.actor import Actor
from articles.outgoing import AddressRefused, CallFailed, Limits, call
from moderation.models import WebhookAttempt, WebhookDelivery, WebhookEndpoint, WebhookLine, WebhookState
from moderation.webhooks.endpoints import disable
from moderation.webhooks.patience import Heard, Meaning, next_attempt
from moderation.webhooks.signing import sign
from moderation.workflow.audit import record
from moderation.workflow.outbox import LONGEST

SENDER = Actor.task("deliver_webhooks")
# Whole attempt, connection and answer together; of the answer the first bytes are kept.
LIMITS = Limits(seconds=30.0, bytes=500, is_cut=True)
# A sender that died is thought dead after this long: more than an attempt can take.
LEASE = timedelta(seconds=60)
# One turn begins attempts for so many seconds, and leaves the rest to the next: no worker is held for long.
TURN_SECONDS = 5.0

log = structlog.get_logger(__name__)

Clock = Callable[[], datetime]


@dataclass(slots=True)
class Turn:
    """Count what one turn did; ``is_over`` says that nothing is left to do now."""

    claim: UUID = field(default_factory=uuid4)
    attempts: int = 0
    is_over: bool = False


def deliver(endpoint_id: int, *, clock: Clock = timezone.now) -> Turn:
    """Send what is due to an endpoint, unless somebody else does."""
    turn = Turn()
    ends_at = time.monotonic() + TURN_SECONDS
    while time.monotonic() < ends_at:
        delivery = claim_next(endpoint_id, claim=turn.claim, now=clock())
        if delivery is None:
            turn.is_over = True
            return turn
        turn.attempts += 1
        heard = post(delivery, now=clock())
        keep(delivery, heard, claim=turn.claim, now=clock())
    let_go(endpoint_id, claim=turn.claim)
    return turn


def due_endpoints(*, now: datetime) -> list[int]:
    """Return the endpoints for which something can be sent now."""
    waiting = WebhookDelivery.objects.filter(endpoint=OuterRef("pk")).pending().in_turn()
    free = Q(line__isnull=True) | (
        (Q(line__lease_until__isnull=True) | Q(line__lease_until__lte=now))
        & (Q(line__rests_until__isnull=True) | Q(line__rests_until__lte=now))
    )
    endpoints = WebhookEndpoint.objects.filter(free, is_enabled=True)
    due = endpoints.annotate(due_at=Subquery(waiting.values("next_attempt_at")[:1])).filter(due_at__lte=now)
    return list(due.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def claim_next(endpoint_id: int, *, claim: UUID, now: datetime) -> WebhookDelivery | None:
    """Take an endpoint's next message and the line it goes over; none is due, or another sender is on: none.

    The line's row is waited for, not skipped: it is held for a moment only, and whoever lets it go has seen every
    message written before. So no message is left lying whose sender was turned away.
    """
    line = _lock_line(endpoint_id)
    if line is None or (line.claim not in (None, claim) and line.lease_until is not None and line.lease_until > now):
        return None
    delivery = _head(endpoint_id) if line.endpoint.is_enabled else None
    is_resting = line.rests_until is not None and line.rests_until > now
    if delivery is None or is_resting or delivery.next_attempt_at > now:
        _free(line)
        return None
    line.claim, line.lease_until = claim, now + LEASE
    line.save(update_fields=["claim", "lease_until"])
    delivery.attempts += 1
    delivery.save(update_fields=["attempts"])
    return delivery


def post(delivery: WebhookDelivery, *, now: datetime) -> Heard:
    """Send one message; whatever goes wrong on the way is an answer, no exception."""
    keys = list(delivery.endpoint.secrets.current(now).values_list("secret", flat=True))
    if not keys:
        return Heard(0, error=_("the endpoint has no secret; make one"))
    event = delivery.event
    headers = {
        "content-type": "application/json",
        **sign(event.body, message_id=event.message_id, now=now, keys=keys),
    }
    began = time.monotonic()
    try:
        answer = call("POST", delivery.endpoint.url, headers=headers, content=event.body.encode(), limits=LIMITS)
    except (AddressRefused, CallFailed) as failure:
        return Heard(_since(began), error=str(failure))
    text = answer.content.decode("utf-8", "replace").replace("\x00", "")
    return Heard(_since(began), answer.status, answer.headers, text)


@transaction.atomic
def keep(delivery: WebhookDelivery, heard: Heard, *, claim: UUID, now: datetime) -> None:
    """Keep what came of an attempt, and decide what becomes of the message and of its endpoint."""
    _write_log(delivery, heard, now)
    line = _lock_line(delivery.endpoint_id)
    if line is None or line.claim != claim:
        # Somebody else took the line for dead and has the message in hand.
        log.warning("webhook_line_lost", delivery=delivery.pk, endpoint=delivery.endpoint_id)
        return
    meaning = heard.meaning
    if meaning is Meaning.TAKEN:
        line.failing_since, line.rests_until = None, None
        _finish(delivery, WebhookState.DELIVERED, now)
    elif meaning is Meaning.GONE:
        # The message waits with all others: a server that is back must not have missed a kill.
        disable(delivery.endpoint, reason=_("the endpoint answered 410 Gone"), actor=SENDER, now=now)
    else:
        _put_off(delivery, line, heard, now)
    line.save(update_fields=["failing_since", "rests_until"])


@transaction.atomic
def let_go(endpoint_id: int, *, claim: UUID) -> None:
    """Free a line for the next sender."""
    line = _lock_line(endpoint_id)
    if line is not None and line.claim == claim:
        _free(line)


def _lock_line(endpoint_id: int) -> WebhookLine | None:
    if not WebhookEndpoint.objects.filter(pk=endpoint_id).exists():
        return None
    WebhookLine.objects.get_or_create(endpoint_id=endpoint_id)
    return WebhookLine.objects.select_for_update(of=("self",)).select_related("endpoint").get(endpoint_id=endpoint_id)


def _head(endpoint_id: int) -> WebhookDelivery | None:
    waiting = WebhookDelivery.objects.filter(endpoint_id=endpoint_id).pending().in_turn()
    return waiting.select_related("event", "endpoint").first()


def _free(line: WebhookLine) -> None:
    line.claim, line.lease_until = None, None
    line.save(update_fields=["claim", "lease_until"])


def _put_off(delivery: WebhookDelivery, line: WebhookLine, heard: Heard, now: datetime) -> None:
    line.failing_since = line.failing_since or now
    asked = heard.asked_to_wait(now)
    again = next_attempt(heard, attempts=_attempts_of_its_day(delivery), give_up_at=delivery.give_up_at, now=now)
    if again is None:
        if asked:
            # This message's time is over, and the server's rest is not: the next one waits for it.
            line.rests_until = now + asked
        _finish(delivery, WebhookState.FAILED, now)
        record(
            action="webhook.given_up",
            actor=SENDER,
            obj=delivery,
            now=now,
            after={"endpoint": delivery.endpoint.name, "event": delivery.event.type, "attempts": delivery.attempts},
            reason=heard.error or str(heard.status),
        )
        return
    delivery.next_attempt_at = again
    delivery.save(update_fields=["next_attempt_at"])
    if heard.meaning is Meaning.BUSY or asked:
        line.rests_until = again


def _attempts_of_its_day(delivery: WebhookDelivery) -> int:
    """Count the attempts since a message's day began: sent again, or waited for an endpoint, it begins anew."""
    return max(1, delivery.log.filter(at__gte=delivery.give_up_at - LONGEST).count())


def _finish(delivery: WebhookDelivery, state: WebhookState, now: datetime) -> None:
    delivery.state = state
    delivery.finished_at = now
    delivery.save(update_fields=["state", "finished_at"])


def _write_log(delivery: WebhookDelivery, heard: Heard, now: datetime) -> None:
    log.info("webhook_posted", delivery=delivery.pk, status=heard.status, error=heard.error)
    WebhookAttempt.objects.create(
        delivery=delivery,
        number=delivery.attempts,
        at=now,
        status=heard.status,
        milliseconds=heard.milliseconds,
        answer=heard.answer,
        error=heard.error,
    )


def _since(began: float) -> int:
    return round((time.monotonic() - began) * 1000)

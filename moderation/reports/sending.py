"""Send what is queued: claimed, posted, answered; what the server puts off is tried again, in order."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

import structlog
from django.contrib.auth.models import User
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils.translation import gettext as _

from moderation.models.report import (
    DeliveryState,
    EmptyPolicy,
    Occasion,
    ReportDelivery,
    ReportDeliveryQuerySet,
    ReportSubscription,
)
from moderation.reports.digest import Digest
from moderation.reports.mail import Letter, compose, name_message
from moderation.reports.making import make_digest, reading_as
from moderation.reports.queueing import queue_due, queue_one
from moderation.reports.signals import delivery_finished
from moderation.reports.smtp import Answer, Verdict, post
from moderation.reports.stopping import stop_address

# Whoever claimed a mail and died is thought dead after this long: more than a server may hang.
LEASE = timedelta(minutes=5)
# Minutes until the next attempt; after the last of them a mail is given up, and shown as failed.
PAUSES = (1, 5, 15, 30, 60, 120, 240, 480, 720)
# One tick sends for this many seconds and leaves the rest to the next: a slow server holds up no worker.
TICK_SECONDS = 25.0
# Whoever asks for mails waits for so many seconds; what is left then, the next tick sends.
ASK_SECONDS = 10.0

# What a tick has made already, by subscription and stretch of time.
_Made: TypeAlias = dict[tuple[int, datetime, datetime], Digest]

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Tally:
    """Count what one tick did."""

    queued: int = 0
    accepted: int = 0
    put_off: int = 0
    failed: int = 0
    skipped: int = 0


def send_due(*, now: datetime, clock: Callable[[], float] = time.monotonic) -> Tally:
    """Queue what is due, then send what is ready, in the order of the periods."""
    tally = Tally(queued=queue_due(now=now))
    for delivery in _send_ready(ReportDelivery.objects.all(), now=now, clock=clock, seconds=TICK_SECONDS):
        _count(tally, delivery)
    return tally


def send_one(
    subscription: ReportSubscription,
    *,
    now: datetime,
    to: User | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> list[ReportDelivery]:
    """Send a subscription now, to all its recipients or to the one person who asks for it; the tick sends the rest."""
    numbers = [delivery.pk for delivery in queue_one(subscription, now=now, to=to)]
    asked = ReportDelivery.objects.filter(pk__in=numbers)
    _send_ready(asked, now=now, clock=clock, seconds=ASK_SECONDS)
    # A tick may have sent some of them meanwhile.
    return list(asked.select_related("subscription", "recipient").order_by("pk"))


def claim_next(*, now: datetime, among: ReportDeliveryQuerySet | None = None) -> ReportDelivery | None:
    """Take the first mail that is ready, so that no other sender takes it; none is ready: none."""
    wanted = ReportDelivery.objects.all() if among is None else among
    with transaction.atomic():
        ready = wanted.ready(now).in_turn().select_for_update(of=("self",), skip_locked=True)
        delivery = ready.select_related("subscription", "recipient").order_by("until", "pk").first()
        if delivery is None:
            return None
        _claim(delivery, now)
        return delivery


def _send_ready(
    among: ReportDeliveryQuerySet, *, now: datetime, clock: Callable[[], float], seconds: float
) -> list[ReportDelivery]:
    """Send what is ready, each mail under a claim of its own, as long as there is time; return what was tried."""
    tried: list[ReportDelivery] = []
    digests: _Made = {}
    stop_at = clock() + seconds
    while clock() < stop_at:
        delivery = claim_next(now=now, among=among)
        if delivery is None:
            break
        tried.append(delivery)
        answer = _try_to_deliver(delivery, now=now, digests=digests)
        if answer is not None and answer.is_server_down:
            # The others would wait for the same silence; they keep their places.
            break
    return tried


def _try_to_deliver(delivery: ReportDelivery, *, now: datetime, digests: _Made) -> Answer | None:
    try:
        return _deliver(delivery, now, digests)
    except Exception as error:  # a report that cannot be made must not keep the others back
        log.exception("report_not_made", delivery=delivery.pk, report=delivery.subscription.report)
        answer = Answer(Verdict.LATER, f"{type(error).__name__}: {error}")
        _keep(delivery, answer, now)
        return answer


def _deliver(delivery: ReportDelivery, now: datetime, digests: _Made) -> Answer | None:
    """Write and post a claimed mail, and keep the answer; a mail that is not wanted any more is left out."""
    reason = _why_not_now(delivery)
    digest = None if reason else _digest(delivery, now, digests)
    if digest is None or _says_nothing(delivery, digest):
        _finish(delivery, DeliveryState.SKIPPED, reason or _("nothing to say"), now)
        return None
    if not delivery.recipient.email:
        answer = Answer(Verdict.NEVER, _("%(name)s has no mail address") % {"name": delivery.recipient})
    else:
        with reading_as(delivery.subscription):
            answer = post(_write(delivery, digest))
    _keep(delivery, answer, now)
    return answer


def _why_not_now(delivery: ReportDelivery) -> str:
    """Say why a mail is not to go out any more: it may have waited for a day."""
    subscription, person = delivery.subscription, delivery.recipient
    if not subscription.readers().filter(pk=person.pk).exists():
        return _("may not read it any more")
    stops = subscription.stops.filter(person=person)
    if delivery.occasion == Occasion.ASKED:
        # Whoever asks for one mail gets that one, subscribed or not.
        return _("stopped by its reader") if stops.filter(at__gte=delivery.queued_at).exists() else ""
    if stops.exists():
        return _("stopped by its reader")
    if not subscription.is_active or delivery.until < subscription.starts_at:
        # Switched on again, it begins anew, and makes nothing up for what was before.
        return _("the report was switched off")
    return "" if subscription.people().filter(pk=person.pk).exists() else _("is no recipient any more")


def _claim(delivery: ReportDelivery, now: datetime) -> None:
    delivery.state = DeliveryState.SENDING
    delivery.attempts += 1
    delivery.lease_until = now + LEASE
    delivery.address = delivery.recipient.email
    delivery.message_id = _message_id(delivery)
    delivery.save(update_fields=["state", "attempts", "lease_until", "address", "message_id"])


def _digest(delivery: ReportDelivery, now: datetime, digests: _Made) -> Digest:
    # Everybody who gets a period gets the same one.
    key = (delivery.subscription_id, delivery.since, delivery.until)
    if key not in digests:
        digests[key] = make_digest(delivery.subscription, since=delivery.since, until=delivery.until, now=now)
    return digests[key]


def _says_nothing(delivery: ReportDelivery, digest: Digest) -> bool:
    is_skipped = delivery.subscription.empty_policy == EmptyPolicy.SKIP
    return digest.is_empty and is_skipped and delivery.occasion == Occasion.SCHEDULED


def _write(delivery: ReportDelivery, digest: Digest) -> EmailMultiAlternatives:
    letter = Letter(
        address=delivery.address,
        subscription=delivery.subscription.name,
        message_id=delivery.message_id,
        stop_address=stop_address(delivery.subscription_id, delivery.recipient_id),
        attaches_figures=delivery.subscription.attaches_figures,
    )
    return compose(digest, letter)


def _message_id(delivery: ReportDelivery) -> str:
    period = delivery.period_start.isoformat()
    if delivery.occasion == Occasion.ASKED:
        period = f"{period}-{delivery.pk}"
    return name_message(delivery.subscription.report, delivery.subscription_id, period, delivery.recipient_id)


def _keep(delivery: ReportDelivery, answer: Answer, now: datetime) -> None:
    log.info("report_posted", delivery=delivery.pk, verdict=answer.verdict, answer=answer.words)
    if answer.verdict == Verdict.ACCEPTED:
        _finish(delivery, DeliveryState.ACCEPTED, answer.words, now)
    elif answer.verdict == Verdict.NEVER or delivery.attempts > len(PAUSES):
        _finish(delivery, DeliveryState.FAILED, answer.words, now)
    else:
        _put_off(delivery, answer.words, now)


@transaction.atomic
def _put_off(delivery: ReportDelivery, words: str, now: datetime) -> None:
    if not _is_still_ours(delivery):
        return
    delivery.state = DeliveryState.QUEUED
    delivery.server_answer = words
    delivery.lease_until = None
    delivery.next_attempt_at = now + timedelta(minutes=PAUSES[delivery.attempts - 1])
    delivery.save(update_fields=["state", "server_answer", "lease_until", "next_attempt_at"])


@transaction.atomic
def _finish(delivery: ReportDelivery, state: DeliveryState, words: str, now: datetime) -> None:
    if not _is_still_ours(delivery):
        return
    delivery.state = state
    delivery.server_answer = words
    delivery.lease_until = None
    delivery.finished_at = now
    delivery.save(update_fields=["state", "server_answer", "lease_until", "finished_at"])
    delivery_finished.send(sender=ReportDelivery, delivery=delivery, now=now)


def _is_still_ours(delivery: ReportDelivery) -> bool:
    """Lock a mail's row and tell whether the claim under which it was sent still holds; whoever took it since decides.

    Each claim is an attempt more, so the number of attempts names the claim.
    """
    ours = ReportDelivery.objects.filter(pk=delivery.pk, state=DeliveryState.SENDING, attempts=delivery.attempts)
    if ours.select_for_update().values_list("pk", flat=True).first() is not None:
        return True
    log.warning("report_claim_lost", delivery=delivery.pk, attempt=delivery.attempts)
    return False


def _count(tally: Tally, delivery: ReportDelivery) -> None:
    if delivery.state == DeliveryState.ACCEPTED:
        tally.accepted += 1
    elif delivery.state == DeliveryState.FAILED:
        tally.failed += 1
    elif delivery.state == DeliveryState.SKIPPED:
        tally.skipped += 1
    else:
        tally.put_off += 1

"""The outbox: what programs are told of the audit's events, written in the transaction of the change itself.

The rows are written while the chain is held, so that their numbers follow the order in which changes were committed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.postgres.aggregates import ArrayAgg
from django.db import models
from django.utils import timezone

from articles.models import ArticleVersion
from moderation.models import AuditEvent, Case, Flag, Review, ScreeningRun, standing_desks
from moderation.models.outbox import (
    RANKS,
    USUAL_RANK,
    EventType,
    OutboxEvent,
    ToldArticle,
    WebhookDelivery,
    WebhookEndpoint,
)
from moderation.workflow.dispatching import DELIVER_WEBHOOKS, send_after_commit

# A message that nobody took for this long is given up.
LONGEST = timedelta(hours=24)

# Which action of the audit is told as which event.
TOLD: Mapping[str, EventType] = {
    "version.filed": EventType.ARTICLE_FILED,
    "copy.changed": EventType.ARTICLE_CHANGED,
    "version.edited": EventType.ARTICLE_EDITED,
    "version.corrected": EventType.CORRECTION_RECEIVED,
    "version.amended": EventType.CORRECTION_RECEIVED,
    "copy.replaced": EventType.CORRECTION_RECEIVED,
    "run.done": EventType.ARTICLE_SCREENED,
    "run.unsupported": EventType.ARTICLE_SCREENED,
    "run.failed": EventType.ARTICLE_SCREENED,
    "flag.raised": EventType.FLAG_OPENED,
    "flag.reopened": EventType.FLAG_OPENED,
    "flag.undone": EventType.FLAG_OPENED,
    "flag.carried": EventType.FLAG_DISPOSED,
    "flag.dismissed": EventType.FLAG_DISPOSED,
    "flag.upheld": EventType.FLAG_DISPOSED,
    "flag.confirmed": EventType.FLAG_DISPOSED,
    "flag.fixed": EventType.FLAG_DISPOSED,
    "flag.superseded": EventType.FLAG_DISPOSED,
    "version.approved": EventType.DECISION_MADE,
    "version.returned": EventType.DECISION_MADE,
    "version.held": EventType.DECISION_MADE,
    "version.killed": EventType.DECISION_MADE,
    "version.spiked": EventType.DECISION_MADE,
    "review.reopened": EventType.DECISION_MADE,
    "review.resumed": EventType.DECISION_MADE,
    "copy.killed": EventType.KILL_RECEIVED,
    "case.opened": EventType.CASE_OPENED,
    "case.acknowledged": EventType.CASE_ACKNOWLEDGED,
    "embargo.lifted": EventType.EMBARGO_LIFTED,
}


# Whoever was told of an article must hear of these, on whatever desk it is by now, and however long ago it was told;
# for an endpoint out of use they wait.
TOLD_AFTERWARDS = frozenset({EventType.KILL_RECEIVED, EventType.CORRECTION_RECEIVED, EventType.CASE_OPENED})


def tell_programs(happened: Iterable[tuple[AuditEvent, models.Model]]) -> None:
    """Write a message for each event that an endpoint asks for, and send once the transaction is through."""
    told = [(event, obj) for event, obj in happened if event.action in TOLD and not _is_mere_original(event, obj)]
    if not told:
        return
    wanting = _wanting({TOLD[event.action] for event, _obj in told})
    if not wanting:
        return
    desks = standing_desks({event.article_id for event, _obj in told if event.article_id is not None})
    for event, obj in told:
        asking = [(endpoint, its) for endpoint, its in wanting if TOLD[event.action] in endpoint.event_types]
        known = _told_before(event) if asking and TOLD[event.action] in TOLD_AFTERWARDS else set()
        desk = desks.get(event.article_id or 0)
        chosen = [endpoint for endpoint, its in asking if endpoint.pk in known or (endpoint.is_enabled and desk in its)]
        _write(event, obj, chosen)


def _wanting(types: set[EventType]) -> list[tuple[WebhookEndpoint, set[int]]]:
    endpoints = WebhookEndpoint.objects.wanting(types).annotate(its_desks=ArrayAgg("desks")).order_by("pk")
    return [(endpoint, set(endpoint.its_desks)) for endpoint in endpoints]


def _told_before(event: AuditEvent) -> set[int]:
    """Return the endpoints that know of the event's article."""
    return set(ToldArticle.objects.filter(article=event.article_id).values_list("endpoint", flat=True))


def _write(event: AuditEvent, obj: models.Model, endpoints: Sequence[WebhookEndpoint]) -> None:
    if not endpoints:
        return
    type_ = TOLD[event.action]
    # What happened may be told late: copy bears the time at which it came, however long it waited to be filed.
    written_at = max(event.at, timezone.now())
    message = OutboxEvent.objects.create(
        type=type_, article_id=event.article_id, body=write_body(event, obj), occurred_at=event.at
    )
    WebhookDelivery.objects.bulk_create(
        WebhookDelivery(
            event=message,
            endpoint=endpoint,
            rank=RANKS.get(type_, USUAL_RANK),
            next_attempt_at=event.at,
            give_up_at=written_at + LONGEST,
        )
        for endpoint in endpoints
    )
    ToldArticle.objects.bulk_create(
        (ToldArticle(article_id=event.article_id, endpoint=endpoint) for endpoint in endpoints), ignore_conflicts=True
    )
    for endpoint in endpoints:
        if endpoint.is_enabled:
            send_after_commit(DELIVER_WEBHOOKS, endpoint.pk)


def write_body(event: AuditEvent, obj: models.Model) -> str:
    """Return the message's text: its type, its time, and what to ask for where."""
    return json.dumps(
        {
            "type": TOLD[event.action],
            "timestamp": _stamp(event.at),
            "data": {
                "article": event.article_id,
                **_ids(obj),
                **_how(event),
                "address": f"{settings.SITE_ADDRESS}/api/v1/articles/{event.article_id}",
            },
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _ids(obj: models.Model) -> dict[str, Any]:
    if isinstance(obj, ArticleVersion):
        return {"version": obj.number}
    if isinstance(obj, Flag):
        return {"version": obj.version.number, "flag": obj.pk}
    if isinstance(obj, ScreeningRun):
        return {"version": obj.version.number, "run": obj.pk}
    if isinstance(obj, Review):
        return {"version": obj.version.number, "review": obj.pk}
    if isinstance(obj, Case):
        return {"case": obj.pk, "cause": obj.cause}
    return {}


def _how(event: AuditEvent) -> dict[str, Any]:
    """Return the one word that tells which answer, which decision, which outcome it was."""
    word = event.action.partition(".")[2]
    type_ = TOLD[event.action]
    if type_ == EventType.FLAG_DISPOSED:
        return {"disposition": word}
    if type_ == EventType.DECISION_MADE:
        return {"decision": word}
    if type_ == EventType.ARTICLE_SCREENED:
        return {"outcome": word}
    return {}


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _is_mere_original(event: AuditEvent, obj: models.Model) -> bool:
    """Tell whether this is the arrival of an original, which is kept and never screened."""
    is_arrival = TOLD[event.action] == EventType.ARTICLE_FILED
    return is_arrival and isinstance(obj, ArticleVersion) and obj.article.is_original

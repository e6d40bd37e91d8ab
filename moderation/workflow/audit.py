"""Record what happened: one event in the chain, in the transaction of the change itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.functional import Promise

from articles.actor import Actor
from articles.models import Article
from moderation.models import AuditEvent
from moderation.workflow.outbox import tell_programs

_LABEL_LENGTH = 150
_REQUEST_LENGTH = 64


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to one object, before it has a place in the chain."""

    action: str
    obj: models.Model
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    reason: str = ""


def record(
    *,
    action: str,
    actor: Actor,
    obj: models.Model,
    now: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> AuditEvent:
    """Add one event to the chain; *action* is dotted and past: `flag.dismissed`."""
    event = build(Event(action, obj, before, after, reason), actor=actor, now=now)
    event.save(force_insert=True)
    tell_programs([(event, obj)])
    return event


def record_all(events: Iterable[Event], *, actor: Actor, now: datetime) -> None:
    """Add events to the chain in their order."""
    built = [(build(event, actor=actor, now=now), event.obj) for event in events]
    AuditEvent.objects.bulk_create([event for event, _obj in built])
    tell_programs(built)


def build(event: Event, *, actor: Actor, now: datetime) -> AuditEvent:
    """Return the row for an event; the database gives it its number and its hash."""
    return AuditEvent(
        at=now,
        actor_kind=str(actor.kind),
        actor_id=actor.user.pk if actor.user else None,
        actor_label=_clean(actor.label)[:_LABEL_LENGTH],
        request_id=_request_id(),
        action=event.action,
        object_type=event.obj._meta.label_lower,
        object_id="" if event.obj.pk is None else str(event.obj.pk),
        article_id=article_of(event.obj),
        before=_plain(event.before),
        after=_plain(event.after),
        reason=_clean(str(event.reason)),
    )


def snapshot(obj: models.Model, *fields: str) -> dict[str, Any]:
    """Return the named fields as an event keeps them."""
    return {field: getattr(obj, field) for field in fields}


def article_of(obj: models.Model) -> int | None:
    """Return the number of the article that a row belongs to, if it belongs to one."""
    if isinstance(obj, Article):
        return obj.pk
    article_id: int | None = getattr(obj, "article_id", None)
    if article_id is not None:
        return article_id
    for path in ("version", "review", "flag"):
        found = getattr(obj, path, None)
        if isinstance(found, models.Model):
            return article_of(found)
    return None


class _Encoder(DjangoJSONEncoder):
    def default(self, o: Any) -> Any:
        return str(o) if isinstance(o, Promise) else super().default(o)


def _plain(values: Mapping[str, Any] | None) -> Any:
    if values is None:
        return None
    return {key: _plain_value(value) for key, value in values.items()}


def _plain_value(value: Any) -> Any:
    """Return the value as JSON holds it; a text loses the NUL that PostgreSQL cannot store."""
    if isinstance(value, str):
        return _clean(str(value))
    if isinstance(value, Mapping):
        return _plain(value)
    if isinstance(value, (list, tuple)):
        return [_plain_value(item) for item in value]
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return _Encoder().default(value)


def _clean(text: str) -> str:
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def _request_id() -> str:
    context = structlog.contextvars.get_contextvars()
    return str(context.get("request_id") or context.get("task_id") or "")[:_REQUEST_LENGTH]

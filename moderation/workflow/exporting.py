"""Export a slice of the audit history with the proof that it belongs to the chain.

The proof lists, from the first event of the slice to the head, the digest of every event that is not in the slice.
Whoever holds the export recomputes the digests of its own events from their fields, links all of them in order from
the hash that stands before the first, and must come to the head, which left the house by other ways.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from articles.actor import Actor
from articles.models import Article
from moderation.models import AuditEvent, AuditHead
from moderation.workflow.audit import record
from moderation.workflow.chain import FIELDS, NAMES, digest_event, link

COLUMNS = ("sequence", "hash", *NAMES)

_SELECT = ", ".join(["sequence", "previous_hash", "hash", *(sql for _, sql in FIELDS)])
_BATCH = 5000


@dataclass(frozen=True, slots=True)
class Slice:
    """Which events to export; what is left out does not narrow."""

    article_id: int | None = None
    desk_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Export:
    """An export: its lines, and how many events are in it."""

    lines: tuple[str, ...]
    events: int


class BrokenProof(ValueError):
    """The events of an export do not lead to the head that it names."""


def export_audit(*, chosen: Slice, form: str, actor: Actor, now: datetime) -> Export:
    """Return the slice as JSON Lines or CSV, its proof as the last line; the export itself is recorded.

    :raises KeyError: *form* is neither `jsonl` nor `csv`
    """
    write = {"jsonl": _as_json, "csv": _as_csv}[form]
    wanted = _wanted(chosen)
    head = AuditHead.objects.filter(pk=1).first()
    events: list[dict[str, Any]] = []
    skipped: list[str] = []
    start, previous = (min(wanted), "") if wanted else (0, "")
    for row in _walk(start, head.sequence) if wanted and head else ():
        sequence, before, own_hash, *fields = row
        previous = previous or before
        if sequence in wanted:
            events.append({"sequence": sequence, "hash": own_hash, **dict(zip(NAMES, fields, strict=True))})
        else:
            skipped.append(digest_event(fields))
    proof = {
        "proof": {
            "from": start,
            "previous_hash": previous,
            "digests_between": skipped,
            "head": {"sequence": head.sequence, "hash": head.hash} if head else None,
        }
    }
    lines = (*write(events), json.dumps(proof, ensure_ascii=False))
    _tell(chosen, form, len(events), actor=actor, now=now)
    return Export(lines, len(events))


def check_export(lines: Iterable[str]) -> int:
    """Check an export in JSON Lines against its own proof; return how many events it proves.

    Needs no database. Compare the head it ends in with one that came by another way.

    :raises BrokenProof: naming the event or the head that does not fit
    """
    *events, last = [json.loads(line) for line in lines]
    proof = last["proof"]
    if not events:
        return 0
    between = iter(proof["digests_between"])
    known = {event["sequence"]: event for event in events}
    current = proof["previous_hash"]
    for sequence in range(proof["from"], proof["head"]["sequence"] + 1):
        event = known.pop(sequence, None)
        digest = next(between, "") if event is None else digest_event([event[name] for name in NAMES])
        current = link(current, sequence, digest)
        if event is not None and current != event["hash"]:
            raise BrokenProof(f"event {sequence} is not what the chain holds")
    if current != proof["head"]["hash"] or known:
        raise BrokenProof(f"these events do not lead to the head {proof['head']['hash']}")
    return len(events)


def _wanted(chosen: Slice) -> set[int]:
    events = AuditEvent.objects.all()
    if chosen.article_id is not None:
        events = events.filter(article_id=chosen.article_id)
    if chosen.desk_id is not None:
        events = events.filter(article_id__in=Article.objects.filter(desk_id=chosen.desk_id).values("pk"))
    if chosen.since is not None:
        events = events.filter(at__gte=chosen.since)
    if chosen.until is not None:
        events = events.filter(at__lt=chosen.until)
    return set(events.values_list("sequence", flat=True))


def _walk(first: int, last: int) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        for start in range(first, last + 1, _BATCH):
            cursor.execute(
                f"SELECT {_SELECT} FROM moderation_auditevent WHERE sequence BETWEEN %s AND %s ORDER BY sequence",
                [start, min(start + _BATCH - 1, last)],
            )
            yield from cursor.fetchall()


def _as_json(events: Iterable[dict[str, Any]]) -> Iterator[str]:
    return (json.dumps(event, ensure_ascii=False) for event in events)


def _as_csv(events: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield the rows as CSV; an event's line breaks stay inside their quotes, a null is an empty cell."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(events)
    yield buffer.getvalue().rstrip("\n")


def _tell(chosen: Slice, form: str, count: int, *, actor: Actor, now: datetime) -> None:
    record(
        action="audit.exported",
        actor=actor,
        obj=Article(pk=chosen.article_id) if chosen.article_id else AuditHead(pk=1),
        now=now,
        after={
            "events": count,
            "form": form,
            "desk": chosen.desk_id,
            "since": chosen.since,
            "until": chosen.until,
        },
    )

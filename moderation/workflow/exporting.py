"""Export a slice of the audit history with the proof that it belongs to the chain.

The proof lists, from the first event of the slice to the head, the digest of every event that is not in the slice.
Whoever holds the export recomputes the digests of its own events from their fields, links all of them in order from
the hash that stands before the first, and must come to the head, which left the house by other ways.
"""

from __future__ import annotations

import csv
import io
import json
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from articles.actor import Actor
from articles.models import Article
from articles.sight import standing_on
from moderation.models import AuditEvent, AuditHead
from moderation.workflow.audit import record
from moderation.workflow.chain import FIELDS, NAMES, digest_event, link

COLUMNS = ("sequence", "hash", *NAMES)

_SELECT = ", ".join(["sequence", "previous_hash", "hash", *(sql for _, sql in FIELDS)])
_BATCH = 5000
# A cell that begins like this is a formula to a spreadsheet, and reasons may be a wire's words.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Slice:
    """Which events to export; what is left out does not narrow. A desk's are those of the articles that stand there."""

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

    :raises BrokenProof: naming the line or the head that does not fit
    """
    *events, last = [json.loads(line, object_pairs_hook=_each_once) for line in lines]
    proof = _read_proof(last)
    if not events:
        return 0
    head = proof["head"]
    waiting = deque(_in_order(events, first=proof["from"], last=head["sequence"]))
    between = deque(proof["digests_between"])
    current = proof["previous_hash"]
    for sequence in range(proof["from"], head["sequence"] + 1):
        if waiting and waiting[0][1]["sequence"] == sequence:
            place, event = waiting.popleft()
            current = link(current, sequence, digest_event([event[name] for name in NAMES]))
            if current != event["hash"]:
                raise BrokenProof(f"line {place}: event {sequence} is not what the chain holds")
        elif between:
            current = link(current, sequence, between.popleft())
        else:
            raise BrokenProof(f"event {sequence} is missing, and line {len(events) + 1} has no digest in its place")
    if between:
        raise BrokenProof(f"line {len(events) + 1}: more digests ({len(between)}) than events left out")
    if current != head["hash"]:
        raise BrokenProof(f"these events do not lead to the head {head['hash']}")
    return len(events)


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object of which no name comes twice: one reader takes the first, another the last.

    :raises BrokenProof:
    """
    made = dict(pairs)
    if len(made) < len(pairs):
        raise BrokenProof(f"a name comes twice in one object: {', '.join(name for name, _ in pairs)}")
    return made


def _read_proof(line: Any) -> dict[str, Any]:
    """Return what the last line says of the others.

    :raises BrokenProof:
    """
    try:
        proof = line["proof"]
        head = proof["head"] or {"sequence": 0, "hash": ""}  # of a history without any event
        numbers = [proof["from"], head["sequence"]]
        words = [proof["previous_hash"], head["hash"], *proof["digests_between"]]
    except (KeyError, TypeError):
        raise BrokenProof("the last line is no proof") from None
    if not all(type(number) is int for number in numbers) or not all(isinstance(word, str) for word in words):
        raise BrokenProof("the last line is no proof")
    return dict(proof)


def _in_order(events: Sequence[dict[str, Any]], *, first: int, last: int) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each event with its line; every line must be one that the proof is about, in the chain's own types.

    :raises BrokenProof: an event comes twice, out of its order or from outside the proof, or has fields of its own
    """
    before = first - 1
    for place, event in enumerate(events, start=1):
        if not isinstance(event, dict) or event.keys() != set(COLUMNS):
            raise BrokenProof(f"line {place} has other fields than an event of the chain")
        sequence = event["sequence"]
        if type(sequence) is not int or not all(isinstance(event[name], str | None) for name in (*NAMES, "hash")):
            raise BrokenProof(f"line {place}: its fields are not the words that the chain holds")
        if not before < sequence <= last:
            raise BrokenProof(f"line {place}: event {sequence} comes twice, out of its order or from outside the proof")
        before = sequence
        yield place, event


def _wanted(chosen: Slice) -> set[int]:
    events = AuditEvent.objects.all()
    if chosen.article_id is not None:
        events = events.filter(article_id=chosen.article_id)
    if chosen.desk_id is not None:
        events = events.filter(article_id__in=Article.objects.filter(standing_on([chosen.desk_id])).values("pk"))
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
    writer.writerows({name: _as_words(value) for name, value in event.items()} for event in events)
    yield buffer.getvalue().rstrip("\n")


def _as_words(value: Any) -> Any:
    """Return a cell that no spreadsheet computes."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


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

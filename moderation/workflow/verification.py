"""Walk the audit chain and name its first wrong link: edited, removed, reordered, or cut off at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from moderation.models import GENESIS, AuditEvent, AuditHead
from moderation.workflow.chain import FIELDS, digest_event, link
from moderation.workflow.refusal import Refusal

_BATCH = 5000
_COLUMNS = ", ".join(["sequence", "previous_hash", "hash", *(sql for _, sql in FIELDS)])
_HEAD = 3  # the columns before an event's own fields


class UnknownHead(Refusal):
    """A head that left the house is no link of the chain any more."""

    code = "head"


@dataclass(frozen=True, slots=True)
class Break:
    """The first wrong link: where, what is wrong, in words."""

    sequence: int
    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What walking the chain showed."""

    checked: int
    head: int
    head_hash: str
    first_break: Break | None = None

    @property
    def is_whole(self) -> bool:
        """Tell whether every link holds."""
        return self.first_break is None


@dataclass(frozen=True, slots=True)
class KnownHead:
    """A head that left the house in a mail or a checkpoint: its hash, and its sequence where that is known."""

    hash: str
    sequence: int | None = None


def verify_chain(*, since: datetime | None = None, heads: Sequence[KnownHead] = ()) -> Verdict:
    """Walk the chain, from the last event before *since* on, and look for every known head.

    Links before *since* are taken as they are: their hashes are what later ones were made from.
    """
    start = _start(since)
    # The head of an empty history is what stands before its first event, and no link that could be missing.
    wanted = {head.hash: head for head in heads if head.hash != GENESIS}
    expected, previous = start
    checked = 0
    for row in _walk(expected):
        fault = _fault(row, expected, previous)
        if fault is not None:
            return Verdict(checked, expected - 1, previous, fault)
        wanted.pop(row[2], None)
        previous = row[2]
        expected += 1
        checked += 1
    last = expected - 1
    fault = _cut_off(last, previous, [head for head in wanted.values() if not _stands_before(head, start[0])])
    return Verdict(checked, last, previous, fault)


def _start(since: datetime | None) -> tuple[int, str]:
    """Return the first sequence to check and the hash that stands before it."""
    if since is None:
        return 1, GENESIS
    first = AuditEvent.objects.filter(at__gte=since).order_by("sequence").first()
    if first is None:
        last = AuditEvent.objects.order_by("-sequence").first()
        return (last.sequence + 1, last.hash) if last else (1, GENESIS)
    before = AuditEvent.objects.filter(sequence=first.sequence - 1).first()
    return first.sequence, before.hash if before else GENESIS


def _walk(start: int) -> Iterator[tuple[Any, ...]]:
    """Yield the chain's rows from *start* on, as text, without holding them all."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(sequence) FROM moderation_auditevent")
        last = cursor.fetchone()[0] or 0
        for first in range(start, last + 1, _BATCH):
            cursor.execute(
                f"SELECT {_COLUMNS} FROM moderation_auditevent WHERE sequence BETWEEN %s AND %s ORDER BY sequence",
                [first, first + _BATCH - 1],
            )
            yield from cursor.fetchall()


def _fault(row: tuple[Any, ...], expected: int, previous: str) -> Break | None:
    sequence, previous_hash, own_hash = row[:_HEAD]
    if sequence != expected:
        return Break(expected, "removed", f"event {expected} is missing; the next one there is {sequence}")
    if previous_hash != previous:
        return Break(sequence, "reordered", f"event {sequence} does not follow on event {sequence - 1}")
    if link(previous_hash, sequence, digest_event(row[_HEAD:])) != own_hash:
        return Break(sequence, "edited", f"event {sequence} was changed after it was written")
    return None


def _cut_off(last: int, last_hash: str, missing: Sequence[KnownHead]) -> Break | None:
    head = AuditHead.objects.filter(pk=1).first()
    kept = (head.sequence, head.hash) if head else (0, GENESIS)
    if kept[0] > last:
        return Break(last + 1, "truncated", f"events {last + 1} to {kept[0]} are missing at the end")
    if kept != (last, last_hash):
        return Break(last, "head", f"the head names event {kept[0]}, the chain ends with event {last}")
    for known in missing:
        where = f"event {known.sequence}" if known.sequence else "an event"
        return Break(
            known.sequence or last + 1,
            "truncated",
            f"{where} with the hash {known.hash} left the house and is not in the chain any more",
        )
    return None


def _stands_before(head: KnownHead, start: int) -> bool:
    """Tell whether a known head is a link from before the stretch that was walked."""
    return AuditEvent.objects.filter(hash=head.hash, sequence__lt=start).exists()

"""What the audit letter counts: events by kind, dismissals by person, refused four eyes, the chain and its head."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count

from moderation.models import GENESIS, AuditEvent, AuditHead, Disposition, DispositionKind
from moderation.reports.counts.scope import Scope

_FIRST_BREAK = """
    WITH links AS (
        SELECT e.sequence, e.previous_hash, e.hash,
            lag(e.sequence) OVER (ORDER BY e.sequence) AS sequence_before,
            lag(e.hash) OVER (ORDER BY e.sequence) AS hash_before,
            encode(sha256(convert_to(
                moderation_field(e.previous_hash) || moderation_field(e.sequence::text)
                || moderation_field(moderation_event_digest(e)), 'UTF8')), 'hex') AS recomputed
        FROM moderation_auditevent e WHERE e.sequence >= %s - 1)
    SELECT min(sequence) FROM links
    WHERE sequence >= %s AND (hash <> recomputed
        OR sequence <> coalesce(sequence_before, 0) + 1
        OR previous_hash <> coalesce(hash_before, %s))
"""


@dataclass(frozen=True, slots=True)
class Chain:
    """Hold the chain's head, and the first link of the scope's time that does not hold, if one does not."""

    head: int
    head_hash: str
    count: int
    checked: int
    first_break: int | None

    @property
    def is_whole(self) -> bool:
        """Tell whether every link that was looked at holds, and the end is where the head says."""
        return self.first_break is None


def count_events(scope: Scope) -> tuple[tuple[str, int], ...]:
    """Count the scope's events by action, the most first."""
    events = AuditEvent.objects.filter(scope.during("at")).order_by()
    counted = events.values_list("action").annotate(number=Count("pk"))
    return tuple(counted.order_by("-number", "action"))


def count_dismissals(scope: Scope) -> tuple[tuple[str, str, int], ...]:
    """Count dismissals by person and check, the most first."""
    dismissed = Disposition.objects.filter(scope.during("at"), kind=DispositionKind.DISMISSED).order_by()
    counted = dismissed.values_list("actor_label", "flag__check_id").annotate(number=Count("pk"))
    return tuple(counted.order_by("-number", "actor_label", "flag__check_id"))


def count_refusals(scope: Scope) -> Mapping[str, int]:
    """Count what was refused to people, by the code of the refusal."""
    refused = AuditEvent.objects.filter(scope.during("at"), action__endswith=".refused").order_by()
    return dict(refused.values_list("action").annotate(number=Count("pk")))


def read_chain(scope: Scope) -> Chain:
    """Recompute the links of the scope's time in the database, and read the head that leaves the house."""
    head = AuditHead.objects.filter(pk=1).first()
    sequence, head_hash = (head.sequence, head.hash) if head else (0, GENESIS)
    events = AuditEvent.objects.filter(at__gte=scope.since)
    first = events.order_by("sequence").values_list("sequence", flat=True).first()
    last = AuditEvent.objects.order_by("-sequence").values_list("sequence", "hash").first()
    broken = _find_break(first) if first is not None else None
    if broken is None and (last or (0, GENESIS)) != (sequence, head_hash):
        broken = (last[0] if last else 0) + 1
    return Chain(sequence, head_hash, AuditEvent.objects.count(), events.count(), broken)


def _find_break(first: int) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(_FIRST_BREAK, [first, first, GENESIS])
        found: int | None = cursor.fetchone()[0]
        return found

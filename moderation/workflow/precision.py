"""How often a check, or a term, was right: learned from what editors answered."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from moderation.models import DismissalReason, Disposition, DispositionKind


@dataclass(frozen=True, slots=True)
class Precision:
    """One check's or one term's answers: how many, and how many of them called it a false alarm."""

    name: str
    answered: int
    false_alarms: int

    @property
    def share(self) -> float:
        """Return the share of answers that did not call it a false alarm."""
        return 1 - self.false_alarms / self.answered


def precision_of_checks(*, since: datetime | None = None) -> list[Precision]:
    """Return each answered check's precision, the worst first."""
    return _precision("flag__check_id", _verdicts(since))


def precision_of_terms(*, since: datetime | None = None, only: Collection[str] | None = None) -> list[Precision]:
    """Return the precision of each answered term, or of *only* these, the worst first."""
    verdicts = _verdicts(since).exclude(flag__term_id="")
    return _precision("flag__term_id", verdicts if only is None else verdicts.filter(flag__term_id__in=only))


def _verdicts(since: datetime | None) -> QuerySet[Disposition]:
    verdicts = Disposition.objects.verdicts()
    return verdicts if since is None else verdicts.filter(at__gte=since)


def _precision(column: str, verdicts: QuerySet[Disposition]) -> list[Precision]:
    is_false = Q(kind=DispositionKind.DISMISSED, reason_code=DismissalReason.FALSE_ALARM)
    rows = verdicts.values(column).annotate(answered=Count("pk"), false_alarms=Count("pk", filter=is_false))
    found = [Precision(row[column], row["answered"], row["false_alarms"]) for row in rows]
    return sorted(found, key=lambda one: (one.share, one.name))

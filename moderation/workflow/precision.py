"""How often a check, or a term, was right: learned from what editors answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from moderation.models import DismissalReason, Disposition, DispositionKind

# A rule that carried an answer over or applied an exception has judged nothing anew.
_JUDGED = (DispositionKind.DISMISSED, DispositionKind.UPHELD, DispositionKind.FIXED)


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
    return _precision("flag__check_id", since)


def precision_of_terms(*, since: datetime | None = None) -> list[Precision]:
    """Return each answered term's precision, the worst first."""
    return [one for one in _precision("flag__term_id", since) if one.name]


def _precision(column: str, since: datetime | None) -> list[Precision]:
    answers = Disposition.objects.filter(kind__in=_JUDGED)
    if since is not None:
        answers = answers.filter(at__gte=since)
    rows = answers.values(column).annotate(
        answered=Count("flag", distinct=True),
        false_alarms=Count("flag", distinct=True, filter=Q(reason_code=DismissalReason.FALSE_ALARM)),
    )
    found = [Precision(row[column], row["answered"], row["false_alarms"]) for row in rows]
    return sorted(found, key=lambda one: (one.share, one.name))

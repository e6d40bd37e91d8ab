"""What the week in figures counts, for any stretch of time: filed, flagged, decided, how fast, how rightly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from django.db.models import Count, DurationField, ExpressionWrapper, F, Max, Q, QuerySet
from django.db.models.functions import Extract
from django.utils import timezone

from moderation.models import Carried, Decision, DecisionVerb, DismissalReason, Disposition, DispositionKind, Flag
from moderation.reports.counts.arrived import find_arrived
from moderation.reports.counts.percentile import Percentile
from moderation.reports.counts.scope import Scope

# What ends a review; a return or a hold does not.
ENDING = (DecisionVerb.APPROVED, DecisionVerb.KILLED, DecisionVerb.SPIKED)

_WEEK = timedelta(days=7)
_CLOCK_CHANGE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Volumes:
    """Count what was filed, flagged and decided, and how long the decisions took from the filing on."""

    filed: int
    flagged: int
    decided: int
    median: timedelta | None
    ninetieth: timedelta | None


@dataclass(frozen=True, slots=True)
class Judged:
    """Count how often people answered a check's, or a term's, flags, and how often they called one a false alarm.

    ``words`` are those of one of the flags.
    """

    name: str
    answered: int
    false_alarms: int
    words: str = ""


def count_volumes(scope: Scope) -> Volumes:
    """Count the articles filed, those flagged for the first time or anew, and the reviews decided."""
    decided = Decision.objects.filter(scope.during("at"), scope.articles("review__article__"), verb__in=ENDING)
    took = ExpressionWrapper(F("at") - F("review__article__filed_at"), output_field=DurationField())
    counted = decided.aggregate(
        reviews=Count("review", distinct=True),
        median=Percentile(Extract(took, "epoch"), share=0.5),
        ninetieth=Percentile(Extract(took, "epoch"), share=0.9),
    )
    return Volumes(
        filed=find_arrived(scope).count(),
        flagged=_raised(scope).aggregate(articles=Count("article", distinct=True))["articles"],
        decided=counted["reviews"],
        median=_seconds(counted["median"]),
        ninetieth=_seconds(counted["ninetieth"]),
    )


def is_week(scope: Scope) -> bool:
    """Tell whether a scope is seven days long; one in which the clock is changed is so by the calendar."""
    return abs(scope.until - scope.since - _WEEK) <= _CLOCK_CHANGE


def find_before(scope: Scope, *, number: int) -> tuple[Scope, ...]:
    """Return as many stretches of the same length before, the oldest first; the caller activates the time zone.

    As long by the clock on the wall: where it is changed in between, the same hours in UTC are other hours of the desk.
    """
    since, until = (timezone.localtime(moment).replace(tzinfo=None) for moment in (scope.since, scope.until))
    length = until - since
    return tuple(
        replace(scope, since=_by_the_wall(since - back * length), until=_by_the_wall(until - back * length))
        for back in range(number, 0, -1)
    )


def count_flags_by_check(scope: Scope) -> tuple[tuple[str, int], ...]:
    """Count the flags raised by each check, those carried over left out; the most first."""
    by_check = _raised(scope).order_by().values_list("check_id").annotate(number=Count("pk"))
    return tuple(by_check.order_by("-number", "check_id"))


def count_dismissals_by_reason(scope: Scope) -> Mapping[str, int]:
    """Count dismissals by their reason codes."""
    dismissed = _answers(scope).filter(kind=DispositionKind.DISMISSED).order_by()
    return dict(dismissed.values_list("reason_code").annotate(number=Count("pk")).order_by("-number", "reason_code"))


def judge_checks(scope: Scope) -> tuple[Judged, ...]:
    """Count answers and false alarms of each check, the most answered first."""
    return _judge(_answers(scope), "flag__check_id", order=("-answered", "name"))


def judge_noisiest_terms(scope: Scope, *, limit: int) -> tuple[Judged, ...]:
    """Count answers and false alarms of the terms with the most false alarms."""
    of_terms = _answers(scope).exclude(flag__term_id="")
    judged = _judge(of_terms, "flag__term_id", order=("-false_alarms", "answered", "name"))
    return tuple(one for one in judged if one.false_alarms)[:limit]


def _by_the_wall(clock: datetime) -> datetime:
    return clock.replace(tzinfo=timezone.get_current_timezone()).astimezone(UTC)


def _raised(scope: Scope) -> QuerySet[Flag]:
    return Flag.objects.filter(
        scope.during("raised_at"), scope.articles("article__"), carried__in=(Carried.NO, Carried.REOPENED)
    )


def _answers(scope: Scope) -> QuerySet[Disposition]:
    return Disposition.objects.verdicts().filter(scope.during("at"), scope.articles("flag__article__"))


def _judge(answers: QuerySet[Disposition], field: str, *, order: tuple[str, ...]) -> tuple[Judged, ...]:
    is_false = Q(kind=DispositionKind.DISMISSED, reason_code=DismissalReason.FALSE_ALARM)
    rows = (
        answers.order_by()
        .values(name=F(field))
        .annotate(answered=Count("pk"), false_alarms=Count("pk", filter=is_false), words=Max("flag__matched_text"))
        .order_by(*order)
    )
    return tuple(Judged(row["name"], row["answered"], row["false_alarms"], row["words"]) for row in rows)


def _seconds(seconds: float | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=seconds)

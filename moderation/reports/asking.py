"""A report asked for by hand: the same digest that a mail carries, for a stretch of days that the reader names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from types import MappingProxyType

from articles.models import Desk, Wire
from moderation.models.report import ReportKind
from moderation.reports.counts.scope import Scope
from moderation.reports.digest import Digest
from moderation.reports.kinds import BUILDERS, Assignment

# As many days as the mail of the same report tells of.
USUAL_DAYS: Mapping[str, int] = MappingProxyType(
    {
        ReportKind.MORNING_BRIEF.value: 1,
        ReportKind.WEEK_IN_FIGURES.value: 7,
        ReportKind.WIRE_SCORECARD.value: 30,
        ReportKind.TOLL_WATCH.value: 7,
        ReportKind.AUDIT_LETTER.value: 7,
    }
)


@dataclass(frozen=True, slots=True)
class Request:
    """Say which report, of whose copy, over which days; ``last`` belongs to it and is today at the latest.

    ``desks`` none and ``is_whole_house`` false is nobody's copy, never everybody's.
    """

    kind: ReportKind
    first: date
    last: date
    desks: Sequence[Desk] = ()
    wires: Sequence[Wire] = ()
    story: str = ""
    is_whole_house: bool = False


class NobodysCopy(ValueError):
    """Refuse a report on no desk at all to somebody who may not read every desk."""


def usual_days(kind: ReportKind, *, today: date) -> tuple[date, date]:
    """Return the days that a report is about where nobody names others."""
    return today - timedelta(days=USUAL_DAYS[kind.value]), today


def answer(asked: Request, *, now: datetime, zone: tzinfo, language: str) -> Digest:
    """Make the digest; the caller has activated language and time zone.

    :raises NobodysCopy:
    """
    if not asked.desks and not asked.is_whole_house:
        raise NobodysCopy
    scope = Scope.of(
        since=_midnight(asked.first, zone),
        until=min(now, _midnight(asked.last + timedelta(days=1), zone)),
        desks=[desk.pk for desk in asked.desks],
        wires=[wire.pk for wire in asked.wires],
    )
    assignment = Assignment(
        scope=scope,
        now=now,
        name=str(asked.kind.label),
        desk_names=tuple(desk.name for desk in asked.desks),
        language=language,
        slugline=asked.story,
    )
    return BUILDERS[asked.kind.value](assignment)


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)

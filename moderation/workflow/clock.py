"""Due times: so many working minutes for each urgency, counted by the clock on the desk's wall."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

# Working minutes from arrival to decision; urgency 1 is a flash, 9 can wait for the weekend.
MINUTES: Mapping[int, int] = {1: 15, 2: 30, 3: 60, 4: 120, 5: 240, 6: 480, 7: 720, 8: 960, 9: 1440}

# A case on derived copy: a kill is answered at once, a correction soon.
KILL_MINUTES = 30
CORRECTION_MINUTES = 120

_LONGEST_CLOSURE = 366  # days without one open hour before we stop looking


class Hours(Protocol):
    """When a desk works, as articles.models.Desk says it."""

    time_zone: str
    opens_at: time
    closes_at: time
    working_days: list[int]


@dataclass(frozen=True, slots=True)
class Opening:
    """One stretch of time in which the desk is open."""

    start: datetime
    end: datetime


def due_at(start: datetime, *, minutes: int, hours: Hours) -> datetime:
    """Return the moment at which *minutes* of open desk time have passed since *start*, in UTC.

    A desk that never opens is due by the plain clock.
    """
    # In UTC an hour is an hour, whatever the clocks on the walls do that night.
    start = start.astimezone(UTC)
    left = timedelta(minutes=minutes)
    for opening in _openings(start, hours):
        begins = max(opening.start, start)
        if begins >= opening.end:
            continue
        if opening.end - begins >= left:
            return begins + left
        left -= opening.end - begins
    return start + timedelta(minutes=minutes)


def minutes_for(urgency: int) -> int:
    """Return the working minutes that copy of this urgency may wait."""
    return MINUTES[min(max(urgency, 1), 9)]


def _openings(start: datetime, hours: Hours) -> Iterator[Opening]:
    """Yield the desk's openings from the day before *start* on, in UTC, so that differences are real time."""
    zone = ZoneInfo(hours.time_zone)
    first = start.astimezone(zone).date() - timedelta(days=1)
    days = (first + timedelta(days=number) for number in range(_LONGEST_CLOSURE))
    return (_opening(day, hours, zone) for day in days if day.isoweekday() in hours.working_days)


def _opening(day: date, hours: Hours, zone: ZoneInfo) -> Opening:
    # Hours that close before they open span midnight; the same hour twice is open round the clock.
    closes_on = day if hours.closes_at > hours.opens_at else day + timedelta(days=1)
    return Opening(
        datetime.combine(day, hours.opens_at, zone).astimezone(UTC),
        datetime.combine(closes_on, hours.closes_at, zone).astimezone(UTC),
    )

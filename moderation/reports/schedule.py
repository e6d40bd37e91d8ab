"""When reports are due: pure arithmetic on the clock of a wall somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Schedule:
    """Say on which local days a report is due, and at what hour.

    ``weekdays`` are ISO numbers, 1 for Monday; ``month_day``, where given, is the only day of a month that counts.
    """

    at: time
    zone: ZoneInfo
    weekdays: frozenset[int] = frozenset(range(1, 8))
    month_day: int | None = None

    def falls_on(self, day: date) -> bool:
        """Tell whether the report is due on a local day."""
        if self.month_day is not None:
            return day.day == self.month_day
        return day.isoweekday() in self.weekdays


@dataclass(frozen=True, slots=True)
class Period:
    """One sending: the local day that names it, and what it tells of, from the sending before up to its hour."""

    day: date
    since: datetime
    until: datetime


def due_periods(schedule: Schedule, *, after: datetime, now: datetime) -> Iterator[Period]:
    """Yield the periods that fell due after one moment and not after another, in their order.

    However late the question, each period comes once: periods are named by local days, and a clock that jumps
    neither drops nor doubles one.
    """
    for period in _periods_from(schedule, after.astimezone(schedule.zone).date() - _DAY):
        if period.until > now:
            return
        if period.until > after:
            yield period


def next_periods(schedule: Schedule, *, now: datetime, count: int) -> list[Period]:
    """Return the next *count* periods that will fall due."""
    coming = _periods_from(schedule, now.astimezone(schedule.zone).date() - _DAY)
    return list(islice((period for period in coming if period.until > now), count))


def period_until(schedule: Schedule, *, now: datetime) -> Period:
    """Return the period that a report asked for now tells of: as many days as the last one, up to this moment.

    The same hour of the clock on the wall, be it changed in between.
    """
    here = now.astimezone(schedule.zone)
    last = _day_before(schedule, here.date() + _DAY)
    since = here - (last - _day_before(schedule, last))
    return Period(here.date(), since.astimezone(UTC), now)


def _periods_from(schedule: Schedule, day: date) -> Iterator[Period]:
    since = _moment(schedule, _day_before(schedule, day))
    while True:
        if schedule.falls_on(day):
            until = _moment(schedule, day)
            yield Period(day, since, until)
            since = until
        day += _DAY


def _day_before(schedule: Schedule, day: date) -> date:
    day -= _DAY
    while not schedule.falls_on(day):
        day -= _DAY
    return day


def _moment(schedule: Schedule, day: date) -> datetime:
    """Return the moment of a local day's hour: the first where it comes twice, past the gap where it is skipped."""
    return datetime.combine(day, schedule.at, schedule.zone).astimezone(UTC)

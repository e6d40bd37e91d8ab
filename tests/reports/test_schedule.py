"""When reports are due, through summer time, standstills and odd time zones."""

import random
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.reports.schedule import Schedule, due_periods, next_periods, period_until

ZONES = ["Europe/Paris", "America/New_York", "Asia/Kathmandu", "Pacific/Chatham", "Australia/Lord_Howe"]
PARIS = ZoneInfo("Europe/Paris")
WORKDAYS = frozenset(range(1, 6))


def daily(zone: str = "Europe/Paris", at: time = time(7, 30)) -> Schedule:
    return Schedule(at, ZoneInfo(zone))


def days(schedule: Schedule, after: datetime, now: datetime) -> list[date]:
    return [period.day for period in due_periods(schedule, after=after, now=now)]


def test_a_report_is_due_at_its_hour_and_not_before() -> None:
    before = datetime(2026, 1, 14, 6, 29, tzinfo=UTC)

    assert days(daily(), before - timedelta(hours=23), before) == []
    assert days(daily(), before, before + timedelta(minutes=1)) == [date(2026, 1, 14)]


def test_a_period_runs_from_hour_to_hour() -> None:
    period = next(due_periods(daily(), after=datetime(2026, 1, 14, tzinfo=UTC), now=datetime(2026, 1, 15, tzinfo=UTC)))

    assert period.since == datetime(2026, 1, 13, 6, 30, tzinfo=UTC)
    assert period.until == datetime(2026, 1, 14, 6, 30, tzinfo=UTC)


def test_a_monday_brief_tells_of_the_weekend() -> None:
    schedule = Schedule(time(7, 30), PARIS, WORKDAYS)

    (period,) = due_periods(
        schedule, after=datetime(2026, 3, 6, 12, tzinfo=UTC), now=datetime(2026, 3, 9, 12, tzinfo=UTC)
    )

    assert period.day == date(2026, 3, 9)
    assert period.since == datetime(2026, 3, 6, 6, 30, tzinfo=UTC)


def test_a_weekly_report_falls_on_its_day() -> None:
    schedule = Schedule(time(8, 0), PARIS, frozenset({1}))

    found = days(schedule, datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 31, tzinfo=UTC))

    assert found == [date(2026, 3, day) for day in (2, 9, 16, 23, 30)]


def test_a_monthly_report_falls_on_its_day() -> None:
    schedule = Schedule(time(8, 0), PARIS, month_day=1)

    found = days(schedule, datetime(2026, 1, 15, tzinfo=UTC), datetime(2026, 4, 15, tzinfo=UTC))

    assert found == [date(2026, month, 1) for month in (2, 3, 4)]


def test_an_hour_that_the_clock_skips_is_not_dropped() -> None:
    schedule = daily(at=time(2, 30))

    found = list(
        due_periods(schedule, after=datetime(2026, 3, 28, 12, tzinfo=UTC), now=datetime(2026, 3, 30, tzinfo=UTC))
    )

    assert [period.day for period in found] == [date(2026, 3, 29)]
    assert found[0].until == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_an_hour_that_comes_twice_is_due_once() -> None:
    schedule = daily(at=time(2, 30))

    found = list(
        due_periods(schedule, after=datetime(2026, 10, 24, 12, tzinfo=UTC), now=datetime(2026, 10, 25, 12, tzinfo=UTC))
    )

    assert [(period.day, period.until) for period in found] == [
        (date(2026, 10, 25), datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
    ]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("at", [time(0, 0), time(2, 30), time(7, 30), time(23, 59)])
def test_a_year_of_random_standstills_sends_each_day_once_and_in_order(zone: str, at: time) -> None:
    chance = random.Random(f"{zone}{at}")
    schedule = daily(zone, at)
    asked = start = datetime(2026, 1, 1, 12, tzinfo=UTC)
    found: list[date] = []

    while asked < start + timedelta(days=365):
        now = asked + timedelta(minutes=chance.choice([5, 5, 5, 60, 600, chance.randrange(3 * 24 * 60)]))
        found += days(schedule, asked, now)
        asked = now

    first, last = found[0], found[-1]
    assert found == [first + timedelta(days=number) for number in range((last - first).days + 1)]
    assert len(found) >= 364


@given(
    st.sampled_from(ZONES),
    st.times(),
    st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)),
    st.timedeltas(timedelta(0), timedelta(days=40)),
    st.timedeltas(timedelta(0), timedelta(days=40)),
)
def test_asking_in_two_steps_finds_what_asking_once_finds(
    zone: str, at: time, start: datetime, first: timedelta, second: timedelta
) -> None:
    schedule = daily(zone, at.replace(tzinfo=None))
    begin = start.replace(tzinfo=UTC)
    middle, end = begin + first, begin + first + second

    assert days(schedule, begin, middle) + days(schedule, middle, end) == days(schedule, begin, end)


@given(st.sampled_from(ZONES), st.times(), st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)))
def test_periods_follow_each_other_without_gap(zone: str, at: time, start: datetime) -> None:
    schedule = daily(zone, at.replace(tzinfo=None))

    periods = next_periods(schedule, now=start.replace(tzinfo=UTC), count=5)

    assert [later.since for later in periods[1:]] == [earlier.until for earlier in periods[:-1]]
    assert all(period.since < period.until for period in periods)


def test_the_next_sendings_are_foretold() -> None:
    schedule = Schedule(time(7, 30), PARIS, WORKDAYS)

    coming = next_periods(schedule, now=datetime(2026, 3, 6, 12, tzinfo=UTC), count=3)

    assert [period.day for period in coming] == [date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 11)]


@pytest.mark.parametrize(
    ("weekdays", "now", "length"),
    [
        (WORKDAYS, datetime(2026, 3, 10, 7, tzinfo=UTC), timedelta(days=1)),
        (WORKDAYS, datetime(2026, 3, 9, 7, tzinfo=UTC), timedelta(days=3)),
        (frozenset({1}), datetime(2026, 3, 11, 7, tzinfo=UTC), timedelta(days=7)),
        # The clocks of Paris go forward on 29 March and back on 25 October: the same hour by the wall.
        (frozenset({1}), datetime(2026, 3, 31, 7, tzinfo=UTC), timedelta(days=7, hours=-1)),
        (frozenset({1}), datetime(2026, 10, 27, 7, tzinfo=UTC), timedelta(days=7, hours=1)),
        (frozenset({1}), datetime(2026, 4, 8, 7, tzinfo=UTC), timedelta(days=7)),
    ],
)
def test_a_report_asked_for_is_as_long_as_the_last(weekdays: frozenset[int], now: datetime, length: timedelta) -> None:
    period = period_until(Schedule(time(7, 30), PARIS, weekdays), now=now)

    assert (period.until, period.until - period.since) == (now, length)

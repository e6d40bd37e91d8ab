"""Due times, by the clock on the desk's wall."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from moderation.workflow.clock import MINUTES, due_at, minutes_for

PARIS = ZoneInfo("Europe/Paris")
WEEK = [1, 2, 3, 4, 5]


@dataclass
class Hours:
    opens_at: time = time(7)
    closes_at: time = time(20)
    time_zone: str = "Europe/Paris"
    working_days: list[int] = field(default_factory=lambda: list(WEEK))


def paris(day: int, hour: int, minute: int = 0, *, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("start", "minutes", "due"),
    [
        (paris(10, 10), 60, paris(10, 11)),  # a Tuesday, in the middle of the day
        (paris(10, 5), 30, paris(10, 7, 30)),  # before it opens
        (paris(10, 21), 30, paris(11, 7, 30)),  # after it closed
        (paris(10, 19, 50), 30, paris(11, 7, 20)),  # over the night
        (paris(13, 19, 50), 30, paris(16, 7, 20)),  # over the weekend
        (paris(14, 12), 15, paris(16, 7, 15)),  # on a Saturday
        (paris(10, 10), 780, paris(11, 10)),  # a whole day's work
        (paris(10, 19), 60, paris(10, 20)),  # to the minute of closing
    ],
)
def test_only_open_hours_count(start: datetime, minutes: int, due: datetime) -> None:
    assert due_at(start.astimezone(UTC), minutes=minutes, hours=Hours()) == due


def test_hours_over_midnight_are_open_at_night() -> None:
    night = Hours(opens_at=time(22), closes_at=time(6))

    assert due_at(paris(10, 23, 30), minutes=60, hours=night) == paris(11, 0, 30)
    assert due_at(paris(11, 5, 45), minutes=30, hours=night) == paris(11, 22, 15)


def test_the_night_of_the_clock_change_is_as_long_as_it_is() -> None:
    # On 29 March 2026 Paris skips from two to three: between one and four lie two hours.
    always = Hours(opens_at=time(0), closes_at=time(0), working_days=[1, 2, 3, 4, 5, 6, 7])

    assert due_at(paris(29, 1), minutes=120, hours=always) == paris(29, 4)
    assert due_at(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), minutes=60, hours=always) == datetime(
        2026, 10, 25, 1, 30, tzinfo=UTC
    )


def test_a_desk_that_never_opens_is_due_by_the_plain_clock() -> None:
    assert due_at(paris(10, 10), minutes=60, hours=Hours(working_days=[])) == paris(10, 11)


def test_the_less_urgent_waits_longer() -> None:
    assert list(MINUTES.values()) == sorted(MINUTES.values())
    assert [minutes_for(urgency) for urgency in (0, 1, 9, 12)] == [15, 15, 1440, 1440]

"""What an answer means, and when a message is tried again."""

from datetime import UTC, datetime, timedelta

import pytest

from moderation.webhooks.patience import PAUSES, Heard, Meaning, next_attempt

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
DAY = timedelta(hours=24)


def middle() -> float:
    return 0.5


@pytest.mark.parametrize(
    ("status", "meaning"),
    [
        (200, Meaning.TAKEN),
        (204, Meaning.TAKEN),
        (299, Meaning.TAKEN),
        (101, Meaning.LATER),
        (301, Meaning.LATER),
        (302, Meaning.LATER),
        (400, Meaning.LATER),
        (401, Meaning.LATER),
        (404, Meaning.LATER),
        (410, Meaning.GONE),
        (429, Meaning.BUSY),
        (500, Meaning.LATER),
        (502, Meaning.BUSY),
        (503, Meaning.BUSY),
        (504, Meaning.BUSY),
        (None, Meaning.LATER),
    ],
)
def test_only_2xx_is_a_yes(status: int | None, meaning: Meaning) -> None:
    assert Heard(5, status).meaning is meaning


def test_pauses_grow_and_the_last_attempt_falls_on_the_end_of_the_day() -> None:
    at, attempts, moments = NOW, 1, []

    while (
        again := next_attempt(Heard(5, 500), attempts=attempts, give_up_at=NOW + DAY, now=at, draw=middle)
    ) is not None:
        moments.append(again - at)
        at, attempts = again, attempts + 1

    assert [pause.total_seconds() for pause in moments[: len(PAUSES)]] == list(PAUSES)
    assert at == NOW + DAY


def test_pauses_vary_by_a_tenth() -> None:
    heard = Heard(5, 500)

    pauses = [
        next_attempt(heard, attempts=4, give_up_at=NOW + DAY, now=NOW, draw=lambda drawn=drawn: drawn)
        for drawn in (0.0, 0.5, 1.0)
    ]

    assert [pause - NOW for pause in pauses if pause] == [timedelta(seconds=seconds) for seconds in (540, 600, 660)]


@pytest.mark.parametrize("status", [429, 503, 500])
def test_a_server_that_names_a_time_is_obeyed(status: int) -> None:
    heard = Heard(5, status, {"retry-after": "900"})

    assert next_attempt(heard, attempts=1, give_up_at=NOW + DAY, now=NOW) == NOW + timedelta(minutes=15)


def test_a_server_that_asks_for_longer_than_is_left_gets_one_attempt_after_it() -> None:
    heard = Heard(5, 503, {"retry-after": "7200"})
    give_up_at = NOW + timedelta(hours=1)

    again = next_attempt(heard, attempts=9, give_up_at=give_up_at, now=NOW)

    assert again == NOW + timedelta(hours=2)
    assert next_attempt(heard, attempts=10, give_up_at=give_up_at, now=again) is None

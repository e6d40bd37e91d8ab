"""Retry-After is read as seconds or as a date."""

from datetime import UTC, datetime, timedelta

import pytest

from articles.outgoing import read_retry_after

NOW = datetime(2026, 3, 10, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("0", timedelta(0)),
        ("120", timedelta(minutes=2)),
        (" 7 ", timedelta(seconds=7)),
        ("Tue, 10 Mar 2026 08:05:00 GMT", timedelta(minutes=5)),
        ("Tue, 10 Mar 2026 07:00:00 GMT", timedelta(0)),
        ("99999999", timedelta(hours=24)),
        ("9" * 5000, timedelta(hours=24)),
        ("Fri, 10 Mar 2036 08:05:00 GMT", timedelta(hours=24)),
        ("soon", None),
        ("", None),
        ("-5", None),
        ("1.5", None),
        ("٣", None),
        (f"Tue, 10 Mar {'9' * 20} 08:05:00 GMT", None),
        (f"Tue, 10 Mar 2026 {'9' * 20}:05:00 GMT", None),
    ],
)
def test_a_wait_is_read_and_bounded(value: str, wait: timedelta | None) -> None:
    assert read_retry_after(value, now=NOW) == wait

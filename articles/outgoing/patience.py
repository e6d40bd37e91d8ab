"""Read how long a server asks its callers to wait."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

# Nobody is obeyed for longer than this.
LONGEST = timedelta(hours=24)


def read_retry_after(value: str, *, now: datetime) -> timedelta | None:
    """Return how long a Retry-After header asks to wait: seconds or a date; None where it cannot be read."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        # A number too long to be read is longer than anybody is obeyed.
        return LONGEST if len(value) > 9 else min(timedelta(seconds=int(value)), LONGEST)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(timedelta(0), min(moment - now, LONGEST))

"""Days and moments as people write them on a command line."""

from __future__ import annotations

from datetime import UTC, datetime, time

from django.core.management.base import CommandError
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import is_naive


def read_moment(written: str) -> datetime:
    """Return the moment written as 2026-03-10 or 2026-03-10T09:00; without a zone it is UTC.

    :raises CommandError: it is neither
    """
    try:
        moment = parse_datetime(written)
        day = None if moment else parse_date(written)
    except ValueError:
        moment = day = None
    if day is not None:
        moment = datetime.combine(day, time.min)
    if moment is None:
        raise CommandError(f"{written!r} is no day or moment; write 2026-03-10 or 2026-03-10T09:00")
    return moment.replace(tzinfo=UTC) if is_naive(moment) else moment

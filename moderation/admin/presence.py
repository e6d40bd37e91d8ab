"""Who else has the page open: kept in the cache for a few seconds, never in the database."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.core.cache import cache

# A page says every five seconds that it is open.
_STALE_AFTER = timedelta(seconds=14)


def note_reader(review_id: int, user: User, now: datetime) -> list[str]:
    """Note that *user* reads the review, and return the names of the others who do, in order."""
    seen: dict[int, tuple[str, datetime]] = cache.get(_key(review_id)) or {}
    fresh = {pk: entry for pk, entry in seen.items() if now - entry[1] < _STALE_AFTER}
    fresh[user.pk] = (user.get_full_name() or user.get_username(), now)
    cache.set(_key(review_id), fresh, timeout=_STALE_AFTER.total_seconds())
    return sorted(name for pk, (name, _at) in fresh.items() if pk != user.pk)


def _key(review_id: int) -> str:
    return f"readers:{review_id}"

"""Read database and broker addresses into the forms that Django wants."""

from typing import Any
from urllib.parse import urlsplit, urlunsplit

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

_DJANGO_KEYS = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
_REDIS_SCHEMES = frozenset({"redis", "rediss"})


class UnreadableDatabaseURL(ValueError):
    """Refuse an address that PostgreSQL's own library cannot read."""


def database_from(url: str) -> dict[str, Any]:
    """Return Django's settings of one database for a `postgresql://` address.

    :raises UnreadableDatabaseURL: the address is none, or names no database
    """
    try:
        parts = conninfo_to_dict(url)
    except ProgrammingError as error:
        raise UnreadableDatabaseURL(f"DATABASE_URL cannot be read ({error}); write postgresql://user@host/name") from None
    if "dbname" not in parts:
        raise UnreadableDatabaseURL("DATABASE_URL names no database; write postgresql://user@host/name")
    settings: dict[str, Any] = {"ENGINE": "django.db.backends.postgresql", "OPTIONS": {}}
    for key, value in parts.items():
        if key in _DJANGO_KEYS:
            settings[_DJANGO_KEYS[key]] = str(value)
        else:
            settings["OPTIONS"][key] = value
    return settings


def cache_from(broker_url: str) -> dict[str, Any]:
    """Return Django's cache settings: database 1 of a Redis broker, else this process's memory."""
    parts = urlsplit(broker_url)
    if parts.scheme == "redis+socket":
        return _redis_cache(f"unix://{parts.path}?db=1")
    if parts.scheme in _REDIS_SCHEMES:
        return _redis_cache(urlunsplit(parts._replace(path="/1")))
    return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}


def _redis_cache(location: str) -> dict[str, Any]:
    return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": location}

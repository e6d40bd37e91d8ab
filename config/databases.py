"""Read database and broker addresses into the forms that Django wants."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.core.exceptions import ImproperlyConfigured
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

_DJANGO_KEYS = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
_REMEDY = "write it as postgresql://user:password@host:5432/name"
_REDIS_SCHEMES = frozenset({"redis", "rediss"})
# Seconds after which a cache that is silent counts as away: what it keeps is not worth more.
_CACHE_ANSWERS_IN = 1


class UnreadableDatabaseURL(ValueError):
    """Refuse an address that PostgreSQL's own library cannot read."""


class UnreadableCacheURL(ImproperlyConfigured):
    """Refuse an address of a cache that is none: each process would count for itself, and nobody would know."""

    def __init__(self, scheme: str) -> None:
        super().__init__(
            f"CACHE_URL: “{scheme}://” is no cache's address; write it as redis://host:6379, rediss://… or "
            "redis+socket:///path, or leave it out"
        )


@dataclass(frozen=True, slots=True)
class Access:
    """Hold two ways into one database: the application's, and the owner's for migrations."""

    app: dict[str, Any]
    owner: dict[str, Any]
    # The role whose rights the application has; empty where it works as the owner.
    app_role: str


def access_from(app_url: str, *, owner_url: str = "", role: str = "") -> Access:
    """Return the application's access and the owner's.

    With two addresses the application signs in as a user of its own. With one it signs in as the owner and takes
    on `role` at once, unless that is empty.

    :raises UnreadableDatabaseURL: an address is none, or names no database
    """
    if owner_url:
        app = database_from(app_url)
        return Access(app=app, owner=database_from(owner_url), app_role=app.get("USER", ""))
    owner, app = database_from(app_url), database_from(app_url)
    if role:
        app["OPTIONS"]["assume_role"] = role
    return Access(app=app, owner=owner, app_role=role)


def database_from(url: str) -> dict[str, Any]:
    """Return Django's settings of one database for a `postgresql://` address.

    :raises UnreadableDatabaseURL: the address is none, or names no database
    """
    try:
        parts = conninfo_to_dict(url)
    except ProgrammingError as error:
        raise UnreadableDatabaseURL(f"cannot read a database address ({str(error).strip()}); {_REMEDY}") from None
    if "dbname" not in parts:
        raise UnreadableDatabaseURL(f"a database address names no database; {_REMEDY}")
    settings: dict[str, Any] = {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {},
    }
    for key, value in parts.items():
        if key in _DJANGO_KEYS:
            settings[_DJANGO_KEYS[key]] = str(value)
        else:
            settings["OPTIONS"][key] = value
    return settings


def cache_from(broker_url: str, *, cache_url: str = "") -> dict[str, Any]:
    """Return Django's cache settings: database 1 of the Redis that is named, or of a Redis broker.

    Where none is named and the broker is another, it is this process's memory.

    :raises UnreadableCacheURL: the address that is named is no Redis's
    """
    found = _redis_at(cache_url or broker_url)
    if cache_url and found is None:
        raise UnreadableCacheURL(urlsplit(cache_url).scheme)
    return found or {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}


def _redis_at(url: str) -> dict[str, Any] | None:
    parts = urlsplit(url)
    if parts.scheme == "redis+socket":
        return _redis_cache(f"unix://{parts.path}?db=1")
    if parts.scheme in _REDIS_SCHEMES:
        return _redis_cache(urlunsplit(parts._replace(path="/1")))
    return None


def _redis_cache(location: str) -> dict[str, Any]:
    return {
        "BACKEND": "config.caching.ForgivingRedisCache",
        "LOCATION": location,
        "OPTIONS": {"socket_connect_timeout": _CACHE_ANSWERS_IN, "socket_timeout": _CACHE_ANSWERS_IN},
    }

"""A cache that is a help and no condition: while its server is away, the house works without it."""

from __future__ import annotations

from types import TracebackType
from typing import Any

import structlog
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)


class ForgivingRedisCache(RedisCache):
    """While its server is away, answer as a cache that keeps nothing, and say so in the log.

    What the house counts is then not counted: it rather takes copy beyond a limit than none.
    """

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """Return what is kept, or the default."""
        with _Forgiven("get"):
            return super().get(key, default, version)
        return default

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Keep a value, if it can be kept."""
        with _Forgiven("set"):
            super().set(key, value, timeout, version)

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep a value under a new key, and tell whether it is kept."""
        with _Forgiven("add"):
            return bool(super().add(key, value, timeout, version))
        return False

    def delete(self, key: Any, version: int | None = None) -> bool:
        """Remove a key, and tell whether it was there."""
        with _Forgiven("delete"):
            return bool(super().delete(key, version))
        return False

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """Count a key up and return the number; what cannot be counted begins anew each time.

        :raises ValueError: there is no such key
        """
        with _Forgiven("incr"):
            return int(super().incr(key, delta, version))
        return delta


class _Forgiven:
    """Let a fault of the server pass, with a line in the log."""

    def __init__(self, verb: str) -> None:
        self.verb = verb

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        """Tell whether the fault was the server's."""
        if not isinstance(error, RedisError):
            return False
        log.warning("cache_is_away", verb=self.verb, error=str(error))
        return True

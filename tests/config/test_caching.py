"""A cache whose server is away keeps nothing, and breaks nothing."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache

from config.databases import cache_from

AWAY = "redis://127.0.0.1:1/0"


@pytest.fixture
def away(settings: Any) -> None:
    """Take the cache's server away."""
    settings.CACHES = {"default": cache_from(AWAY)}


@pytest.fixture
def there(settings: Any) -> None:
    """Keep the cache where the broker is."""
    settings.CACHES = {"default": cache_from(django_settings.CELERY_BROKER_URL)}


def test_what_cannot_be_kept_is_not_there(away: None) -> None:
    cache.set("a", 1)

    assert cache.get("a") is None
    assert cache.get("a", "nothing") == "nothing"
    assert not cache.add("a", 1)
    assert not cache.delete("a")
    assert cache.incr("a") == 1


@pytest.mark.broker
def test_a_cache_that_is_there_keeps_and_counts(there: None) -> None:
    key = f"counted-{uuid4()}"

    assert cache.add(key, 1, 60)
    assert not cache.add(key, 1, 60)
    assert cache.incr(key, 2) == 3
    assert cache.get(key) == 3
    assert cache.delete(key)
    with pytest.raises(ValueError, match="not found"):
        cache.incr(key)

"""A chain to verify, and hands that can break it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection

from articles.actor import Actor
from moderation.models import AuditEvent
from moderation.workflow.audit import record
from tests.workflow.conftest import article, clean, desk, editor, filer, house, second, wire

__all__ = ["article", "clean", "desk", "editor", "filer", "house", "second", "wire"]

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)


@pytest.fixture
def somebody(db: None) -> User:
    """Return somebody for events to be about."""
    return User.objects.create_user("somebody")


@pytest.fixture
def chain(somebody: User) -> Callable[[int], list[AuditEvent]]:
    """Return what adds events to the chain."""

    def add(count: int) -> list[AuditEvent]:
        return [
            record(
                action="test.happened",
                actor=Actor.person(somebody),
                obj=somebody,
                now=NOW + timedelta(minutes=number),
                after={"number": number, "text": "déjà « vu »", "nothing": None, "half": 0.5},
                reason=f"because {number}",
            )
            for number in range(count)
        ]

    return add


@pytest.fixture
def tampering(db: None) -> Callable[[], AbstractContextManager[None]]:
    """Return a context in which the database's owner has switched the triggers off."""

    @contextmanager
    def off() -> Iterator[None]:
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = DEFAULT")

    return off

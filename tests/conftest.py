"""Servers and fixtures that every test may ask for."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection, transaction
from psycopg import sql

from config.celery import app
from config.grants import grant_app_role
from config.local.places import Places
from config.local.servers import embedded_servers

_RUNNING = ExitStack()


def pytest_configure(config: pytest.Config) -> None:
    """Start the embedded servers once; xdist's workers find them by the folder's name."""
    # Playwright runs an event loop in the test's thread.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    # Each worker reads its own queue of the one broker.
    app.conf.task_default_queue = f"test-{worker}"
    if hasattr(config, "workerinput"):
        return
    places: Places = django_settings.PLACES
    os.environ["LOCAL_DIR"] = str(places.folder)
    _RUNNING.callback(shutil.rmtree, places.folder, ignore_errors=True)
    _RUNNING.enter_context(embedded_servers(places, throw_away=True))


def pytest_unconfigure() -> None:
    """Stop the servers and remove their folder."""
    _RUNNING.close()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Make the application's role, and let the test database be flushed.

    Flushing between transactional tests is a TRUNCATE, which the append-only tables refuse: lifted here only.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        _make_app_role(cursor)
        _lift_truncate_triggers(cursor)


@pytest.fixture
def as_app_role(db: None) -> Callable[[], AbstractContextManager[None]]:
    """Return a context in which the database sees the application's own role."""

    @contextmanager
    def become() -> Iterator[None]:
        # What the database refuses rolls back to here, and takes the role back with it.
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(django_settings.DATABASE_APP_ROLE)))
            yield
            cursor.execute("RESET ROLE")

    return become


@pytest.fixture
def eager_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a task where it is sent, and let its exceptions through."""
    monkeypatch.setattr(app.conf, "task_always_eager", True)
    monkeypatch.setattr(app.conf, "task_eager_propagates", True)


def _make_app_role(cursor: Any) -> None:
    role = django_settings.DATABASE_APP_ROLE
    # The role belongs to the server, which xdist's workers share.
    cursor.execute("SELECT pg_advisory_lock(1)")
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
    if cursor.fetchone() is None:
        cursor.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(role)))
    grant_app_role(connection, role=role, append_only=django_settings.MODERATION_APPEND_ONLY_TABLES)
    cursor.execute("SELECT pg_advisory_unlock(1)")


def _lift_truncate_triggers(cursor: Any) -> None:
    # 32 is the TRUNCATE bit of a trigger's type.
    cursor.execute("SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgtype & 32 > 0 AND NOT tgisinternal")
    for table, trigger in cursor.fetchall():
        cursor.execute(
            sql.SQL("ALTER TABLE {} DISABLE TRIGGER {}").format(sql.Identifier(table), sql.Identifier(trigger))
        )

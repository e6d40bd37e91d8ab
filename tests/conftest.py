"""Servers and fixtures that every test may ask for."""

import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import translation
from kombu import Queue
from psycopg import sql
from psycopg.conninfo import make_conninfo

from config.celery import app
from config.local.child import Child, Recipe, start
from config.local.places import Places
from config.local.servers import embedded_servers
from tests.browsing import browser, page

__all__ = ["browser", "page"]

WORKER_SECONDS = 120
WORKER_NAME = f"{django_settings.CELERY_TASK_DEFAULT_QUEUE}-{os.getpid()}@localhost"
_RUNNING = ExitStack()


def pytest_configure(config: pytest.Config) -> None:
    """Start the embedded servers once; xdist's workers find them by the folder's name."""
    # Playwright runs an event loop in the test's thread.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    if hasattr(config, "workerinput") or config.option.collectonly:
        return
    places: Places = django_settings.PLACES
    os.environ["LOCAL_DIR"] = str(places.folder)
    _RUNNING.callback(shutil.rmtree, places.folder, ignore_errors=True)
    _RUNNING.enter_context(embedded_servers(places, throw_away=True))


def pytest_unconfigure() -> None:
    """Stop the servers and remove their folder."""
    _RUNNING.close()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests whose annotated cases are not on this machine."""
    if django_settings.CASES_DIR.is_dir():
        return
    left_out = [item for item in items if item.get_closest_marker("shared")]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)


@pytest.fixture(autouse=True)
def _source_language() -> Iterator[None]:
    """Let no test inherit the language that an earlier one's request switched to."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def cases_dir() -> Path:
    """Return the folder of annotated cases; for tests marked `shared`."""
    return Path(django_settings.CASES_DIR)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Let the test database be flushed.

    Flushing between transactional tests is a TRUNCATE, which the append-only tables refuse: lifted here only.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
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
def eager_tasks() -> Iterator[None]:
    """Run a task where it is sent, and let its exceptions through."""
    app.conf.update(task_always_eager=True, task_eager_propagates=True)
    yield
    app.conf.update(task_always_eager=False, task_eager_propagates=False)


@pytest.fixture
def live_worker(transactional_db: None, tmp_path: Path) -> Iterator[Child]:
    """Run a real worker process on the test database and the real broker."""
    _empty_queue()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "DATABASE_URL": _test_database_address(),
        "CELERY_BROKER_URL": django_settings.CELERY_BROKER_URL,
    }
    words = ["worker", "-c", "1", "-l", "INFO", "-n", WORKER_NAME, "--without-gossip", "--without-mingle"]
    command = [sys.executable, "-m", "celery", "-A", "config.celery", *words]
    log = tmp_path / "worker.log"
    child = start(
        Recipe("worker", command, signal.SIGTERM, environment=environment, folder=django_settings.BASE_DIR, log=log)
    )
    _wait_for_worker(child, log)
    yield child
    child.stop(seconds=5)


def _lift_truncate_triggers(cursor: CursorWrapper) -> None:
    # 32 is the TRUNCATE bit of a trigger's type.
    cursor.execute("SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgtype & 32 > 0 AND NOT tgisinternal")
    for table, trigger in cursor.fetchall():
        cursor.execute(
            sql.SQL("ALTER TABLE {} DISABLE TRIGGER {}").format(sql.Identifier(table), sql.Identifier(trigger))
        )


def _empty_queue() -> None:
    with app.connection_for_write() as broker:
        queue = Queue(django_settings.CELERY_TASK_DEFAULT_QUEUE)(broker.default_channel)
        queue.declare()
        queue.purge()


def _test_database_address() -> str:
    parts = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    known = {key: connection.settings_dict.get(name) for key, name in parts.items()}
    return make_conninfo(**{key: str(value) for key, value in known.items() if value}, **_other_options())


def _other_options() -> dict[str, Any]:
    return {key: value for key, value in connection.settings_dict["OPTIONS"].items() if isinstance(value, str)}


def _wait_for_worker(child: Child, log: Path) -> None:
    deadline = time.monotonic() + WORKER_SECONDS
    while time.monotonic() < deadline and child.is_running:
        # Another process of the suite may run a worker on the same broker: only ours is asked.
        if app.control.ping(destination=[WORKER_NAME], timeout=0.5):
            return
    child.stop(seconds=2)
    pytest.fail(f"the worker did not start: {log.read_text(errors='replace')[-800:]}")

"""What waits for other houses' servers has a queue and a worker of its own."""

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

import pytest

from config import celery
from config.celery import app, load_models_before_fork
from config.settings import moderation as settings
from moderation import tasks


def worker(queues: Iterable[str]) -> Any:
    """Return as much of a worker as its signal is asked about."""
    return SimpleNamespace(app=SimpleNamespace(amqp=SimpleNamespace(queues=SimpleNamespace(consume_from=set(queues)))))


def test_calls_go_to_a_queue_that_a_worker_without_orders_reads_too() -> None:
    app.loader.import_default_modules()

    assert set(settings.CELERY_TASK_QUEUES or ()) == {"celery", "outgoing"}
    assert {route["queue"] for route in settings.CELERY_TASK_ROUTES.values()} == {"outgoing"}
    assert set(settings.CELERY_TASK_ROUTES) <= set(app.tasks)


@pytest.mark.parametrize(("queues", "loads"), [(["outgoing"], 0), (["DEFAULT"], 1), (["DEFAULT", "outgoing"], 1)])
def test_a_worker_that_only_calls_reads_no_models(
    monkeypatch: pytest.MonkeyPatch, queues: list[str], loads: int
) -> None:
    loaded: list[int] = []
    monkeypatch.setattr(tasks, "preload", lambda: loaded.append(1))
    named = [name.replace("DEFAULT", celery.app.conf.task_default_queue) for name in queues]

    load_models_before_fork(sender=worker(named))

    assert len(loaded) == loads

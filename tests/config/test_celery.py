"""A real worker on the real broker."""

import time

import pytest
from celery import current_app
from django.conf import settings

from config.celery import app
from config.local.child import Child


def test_shared_tasks_bind_to_the_houses_app() -> None:
    assert current_app.main == app.main == "second_source"


def test_every_task_of_the_schedule_exists() -> None:
    app.loader.import_default_modules()

    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    assert scheduled <= set(app.tasks)


def test_messages_carry_nothing_that_runs() -> None:
    assert list(app.conf.accept_content) == ["json"]
    assert app.conf.task_serializer == "json"


@pytest.mark.broker
def test_a_worker_does_the_task_of_a_message(live_worker: Child) -> None:
    app.send_task("moderation.tasks.sweep_runs")

    deadline = time.monotonic() + 30
    while done() == 0 and time.monotonic() < deadline:
        time.sleep(0.1)

    assert done() == 1
    assert live_worker.is_running


def done() -> int:
    """Return how often the worker has done the task."""
    answers = app.control.inspect(timeout=1).stats() or {}
    return sum(answer["total"].get("moderation.tasks.sweep_runs", 0) for answer in answers.values())

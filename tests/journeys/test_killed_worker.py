"""A worker is killed in the middle of its work: every article is read exactly once, and no flag is there twice."""

import os
import signal
import time
from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from articles.actor import Actor
from articles.intake import Copy
from articles.models import Desk, Wire
from articles.operations import file_copy
from config.local.child import Child
from moderation import tasks
from moderation.models import AuditEvent, Flag, Review, ScreeningRun
from moderation.workflow.runs import lost_runs
from moderation.workflow.verification import verify_chain
from tests.planting import plant_newsroom

ARTICLES = 12
PATIENCE = 60  # seconds


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_mid_screening_costs_nothing(live_worker: Child) -> None:
    plant_newsroom()
    for number in range(ARTICLES):
        _file(number)
    _wait_until_some_are_read()

    os.killpg(live_worker.process.pid, signal.SIGKILL)
    live_worker.process.wait()
    _read_what_is_left()

    assert set(ScreeningRun.objects.values_list("state", flat=True)) == {"done"}
    assert set(Review.objects.values_list("state", flat=True)) == {"waiting"}
    read = Counter(AuditEvent.objects.filter(action="run.done").values_list("object_id", flat=True))
    assert (len(read), set(read.values())) == (ARTICLES, {1})
    flags = Flag.objects.filter(check_id="unattributed_toll").values_list("article_id", flat=True)
    assert Counter(flags) == dict.fromkeys(Review.objects.values_list("article_id", flat=True), 1)
    assert verify_chain().is_whole


def _file(number: int) -> None:
    text = f"A bus left the road near Orvane. {number + 3} people were killed. The road was closed."
    file_copy(
        copy=Copy(text=text, headline=f"Bus {number}"),
        wire=Wire.objects.get(code="northgate"),
        desk=Desk.objects.get(code="world"),
        language="en",
        kind="syndicated",
        actor=Actor.system(),
        now=timezone.now(),
    )


def _wait_until_some_are_read() -> None:
    deadline = time.monotonic() + PATIENCE
    while not ScreeningRun.objects.filter(state="done").exists():
        assert time.monotonic() < deadline, "the worker read nothing"
        time.sleep(0.01)


def _read_what_is_left() -> None:
    """Do what the sweep and the next worker do, once the dead worker's lease has run out."""
    later = timezone.now() + settings.MODERATION_SWEEP_RUNNING_AFTER + timedelta(seconds=5)
    with time_machine.travel(later):
        for run_id in lost_runs(now=later):
            tasks.screen_version(run_id)
            tasks.screen_version(run_id)

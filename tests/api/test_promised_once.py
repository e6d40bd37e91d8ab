"""Copy that is only handed over is kept once a key, whatever breaks, repeats or comes at the same moment."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import close_old_connections, connections
from django.test import Client
from django.utils import timezone

from articles.api.views import ApiView
from articles.models import Arrival, Article, KeptAnswer, Wire
from articles.operations.inbox import make_arrival
from moderation.models import ScreeningRun
from moderation.tasks import file_arrivals
from tests.api.conftest import COPY, Program, give_token, person
from tests.planting import plant_newsroom

pytestmark = pytest.mark.usefixtures("eager_tasks", "nobody_was_called")


def test_a_key_is_needed(program: Program) -> None:
    refused = program.post("articles", COPY, Idempotency_Key="")

    assert (refused.status_code, refused.json()["code"]) == (400, "idempotency_key_required")
    assert not Arrival.objects.exists()


def test_a_repeat_is_answered_as_before_and_kept_once(program: Program) -> None:
    first = program.post("articles", COPY, Idempotency_Key="once")
    file_arrivals()

    again = program.post("articles", COPY, Idempotency_Key="once")

    assert (again.status_code, again.json(), again["Location"]) == (202, first.json(), first["Location"])
    assert again["Idempotency-Replayed"] == "true"
    assert Arrival.objects.count() == 1


def test_what_was_promised_stays_so_when_the_wire_has_gone_since(program: Program) -> None:
    first = program.post("articles", COPY, Idempotency_Key="once")
    Wire.objects.update(is_active=False)

    again = program.post("articles", COPY, Idempotency_Key="once")
    other = program.post("articles", COPY)

    assert (again["Location"], again["Idempotency-Replayed"]) == (first["Location"], "true")
    assert other.status_code == 422


def test_a_key_of_another_request_is_refused(program: Program) -> None:
    program.post("articles", COPY, Idempotency_Key="once")

    other = program.post("articles", {**COPY, "urgency": 2}, Idempotency_Key="once")
    elsewhere = program.post("articles/batch", {"articles": [COPY]}, Idempotency_Key="once")

    assert [(one.status_code, one.json()["code"]) for one in (other, elsewhere)] == [(422, "key_used_otherwise")] * 2
    assert Arrival.objects.count() == 1


def test_a_key_in_flight_elsewhere_is_refused(program: Program) -> None:
    program.post("articles", COPY, Idempotency_Key="once")
    KeptAnswer.objects.update(status=None, begun_at=timezone.now())

    refused = program.post("articles", COPY, Idempotency_Key="once")

    assert (refused.status_code, refused.json()["code"]) == (409, "in_flight")
    assert Arrival.objects.count() == 1


def test_a_key_is_free_after_a_day(program: Program) -> None:
    first = program.post("articles", COPY, Idempotency_Key="once")
    KeptAnswer.objects.update(begun_at=timezone.now() - timedelta(hours=25))

    anew = program.post("articles", {**COPY, "urgency": 2}, Idempotency_Key="once")
    again = program.post("articles", {**COPY, "urgency": 2}, Idempotency_Key="once")

    assert anew["Location"] != first["Location"]
    assert again["Location"] == anew["Location"]
    assert Arrival.objects.count() == 2


def test_a_receipt_that_breaks_keeps_neither_copy_nor_key(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def make_unkeepable(**heads: Any) -> Arrival:
        arrival = make_arrival(**heads)
        arrival.told_in = "longer than its column"
        return arrival

    program.client.raise_request_exception = False
    with monkeypatch.context() as broken:
        broken.setattr("moderation.api.filing.make_arrival", make_unkeepable)
        failed = program.post("articles", COPY, Idempotency_Key="once")

    assert failed.status_code == 500
    assert not Arrival.objects.exists()
    assert not KeptAnswer.objects.exists()
    assert program.post("articles", COPY, Idempotency_Key="once").status_code == 202


@pytest.mark.django_db(transaction=True)
def test_one_of_many_at_once_is_kept(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    plant_newsroom()
    monkeypatch.setattr(ApiView, "throttle_classes", ())
    program = give_token(person("robin", "standards_editor", "world"))
    gate, answers = threading.Barrier(6), []

    def send() -> None:
        close_old_connections()
        gate.wait(10)
        answers.append(Program(program.secret, program.token, Client()).post("articles", COPY, Idempotency_Key="race"))
        connections.close_all()

    hands = [threading.Thread(target=send) for _turn in range(6)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(60)

    assert {one.status_code for one in answers} == {202}
    assert len({one["Location"] for one in answers}) == 1
    assert (Arrival.objects.count(), Article.objects.count()) == (1, 1)
    assert ScreeningRun.objects.get().state == "done"

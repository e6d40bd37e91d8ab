"""Copy is received before it is filed: the answer is quick, the status address leads on, nothing is weaker."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Arrival, Article, ArticleVersion, Desk, KeptAnswer, Upload, Wire
from articles.operations import inbox
from articles.operations.naming import find_place
from config.celery import app
from config.databases import cache_from
from moderation import tasks
from moderation.models import AuditEvent, Review
from moderation.tasks import file_arrivals
from moderation.workflow.verification import verify_chain
from tests.api.conftest import COPY, TEXT, Program, give_token, place

pytestmark = pytest.mark.usefixtures("eager_tasks", "nobody_was_called")
Callbacks = Callable[..., AbstractContextManager[Any]]


def test_copy_is_received_and_the_status_address_leads_to_its_flags(
    program: Program, django_capture_on_commit_callbacks: Callbacks
) -> None:
    received = program.post("articles", COPY)
    early = program.get(place(received)).json()
    with django_capture_on_commit_callbacks(execute=True):
        file_arrivals()
    later = program.get(place(received))

    assert (received.status_code, received.json()) == (202, early)
    assert (early["outcome"], early["article"], early["screening"], early["refusal"]) == ("received", None, None, None)
    assert (later.json()["outcome"], later.json()["version"], later.json()["screening"]["state"]) == (
        "filed",
        1,
        "done",
    )
    assert later["Location"] == f"/api/v1/articles/{later.json()['article']}"
    assert ArticleVersion.objects.get().text == TEXT


def test_the_body_leads_on_as_the_header_does(program: Program) -> None:
    received = program.post("articles", COPY)
    file_arrivals()
    filed = program.get(place(received))

    assert received.json()["location"] == received["Location"]
    assert filed.json()["location"] == filed["Location"] == f"/api/v1/articles/{filed.json()['article']}"


def test_a_worker_is_called_once_for_all_that_waits(
    program: Program, django_capture_on_commit_callbacks: Callbacks, monkeypatch: pytest.MonkeyPatch
) -> None:
    called = []
    monkeypatch.setattr(tasks, "file_next", lambda **_: called.append(1))
    monkeypatch.setattr(tasks, "answer_call", lambda _task: None)
    with django_capture_on_commit_callbacks(execute=True):
        program.post("articles", COPY)
        program.post("articles", {**COPY, "text": "Another."})

    assert called == [1]


def test_who_has_been_called_may_be_called_again(
    program: Program, django_capture_on_commit_callbacks: Callbacks
) -> None:
    for text in ("One story.", "Another story."):
        with django_capture_on_commit_callbacks(execute=True):
            program.post("articles", {**COPY, "text": text})

    assert Article.objects.count() == 2


def test_copy_is_taken_and_filed_while_the_cache_is_away(
    program: Program, settings: Any, django_capture_on_commit_callbacks: Callbacks
) -> None:
    settings.CACHES = {"default": cache_from("redis://127.0.0.1:1/0")}

    with django_capture_on_commit_callbacks(execute=True):
        received = program.post("articles", COPY)
    read = program.get(place(received))
    filed = file_arrivals()

    assert (received.status_code, read.status_code, filed) == (202, 200, 1)
    assert int(received["RateLimit-Remaining"]) > 0


def test_beat_comes_for_what_nobody_was_called_for() -> None:
    swept = app.conf.beat_schedule["sweep-arrivals"]

    assert (swept["task"], swept["schedule"]) == (file_arrivals.name, timedelta(seconds=5))


def test_a_long_queue_is_filed_turn_by_turn(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "ARRIVALS_A_TURN", 2)
    for number in range(5):
        program.post("articles", {**COPY, "text": f"Story {number}."})

    file_arrivals()

    assert Article.objects.count() == 5


def test_the_history_tells_who_brought_it_and_when_it_came(program: Program) -> None:
    came = datetime.now().astimezone() - timedelta(minutes=2)
    with time_machine.travel(came, tick=False):
        received = program.post("articles", COPY)

    file_arrivals()

    number = program.get(place(received)).json()["article"]
    events = AuditEvent.objects.filter(article_id=number)
    assert {(event.actor_kind, event.actor_label) for event in events} == {("token", "cms")}
    assert {event.at for event in events} == {came}
    assert {event.request_id for event in events} == {Arrival.objects.get().request_id}
    assert re.fullmatch(r"[0-9a-f-]{36}", Arrival.objects.get().request_id)
    assert Review.objects.get().entered_at == came
    assert verify_chain().is_whole


def test_filing_at_once_files_first_what_came_earlier_under_the_id(program: Program) -> None:
    received = program.post("articles", {**COPY, "uri": "urn:x:1"})

    newer = program.post("articles?wait=0", {**COPY, "uri": "urn:x:1", "text": "Nobody was killed in Velmar."})

    assert (newer.json()["outcome"], newer.json()["version"]) == ("updated", 2)
    assert program.get(place(received)).json()["version"] == 1


@pytest.mark.parametrize("address", ["articles?wait=0", "articles/batch"])
def test_filing_at_once_waits_behind_what_is_put_off_under_the_id(
    program: Program, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    earlier = program.post("articles", {**COPY, "uri": "urn:x:1"})
    later = {**COPY, "uri": "urn:x:1", "text": "Nobody was killed in Velmar."}
    with monkeypatch.context() as broken:
        broken.setattr(inbox, "receive_copy", lambda **_: 1 / 0)
        answer = program.post(address, {"articles": [later]} if "batch" in address else later).json()
    body = answer["articles"][0]["body"] if "batch" in address else answer
    unfiled = Article.objects.exists()

    with time_machine.travel(timezone.now() + timedelta(seconds=3)):
        file_arrivals()

    assert (body["outcome"], body["article"], unfiled) == ("received", None, False)
    assert program.get(place(earlier)).json()["version"] == 1
    assert program.get(body["location"].removeprefix("/api/v1/")).json()["version"] == 2


def test_a_kill_goes_before_other_copy(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    item = {"uri": "urn:x:9", "type": "text", "headline": "Storm", "pubstatus": "canceled", "body_text": ""}
    program.post("articles", COPY)
    killed = program.post("articles?wire=northgate&desk=world", item)
    monkeypatch.setattr(tasks, "ARRIVALS_A_TURN", 1)
    monkeypatch.setattr(file_arrivals, "delay", lambda: None)

    file_arrivals()

    assert program.get(place(killed)).json()["outcome"] == "killed"
    assert Article.objects.count() == 1


def test_a_file_is_received_too(program: Program) -> None:
    file = SimpleUploadedFile("storm.html", b"<html lang=en><h1>Storm</h1><p>Nine people drowned.</p></html>")
    headers = {"Authorization": f"Bearer {program.secret}", "Idempotency-Key": "file-1"}

    received = program.client.post(
        "/api/v1/articles", {"wire": "northgate", "desk": "world", "file": file}, headers=headers
    )
    file_arrivals()

    assert (received.status_code, received.json()["outcome"]) == (202, "received")
    assert "Nine people drowned" in ArticleVersion.objects.get().text


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"text": "… 12 …"}, "/text"),
        ({"wire": "nobody"}, "/wire"),
        ({"desk": "monde"}, "/desk"),
        ({"headline": "\ud800"}, "/headline"),
        ({"ninjs": {}}, ""),
    ],
)
def test_what_can_be_refused_at_once_is(program: Program, changes: dict[str, Any], pointer: str) -> None:
    refused = program.post("articles", {**COPY, **changes})

    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)
    assert not Arrival.objects.exists()
    assert not KeptAnswer.objects.exists()


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ("{", 400, "parse_error"),
        ({"wire": "northgate", "desk": "world", "ninjs": {"headline": 7}}, 422, "unreadable_copy"),
        ({**COPY, "language": "xx"}, 422, "unknown_language"),
        ({**COPY, "original": 7}, 404, "not_found"),
    ],
)
def test_what_cannot_be_filed_is_refused_at_once(program: Program, body: Any, status: int, code: str) -> None:
    refused = program.post("articles", body)

    assert (refused.status_code, refused.json()["code"]) == (status, code)
    assert not Arrival.objects.exists()


def test_what_is_refused_after_all_says_why(program: Program, foreign: Program) -> None:
    program.post("articles?wait=0", {**COPY, "uri": "urn:x:1"})
    received = foreign.post("articles", {**COPY, "desk": "monde", "uri": "urn:x:1", "text": "Nobody died."})

    file_arrivals()

    told = foreign.get(place(received)).json()
    assert (told["outcome"], told["article"], told["refusal"]["code"]) == ("refused", None, "filed_elsewhere")
    assert str(Article.objects.get().pk) not in told["refusal"]["detail"]
    assert Upload.objects.get().desk.code == "monde"


def test_doubts_are_told_at_once_and_again_when_it_is_filed(program: Program) -> None:
    item = {"uri": "urn:x:3", "type": "text", "language": "fr", "headline": "Storm", "body_text": "Nine drowned."}
    received = program.post("articles", {"wire": "northgate", "desk": "world", "language": "en", "ninjs": item})

    file_arrivals()

    assert "fr" in received.json()["warnings"][0]
    assert program.get(place(received)).json()["warnings"] == received.json()["warnings"]


def test_the_status_address_is_its_programs_own(program: Program, second: Program, foreign: Program) -> None:
    address = place(program.post("articles", COPY))
    filing_only, reading_only = (give_token(program.token.user, scope) for scope in ("file", "read"))

    seen = [one.get(address).status_code for one in (program, filing_only, reading_only, second, foreign)]

    assert seen == [200, 200, 403, 404, 404]
    assert program.get(f"arrivals/{uuid.uuid4()}").status_code == 404


def test_a_wire_that_has_changed_is_known_by_what_it_is_now(program: Program) -> None:
    northgate = Wire.objects.filter(code="northgate")
    program.post("articles", COPY)

    northgate.update(language="fr")
    (seen,), (_desk,) = find_place(wire="NORTHGATE", desk="world")
    assert seen.language == "fr"
    northgate.update(is_active=False)

    assert program.post("articles", COPY).json()["code"] == "invalid"


def test_receiving_asks_the_database_three_times(program: Program) -> None:
    # The first notes the token's use, the second reads the token that has changed by it.
    for number in range(2):
        program.post("articles", {**COPY, "text": f"Story {number}."})

    with CaptureQueriesContext(connection) as asked:
        program.post("articles", {**COPY, "text": "Another."})

    assert len([one for one in asked.captured_queries if "SAVEPOINT" not in one["sql"]]) == 3


@pytest.mark.parametrize("change", ["scope", "desk", "membership", "role", "no role", "person"])
def test_a_token_whose_standing_has_changed_is_known_by_the_new_one(program: Program, change: str) -> None:
    assert program.post("articles", COPY).status_code == 202
    token, user = program.token, program.token.user

    if change == "scope":
        type(token).objects.update(scopes=["read"])
    elif change == "desk":
        type(token).objects.update(is_limited=True)
        token.desks.set(Desk.objects.filter(code="monde"))
    elif change == "membership":
        user.desk_memberships.all().delete()
    elif change == "role":
        user.desk_memberships.all().delete()
        user.groups.add(Group.objects.get(name="administrator"))
    elif change == "no role":
        user.groups.set([Group.objects.get(name="administrator")])
    else:
        type(user).objects.filter(pk=user.pk).update(is_active=False)

    answered = program.post("articles", {**COPY, "text": "Another."}).status_code
    by_change = {"scope": 403, "desk": 422, "membership": 422, "role": 202, "no role": 403, "person": 401}
    assert answered == by_change[change]

"""A write is done once a key, while it is being answered, after it broke off, and when its day is over."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import close_old_connections, connection, connections
from django.test import Client
from django.test.client import encode_multipart
from django.utils import timezone

from articles.api.views import ApiView
from articles.models import ApiToken, Article, KeptAnswer
from articles.operations import receive_copy
from articles.operations.answering_once import sweep_answers
from moderation.tasks import sweep_kept_answers
from tests.api.conftest import COPY, Program, give_token, person
from tests.planting import plant_newsroom

pytestmark = pytest.mark.usefixtures("eager_tasks")


def ask(program: Program, key: str = "once") -> Any:
    return program.post("articles?wait=0", COPY, Idempotency_Key=key)


def leave_in_flight(age: timedelta) -> None:
    """Make the kept answer one that was begun so long ago and never finished."""
    KeptAnswer.objects.update(status=None, body=None, begun_at=timezone.now() - age)


def test_a_repeat_during_the_first_is_told_to_wait(program: Program) -> None:
    ask(program)
    leave_in_flight(timedelta(seconds=1))

    refused = ask(program)

    assert (refused.status_code, refused.json()["code"]) == (409, "in_flight")


def test_a_first_that_died_with_its_server_does_not_bar_the_repeat(program: Program) -> None:
    number = ask(program).json()["article"]
    leave_in_flight(timedelta(minutes=6))

    again = ask(program)

    assert (again.json()["outcome"], again.json()["article"]) == ("unchanged", number)
    assert Article.objects.count() == 1


def test_a_first_whose_web_was_killed_does_not_bar_the_repeat_from_then_on(program: Program) -> None:
    number = ask(program).json()["article"]
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pid, backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()")
        process, began = cursor.fetchone()
    KeptAnswer.objects.update(status=None, body=None, made_by=process, made_since=began)
    while_it_is_made = ask(program)
    other.close()

    again = ask_when_the_process_has_ended(program)

    assert while_it_is_made.status_code == 409
    assert (again.json()["outcome"], again.json()["article"]) == ("unchanged", number)


def test_a_first_whose_process_number_was_given_out_again_does_not_bar_the_repeat(program: Program) -> None:
    number = ask(program).json()["article"]
    began = KeptAnswer.objects.get().made_since
    assert began is not None
    leave_in_flight(timedelta(seconds=1))
    while_it_is_made = ask(program)
    KeptAnswer.objects.update(made_since=began - timedelta(minutes=1))

    again = ask(program)

    assert while_it_is_made.status_code == 409
    assert (again.json()["outcome"], again.json()["article"]) == ("unchanged", number)


def test_a_first_of_which_only_the_number_is_known_bars_the_repeat_while_it_lives(program: Program) -> None:
    ask(program)
    leave_in_flight(timedelta(seconds=1))
    KeptAnswer.objects.update(made_since=None)

    assert ask(program).status_code == 409


def test_the_application_sees_when_its_process_began_though_its_role_does_not(
    program: Program, as_app_role: Callable[[], AbstractContextManager[None]]
) -> None:
    with as_app_role(), connection.cursor() as cursor:
        cursor.execute("SELECT backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()")
        (seen,) = cursor.fetchone()
        ask(program)

    assert seen is None
    assert KeptAnswer.objects.get().made_since is not None


@pytest.mark.django_db
def test_the_application_sees_of_no_other_users_process_when_it_began(
    as_app_role: Callable[[], AbstractContextManager[None]],
) -> None:
    with as_app_role(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT usename IS NOT DISTINCT FROM session_user, articles_process_began(pid) IS NULL"
            " FROM pg_stat_activity"
        )
        seen = cursor.fetchall()

    assert set(seen) == {(True, False), (False, True)}


@pytest.mark.parametrize("is_answered", [True, False])
def test_a_first_that_outlives_its_connection_leaves_the_key_to_the_repeat(
    program: Program, monkeypatch: pytest.MonkeyPatch, is_answered: bool
) -> None:
    program.client.raise_request_exception = False
    of_the_repeat = timezone.now() + timedelta(seconds=1)

    def outlive(**given: Any) -> Any:
        # Meanwhile the repeat has taken the key, and is at work.
        KeptAnswer.objects.update(begun_at=of_the_repeat)
        if not is_answered:
            raise OSError("the connection was cut")
        return receive_copy(**given)

    with monkeypatch.context() as slow:
        slow.setattr("moderation.api.filing.receive_copy", outlive)
        ask(program)

    kept = KeptAnswer.objects.get()
    assert (kept.begun_at, kept.status) == (of_the_repeat, None)


def ask_when_the_process_has_ended(program: Program) -> Any:
    """Ask until the database has ended the process of a connection that was closed, a moment later."""
    deadline = time.monotonic() + 10
    while (answer := ask(program)).status_code == 409 and time.monotonic() < deadline:
        time.sleep(0.05)
    return answer


def send_file(program: Program, boundary: str, *, content: bytes = b"Snow fell.", place: str = "", **more: str) -> Any:
    file = SimpleUploadedFile("snow.txt", content, "text/plain")
    form = encode_multipart(boundary, {"wire": "northgate", "desk": "world", "file": file, **more})
    headers = {"Authorization": f"Bearer {program.secret}", "Idempotency-Key": "once"}
    media_type = f"multipart/form-data; boundary={boundary}"
    return program.client.post(f"/api/v1/articles{place}", form, content_type=media_type, headers=headers)


@pytest.mark.parametrize("place", ["?wait=0", ""])
def test_a_file_that_is_sent_again_is_the_same_request_however_its_form_is_parted(program: Program, place: str) -> None:
    first, again = (send_file(program, boundary, place=place) for boundary in ("one", "another"))

    assert first.status_code in {201, 202}
    assert (again.status_code, again.json()) == (first.status_code, first.json())
    assert again["Idempotency-Replayed"] == "true"


@pytest.mark.parametrize("other", [{"content": b"Rain fell."}, {"language": "en"}, {"place": "?wait=1"}])
def test_another_file_or_another_field_is_another_request(program: Program, other: dict[str, Any]) -> None:
    send_file(program, "one", place="?wait=0")

    refused = send_file(program, "one", **{"place": "?wait=0", **other})

    assert (refused.status_code, refused.json()["code"]) == (422, "key_used_otherwise")


def test_a_key_is_one_tokens_own(program: Program, second: Program) -> None:
    ask(program)

    assert "Idempotency-Replayed" not in ask(second)


def test_a_key_is_free_after_a_day(program: Program) -> None:
    ask(program)
    KeptAnswer.objects.update(begun_at=timezone.now() - timedelta(hours=25))

    other = program.post("articles?wait=0", {**COPY, "urgency": 2}, Idempotency_Key="once")

    assert "Idempotency-Replayed" not in other
    assert other.status_code in {200, 202}


def test_the_sweep_takes_what_is_a_day_old_and_leaves_the_rest(program: Program) -> None:
    ask(program, "old")
    KeptAnswer.objects.update(begun_at=timezone.now() - timedelta(hours=25))
    ask(program, "new")

    swept = sweep_kept_answers()

    assert (swept, [one.key for one in KeptAnswer.objects.all()]) == (1, ["new"])
    assert sweep_answers(now=timezone.now()) == 0


def test_a_write_that_breaks_gives_its_key_back(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    program.client.raise_request_exception = False
    with monkeypatch.context() as broken:
        broken.setattr("moderation.api.filing.receive_copy", lambda **_: 1 / 0)
        failed = ask(program)

    assert failed.status_code == 500
    assert not KeptAnswer.objects.exists()
    assert ask(program).status_code == 202


@pytest.mark.django_db(transaction=True)
def test_one_of_many_at_once_is_done(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    plant_newsroom()
    monkeypatch.setattr(ApiView, "throttle_classes", ())
    program = give_token(person("robin", "standards_editor", "world"))
    gate, answers = threading.Barrier(6), []
    headers = {"Authorization": f"Bearer {program.secret}", "Idempotency-Key": "race"}

    def send() -> None:
        close_old_connections()
        gate.wait(10)
        answers.append(Client().post("/api/v1/articles?wait=0", json.dumps(COPY), "application/json", headers=headers))
        connections.close_all()

    hands = [threading.Thread(target=send) for _turn in range(6)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(60)

    done = [one for one in answers if one.status_code == 201 and "Idempotency-Replayed" not in one]
    others = [one for one in answers if one not in done]
    assert (len(answers), len(done), Article.objects.count()) == (6, 1, 1)
    assert {one.status_code for one in others} <= {201, 409}
    assert ApiToken.objects.get().last_used_at is not None

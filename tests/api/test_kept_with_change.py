"""The answer to a change that says what it has seen is kept with the change: its repeat is no change of a stale tag."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from articles.api.views import ApiView
from articles.models import Article, ArticleVersion, KeptAnswer
from moderation.models import Decision, Disposition, Flag
from tests.api.conftest import COPY, Program, give_token, person
from tests.planting import plant_newsroom
from tests.workflow.newsroom import case_on

pytestmark = pytest.mark.usefixtures("eager_tasks")

# What changes, by the function that changes it.
CHANGES: dict[str, Callable[[Program, int, dict[str, str]], Any]] = {
    "articles._correct": lambda program, number, told: program.patch(
        f"articles/{number}", {"text": "Twelve people were killed in Velmar, the mayor said."}, **told
    ),
    "decisions._call": lambda program, number, told: program.post(
        f"articles/{number}/decisions", {"verb": "return", "reason": "Name who counted."}, **told
    ),
    "flags._answer": lambda program, number, told: program.post(
        f"{flag_of(number)}/dispositions", {"kind": "uphold"}, **told
    ),
    "alike._dismiss": lambda program, number, told: program.post(
        f"{flag_of(number)}/dismiss-alike", {"reason_code": "verified"}, **told
    ),
}


@pytest.fixture
def committed(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Return a program whose requests are committed each by itself."""
    plant_newsroom()
    monkeypatch.setattr(ApiView, "throttle_classes", ())
    program = give_token(person("robin", "standards_editor", "world"))
    program.client.raise_request_exception = False
    return program


@pytest.fixture
def number(program: Program, django_capture_on_commit_callbacks: Any) -> int:
    """File an article, have it screened, and return its number."""
    with django_capture_on_commit_callbacks(execute=True):
        return int(program.post("articles?wait=0", COPY).json()["article"])


def flag_of(number: int) -> str:
    return f"flags/{Flag.objects.filter(article=number).order_by('pk')[0].pk}"


def told_of(program: Program, number: int, change: str, key: str = "once") -> dict[str, str]:
    """Return the headers of a change: its key, and the tag that stands."""
    place = flag_of(number) if change.startswith(("flags", "alike")) else f"articles/{number}"
    return {"Idempotency_Key": key, "If_Match": program.get(place)["ETag"]}


def at(change: str, monkeypatch: pytest.MonkeyPatch, happens: Callable[[], None]) -> None:
    """Let something happen right after a change is made, before it is committed."""
    room, name = change.split(".")
    real = getattr(import_module(f"moderation.api.{room}"), name)

    def changed(*given: Any, **named: Any) -> Any:
        made = real(*given, **named)
        happens()
        return made

    monkeypatch.setattr(f"moderation.api.{change}", changed)


def break_off() -> None:
    raise OSError("the web was killed")


def take_key(of_the_repeat: datetime) -> None:
    KeptAnswer.objects.filter(key="once").update(begun_at=of_the_repeat)


def done() -> tuple[int, int, int]:
    return ArticleVersion.objects.count(), Decision.objects.count(), Disposition.objects.count()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("change", CHANGES)
def test_a_change_whose_answer_was_lost_is_answered_when_it_is_repeated(
    committed: Program, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    number = committed.post("articles?wait=0", COPY).json()["article"]
    told = told_of(committed, number, change)
    with monkeypatch.context() as broken:
        at(change, broken, lambda: transaction.on_commit(break_off))
        lost = CHANGES[change](committed, number, told)
    after_the_first = done()

    again = CHANGES[change](committed, number, told)
    once_more = CHANGES[change](committed, number, told)
    by_another_key = CHANGES[change](committed, number, {**told, "Idempotency_Key": "another"})

    assert lost.status_code == 500
    assert again.status_code in {201, 202}
    assert again["Idempotency-Replayed"] == "true"
    assert once_more.json() == again.json()
    assert (by_another_key.status_code, by_another_key.json()["code"]) == (412, "stale")
    assert done() == after_the_first


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_that_broke_off_before_its_commit_is_made_by_the_repeat(
    program: Program, number: int, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    program.client.raise_request_exception = False
    told = told_of(program, number, change)
    before = done()
    with monkeypatch.context() as broken:
        at(change, broken, break_off)
        lost = CHANGES[change](program, number, told)
    after_the_first = done()

    again = CHANGES[change](program, number, told)

    assert (lost.status_code, after_the_first) == (500, before)
    assert again.status_code in {200, 201, 202}
    assert "Idempotency-Replayed" not in again
    assert done() != before


@pytest.mark.parametrize("change", CHANGES)
def test_a_request_whose_key_its_repeat_has_taken_changes_nothing(
    program: Program, number: int, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    told = told_of(program, number, change)
    before, of_the_repeat = done(), timezone.now() + timedelta(seconds=1)
    at(change, monkeypatch, lambda: take_key(of_the_repeat))

    refused = CHANGES[change](program, number, told)

    assert (refused.status_code, refused.json()["code"]) == (409, "in_flight")
    assert done() == before


def test_an_undoing_whose_key_its_repeat_has_taken_changes_nothing(
    program: Program, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = CHANGES["alike._dismiss"](program, number, told_of(program, number, "alike._dismiss", "first")).json()
    before, of_the_repeat = done(), timezone.now() + timedelta(seconds=1)
    with monkeypatch.context() as slow:
        at("alike.undo_alike", slow, lambda: take_key(of_the_repeat))
        refused = program.post(f"dismissals/{made['batch']}/undo", {}, Idempotency_Key="once")

    assert (refused.status_code, refused.json()["code"]) == (409, "in_flight")
    assert done() == before
    assert program.post(f"dismissals/{made['batch']}/undo", {}).json()["reopened"] == made["dismissed"]


def test_an_acknowledgement_whose_key_its_repeat_has_taken_changes_nothing(
    program: Program, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    article, of_the_repeat = Article.objects.get(pk=number), timezone.now() + timedelta(seconds=1)
    case = case_on(article, article, cause="kill", now=timezone.now(), reason="Nobody opened it.")
    with monkeypatch.context() as slow:
        at("cases.acknowledge", slow, lambda: take_key(of_the_repeat))
        refused = program.post(f"cases/{case.pk}/acknowledge", {}, Idempotency_Key="once")

    assert (refused.status_code, refused.json()["code"]) == (409, "in_flight")
    assert program.post(f"cases/{case.pk}/acknowledge", {}).status_code == 200


def test_a_correction_that_is_repeated_has_the_answer_that_came_of_it(program: Program, number: int) -> None:
    told = told_of(program, number, "articles._correct")

    first, again = (CHANGES["articles._correct"](program, number, told) for _turn in range(2))

    assert (again.status_code, again.json()) == (first.status_code, first.json())
    assert again["Idempotency-Replayed"] == "true"


def test_another_tokens_same_key_does_not_pass_the_tag(program: Program, second: Program, number: int) -> None:
    told = told_of(program, number, "decisions._call")
    CHANGES["decisions._call"](program, number, told)

    refused = CHANGES["decisions._call"](second, number, told)

    assert (refused.status_code, refused.json()["code"]) == (412, "stale")

"""A program sees what became of the copy that an article was made from, and acknowledges it as the desk does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article
from moderation.models import AuditEvent, Case, Review
from tests.api.conftest import COPY, Program, give_token, person
from tests.workflow.newsroom import case_on

pytestmark = pytest.mark.usefixtures("eager_tasks")

PLAIN = {**COPY, "text": "The fair opened on Monday with music and soup.", "headline": "Fair"}
SPANISH = {
    **COPY, "text": "La feria abrió el lunes.", "headline": "La feria", "language": "es", "kind": "syndicated",
    "uri": "urn:es:1",
}  # fmt: skip


@pytest.fixture
def file(second: Program, django_capture_on_commit_callbacks: Any) -> Callable[..., int]:
    """Return what a colleague files copy with, so that the program may approve it."""

    def send(**copy: Any) -> int:
        with django_capture_on_commit_callbacks(execute=True):
            return int(second.post("articles?wait=0", copy).json()["article"])

    return send


@pytest.fixture
def original(file: Callable[..., int]) -> Article:
    """Return copy that another article was made from."""
    return Article.objects.get(pk=file(**SPANISH))


@pytest.fixture
def number(original: Article, file: Callable[..., int]) -> int:
    """File an article without a flag that was made from the other, and return its number."""
    return file(**PLAIN, kind="translated", original=original.pk)


def open_a_case(number: int, of: Article, cause: str = "kill") -> Case:
    return case_on(Article.objects.get(pk=number), of, cause=cause, now=timezone.now(), reason="Nobody opened it.")


def approve(program: Program, number: int) -> Any:
    shown = program.get(f"articles/{number}")
    body = {"verb": "approve", "content_hash": shown.json()["version"]["content_hash"]}
    return program.post(f"articles/{number}/decisions", body, If_Match=shown["ETag"])


def acknowledge(program: Program, case: Case, **body: str) -> Any:
    return program.post(f"cases/{case.pk}/acknowledge", body)


def test_an_article_tells_its_open_cases(program: Program, number: int, original: Article) -> None:
    case = open_a_case(number, original)

    (told,) = program.get(f"articles/{number}").json()["cases"]
    listed = [(one["id"], [each["id"] for each in one["cases"]]) for one in program.get("articles").json()["results"]]

    assert {name: told[name] for name in ("id", "cause", "of_article", "of_headline", "reason", "bars_approval")} == {
        "id": case.pk,
        "cause": "kill",
        "of_article": original.pk,
        "of_headline": "La feria",
        "reason": "Nobody opened it.",
        "bars_approval": True,
    }
    assert listed == [(number, [case.pk]), (original.pk, [])]


def test_a_text_beside_the_corrected_original_is_not_said_to_be_barred(
    program: Program, number: int, original: Article
) -> None:
    original.refresh_from_db()
    open_a_case(number, original, "correction")

    assert [one["bars_approval"] for one in program.get(f"articles/{number}").json()["cases"]] == [False]
    assert approve(program, number).status_code == 201


def test_a_list_asks_as_often_with_cases_as_without(
    program: Program, number: int, original: Article, file: Callable[..., int]
) -> None:
    with CaptureQueriesContext(connection) as before:
        program.get("articles")
    for each in (number, file(**{**PLAIN, "uri": "urn:x:2"}), file(**{**PLAIN, "uri": "urn:x:3"})):
        open_a_case(each, original)

    with CaptureQueriesContext(connection) as after:
        program.get("articles")

    assert len(after) == len(before)


@pytest.mark.parametrize(("asked", "is_found"), [("true", True), ("false", False)])
def test_articles_are_found_by_their_open_cases(
    program: Program, number: int, original: Article, asked: str, is_found: bool
) -> None:
    case = open_a_case(number, original)

    found = [one["id"] for one in program.get("articles", open_case=asked).json()["results"]]
    acknowledge(program, case)
    after = program.get("articles", open_case="true").json()["results"]

    assert (number in found, original.pk in found) == (is_found, not is_found)
    assert after == []


def test_an_approval_is_refused_until_the_case_is_acknowledged(
    program: Program, number: int, original: Article
) -> None:
    case = open_a_case(number, original)

    refused = approve(program, number)
    acknowledged = acknowledge(program, case, note="Ours stands: the fair did open.")
    approved = approve(program, number)

    said = refused.json()
    assert (refused.status_code, said["code"]) == (409, "approval")
    assert [one["code"] for one in said["obstacles"]] == ["case"]
    assert "acknowledge that" in said["detail"] == said["obstacles"][0]["detail"]
    assert (acknowledged.status_code, approved.status_code) == (200, 201)
    assert Review.objects.get(article=number).state == "approved"


def test_an_acknowledgement_is_recorded_as_that_of_the_desk_is(
    program: Program, number: int, original: Article
) -> None:
    case = open_a_case(number, original)

    answer = acknowledge(program, case, note="Ours stands.")

    case.refresh_from_db()
    assert (case.acknowledged_by, case.note) == (program.token.user, "Ours stands.")
    body = answer.json()
    assert (body["id"], body["article"], body["note"], body["by"]) == (case.pk, number, "Ours stands.", "robin")
    event = AuditEvent.objects.get(action="case.acknowledged")
    assert (event.actor_kind, event.actor_label, event.article_id, event.reason, event.after) == (
        "token", "cms", number, "Ours stands.", {"late": False},
    )  # fmt: skip


def test_a_second_acknowledgement_is_refused_and_names_who_gave_the_first(
    program: Program, second: Program, number: int, original: Article
) -> None:
    case = open_a_case(number, original)
    acknowledge(second, case)

    refused = acknowledge(program, case)

    assert (refused.status_code, refused.json()["code"]) == (409, "case")
    assert "kim" in refused.json()["detail"]


def test_the_same_request_again_is_answered_as_before(program: Program, number: int, original: Article) -> None:
    place = f"cases/{open_a_case(number, original).pk}/acknowledge"

    answers = [program.post(place, {"note": "Seen."}, Idempotency_Key="seen-1") for _time in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()
    assert answers[1]["Idempotency-Replayed"] == "true"


def test_a_case_that_is_opened_or_acknowledged_changes_the_articles_tag(
    program: Program, number: int, original: Article
) -> None:
    place = f"articles/{number}"
    tags = [program.get(place)["ETag"]]
    case = open_a_case(number, original)
    tags.append(program.get(place)["ETag"])
    acknowledge(program, case)
    tags.append(program.get(place)["ETag"])

    assert len(set(tags)) == 3


def test_a_case_on_another_desk_is_not_found(
    foreign: Program, program: Program, number: int, original: Article
) -> None:
    case = open_a_case(number, original)
    narrow = give_token(person("both", "standards_editor", "world", "monde"), desks=("monde",))

    answers = [acknowledge(one, case) for one in (foreign, narrow)]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(404, "not_found")] * 2
    assert Case.objects.unanswered().count() == 1
    assert acknowledge(program, case).status_code == 200


@pytest.mark.parametrize("role", ["filer", "auditor", "administrator"])
def test_who_does_not_edit_acknowledges_nothing(program: Program, number: int, original: Article, role: str) -> None:
    case = open_a_case(number, original)
    program.token.user.groups.set([Group.objects.get(name=role)])

    refused = acknowledge(program, case)

    assert (refused.status_code, refused.json()["code"]) == (403, "role")
    assert Case.objects.unanswered().count() == 1


def test_a_token_that_may_not_decide_acknowledges_nothing(program: Program, number: int, original: Article) -> None:
    case = open_a_case(number, original)
    reader = give_token(program.token.user, "read", "file")

    assert acknowledge(reader, case).status_code == 403
    assert Case.objects.unanswered().count() == 1


def test_what_an_acknowledgement_does_not_know_is_refused(program: Program, number: int, original: Article) -> None:
    case = open_a_case(number, original)

    refused = acknowledge(program, case, reason="Misspelt.")

    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/reason")
    assert Case.objects.unanswered().count() == 1


def test_a_case_brings_its_article_before_whoever_follows_the_changes(
    program: Program, number: int, original: Article
) -> None:
    after = program.get("changes").json()["results"][-1]["sequence"]
    killed = program.get(f"articles/{original.pk}")

    program.post(f"articles/{original.pk}/decisions", {"verb": "kill", "reason": "False."}, If_Match=killed["ETag"])

    changed = {one["article"]["id"]: one["article"] for one in program.get("changes", after=after).json()["results"]}
    assert [case["reason"] for case in changed[number]["cases"]] == ["False."]

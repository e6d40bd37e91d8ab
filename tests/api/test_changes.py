"""A program that asks for changes after what it has read misses nothing, however late copy is filed or committed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from articles.actor import Actor
from articles.api.views import ApiView
from articles.intake import Copy
from articles.models import Article, Desk, Wire
from articles.operations import file_copy
from articles.operations.inbox import file_next
from articles.sight import may_touch
from moderation.models import AuditEvent, Review
from moderation.workflow.audit import record
from tests.api.conftest import COPY, Program, give_token, person
from tests.api.meanwhile import answered_after
from tests.planting import plant_newsroom
from tests.workflow.newsroom import lead_to

pytestmark = pytest.mark.usefixtures("eager_tasks")


@pytest.fixture
def numbers(program: Program, django_capture_on_commit_callbacks: Any) -> list[int]:
    """File three articles, and return their numbers."""
    with django_capture_on_commit_callbacks(execute=True):
        return [program.post("articles?wait=0", {**COPY, "uri": f"urn:n:{word}"}).json()["article"] for word in "abc"]


def changed(program: Program, **query: Any) -> list[int]:
    return [row["article"]["id"] for row in program.get("changes", **query).json()["results"]]


def place(program: Program) -> int:
    """Return where a program stands that has read everything."""
    return max((row["sequence"] for row in program.get("changes").json()["results"]), default=0)


def test_copy_that_came_before_and_was_filed_after_is_not_missed(program: Program, numbers: list[int]) -> None:
    received = program.post("articles", {**COPY, "uri": "urn:n:late"}).json()
    seen, moment = place(program), timezone.now()

    filed = file_next(may_touch=may_touch, now=moment + timedelta(seconds=1))

    assert received["outcome"] == "received"
    assert filed is not None
    assert program.get("articles", filed_after=moment.isoformat()).json()["results"] == []
    assert changed(program, after=seen) == [filed.article_id]


@pytest.mark.django_db(transaction=True)
def test_copy_that_is_committed_late_takes_no_place_before_one_that_was_read(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant_newsroom()
    monkeypatch.setattr(ApiView, "throttle_classes", ())
    program = give_token(person("robin", "standards_editor", "world"))
    begun: list[Article] = []

    second = answered_after(
        lambda: program.post("articles?wait=0", COPY).json()["article"], lambda: begun.append(_file("Begun first."))
    )

    assert changed(program) == [begun[0].pk, second]


def test_an_article_stands_once_where_it_changed_last(program: Program, numbers: list[int]) -> None:
    seen = place(program)
    assert changed(program) == numbers
    assert changed(program, after=seen) == []

    tag = program.get(f"articles/{numbers[0]}")["ETag"]
    program.post(f"articles/{numbers[0]}/decisions", {"verb": "return", "reason": "Who says so?"}, If_Match=tag)

    (row,) = program.get("changes", after=seen).json()["results"]
    assert (row["article"]["id"], row["article"]["review"]["state"]) == (numbers[0], "returned")
    assert row["sequence"] == AuditEvent.objects.filter(article_id=numbers[0]).latest("sequence").sequence
    assert changed(program) == [*numbers[1:], numbers[0]]


def test_an_article_that_moves_to_another_desk_is_news_there_and_gone_here(
    program: Program, foreign: Program, numbers: list[int], move: Callable[[int], None]
) -> None:
    here, there = place(program), place(foreign)
    assert changed(foreign) == []

    move(numbers[0])

    assert changed(foreign, after=there) == [numbers[0]]
    assert changed(program, after=here) == []


def test_pages_follow_each_other(program: Program, numbers: list[int]) -> None:
    first = program.get("changes", limit=2, fields="id")
    address = first.json()["next"].partition("/api/v1/")[2]
    rest = program.client.get(f"/api/v1/{address}", headers={"Authorization": f"Bearer {program.secret}"})

    rows = [*first.json()["results"], *rest.json()["results"]]
    assert [row["article"] for row in rows] == [{"id": number} for number in numbers]
    assert rest.json()["next"] is None


@pytest.mark.parametrize("after", ["-1", "yesterday", "1.5", str(2**63)])
def test_a_place_that_cannot_be_one_is_refused(program: Program, after: str) -> None:
    refused = program.get("changes", after=after)

    assert (refused.status_code, refused.json()["code"]) == (400, "bad_filter")


@pytest.fixture
def move(numbers: list[int]) -> Callable[[int], None]:
    """Return what sends an article to the French desk, as a new reading of it does."""

    def send(number: int) -> None:
        review = Review.objects.get(article=number)
        with transaction.atomic():
            lead_to(review.article, Desk.objects.get(code="monde"))
            record(action="review.routed", actor=Actor.system(), obj=review, now=timezone.now())

    return send


def _file(text: str) -> Article:
    return file_copy(
        copy=Copy(text=text, headline="Rain"),
        wire=Wire.objects.get(code="northgate"),
        desk=Desk.objects.get(code="world"),
        language="en",
        kind="syndicated",
        actor=Actor.system(),
        now=timezone.now(),
    )

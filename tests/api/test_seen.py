"""A change is let through only to who has seen the article as it stands, when the change is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles.actor import Actor
from articles.api.views import ApiView
from articles.intake import Copy
from articles.models import Article, ArticleVersion
from articles.operations import correct_copy
from moderation.models import AuditEvent, Flag, LexiconRelease, Review
from moderation.workflow.answering import reopen_flag, uphold
from tests.api.conftest import COPY, Program, give_token, person
from tests.api.meanwhile import answered_after
from tests.planting import plant_newsroom
from tests.workflow.newsroom import Seen, flag_on, read_again

pytestmark = pytest.mark.usefixtures("eager_tasks")

RAIN = Seen("loaded_label", "Rain", facts={"voice": "own"})
ITEM = {"uri": "urn:n:8", "type": "text", "version": "1", "headline": "Storm", "body_text": "Rain fell."}


@pytest.fixture
def file(program: Program, django_capture_on_commit_callbacks) -> Callable[..., int]:
    """Return what files a ninjs item of the wire and has it screened."""

    def send(**changes: Any) -> int:
        with django_capture_on_commit_callbacks(execute=True):
            filed = program.post("articles?wait=0&wire=northgate&desk=world", {**ITEM, **changes})
        return int(filed.json()["article"])

    return send


def tag(program: Program, number: int) -> str:
    return str(program.get(f"articles/{number}")["ETag"])


def decide(program: Program, number: int, verb: str, seen: str, **more: str) -> Any:
    return program.post(f"articles/{number}/decisions", {"verb": verb, **more}, If_Match=seen)


@pytest.mark.parametrize(
    "change",
    [
        {"embargoed": "2199-01-01T00:00:00Z"},
        {"edNote": "Note the spelling of Velmar."},
        {"urgency": 1},
        {"slugline": "storm-velmar"},
    ],
)
def test_what_the_wire_says_beside_the_text_changes_the_tag(
    program: Program, file: Callable[..., int], change: dict[str, Any]
) -> None:
    number = file()
    seen = tag(program, number)

    assert file() == number
    assert tag(program, number) == seen
    file(**change)

    assert tag(program, number) != seen
    assert ArticleVersion.objects.count() == 1


def test_a_screening_that_comes_in_between_stops_an_approval(program: Program, file: Callable[..., int]) -> None:
    number = file()
    seen = tag(program, number)
    article = Article.objects.get(pk=number)
    read_again(article, LexiconRelease.objects.latest("number").number + 1)

    answer = decide(program, number, "approve", seen, content_hash=article.latest_version.content_hash)

    assert answer.status_code == 412
    assert Review.objects.get(article=number).state == "waiting"


def test_a_decision_by_a_tag_from_before_a_colleagues_two_is_refused(
    program: Program, second: Program, file: Callable[..., int]
) -> None:
    number = file()
    seen = tag(program, number)
    decide(second, number, "return", seen, reason="Name who counted.")
    decide(second, number, "resume", tag(second, number))

    refused = decide(program, number, "spike", seen, reason="I never saw the return.")

    assert (refused.status_code, refused.json()["code"]) == (412, "stale")
    assert refused.json()["present"]["review"]["state"] == "waiting"


def test_who_claims_an_article_decides_by_what_they_read_before(program: Program, file: Callable[..., int]) -> None:
    number = file()
    seen = tag(program, number)

    claimed = decide(program, number, "claim", seen)
    returned = decide(program, number, "return", seen, reason="Name who counted.")

    assert (claimed.status_code, returned.status_code) == (201, 201)


def test_the_tag_is_the_same_by_every_clock(program: Program, file: Callable[..., int]) -> None:
    number = file()

    with timezone.override("Asia/Tokyo"):
        there = tag(program, number)

    assert there == tag(program, number)


def test_an_approval_refused_for_four_eyes_stays_recorded(program: Program, file: Callable[..., int]) -> None:
    number = file()
    content_hash = program.get(f"articles/{number}").json()["version"]["content_hash"]

    refused = decide(program, number, "approve", tag(program, number), content_hash=content_hash)

    assert refused.json()["code"] == "four_eyes"
    assert AuditEvent.objects.filter(action="approval.refused", article_id=number).count() == 1


@pytest.mark.parametrize(("severity", "status"), [("high", 412), ("medium", 201)], ids=["graver", "the-same-again"])
def test_a_flag_that_a_screening_made_graver_is_not_answered_unseen(
    program: Program, file: Callable[..., int], severity: str, status: int
) -> None:
    article = Article.objects.get(pk=file())
    number = LexiconRelease.objects.latest("number").number
    read_again(article, number + 1, replace(RAIN, severity="medium"))
    flag = flag_on(article, RAIN.words)
    seen = program.get(f"flags/{flag.pk}")["ETag"]
    read_again(article, number + 2, replace(RAIN, severity=severity))

    answer = program.post(f"flags/{flag.pk}/dispositions", {"kind": "uphold"}, If_Match=seen)

    assert answer.status_code == status
    assert flag_on(article, RAIN.words).state == ("open" if status == 412 else "upheld")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("verb", ["spike", "correct"])
def test_a_version_that_comes_in_between_is_not_decided_on(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    plant_newsroom()
    monkeypatch.setattr(ApiView, "throttle_classes", ())
    program = give_token(person("robin", "standards_editor", "world"))
    number = program.post("articles?wait=0", COPY).json()["article"]
    seen = tag(program, number)

    def send() -> Any:
        if verb == "spike":
            return decide(program, number, "spike", seen, reason="Old.")
        return program.patch(f"articles/{number}", {"text": "Sun shone."}, If_Match=seen)

    answer = answered_after(send, lambda: _correct(number, "Twenty people were killed in Velmar on Monday."))

    assert (answer.status_code, answer.json()["code"]) == (412, "stale")
    assert answer.json()["present"]["version"]["number"] == 2
    assert (Review.objects.get(article=number).state, ArticleVersion.objects.count()) == ("waiting", 2)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("names_articles", [True, False])
def test_a_colleagues_answer_that_comes_in_between_stops_the_dismissal_of_all_alike(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch, names_articles: bool
) -> None:
    plant_newsroom()
    monkeypatch.setattr(ApiView, "throttle_classes", ())
    program = give_token(person("robin", "standards_editor", "world"))
    numbers = [program.post("articles?wait=0", {**COPY, "uri": word}).json()["article"] for word in ("a", "b")]
    flag = Flag.objects.filter(article=numbers[0]).open().first()
    assert flag is not None
    place, colleague = f"flags/{flag.pk}", Actor.person(person("kim", "standards_editor", "world"))
    seen = program.get(place)["ETag"]
    body = {"reason_code": "verified", **({"articles": numbers[::-1]} if names_articles else {})}

    def answer_twice() -> None:
        uphold(flag=flag, actor=colleague, now=timezone.now())
        reopen_flag(flag=flag, actor=colleague, now=timezone.now())

    answer = answered_after(lambda: program.post(f"{place}/dismiss-alike", body, If_Match=seen), answer_twice)

    assert (answer.status_code, answer.json()["code"]) == (412, "stale")
    assert not Flag.objects.filter(state="dismissed").exists()


def _correct(number: int, text: str) -> None:
    correct_copy(
        article=Article.objects.get(pk=number),
        copy=Copy(text=text, headline="Storm"),
        actor=Actor.system(),
        now=timezone.now() + timedelta(seconds=1),
        expected_version=1,
    )

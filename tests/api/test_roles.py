"""What a program's person may not do in their role, the program may not do either."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group

from articles.models import Article, ArticleVersion, Desk
from moderation.models import Flag
from tests.api.conftest import COPY, Program, give_token, person
from tests.workflow.newsroom import lead_to

pytestmark = pytest.mark.usefixtures("eager_tasks")
REFUSED = (403, "role")


def told(answer: Any) -> tuple[int, str]:
    """Return how an answer refuses."""
    return answer.status_code, answer.json()["code"]


@pytest.fixture
def number(program: Program, django_capture_on_commit_callbacks: Any) -> int:
    """Return an article of the English desk that was screened."""
    with django_capture_on_commit_callbacks(execute=True):
        return int(program.post("articles?wait=0", COPY).json()["article"])


@pytest.mark.parametrize("role", ["auditor", "administrator"])
def test_who_reads_every_desk_writes_on_none(seeded: None, number: int, role: str) -> None:
    reader = give_token(person("reader", role))
    place = f"articles/{number}"

    answers = [
        reader.patch(place, {"text": "Snow fell."}, If_Match=reader.get(place)["ETag"]),
        reader.post("articles", COPY),
        reader.post("articles?wait=0", COPY),
        reader.post("articles/batch", {"articles": [COPY]}),
    ]

    assert [told(answer) for answer in answers] == [REFUSED] * 4
    assert ArticleVersion.objects.count() == 1


def test_a_token_loses_what_its_user_has_lost(program: Program, number: int) -> None:
    tag = program.get(f"articles/{number}")["ETag"]
    program.token.user.groups.clear()

    assert told(program.post("articles?wait=0", COPY)) == REFUSED
    assert told(program.patch(f"articles/{number}", {"text": "Snow fell."}, If_Match=tag)) == REFUSED


def test_who_may_not_ask_for_an_arrival_does_not_peek_at_it_either(program: Program) -> None:
    place = program.post("articles", COPY)["Location"]
    program.token.user.groups.clear()

    peeked = program.client.head(place, headers={"Authorization": f"Bearer {program.secret}"})

    assert peeked.status_code == 403
    assert told(program.get(place.removeprefix("/api/v1/"))) == REFUSED


def test_a_filer_corrects_what_was_filed(seeded: None, number: int) -> None:
    filer = give_token(person("stringer", "filer", "world"))
    place = f"articles/{number}"

    answer = filer.patch(place, {"text": "Snow fell on Velmar."}, If_Match=filer.get(place)["ETag"])

    assert answer.json()["outcome"] == "updated"


@pytest.fixture
def dismissed(program: Program, number: int) -> tuple[Flag, str]:
    """Return a flag that a program dismissed with all like it, and the number of that."""
    flag = program.get(f"articles/{number}/flags").json()[0]
    place = f"flags/{flag['id']}"
    made = program.post(f"{place}/dismiss-alike", {"reason_code": "verified"}, If_Match=program.get(place)["ETag"])
    return Flag.objects.get(pk=flag["id"]), made.json()["batch"]


def test_an_undo_asks_for_the_role_once_more(program: Program, dismissed: tuple[Flag, str]) -> None:
    flag, batch = dismissed
    program.token.user.groups.set([Group.objects.get(name="filer")])

    assert told(program.post(f"dismissals/{batch}/undo", {})) == REFUSED

    flag.refresh_from_db()
    assert flag.state == "dismissed"


@pytest.mark.parametrize("is_on_desk", [False, True])
def test_an_undo_reaches_no_desk_that_its_token_does_not(
    program: Program, number: int, dismissed: tuple[Flag, str], is_on_desk: bool
) -> None:
    flag, batch = dismissed
    monde = Desk.objects.get(code="monde")
    if is_on_desk:
        # The person sees the other desk, the token is limited to the one where it dismissed.
        monde.memberships.create(user=program.token.user)
        program.token.desks.add(Desk.objects.get(code="world"))
        type(program.token).objects.update(is_limited=True)
    lead_to(Article.objects.get(pk=number), monde)

    answer = program.post(f"dismissals/{batch}/undo", {})

    flag.refresh_from_db()
    assert (answer.json(), flag.state) == ({"reopened": 0}, "dismissed")

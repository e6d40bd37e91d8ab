"""Tokens: issued once, hashed, bounded by scope, desk and time; rotated with an overlap; revoked for good."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.utils import timezone

from articles.actor import Actor
from articles.api.throttling import TokenThrottle
from articles.models import ApiToken, Article, Desk
from articles.operations import TokenIsDead, issue_token, revoke_token, rotate_token
from articles.operations.recognising import recognise
from moderation.models import AuditEvent
from moderation.tasks import file_arrivals
from tests.api.conftest import COPY, Program, give_token, person


def test_only_the_digest_is_kept(program: Program) -> None:
    kept = ApiToken.objects.get()

    row = " ".join(str(value) for value in vars(kept).values())
    assert program.secret not in row
    assert program.secret.startswith(kept.hint)
    assert len(kept.digest) == 64


def test_a_program_without_a_token_is_asked_for_one(seeded: None) -> None:
    refused = Client().get("/api/v1/articles")

    assert (refused.status_code, refused.json()["code"]) == (401, "not_authenticated")
    assert refused["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("header", ["Bearer sso_nothing", "Bearer ", "Bearer x", "Bearer \xff", "Bearer sso_a b"])
def test_a_token_that_opens_nothing_is_refused(seeded: None, header: str) -> None:
    refused = Client().get("/api/v1/articles", headers={"Authorization": header})

    assert refused.status_code == 401


def test_a_session_of_the_admin_is_no_token(seeded: None) -> None:
    client = Client()
    client.force_login(person("robin", "standards_editor", "world"))

    assert client.get("/api/v1/articles").status_code == 401


@pytest.mark.parametrize(
    ("scope", "method", "path"),
    [("read", "post", "articles"), ("file", "get", "articles"), ("read", "post", "screen"), ("screen", "get", "flags")],
)
def test_a_scope_is_a_bound(seeded: None, scope: str, method: str, path: str) -> None:
    program = give_token(person("robin", "standards_editor", "world"), scope)

    refused = program.get(path) if method == "get" else program.post(path, COPY)

    assert (refused.status_code, refused.json()["code"]) == (403, "permission_denied")
    assert "scope" in refused.json()["detail"]


@pytest.mark.parametrize("path", ["articles", "flags", "lexicons"])
def test_what_may_not_be_read_is_not_peeked_at_either(seeded: None, path: str) -> None:
    person_of_desk = person("robin", "standards_editor", "world")
    screening, reading = give_token(person_of_desk, "screen"), give_token(person_of_desk, "read")

    peeked = [
        one.client.head(f"/api/v1/{path}", headers={"Authorization": f"Bearer {one.secret}"}).status_code
        for one in (screening, reading)
    ]

    assert peeked == [403, 200]


def test_a_token_whose_desk_is_gone_sees_nothing(seeded: None) -> None:
    user = person("robin", "standards_editor", "world")
    closed = Desk.objects.create(code="closed", name="Closed")
    limited, wide = give_token(user, desks=("closed",)), give_token(user)
    wide.post("articles?wait=0", COPY)
    successor = rotate_token(token=limited.token, actor=Actor.system(), now=timezone.now())

    closed.delete()

    tokens = (limited, Program(successor.secret, successor.token), wide)
    assert [len(one.get("articles").json()["results"]) for one in tokens] == [0, 0, 1]
    assert limited.post("articles?wait=0", COPY).json()["errors"][0]["pointer"] == "/desk"


@pytest.mark.parametrize("place", ["articles?wait=0", "articles"])
def test_a_token_limited_to_desks_ties_its_copy_to_no_other_desks(seeded: None, place: str) -> None:
    user = person("robin", "standards_editor", "world", "monde")
    wide, limited = give_token(user), give_token(user, desks=("world",))
    original = {"uri": "urn:x:fr", "language": "fr", "body_text": "Neuf personnes ont été tuées à Velmar."}
    translation = {"uri": "urn:x:en", "language": "en", "body_text": "Nine people died.", "translatedFrom": "urn:x:fr"}
    wide.post("articles?wait=0", {"wire": "northgate", "desk": "monde", "ninjs": original})

    answer = limited.post(place, {"wire": "northgate", "desk": "world", "ninjs": translation})
    file_arrivals()

    assert answer.status_code in {201, 202}
    assert Article.objects.get(external_id="urn:x:en").original is None

    wide.post(place, {"wire": "northgate", "desk": "world", "ninjs": translation})
    file_arrivals()

    assert Article.objects.get(external_id="urn:x:en").original == Article.objects.get(external_id="urn:x:fr")


@pytest.mark.parametrize("place", ["articles?wait=0", "articles"])
def test_a_token_limited_to_desks_ties_its_copy_to_no_other_desks_original_that_comes_later(
    seeded: None, place: str
) -> None:
    user = person("robin", "standards_editor", "world", "monde")
    wide, limited = give_token(user), give_token(user, desks=("world",))
    original = {"uri": "urn:x:fr", "language": "fr", "body_text": "Neuf personnes ont été tuées à Velmar."}
    translation = {"language": "en", "translatedFrom": "urn:x:fr"}
    closed, open_ = (
        {**translation, "uri": f"urn:x:{number}", "body_text": f"{number} people died."} for number in ("Nine", "Ten")
    )
    limited.post(place, {"wire": "northgate", "desk": "world", "ninjs": closed})
    wide.post(place, {"wire": "northgate", "desk": "world", "ninjs": open_})
    file_arrivals()

    wide.post("articles?wait=0", {"wire": "northgate", "desk": "monde", "ninjs": original})

    filed = Article.objects.get(external_id="urn:x:fr")
    assert Article.objects.get(external_id="urn:x:Nine").original is None
    assert Article.objects.get(external_id="urn:x:Ten").original == filed


def test_a_token_ends_when_it_says(program: Program) -> None:
    ApiToken.objects.update(expires_at=timezone.now() + timedelta(hours=1))

    before = program.get("articles").status_code
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        after = program.get("articles").status_code

    assert (before, after) == (200, 401)


def test_a_token_dies_with_its_users_account(program: Program) -> None:
    program.token.user.is_active = False
    program.token.user.save()

    assert program.get("articles").status_code == 401


def test_a_revoked_token_opens_nothing_and_stays_in_the_history(program: Program) -> None:
    for _turn in range(2):
        revoke_token(token=program.token, actor=Actor.system(), now=timezone.now())

    assert program.get("articles").status_code == 401
    assert AuditEvent.objects.filter(action="token.revoked").count() == 1


def test_a_rotated_token_and_its_successor_both_open_for_a_while(program: Program) -> None:
    now = timezone.now()
    issued = rotate_token(token=program.token, actor=Actor.system(), now=now)
    successor = Program(issued.secret, issued.token)

    together = [one.get("articles").status_code for one in (program, successor)]
    with time_machine.travel(now + timedelta(hours=25), tick=False):
        later = [one.get("articles").status_code for one in (program, successor)]

    assert (together, later) == ([200, 200], [401, 200])
    assert issued.token.scopes == program.token.scopes


def test_a_token_is_rotated_once(program: Program) -> None:
    rotate_token(token=program.token, actor=Actor.system(), now=timezone.now())

    with pytest.raises(TokenIsDead):
        rotate_token(token=program.token, actor=Actor.system(), now=timezone.now())


def test_a_dead_token_is_not_rotated(program: Program) -> None:
    revoke_token(token=program.token, actor=Actor.system(), now=timezone.now())

    with pytest.raises(TokenIsDead):
        rotate_token(token=program.token, actor=Actor.system(), now=timezone.now())


@pytest.mark.parametrize("scopes", [[], ["all"], ["read", "rule"]])
def test_a_token_has_scopes_that_exist(seeded: None, scopes: list[str]) -> None:
    user = person("robin", "standards_editor", "world")

    with pytest.raises(ValidationError):
        issue_token(name="x", user=user, scopes=scopes, actor=Actor.system(), now=timezone.now())


def test_use_is_kept_to_the_minute(program: Program) -> None:
    with time_machine.travel("2026-03-02T08:00:00Z", tick=False):
        program.get("articles")
    with time_machine.travel("2026-03-02T08:00:30Z", tick=False):
        program.get("articles")
    first = ApiToken.objects.get().last_used_at
    with time_machine.travel("2026-03-02T08:02:00Z", tick=False):
        program.get("articles")

    assert first is not None
    assert first.isoformat() == "2026-03-02T08:00:00+00:00"
    assert ApiToken.objects.get().last_used_at.isoformat() == "2026-03-02T08:02:00+00:00"


def test_the_limit_is_told_and_held(program: Program, settings) -> None:
    moment = datetime(2026, 3, 10, 9, 0, 45, tzinfo=UTC)
    TokenThrottle.THROTTLE_RATES = {"token": "2/min"}
    try:
        with time_machine.travel(moment, tick=False) as clock:
            answers = [program.get("articles") for _turn in range(3)]
            clock.shift(15)
            later = program.get("articles")
    finally:
        TokenThrottle.THROTTLE_RATES = settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert [answer["RateLimit-Remaining"] for answer in answers] == ["1", "0", "0"]
    assert [answer["RateLimit-Reset"] for answer in answers] == ["15", "15", "15"]
    assert answers[2]["Retry-After"] == "15"
    assert answers[2].json()["code"] == "throttled"
    assert (later.status_code, later["RateLimit-Remaining"]) == (200, "1")


def test_the_command_shows_the_secret_once(seeded: None) -> None:
    person("robin", "standards_editor", "world")
    out = io.StringIO()

    call_command("issue_token", "cms", user="robin", scope=["file", "read"], desk=["world"], days=30, stdout=out)

    secret = out.getvalue().splitlines()[-1].strip()
    token = recognise(secret, now=timezone.now())
    assert token is not None
    assert (token.name, token.scopes) == ("cms", ["file", "read"])
    assert list(token.desks.all()) == [Desk.objects.get(code="world")]
    assert token.expires_at is not None


@pytest.mark.parametrize(
    ("words", "named"), [({"user": "nobody"}, "nobody"), ({"desk": ["moon"]}, "moon"), ({"scope": ["rule"]}, "rule")]
)
def test_the_command_names_what_does_not_exist(seeded: None, words: dict[str, object], named: str) -> None:
    person("robin", "standards_editor", "world")

    with pytest.raises(CommandError, match=named):
        call_command("issue_token", "cms", **{"user": "robin", "scope": ["read"], **words}, stdout=io.StringIO())


@pytest.mark.parametrize("name", ["", "c" * 81])
def test_the_command_issues_nothing_under_a_name_that_cannot_be_kept(seeded: None, name: str) -> None:
    person("robin", "standards_editor", "world")

    with pytest.raises(CommandError, match="name: "):
        call_command("issue_token", name, user="robin", stdout=io.StringIO())

    assert not ApiToken.objects.exists()


@pytest.mark.parametrize("days", ["0", "-1", "99999999", "soon"])
def test_the_command_issues_nothing_for_days_that_are_none(seeded: None, days: str) -> None:
    person("robin", "standards_editor", "world")

    with pytest.raises(CommandError, match=f"“{days}” is no number of days"):
        call_command("issue_token", "cms", "--user=robin", f"--days={days}", stdout=io.StringIO())

    assert not ApiToken.objects.exists()

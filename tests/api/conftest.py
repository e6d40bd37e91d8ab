"""A program with a token, before the house's own addresses."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from articles.actor import Actor
from articles.models import ApiToken, Desk
from articles.operations import issue_token
from tests.planting import plant_newsroom

TEXT = (
    "Storm over Velmar bay\n"
    "Twelve people were killed in Velmar on Monday. The rebels, foreign mercenaries, left the town at dawn.\n"
    "At least forty houses burned. The mayor, Anna Costa, said that 30 people were injured."
)
COPY = {"wire": "northgate", "desk": "world", "language": "en", "headline": "Storm over Velmar bay", "text": TEXT}
_KEYS = itertools.count(1)


@dataclass
class Program:
    """Speak to the house as a program does: JSON, a token, a new key for every write."""

    secret: str
    token: ApiToken
    client: Client = field(default_factory=Client)

    def get(self, path: str, **query: Any) -> Any:
        """Ask for something."""
        return self.client.get(f"/api/v1/{path}", query, headers=self._headers({}))

    def post(self, path: str, body: Any, **headers: str) -> Any:
        """Write something."""
        return self._write(self.client.post, path, body, headers)

    def patch(self, path: str, body: Any, **headers: str) -> Any:
        """Change something."""
        return self._write(self.client.patch, path, body, headers)

    def file(self, **changes: Any) -> Any:
        """File copy, and return what became of it."""
        return self.post("articles?wait=20", {**COPY, **changes})

    def _write(self, send: Callable[..., HttpResponse], path: str, body: Any, headers: dict[str, str]) -> HttpResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        told = {"Idempotency-Key": f"k-{next(_KEYS)}", **named}
        content = body if isinstance(body, (str, bytes)) else json.dumps(body)
        return send(f"/api/v1/{path}", content, content_type="application/json", headers=self._headers(told))

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}", **{name: value for name, value in more.items() if value}}


def place(answer: Any) -> str:
    """Return the status address that an answer leads to."""
    return str(answer["Location"]).removeprefix("/api/v1/")


@pytest.fixture
def nobody_was_called() -> None:
    """Forget that a worker was called for what waits."""
    cache.clear()


@pytest.fixture
def seeded(db: None) -> None:
    """Seed the newsroom."""
    plant_newsroom()


def person(name: str, role: str, *desks: str) -> User:
    """Return somebody with a role on some desks."""
    user, _ = User.objects.get_or_create(username=name, defaults={"is_staff": True})
    user.groups.add(Group.objects.get(name=role))
    for desk in Desk.objects.filter(code__in=desks):
        desk.memberships.get_or_create(user=user)
    return user


def give_token(user: User, *scopes: str, desks: tuple[str, ...] = ()) -> Program:
    """Return a program that acts as somebody."""
    issued = issue_token(
        name="cms",
        user=user,
        scopes=scopes or ("file", "read", "decide", "screen"),
        desks=list(Desk.objects.filter(code__in=desks)),
        actor=Actor.system(),
        now=timezone.now(),
    )
    return Program(issued.secret, issued.token)


@pytest.fixture
def program(seeded: None) -> Program:
    """Return a program that may do everything as a standards editor of the English desk."""
    return give_token(person("robin", "standards_editor", "world"))


@pytest.fixture
def second(seeded: None) -> Program:
    """Return a colleague's program on the same desk."""
    return give_token(person("kim", "standards_editor", "world"))


@pytest.fixture
def foreign(seeded: None) -> Program:
    """Return a program of another desk."""
    return give_token(person("alix", "standards_editor", "monde"))

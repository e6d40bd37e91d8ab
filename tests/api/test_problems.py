"""The `type` of every refusal leads to a page that says what it means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.test import Client
from rest_framework import exceptions

from articles.api.problems import REFUSALS
from moderation.api.known_problems import KNOWN
from moderation.workflow import acting, aftermath, answering, approving, deciding, reviewing, routing, runs
from moderation.workflow.refusal import Refusal
from tests.api.conftest import COPY, Program

ROOMS = ("articles/api", "moderation/api")
# What the API's own calls into the workflow may raise.
CALLED = (acting, aftermath, answering, approving, deciding, reviewing, routing, runs)


def codes_in_the_source() -> Iterator[str]:
    for room in ROOMS:
        for path in (Path(settings.BASE_DIR) / room).glob("*.py"):
            source = path.read_text(encoding="utf-8")
            yield from re.findall(r'Problem\(\s*\d{3}, "(\w+)"', source)
            yield from re.findall(r'_body\(\d{3}, "(\w+)"', source)


def codes_of_the_framework() -> Iterator[str]:
    for kind in vars(exceptions).values():
        if isinstance(kind, type) and issubclass(kind, exceptions.APIException) and kind.status_code < 500:
            yield kind.default_code


def codes_of_the_workflow() -> Iterator[str]:
    for module in CALLED:
        for kind in vars(module).values():
            if isinstance(kind, type) and issubclass(kind, Refusal):
                yield kind.code


def test_every_code_that_is_answered_is_explained_once() -> None:
    answered = {*codes_in_the_source(), *codes_of_the_framework(), *codes_of_the_workflow()}
    answered |= {name for _status, name in REFUSALS.values()}

    known = [one.code for one in KNOWN]

    assert {"bad_cursor", "too_large", "four_eyes", "throttled"} <= answered
    assert answered - set(known) == set()
    assert known == sorted(set(known))


def test_the_type_of_a_refusal_leads_to_its_explanation(program: Program) -> None:
    refusal = program.post("articles", {**COPY, "wire": "nobody"}).json()

    address, _hash, place = refusal["type"].partition("#")
    page = Client().get(address)

    assert page.status_code == 200
    assert f'id="{place}"' in page.content.decode()
    assert "unsafe" not in page["Content-Security-Policy"]

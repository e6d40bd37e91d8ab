"""The whole schema, tried with what a careless or a hostile program sends: nothing breaks, nothing is undocumented."""

from __future__ import annotations

import itertools
import json
import os
from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.db.models import Model
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from articles.api.throttling import TokenThrottle
from articles.models import Article
from config.wsgi import application
from moderation.models import Case, Flag, ScreeningRun
from tests.api.conftest import COPY, Program, give_token, person
from tests.planting import plant_newsroom
from tests.workflow.newsroom import case_on

# A short form in the suite; `make fuzz` tries each operation a hundred times, over 2,000 in all.
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "8"))
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
_KEYS = itertools.count(1)

schema = schemathesis.openapi.from_dict(
    json.loads(OpenApiJsonRenderer().render(SchemaGenerator().get_schema(request=None, public=True)))
)
schema.app = application


@pytest.fixture
def open_house(transactional_db: None, eager_tasks: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    """Return a program of a seeded house with one article and a case on it, which no limit stops."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    monkeypatch.setattr(TokenThrottle, "THROTTLE_RATES", {"token": "1000000/min"})
    plant_newsroom()
    program = give_token(person("robin", "standards_editor", "world"))
    program.post("articles?wait=0", COPY)
    article = Article.objects.get()
    case_on(article, article)
    yield program
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@schema.include(path_regex="^/api/v1/").parametrize()
@settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_no_request_breaks_an_operation(case: schemathesis.Case, open_house: Program) -> None:
    headers = {"Authorization": f"Bearer {open_house.secret}"}
    turn = next(_KEYS)
    if "Idempotency-Key" in (case.headers or {}):
        headers["Idempotency-Key"] = f"fuzz-{turn}"
    if turn % 2:
        _lead_to_what_is_there(case, headers)

    case.call_and_validate(headers=headers, checks=CHECKS)


def _lead_to_what_is_there(case: schemathesis.Case, headers: dict[str, str]) -> None:
    """Let every second request reach a row: invented numbers and tags end at the door."""
    kinds: dict[str, type[Model]] = {"articles": Article, "flags": Flag, "runs": ScreeningRun, "cases": Case}
    there = kinds.get(case.path.split("/")[3])
    if "pk" in case.path_parameters and there is not None:
        case.path_parameters["pk"] = there.objects.order_by("pk").values_list("pk", flat=True)[0]
    if "number" in case.path_parameters:
        case.path_parameters["number"] = 1
    if "If-Match" in (case.headers or {}):
        headers["If-Match"] = "*"

"""What no program may send, by mistake or on purpose: it is refused in words, and breaks nothing."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.api.parsing import DEEPEST
from articles.models import Article
from tests.api.conftest import COPY, Program

pytestmark = pytest.mark.usefixtures("eager_tasks")

PROBLEM = "application/problem+json"


def cursor(inside: str) -> str:
    return base64.b64encode(inside.encode()).decode()


@pytest.mark.parametrize("inside", ["p=abc", "p=a\x00", "o=1&p=", "r=1&p=zz", "p=-5", "p=١"])
@pytest.mark.parametrize("path", ["articles", "flags", "lexicons"])
def test_a_cursor_of_somebodys_own_making_is_refused(program: Program, path: str, inside: str) -> None:
    refused = program.get(path, cursor=cursor(inside))

    assert (refused.status_code, refused.json()["code"]) == (400, "bad_cursor")


def test_a_cursor_beyond_every_row_is_an_empty_page(program: Program) -> None:
    assert program.get("articles", cursor=cursor("r=1&p=" + "9" * 40)).json()["results"] == []


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":'])
@pytest.mark.parametrize("path", ["articles", "articles/batch", "screen"])
def test_brackets_without_end_are_refused(program: Program, path: str, opening: str) -> None:
    refused = program.post(path, opening * 100_000)

    assert (refused.status_code, refused["Content-Type"], refused.json()["code"]) == (400, PROBLEM, "parse_error")


@pytest.mark.parametrize(("levels", "status"), [(50, 202), (DEEPEST, 400), (600, 400), (2000, 400)])
def test_a_ninjs_item_is_as_deep_as_copy_is(program: Program, levels: int, status: int) -> None:
    item = {"uri": "urn:deep:1", "type": "text", "headline": "Storm", "body_text": "Nine drowned.", "foo": "DEEP"}
    body = json.dumps({"wire": "northgate", "desk": "world", "ninjs": item})

    answered = program.post("articles?wait=0", body.replace('"DEEP"', "[" * levels + "]" * levels))

    assert answered.status_code == status
    assert Article.objects.count() == (1 if status == 202 else 0)


@pytest.mark.parametrize(
    "path", ["", "nothing", "articles/7/nothing", "articles/a%0Ab/decisions", "%0D%0A", "articles/"]
)
def test_an_address_that_leads_nowhere_is_said_so_in_words(program: Program, path: str) -> None:
    refused = program.get(path)

    assert (refused.status_code, refused["Content-Type"], refused.json()["code"]) == (404, PROBLEM, "not_found")


@pytest.mark.parametrize("path", ["articles", "articles/batch", "screen"])
def test_what_is_larger_than_any_copy_is_refused_unread(program: Program, path: str) -> None:
    refused = program.post(path, b" " * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1))

    assert (refused.status_code, refused["Content-Type"], refused.json()["code"]) == (413, PROBLEM, "too_large")


def upload(program: Program, fields: dict[str, object]) -> Any:
    headers = {"Authorization": f"Bearer {program.secret}", "Idempotency-Key": "upload"}
    return program.client.post("/api/v1/articles", fields, headers=headers)


def test_a_file_that_is_too_large_is_refused_in_words(program: Program) -> None:
    file = SimpleUploadedFile("a.txt", b"word " * 2_000_000, "text/plain")

    refused = upload(program, {"wire": "northgate", "desk": "world", "file": file})

    assert (refused.status_code, refused.json()["code"]) == (413, "too_large")


def test_a_form_of_too_many_fields_is_refused_in_words(program: Program) -> None:
    refused = upload(program, {f"field{number}": "x" for number in range(1500)})

    assert (refused.status_code, refused["Content-Type"]) == (400, PROBLEM)


def test_a_text_that_is_too_large_is_refused_as_the_tool_refuses(program: Program) -> None:
    refused = program.client.post(f"/tool/{program.secret}/v2/check", {"text": "word " * 2_000_000, "language": "en"})

    assert (refused.status_code, refused.content) == (413, b"Error: the text is too large")


@pytest.mark.parametrize("number", ["-9e99999", "9e99999", "0", "1.5", "NaN", "-1"])
def test_an_article_that_is_no_number_is_refused(program: Program, number: str) -> None:
    refused = program.get("flags", article=number)

    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (400, "?article")


@pytest.mark.parametrize("kind", ["morning_brief", "week_in_figures", "wire_scorecard", "toll_watch"])
@pytest.mark.parametrize(
    ("first", "last", "status"),
    [
        ("0001-01-01", "0001-01-02", 422),
        ("9999-12-30", "9999-12-31", 422),
        ("1970-01-01", "1970-01-02", 200),
        ("2199-12-30", "2199-12-31", 200),
    ],
)
def test_a_report_tells_of_days_that_have_neighbours(
    program: Program, kind: str, first: str, last: str, status: int
) -> None:
    answered = program.get(f"reports/{kind}", first=first, last=last)

    assert answered.status_code == status


@pytest.mark.parametrize("code", ["copy", "COPY"])
def test_odd_signs_in_a_ninjs_item_are_kept_from_the_database(program: Program, code: str) -> None:
    item = {"uri": f"urn:{code}\x00", "type": "text", "headline": "a\x00b", "body_text": "Nine drowned.", "\ud800": "x"}

    filed = program.post("articles?wait=0", {**{name: COPY[name] for name in ("wire", "desk")}, "ninjs": item})

    assert filed.status_code == 202

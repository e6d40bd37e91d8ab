"""A request's line in the log tells its address, and nothing of what was asked there."""

import re

import pytest
from django.test import Client, RequestFactory
from structlog.contextvars import bound_contextvars, get_contextvars, merge_contextvars
from structlog.testing import capture_logs

from config import requestlog

WORDS = "Twelve people were killed in Velmar."


@pytest.mark.django_db
@pytest.mark.parametrize("query", [{"text": WORDS, "language": "en"}, {"apiKey": "sso_abcdefghijklmnop"}])
def test_what_a_client_sends_in_an_address_is_not_logged(client: Client, query: dict[str, str]) -> None:
    with capture_logs() as lines:
        refused = client.get("/v2/check", query)

    assert refused.status_code == 401
    told = [line["request"] for line in lines if line["event"] == "request_finished"]
    assert told == ["GET /v2/check?…"]


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "True-Client-IP", "CF-Connecting-IP"])
def test_whoever_asks_is_known_by_the_connection_and_by_no_header(rf: RequestFactory, header: str) -> None:
    request = rf.get("/", headers={header: "203.0.113.9"}, REMOTE_ADDR="198.51.100.4")

    with bound_contextvars(ip=None):
        requestlog.RequestLogMiddleware.bind_ip(request)

        assert get_contextvars()["ip"] == "198.51.100.4"


@pytest.mark.django_db
@pytest.mark.parametrize("said", ["7f3c", "x" * 5000, "7\n2026-01-01 approved", "\x1b[2J7"])
def test_a_request_has_an_id_of_our_own_whatever_one_the_client_gives_it(client: Client, said: str) -> None:
    with capture_logs(processors=[merge_contextvars]) as lines:
        client.get("/v2/check", headers={"X-Request-ID": said, "X-Correlation-ID": said})

    (finished,) = [line for line in lines if line["event"] == "request_finished"]
    assert re.fullmatch(r"[0-9a-f-]{36}", finished["request_id"])
    assert said not in map(str, finished.values())


def test_an_address_without_a_query_is_logged_as_it_is(rf: RequestFactory) -> None:
    request = rf.get("/api/v1/articles/7")

    assert requestlog.RequestLogMiddleware.format_request(request) == "GET /api/v1/articles/7"

"""Log lines tell nobody what opens doors."""

from __future__ import annotations

import json
import logging
import logging.config
from collections.abc import Callable

import pytest

from articles.models.token import HINT_LENGTH, make_secret
from config.logs import hide_secrets, logging_settings


@pytest.fixture(params=[True, False], ids=["as JSON", "as words"])
def written(request: pytest.FixtureRequest) -> Callable[[str], str]:
    """Return what writes a line as the house would."""
    settings = logging_settings(level="INFO", as_json=request.param)["formatters"]["house"]
    factory = settings.pop("()")
    formatter = factory(**settings)

    def write(words: str) -> str:
        return formatter.format(logging.LogRecord("django.request", logging.WARNING, "", 1, words, (), None))

    return write


def test_a_token_in_an_address_is_cut_to_its_hint(written: Callable[[str], str]) -> None:
    secret = make_secret()

    line = written(f"Bad Request: /tool/{secret}/v2/check")

    assert secret[HINT_LENGTH:] not in line
    assert "Bad Request: /tool/" in line
    assert secret[:HINT_LENGTH] in line
    assert "/v2/check" in line


def test_other_lines_stay_as_they_are(written: Callable[[str], str]) -> None:
    assert "Not Found: /api/v1/articles/7" in written("Not Found: /api/v1/articles/7")


def test_a_machine_still_reads_json() -> None:
    settings = logging_settings(level="INFO", as_json=True)["formatters"]["house"]
    formatter = settings.pop("()")(**settings)

    line = formatter.format(logging.LogRecord("house", logging.INFO, "", 1, f"a {make_secret()} b", (), None))

    assert json.loads(line)["event"].startswith("a sso_")


def test_the_token_of_a_stop_link_is_hidden() -> None:
    line = hide_secrets(None, "info", '"GET /reports/stop/MTI6NDU:1vP2Qx:p3w-_sIgN.x?x=1 HTTP/1.1" 200')

    assert line == '"GET /reports/stop/MTI6ND…?x=1 HTTP/1.1" 200'

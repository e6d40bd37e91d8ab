"""The programs that people have: their own code against our addresses."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from language_tool_python import LanguageTool
from pylanguagetool import api
from pytest_django.live_server_helper import LiveServer

from tests.api.conftest import Program, give_token, person
from tests.planting import plant_newsroom
from tests.suite import OFFICE_PYTHON, has_office

TEXT = "Twelve people were killed in Velmar on Monday. The terrorists left the town at dawn."
OFFICE = Path(__file__).with_name("office.py")


@pytest.fixture
def address(transactional_db: None, live_server: LiveServer) -> str:
    """Return the address that a client of a seeded house is given."""
    plant_newsroom()
    program: Program = give_token(person("robin", "standards_editor", "world"), "screen")
    return f"{live_server.url}/tool/{program.secret}"


def test_language_tool_python_finds_our_flags(address: str) -> None:
    tool = LanguageTool("en-US", remote_server=f"{address}/")

    matches = tool.check(TEXT)

    assert [TEXT[one.offset : one.offset + one.error_length] for one in matches] == ["Twelve", "terrorists"]
    assert [one.rule_id for one in matches] == ["UNATTRIBUTED_TOLL", "LOADED_LABEL"]


def test_pylanguagetool_finds_our_flags(address: str) -> None:
    languages = api.get_languages(f"{address}/v2/")
    answer = api.check(TEXT, api_url=f"{address}/v2/", lang="en-US", enabled_rules="LOADED_LABEL", enabled_only=True)

    assert "fr-FR" in {one["longCode"] for one in languages}
    assert [one["rule"]["id"] for one in answer["matches"]] == ["LOADED_LABEL"]


@pytest.mark.office
def test_libreoffice_underlines_our_flags(address: str, tmp_path: Path) -> None:
    assert has_office()

    done = subprocess.run(
        [OFFICE_PYTHON, str(OFFICE), f"{address}/v2", str(tmp_path), TEXT],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    marks = [line.split("\t") for line in done.stdout.splitlines()]
    assert [words for words, *_ in marks] == ["Twelve", "terrorists"]
    assert "nobody vouches for this figure" in marks[0][1]
    assert "plain word" in marks[1][1]

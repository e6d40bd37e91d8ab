"""What docs/cms.md shows works as it stands there, against a live server and a live worker."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from config.local.child import Child
from moderation.api import urls
from tests.api.conftest import person
from tests.planting import plant_newsroom
from tests.workflow.newsroom import case_on

DOCS = Path(settings.BASE_DIR) / "docs"
GUIDE = (DOCS / "cms.md").read_text(encoding="utf-8")
# What the reader has defined in their shell when they come to a snippet.
WORDS = "\n".join(re.findall(r"^(?:key|tag)\(\) .*", GUIDE, re.MULTILINE))
BLOCKS = re.findall(r"^```\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def shell(live_worker: Child, live_server: LiveServer, tmp_path: Path) -> Callable[..., str]:
    """Return what runs a snippet of the guide against this house, with the places that it leaves open filled in."""
    plant_newsroom()
    person("standards_editor", "standards_editor", "world")
    out = io.StringIO()
    words = next(block for block in BLOCKS if "issue_token" in block).split()
    asked = words[words.index("issue_token") :]
    call_command(*asked, stdout=out)
    secret = out.getvalue().split()[-1]
    (tmp_path / "story.txt").write_text("Storm over Velmar\n\nTwelve people were killed in Velmar on Monday.\n")

    def run(snippet: str, **places: str) -> str:
        for name, value in {"http://127.0.0.1:8000": live_server.url, "sso_…": secret, **places}.items():
            snippet = snippet.replace(name, value)
        snippet = f"{WORDS}\n{snippet}"
        snippet = snippet.replace("python3 docs/", f"{sys.executable} {DOCS}/")
        told = {**os.environ, "SECOND_SOURCE_TOKEN": secret}
        done = subprocess.run(
            ["bash", "-c", snippet],
            cwd=tmp_path,
            env=told,
            capture_output=True,
            text=True,
            check=False,
            timeout=90,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def block(words: str) -> str:
    """Return the one snippet of the guide that holds these words."""
    (found,) = [one for one in BLOCKS if words in one]
    return found


@pytest.mark.broker
def test_the_guide_leads_from_a_token_to_flags_and_a_decision(shell) -> None:
    assert shutil.which("curl")
    filed = shell(block("articles?wait=5"))
    number = re.search(r'"article":(\d+)', filed)
    assert number is not None
    run = re.search(r'"screening":\{"id":(\d+)', filed)
    assert run is not None
    shell(
        f'curl -s "http://127.0.0.1:8000/api/v1/runs/{run[1]}?wait=20" -H "Authorization: Bearer $SECOND_SOURCE_TOKEN"'
    )

    flags = shell(block("ARTICLE/flags"), ARTICLE=number[1])
    flag = re.search(r'"id":(\d+)', flags)
    assert flag is not None
    decided = shell(block('"verb": "return"'), ARTICLE=number[1])
    answered = shell(block('"kind": "dismiss"'), FLAG=flag[1])

    assert '"matched_text":"Twelve"' in flags
    assert '"state":"returned"' in decided
    assert '"kind":"dismissed"' in answered


@pytest.mark.broker
def test_the_guide_acknowledges_what_became_of_the_original(shell) -> None:
    shell(block("articles?wait=5"))
    article = Article.objects.get()
    case = case_on(article, article)

    acknowledged = shell(block("cases/CASE"), CASE=str(case.pk))

    told = {"id": case.pk, "article": article.pk, "note": "Corrected here too.", "by": "standards_editor"}
    assert told.items() <= json.loads(acknowledged).items()


@pytest.mark.broker
def test_the_guide_checks_a_text_without_filing_it(shell) -> None:
    assert '"unattributed_toll"' in shell(block("api/v1/screen"))


@pytest.mark.broker
def test_the_guide_asks_what_has_changed(shell) -> None:
    shell(block("articles?wait=5"))

    assert re.search(r'"sequence":\d+,"article":\{"id":\d+', shell(block("changes?after=0")))


@pytest.mark.broker
def test_the_guide_leads_from_what_was_received_to_the_article(shell) -> None:
    received = shell(block("articles -i"))
    address = re.search(r"Location: /api/v1/arrivals/([0-9a-f-]{36})", received, re.IGNORECASE)
    assert address is not None

    told = shell(block("arrivals/ARRIVAL"), ARRIVAL=address[1])

    assert '"outcome":"received"' in received
    assert '"outcome":"filed"' in told


@pytest.mark.broker
def test_the_example_prints_the_flags(shell) -> None:
    said = shell(block("second_source.py"))

    assert "'Twelve'" in said
    assert re.search(r"article \d+: 1 flags", said)


def test_the_example_says_in_a_sentence_that_nobody_answers(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text("Rain.")
    command = [sys.executable, str(DOCS / "examples/second_source.py"), "--address", "http://127.0.0.1:9"]
    more = ["--wire", "northgate", "--desk", "world", str(tmp_path / "story.txt")]

    done = subprocess.run(
        [*command, *more], env={"SECOND_SOURCE_TOKEN": "sso_x"}, capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert done.stderr.startswith("nobody answers at http://127.0.0.1:9")
    assert done.stderr.count("\n") == 1


@pytest.mark.broker
def test_the_tool_answers_the_guides_own_call(shell) -> None:
    (call,) = re.findall(r"`(curl -s \S+/v2/check .*?)`", GUIDE)

    assert '"UNATTRIBUTED_TOLL"' in shell(call)


def test_every_address_that_the_guide_names_exists() -> None:
    known = {"/api/v1/" + str(one.pattern).removeprefix("v1/") for one in urls.urlpatterns}

    places = {
        "ARTICLE": "<int:pk>",
        "FLAG": "<int:pk>",
        "CASE": "<int:pk>",
        "{id}": "<int:pk>",
        "ARRIVAL": "<uuid:address>",
        "BATCH": "<uuid:batch>",
    }

    named = set()
    for address in re.findall(r"/api/v1/[\w/{}]+", GUIDE):
        named.add(re.sub("|".join(map(re.escape, places)), lambda found: places[found[0]], address))

    assert named <= known


def test_every_page_that_the_guide_links_is_there() -> None:
    assert [one for one in re.findall(r"\]\((\S+?)\)", GUIDE) if not (DOCS / one).exists()] == []


def test_the_changelog_begins_with_the_schemas_number() -> None:
    told = re.findall(r"^## (\S+)", (DOCS / "api-changelog.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert told[0] == settings.SPECTACULAR_SETTINGS["VERSION"]

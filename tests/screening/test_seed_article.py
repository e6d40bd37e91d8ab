"""The article that started the project: every figure, every label, none of its traps."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from moderation.screening.json_lines import describe_screening
from moderation.screening.scoring import Tally, find_errors, read_case, score
from tests.checks.verbs import screened

pytestmark = pytest.mark.shared

TRAPS = ("25", "20", "12")  # drones, kilometres, miles


@cache
def seed(folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the annotated article and the engine's answer to it."""
    gold = json.loads((folder / "seed" / "syrie_fr.gold.json").read_text(encoding="utf-8"))
    return gold, describe_screening(gold["id"], screened(gold["text"], "fr"))


def test_all_tolls_and_labels_of_the_seed_article_are_found(cases_dir: Path) -> None:
    scores = score([read_case(*seed(cases_dir))])

    assert scores["toll"] == Tally(hit=6, gold=6, found=6)
    assert scores["label"] == Tally(hit=27, gold=27, found=27)


def test_nothing_in_the_seed_article_is_misread(cases_dir: Path) -> None:
    errors = [(error.kind, error.context) for error in find_errors([read_case(*seed(cases_dir))])]

    assert errors == []


def test_spans_scopes_and_marks_of_the_seed_article_are_exact(cases_dir: Path) -> None:
    gold, answer = seed(cases_dir)
    names = ("start", "end", "text", "effect", "min", "max", "precision", "grade", "party", "scope", "modality", "near")

    found = [{name: toll[name] for name in names} for toll in answer["tolls"]]

    assert found == [{name: toll[name] for name in names} for toll in gold["tolls"]]


def test_labels_of_the_seed_article_have_exact_spans_and_voices(cases_dir: Path) -> None:
    gold, answer = seed(cases_dir)
    names = ("start", "end", "text", "category", "voice", "exempt")

    found = [{name: label[name] for name in names} for label in answer["labels"]]

    assert found == [{name: label[name] for name in names} for label in gold["labels"]]


def test_drones_kilometres_and_miles_are_no_tolls(cases_dir: Path) -> None:
    _, answer = seed(cases_dir)

    assert not [toll["text"] for toll in answer["tolls"] if toll["text"] in TRAPS]


def test_the_findings_of_the_seed_article_follow_the_codebook(cases_dir: Path) -> None:
    _, answer = seed(cases_dir)

    tolls = [(f["check_id"], f["severity"], f["text"]) for f in answer["findings"] if f["check_id"] != "loaded_label"]

    assert tolls == [
        ("vague_attribution", "medium", "Environ 2 000"),
        ("party_attribution", "low", "jusqu'à 120"),
        ("unattributed_toll", "medium", "des dizaines"),
        ("unattributed_toll", "medium", "300"),
        ("unattributed_toll", "medium", "d'importantes"),
        ("unattributed_toll", "high", "des dizaines"),
    ]

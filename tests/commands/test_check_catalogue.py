"""The catalogue as a command: it prints all and fails where something does not behave."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from moderation.checks import CHECKS


@pytest.fixture
def seeds(tmp_path: Path, settings: Any) -> Path:
    """Put a copy of the seeds in their place, to be spoiled."""
    copied = Path(shutil.copytree(settings.SEEDS_DIR, tmp_path / "seeds"))
    settings.SEEDS_DIR = copied
    return copied


def catalogue() -> str:
    out = io.StringIO()
    call_command("check_catalogue", stdout=out)
    return out.getvalue()


def test_every_check_is_printed_with_guidance_and_examples() -> None:
    printed = catalogue()

    assert all(f"\n{check.check_id}: " in printed for check in CHECKS)
    assert printed.count("  Languages: fr, en\n") == len(CHECKS)
    assert printed.endswith(f"{len(CHECKS)} checks, all examples behave.\n")


def test_an_example_that_misbehaves_fails_the_catalogue(seeds: Path) -> None:
    line = {"id": "en.loaded_label.99", "text": "The council met.", "fires": ["council"], "severity": "low", "why": "x"}
    with (seeds / "examples" / "en" / "loaded_label.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")

    with pytest.raises(CommandError, match=r"en\.loaded_label\.99: wanted \['council'\], flagged \[\]"):
        catalogue()


def test_an_empty_pack_fails_the_catalogue(seeds: Path) -> None:
    (seeds / "lexicons" / "fr" / "terms.csv").unlink()

    with pytest.raises(CommandError, match="the lexicon of 'fr' is empty or incomplete"):
        catalogue()


def test_a_check_without_examples_fails_the_catalogue(seeds: Path) -> None:
    (seeds / "examples" / "fr" / "hedged_toll.jsonl").unlink()

    with pytest.raises(CommandError, match=r"hedged_toll \(fr\): give an example that fires"):
        catalogue()


def test_an_unreadable_example_fails_the_catalogue(seeds: Path) -> None:
    (seeds / "examples" / "fr" / "hedged_toll.jsonl").write_text("{", encoding="utf-8")

    with pytest.raises(CommandError, match=r"hedged_toll\.jsonl, line 1: give id, text, fires and why"):
        catalogue()

"""The examples that show what each check does, and whether it still does it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from moderation.screening.screen import Original
from moderation.screening.values import Finding


class UnreadableExample(ValueError):
    """A line of examples cannot be used; the message names file, line and remedy."""


@dataclass(frozen=True, slots=True)
class Example:
    """A short text, the stretches a check must flag in it (none: it must stay silent), and why.

    A check on drift has the *original* beside it; what is missing from the text is then a stretch of the original.
    """

    example_id: str
    text: str
    fires: tuple[str, ...]
    severity: str
    why: str
    original: Original | None = None


def read_examples(folder: Path, language: str, check_id: str) -> tuple[Example, ...]:
    """Read ``<folder>/<language>/<check_id>.jsonl``; without such a file there are none.

    :raises UnreadableExample: naming the file and the line
    """
    path = folder / language / f"{check_id}.jsonl"
    if not path.exists():
        return ()
    lines = path.read_text(encoding="utf-8").split("\n")
    return tuple(_read_example(line, f"{path}, line {n}") for n, line in enumerate(lines, start=1) if line.strip())


def find_fault(example: Example, check_id: str, findings: Sequence[Finding]) -> str:
    """Say how the findings of *check_id* differ from what *example* promises; nothing where they agree."""
    own = [finding for finding in findings if finding.check_id == check_id]
    flagged = tuple(finding.text for finding in own)
    if flagged != example.fires:
        return f"{example.example_id}: wanted {list(example.fires)}, flagged {list(flagged)} in {example.text!r}"
    severities = {str(finding.severity) for finding in own}
    if severities - {example.severity}:
        return f"{example.example_id}: wanted {example.severity}, got {', '.join(sorted(severities))}"
    return ""


def _read_example(line: str, place: str) -> Example:
    try:
        row = json.loads(line)
        example = Example(
            row["id"], row["text"], tuple(row["fires"]), row.get("severity", ""), row["why"], _original_of(row)
        )
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableExample(f"{place}: give id, text, fires and why: {error!r}") from error
    if bool(example.fires) != bool(example.severity):
        raise UnreadableExample(f"{place}: give a severity where the check fires, and only there")
    return example


def _original_of(row: dict[str, Any]) -> Original | None:
    original = row.get("original")
    return Original(original["language"], original["text"]) if original else None

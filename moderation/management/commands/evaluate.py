"""Score the engine on annotated texts and show every error in context."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from moderation.management.words import Words, load_words
from moderation.screening.drift.scoring import DriftCase, find_drift_errors, read_drift_case, score_drift
from moderation.screening.json_lines import describe_screening
from moderation.screening.parser import NO_PARSERS
from moderation.screening.scoring import Case, Error, Tally, find_errors, read_case, score
from moderation.screening.screen import Original


class Command(BaseCommand):
    """Print the table of scores, then the errors by class, the largest class first."""

    help = "Scores annotated texts (JSON lines with tolls and labels, or drifts); lists all that is missed or false."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the gold files and what to show."""
        parser.add_argument("gold", nargs="+", type=Path, metavar="GOLD.jsonl")
        parser.add_argument("--json", action="store_true", dest="as_json", help="one JSON object instead of text")
        parser.add_argument("--only", default="", help="show only error classes that hold this word")
        parser.add_argument("--brief", action="store_true", help="the table and the count of each class, no context")
        parser.add_argument("--no-parser", action="store_true", help="patterns alone, as where the models are missing")
        parser.add_argument("--no-estimator", action="store_true", help="constructions alone decide what is a toll")
        parser.add_argument("--no-encoder", action="store_true", help="the estimator decides alone where it doubts")
        parser.add_argument("--release", help="number or digest of a stored lexicon release; left out: the seeds")

    def handle(self, *args: Any, **options: Any) -> None:
        """Screen the texts of all files and report."""
        words = load_words(options["release"])
        if options["no_parser"]:
            words = replace(words, parsers=NO_PARSERS)
        if options["no_estimator"]:
            words = replace(words, weighers=replace(words.weighers, with_estimators=False))
        if options["no_encoder"]:
            words = replace(words, weighers=replace(words.weighers, with_encoder=False))
        read = [case for path in options["gold"] for case in _read_cases(path, words)]
        cases = [case for case in read if isinstance(case, Case)]
        pairs = [case for case in read if isinstance(case, DriftCase)]
        scores = {**(score(cases) if cases or not pairs else {}), **(score_drift(pairs) if pairs else {})}
        errors = [error for error in (*find_errors(cases), *find_drift_errors(pairs)) if options["only"] in error.kind]
        if options["as_json"]:
            self.stdout.write(json.dumps({"scores": _plain(scores), "errors": [asdict(e) for e in errors]}))
            return
        for name, value in scores.items():
            self.stdout.write(_row(name, value))
        self._list(errors, is_brief=options["brief"])

    def _list(self, errors: Iterable[Error], *, is_brief: bool) -> None:
        classes: dict[str, list[Error]] = defaultdict(list)
        for error in errors:
            classes[error.kind].append(error)
        for kind, members in sorted(classes.items(), key=lambda item: (-len(item[1]), item[0])):
            self.stdout.write(f"\n{kind}: {len(members)}")
            for error in [] if is_brief else members:
                self.stdout.write(f"  {error.identity}  wanted {error.wanted}, got {error.got}\n      {error.context}")


def _read_cases(path: Path, words: Words) -> Iterable[Case | DriftCase]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")  # a text may hold every other mark that ends a line
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error}") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            gold = json.loads(line)
            if "note" in gold and "text" not in gold:
                continue  # a corpus begins by saying what it is
            yield _read_case(gold, words)
        except (ValueError, KeyError) as error:
            raise CommandError(f"{path}, line {number}: no annotated text: {error!r}") from error


def _read_case(gold: Mapping[str, Any], words: Words) -> Case | DriftCase:
    """Screen one annotated text; one with drifts is a pair, and screened beside its original."""
    language = gold.get("lang") or gold.get("language")
    if "drifts" not in gold:
        return read_case(gold, describe_screening(gold["id"], words.screen(gold["text"], language)))
    screening = words.screen(gold["text"], language, Original(**gold["original"]))
    return read_drift_case(gold, describe_screening(gold["id"], screening))


def _row(name: str, value: Tally | float | int | None) -> str:
    if isinstance(value, Tally):
        shares = f"P {value.precision:.3f}  R {value.recall:.3f}  F1 {value.f1:.3f}"
        return f"{name:32} {shares}   annotated {value.gold}, found {value.found}"
    return f"{name:32} {value:.3f}" if isinstance(value, float) else f"{name:32} {'-' if value is None else value}"


def _plain(scores: Mapping[str, Tally | float | int | None]) -> dict[str, Any]:
    return {
        name: {"precision": value.precision, "recall": value.recall, "f1": value.f1, **asdict(value)}
        if isinstance(value, Tally)
        else value
        for name, value in scores.items()
    }

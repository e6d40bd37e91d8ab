"""Score findings of drift against annotated pairs, and lay out every error beside its original.

A finding hits a drift of its own check, one to one, largest overlap first, where their spans in the translation
overlap; where the annotation has none there (a toll that is missing), where their spans in the original do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from moderation.screening.scoring import CONTEXT, Error, Mark, Tally
from moderation.screening.values import Span

CHECKS = (
    *("toll_changed", "toll_missing", "toll_added"),
    *("attribution_lost", "hedge_lost", "label_added", "quote_lost"),
)


@dataclass(frozen=True, slots=True)
class DriftCase:
    """One annotated pair beside what the checks on drift found in it."""

    identity: str
    text: str
    original: str
    is_compared: bool
    drifts: tuple[Mark, ...]
    found: tuple[Mark, ...]


def read_drift_case(gold: Mapping[str, Any], answer: Mapping[str, Any]) -> DriftCase:
    """Put one annotated pair beside the engine's *answer*."""
    return DriftCase(
        identity=str(gold["id"]),
        text=gold["text"],
        original=gold["original"]["text"],
        is_compared=(answer.get("comparison") or {}).get("status") == "compared",
        drifts=tuple(gold["drifts"]),
        found=tuple(_mark(finding) for finding in answer["findings"] if finding["check_id"] in CHECKS),
    )


def score_drift(cases: Sequence[DriftCase]) -> dict[str, Tally | float | int | None]:
    """Return the table of scores: all drift, then a line a check, then how many faithful pairs were flagged."""
    faithful = [case for case in cases if not case.drifts]
    return {
        "pairs": len(cases),
        "not compared": sum(not case.is_compared for case in cases),
        "drift": _tally(cases, CHECKS),
        **{check: _tally(cases, (check,)) for check in CHECKS},
        "faithful pairs": len(faithful),
        "flagged of the faithful": sum(bool(case.found) for case in faithful) / len(faithful) if faithful else None,
    }


def find_drift_errors(cases: Sequence[DriftCase]) -> Iterator[Error]:
    """Yield every miss and every false alarm, pair by pair."""
    for case in cases:
        met = _pairs(case)
        for place, drift in enumerate(case.drifts):
            if place not in {wanted for wanted, _ in met}:
                yield Error(f"{drift['check_id']} missed", case.identity, _context(case, drift), "a finding", "-")
        for place, finding in enumerate(case.found):
            if place not in {got for _, got in met}:
                name = f"{finding['check_id']} false alarm"
                yield Error(name, case.identity, _context(case, finding), "-", "a finding")


def _tally(cases: Sequence[DriftCase], checks: Sequence[str]) -> Tally:
    hit = sum(case.drifts[wanted]["check_id"] in checks for case in cases for wanted, _ in _pairs(case))
    gold = sum(drift["check_id"] in checks for case in cases for drift in case.drifts)
    return Tally(hit, gold, sum(finding["check_id"] in checks for case in cases for finding in case.found))


def _pairs(case: DriftCase) -> list[tuple[int, int]]:
    """Return the places of drifts and of the findings that hit them."""
    candidates = sorted(
        (-shared, i, j)
        for i, drift in enumerate(case.drifts)
        for j, finding in enumerate(case.found)
        if drift["check_id"] == finding["check_id"] and (shared := _shared(drift, finding)) > 0
    )
    pairs: list[tuple[int, int]] = []
    for _, i, j in candidates:
        if all(i != one and j != other for one, other in pairs):
            pairs.append((i, j))
    return pairs


def _shared(drift: Mark, finding: Mark) -> int:
    for first, last in (("start", "end"), ("original_start", "original_end")):
        wanted, got = _span(drift, first, last), _span(finding, first, last)
        if wanted:
            return min(wanted.end, got.end) - max(wanted.start, got.start) if got else 0
    return 0


def _mark(finding: Mapping[str, Any]) -> Mark:
    original = finding.get("original") or {}
    return {
        **{name: finding[name] for name in ("check_id", "start", "end")},
        "original_start": original.get("start"),
        "original_end": original.get("end"),
    }


def _span(mark: Mark, first: str, last: str) -> Span | None:
    return None if mark[first] is None or mark[last] is None else Span(mark[first], mark[last])


def _context(case: DriftCase, mark: Mark) -> str:
    there = _around(case.original, _span(mark, "original_start", "original_end"))
    return f"{there}  ⇒  {_around(case.text, _span(mark, 'start', 'end'))}"


def _around(text: str, span: Span | None) -> str:
    if span is None:
        return "–"
    before, after = text[max(span.start - CONTEXT, 0) : span.start], text[span.end : span.end + CONTEXT]
    return f"{before}⟦{span.of(text)}⟧{after}".replace("\n", " ¶ ")

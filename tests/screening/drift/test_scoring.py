"""Findings of drift against annotated pairs."""

from __future__ import annotations

from typing import Any

from moderation.screening.drift.scoring import DriftCase, find_drift_errors, read_drift_case, score_drift
from moderation.screening.scoring import Tally

TEXT, ORIGINAL = "Selon la police, 21 morts.", "Police said 12 died. Nine were hurt."
CHANGED = {"check_id": "toll_changed", "start": 17, "end": 19, "original_start": 12, "original_end": 14}
MISSING = {"check_id": "toll_missing", "start": None, "end": None, "original_start": 21, "original_end": 25}


def case(drifts: list[dict[str, Any]], findings: list[dict[str, Any]], status: str = "compared") -> DriftCase:
    gold = {"id": "a", "text": TEXT, "original": {"language": "en", "text": ORIGINAL}, "drifts": drifts}
    return read_drift_case(gold, {"findings": findings, "comparison": {"status": status}})


def finding(drift: dict[str, Any]) -> dict[str, Any]:
    original = {"start": drift["original_start"], "end": drift["original_end"]}
    return {**{name: drift[name] for name in ("check_id", "start", "end")}, "original": original}


def test_a_finding_hits_where_its_span_overlaps_or_the_original_s_does() -> None:
    scores = score_drift([case([CHANGED, MISSING], [finding(MISSING), finding(CHANGED)])])

    assert scores["drift"] == Tally(2, 2, 2)
    assert scores["toll_missing"] == Tally(1, 1, 1)


def test_findings_of_other_checks_do_not_count() -> None:
    other = {**finding(CHANGED), "check_id": "unattributed_toll"}

    assert score_drift([case([], [other])])["drift"] == Tally(0, 0, 0)


def test_a_second_finding_on_one_drift_is_a_false_alarm() -> None:
    assert score_drift([case([CHANGED], [finding(CHANGED), finding(CHANGED)])])["drift"] == Tally(1, 1, 2)


def test_what_was_not_compared_and_what_was_flagged_in_faithful_pairs_is_told() -> None:
    scores = score_drift([case([], [finding(CHANGED)]), case([], [], "not_compared")])

    assert (scores["not compared"], scores["flagged of the faithful"]) == (1, 0.5)


def test_an_error_is_shown_beside_its_original() -> None:
    missed, alarm = find_drift_errors([case([MISSING], [finding(CHANGED)])])

    assert (missed.kind, alarm.kind) == ("toll_missing missed", "toll_changed false alarm")
    assert missed.context == "Police said 12 died. ⟦Nine⟧ were hurt.  ⇒  –"
    assert "⟦12⟧" in alarm.context
    assert "⟦21⟧" in alarm.context

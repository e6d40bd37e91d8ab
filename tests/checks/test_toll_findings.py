"""What the checks on attribution say of tolls, on readings made by hand."""

from __future__ import annotations

import json
from typing import Any

import pytest

from moderation.checks import House
from moderation.screening.values import Finding, Grade, Modality, Precision, Severity

from .readings import Draft

TEXT = "Police said 12 people were killed. A further 30 died in Tamara. The Karsk army was silent."


def inspect(draft: Draft, language: str = "en") -> tuple[Finding, ...]:
    return House().inspect(draft.read(), language=language)


@pytest.mark.parametrize(
    ("grade", "party", "check_id", "severity"),
    [
        (Grade.NONE, False, "unattributed_toll", Severity.HIGH),
        (Grade.HEDGED, False, "hedged_toll", Severity.MEDIUM),
        (Grade.UNNAMED, False, "vague_attribution", Severity.MEDIUM),
        (Grade.NAMED, True, "party_attribution", Severity.LOW),
    ],
)
def test_each_grade_raises_its_own_check(grade: Grade, party: bool, check_id: str, severity: Severity) -> None:
    draft = Draft(TEXT).toll("12", grade, party=party)

    findings = inspect(draft)

    assert [(f.check_id, f.severity, f.text) for f in findings] == [(check_id, severity, "12")]


def test_a_named_source_that_is_no_party_raises_nothing() -> None:
    draft = Draft(TEXT).toll("12", Grade.NAMED, source="Police")

    findings = inspect(draft)

    assert findings == ()


def test_a_near_source_lowers_one_step_and_is_named() -> None:
    draft = Draft(TEXT).toll("30", Grade.NONE, near="Police")

    (finding,) = inspect(draft)

    assert finding.severity is Severity.MEDIUM
    assert "“Police”" in finding.message
    assert finding.evidence["near"] == {"start": 0, "end": 6, "text": "Police"}


def test_a_figure_attributed_elsewhere_falls_to_low_and_names_that_source() -> None:
    draft = Draft(TEXT).toll("12", Grade.NAMED, source="Police").toll("30", Grade.NONE, near="army", repeat=0)

    (finding,) = inspect(draft)

    assert finding.severity is Severity.LOW
    assert "attributed elsewhere in the text (“Police”)" in finding.message
    assert finding.evidence["repeat"]["toll"] == 0


def test_near_does_not_temper_a_hedged_figure() -> None:
    draft = Draft(TEXT).toll("30", Grade.HEDGED, near="Police", cue="silent")

    (finding,) = inspect(draft)

    assert finding.severity is Severity.MEDIUM
    assert "nearby" not in finding.message


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"precision": Precision.VAGUE}, "vague"),
        ({"precision": Precision.ZERO}, "zero"),
        ({"modality": Modality.BACKGROUND}, "background"),
    ],
)
def test_soft_figures_raise_one_step_lower(fields: dict[str, Any], reason: str) -> None:
    draft = Draft(TEXT).toll("30", Grade.NONE, **fields)

    (finding,) = inspect(draft)

    assert finding.severity is Severity.MEDIUM
    assert finding.evidence["lowered_by"] == [reason]


def test_nothing_falls_below_low() -> None:
    draft = Draft(TEXT).toll("30", Grade.NAMED, party=True, precision=Precision.VAGUE, modality=Modality.BACKGROUND)

    (finding,) = inspect(draft)

    assert finding.severity is Severity.LOW


def test_a_part_is_silent_while_it_shares_the_source_of_its_whole() -> None:
    draft = Draft(TEXT).toll("12", Grade.UNNAMED, source="Police").toll("30", Grade.UNNAMED, source="Police", part_of=0)

    findings = inspect(draft)

    assert [finding.text for finding in findings] == ["12"]


def test_a_part_without_the_source_of_its_whole_is_flagged() -> None:
    draft = Draft(TEXT).toll("12", Grade.NAMED, source="Police").toll("30", Grade.NONE, part_of=0)

    findings = inspect(draft)

    assert [(finding.check_id, finding.text) for finding in findings] == [("unattributed_toll", "30")]


def test_a_part_from_another_source_is_flagged() -> None:
    draft = Draft(TEXT).toll("12", Grade.UNNAMED, source="Police").toll("30", Grade.UNNAMED, source="army", part_of=0)

    findings = inspect(draft)

    assert [finding.text for finding in findings] == ["12", "30"]


def test_messages_come_in_the_desk_s_language() -> None:
    draft = Draft(TEXT).toll("12", Grade.NONE)

    (finding,) = inspect(draft, language="fr")

    assert finding.message.startswith("«\u00a012\u00a0» (tués)\u00a0: personne ne répond de ce chiffre.")


def test_a_desk_in_another_language_reads_english() -> None:
    draft = Draft(TEXT).toll("12", Grade.NONE)

    (finding,) = inspect(draft, language="ru")

    assert finding.message.startswith("“12” (killed): nobody vouches")


def test_evidence_tells_what_was_looked_at_and_what_would_clear_it() -> None:
    draft = Draft(TEXT).toll("30", Grade.HEDGED, cue="silent")

    (finding,) = inspect(draft)

    looked = {part["what"]: TEXT[part["start"] : part["end"]] for part in finding.evidence["looked_at"]}
    assert looked == {"sentence": "A further 30 died in Tamara", "near": TEXT}
    assert finding.evidence["would_clear"] in finding.message
    assert finding.evidence["attribution"]["cue"]["text"] == "silent"


def test_evidence_is_plain_json() -> None:
    draft = Draft(TEXT).toll("12", Grade.NAMED, source="Police").toll("30", Grade.NONE, repeat=0)

    (finding,) = inspect(draft)

    assert json.loads(json.dumps(finding.evidence)) == finding.evidence

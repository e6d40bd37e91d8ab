"""Two figures that cannot both be true, on readings made by hand."""

from __future__ import annotations

from moderation.checks import House
from moderation.screening.values import Finding, Grade, Severity

from .readings import Draft

TEXT = "Blast kills 12. The blast killed 14 people, said Anna Kerr. Tom Wale wept."


def conflicts(draft: Draft) -> list[Finding]:
    draft.same_event = ((0, 1),)
    return [f for f in House().inspect(draft.read(), language="en") if f.check_id == "conflicting_tolls"]


def test_two_figures_that_exclude_each_other_fire_on_the_later() -> None:
    draft = Draft(TEXT).toll("12", Grade.NONE).toll("14", Grade.NAMED, source="Anna Kerr")

    (finding,) = conflicts(draft)

    assert (finding.text, finding.severity) == ("14", Severity.MEDIUM)
    assert "contradicts “12”" in finding.message
    assert finding.evidence["earlier"]["text"] == "12"


def test_figures_of_two_sources_are_silent() -> None:
    draft = Draft(TEXT).toll("12", Grade.NAMED, source="Tom Wale").toll("14", Grade.NAMED, source="Anna Kerr")

    assert conflicts(draft) == []


def test_one_source_that_says_two_things_fires() -> None:
    draft = Draft(TEXT).toll("12", Grade.NAMED, source="Anna Kerr").toll("14", Grade.NAMED, source="Anna Kerr")

    assert [finding.text for finding in conflicts(draft)] == ["14"]


def test_figures_of_two_events_are_silent() -> None:
    draft = Draft(TEXT).toll("12", Grade.NONE).toll("14", Grade.NONE)

    findings = House().inspect(draft.read(), language="en")

    assert {finding.check_id for finding in findings} == {"unattributed_toll"}

"""The reports: which builder makes which digest."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from moderation.models.report import ReportKind
from moderation.reports.digest import Digest
from moderation.reports.kinds.assignment import Assignment
from moderation.reports.kinds.audit_letter import build_audit_letter
from moderation.reports.kinds.morning_brief import build_morning_brief
from moderation.reports.kinds.toll_watch import build_toll_watch
from moderation.reports.kinds.week_in_figures import build_week_in_figures
from moderation.reports.kinds.wire_scorecard import build_wire_scorecard

BUILDERS: Mapping[str, Callable[[Assignment], Digest]] = MappingProxyType(
    {
        ReportKind.MORNING_BRIEF.value: build_morning_brief,
        ReportKind.WEEK_IN_FIGURES.value: build_week_in_figures,
        ReportKind.WIRE_SCORECARD.value: build_wire_scorecard,
        ReportKind.TOLL_WATCH.value: build_toll_watch,
        ReportKind.AUDIT_LETTER.value: build_audit_letter,
    }
)

__all__ = ["BUILDERS", "Assignment"]

"""The reports: which builder makes which digest."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from moderation.models.report import ReportKind
from moderation.reports.digest import Digest
from moderation.reports.kinds.assignment import Assignment
from moderation.reports.kinds.morning_brief import build_morning_brief

BUILDERS: Mapping[str, Callable[[Assignment], Digest]] = MappingProxyType(
    {ReportKind.MORNING_BRIEF.value: build_morning_brief}
)

__all__ = ["BUILDERS", "Assignment"]

"""Which report is for whom: the roles that may read each kind, beside the mails that subscriptions send."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from moderation.models.report import ReportKind

_DESK = frozenset({"desk_editor", "standards_editor", "desk_chief", "administrator", "auditor"})
_CHIEFS = frozenset({"standards_editor", "desk_chief", "administrator", "auditor"})

READERS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        ReportKind.MORNING_BRIEF.value: _DESK,
        ReportKind.WEEK_IN_FIGURES.value: _CHIEFS,
        ReportKind.WIRE_SCORECARD.value: _CHIEFS,
        ReportKind.TOLL_WATCH.value: _DESK,
        # It tells what was done on every desk.
        ReportKind.AUDIT_LETTER.value: frozenset({"administrator", "auditor"}),
    }
)


def readable_kinds(roles: Collection[str], *, is_superuser: bool = False) -> tuple[ReportKind, ...]:
    """Return the kinds of report that somebody with these roles may read, in the order in which they are shown."""
    return tuple(kind for kind in ReportKind if is_superuser or READERS[kind.value] & set(roles))

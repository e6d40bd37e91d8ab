"""What a builder is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from moderation.reports.counts.scope import Scope


@dataclass(frozen=True, slots=True)
class Assignment:
    """Say whose copy, which time, for which readers; language and time zone are active while a builder runs."""

    scope: Scope
    now: datetime
    name: str
    desk_names: tuple[str, ...]
    language: str
    slugline: str = ""

    @property
    def only_desk(self) -> int | None:
        """Return the desk's number where the report is about a single one."""
        return self.scope.desks[0] if len(self.scope.desks) == 1 else None

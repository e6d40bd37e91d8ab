"""Whose copy a report tells of, and of which time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from articles.sight import standing_on


@dataclass(frozen=True, slots=True)
class Scope:
    """Limit a report to some desks and wires, by their numbers; none named means all.

    Of the time, ``since`` belongs to it and ``until`` does not.
    """

    since: datetime
    until: datetime
    desks: tuple[int, ...] = ()
    wires: tuple[int, ...] = ()

    @classmethod
    def of(cls, *, since: datetime, until: datetime, desks: Iterable[int], wires: Iterable[int]) -> Scope:
        """Return the scope of some desks and wires."""
        return cls(since, until, tuple(sorted(desks)), tuple(sorted(wires)))

    def articles(self, path: str = "") -> Q:
        """Return the condition that an article, reached by *path*, stands on the scope's desks and is of its wires."""
        condition = Q()
        if self.desks:
            condition &= standing_on(self.desks, path)
        if self.wires:
            condition &= Q(**{f"{path}wire__in": self.wires})
        return condition

    def during(self, field: str) -> Q:
        """Return the condition that a moment falls into the scope's time."""
        return Q(**{f"{field}__gte": self.since, f"{field}__lt": self.until})

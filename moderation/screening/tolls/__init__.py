"""Tolls: every figure of people harmed that a text states as fact or claim of fact."""

from __future__ import annotations

from moderation.screening.tolls.dates import THIS_YEAR
from moderation.screening.tolls.finding import find_tolls, has_candidates

__all__ = ["THIS_YEAR", "find_tolls", "has_candidates"]

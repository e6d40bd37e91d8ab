"""Drift: a translation beside its original, read once each and paired once; the checks on drift look at the pairs."""

from __future__ import annotations

from moderation.screening.drift.comparing import TOO_LONG, compare, why_partly
from moderation.screening.drift.comparison import Aspect, Comparison, LabelPair, LostHedge, TollPair

__all__ = [
    "TOO_LONG",
    "Aspect",
    "Comparison",
    "LabelPair",
    "LostHedge",
    "TollPair",
    "compare",
    "why_partly",
]

"""Intervals: how far a share or a rate could be off, given how little was counted. Pure arithmetic."""

from __future__ import annotations

import math
from dataclasses import dataclass

_Z = 1.959963984540054  # 95 per cent, both sides


@dataclass(frozen=True, slots=True)
class Estimate:
    """Hold a value and the bounds between which it lies 95 times in 100."""

    value: float
    low: float
    high: float


def estimate_share(hits: int, trials: int) -> Estimate | None:
    """Return the share of *hits* among *trials*, with Wilson's interval; of nothing there is no share."""
    if trials == 0:
        return None
    share = hits / trials
    spread = _Z * math.sqrt(share * (1 - share) / trials + _Z**2 / (4 * trials**2))
    middle, scale = share + _Z**2 / (2 * trials), 1 + _Z**2 / trials
    # Rounding must not put a share of nothing, or of all, outside its own bounds.
    low, high = (middle - spread) / scale, (middle + spread) / scale
    return Estimate(share, max(0.0, min(low, share)), min(1.0, max(high, share)))


def estimate_rate(events: int, exposure: float) -> Estimate | None:
    """Return events a unit of *exposure*, with Byar's interval for counts; of no exposure there is no rate."""
    if exposure <= 0:
        return None
    low = events * (1 - 1 / (9 * events) - _Z / (3 * math.sqrt(events))) ** 3 if events else 0.0
    above = events + 1
    high = above * (1 - 1 / (9 * above) + _Z / (3 * math.sqrt(above))) ** 3
    return Estimate(events / exposure, max(0.0, low) / exposure, high / exposure)

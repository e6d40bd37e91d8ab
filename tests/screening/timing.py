"""Measure how long our own work takes on a machine that others share: a neighbour slows it down, never up."""

from __future__ import annotations

import time
from collections.abc import Callable

TRIES = 3


def seconds_of(act: Callable[[], object]) -> float:
    """Return the processor's seconds that *act* took in this process."""
    started = time.process_time()
    act()
    return time.process_time() - started


def quickest(act: Callable[[], object]) -> float:
    """Return the seconds of the quickest of three runs."""
    return min(seconds_of(act) for _ in range(TRIES))


def is_done_within(seconds: float, act: Callable[[], object]) -> bool:
    """Tell whether one of three runs takes less than *seconds*; the first that does is the last."""
    return any(seconds_of(act) < seconds for _ in range(TRIES))


def grows_as_its_text(work_on: Callable[[int], object], size: int) -> bool:
    """Tell whether *size* costs less than forty times as much as a tenth of it: some ten times, and not a hundred."""
    short = max(quickest(lambda: work_on(size // 10)), 0.002)
    return is_done_within(40 * short, lambda: work_on(size))

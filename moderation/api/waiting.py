"""Wait a little for a screening: a program that asks ``?wait=5`` gets the flags in its first answer."""

from __future__ import annotations

import time

from rest_framework.request import Request

from articles.api.problems import Problem
from moderation.models import ScreeningRun

MOST_SECONDS = 20.0
_PAUSES = (0.05, 0.1, 0.2, 0.3)


def seconds_asked(request: Request) -> float:
    """Return for how many seconds a request would wait.

    :raises Problem: that is no number of seconds
    """
    given = request.query_params.get("wait", "0")
    try:
        seconds = float(given)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= MOST_SECONDS:
        detail = f"wait takes seconds from 0 to {MOST_SECONDS:g}, not “{given[:20]}”"
        raise Problem(400, "bad_wait", detail)
    return seconds


def wait_for(run: ScreeningRun, seconds: float) -> ScreeningRun:
    """Look at the run again until it has ended or the time is over."""
    stop_at, turn = time.monotonic() + seconds, 0
    while run.is_open and time.monotonic() < stop_at:
        time.sleep(_PAUSES[min(turn, len(_PAUSES) - 1)])
        turn += 1
        run.refresh_from_db(fields=["state", "started_at", "finished_at", "attempts", "error"])
    return run

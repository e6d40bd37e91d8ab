"""Requests that come while something else is under way: each on a connection of its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction


def answered_after(send: Callable[[], Any], change: Callable[[], None]) -> Any:
    """Return the answer to what is sent while a change is under way that is committed before it."""
    answers = []

    def hand() -> None:
        try:
            answers.append(send())
        finally:
            connection.close()

    sending = threading.Thread(target=hand)
    with transaction.atomic():
        change()
        sending.start()
        _wait_until_somebody_waits()
    sending.join(30)
    (answer,) = answers
    return answer


def _wait_until_somebody_waits() -> None:
    """Wait until another connection waits for a row that this one has locked."""
    ends_at = time.monotonic() + 20
    while time.monotonic() < ends_at:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)
    raise AssertionError("nobody waited: the change was not held back")

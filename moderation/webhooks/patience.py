"""What an answer means for a message, and when to try again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from random import SystemRandom

from articles.outgoing import read_retry_after

# Seconds from one attempt to the next; the last one holds until the message is given up.
PAUSES = (5, 30, 120, 600, 1800, 3600, 7200, 14400)
# A pause is up to so much shorter or longer, so that many messages do not come back all at once.
JITTER = 0.1

GONE = 410
# The server, or what stands before it, has too much to do: nothing goes there for a while, not even a kill.
BUSY = frozenset({429, 502, 503, 504})

random = SystemRandom().random


class Meaning(StrEnum):
    """What an answer means."""

    TAKEN = "taken"
    GONE = "gone"
    LATER = "later"
    BUSY = "busy"


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of one attempt: a status with the answer's first bytes, or why there is none."""

    milliseconds: int
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    answer: str = ""
    error: str = ""

    @property
    def meaning(self) -> Meaning:
        """Return what it means: only 2xx is a yes, only 410 a never."""
        if self.status is None:
            return Meaning.LATER
        if 200 <= self.status < 300:
            return Meaning.TAKEN
        if self.status == GONE:
            return Meaning.GONE
        return Meaning.BUSY if self.status in BUSY else Meaning.LATER

    def asked_to_wait(self, now: datetime) -> timedelta:
        """Return how long the server asks to be left alone."""
        return read_retry_after(self.headers.get("retry-after", ""), now=now) or timedelta(0)


def next_attempt(
    heard: Heard, *, attempts: int, give_up_at: datetime, now: datetime, draw: Callable[[], float] = random
) -> datetime | None:
    """Return when to try again after so many attempts; None where the message's time is over.

    The last attempt falls on the end of that time; a server that asks for longer gets one attempt after it.
    """
    if now >= give_up_at:
        return None
    pause = PAUSES[min(attempts, len(PAUSES)) - 1] * (1 + JITTER * (2 * draw() - 1))
    return max(min(now + timedelta(seconds=pause), give_up_at), now + heard.asked_to_wait(now))

"""Drive an address: as fast as it goes, or at a steady pace; count and time the answers."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

Request = tuple[str, dict[str, str], Any]  # address, headers, body
Make = Callable[[int], Request]


@dataclass
class Seen:
    """Hold what came back: statuses that were not wanted, the seconds that each answer and all took."""

    seconds: list[float] = field(default_factory=list)
    lasted: float = 0.0
    refused: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, seconds: float, status: int, body: bytes) -> None:
        """Keep one answer."""
        with self.lock:
            self.seconds.append(seconds)
            if status >= 300:
                self.refused.append(f"{status} {body[:200].decode(errors='replace')}")

    def share(self, part: float) -> float:
        """Return the seconds within which that part of the answers came."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def by_turns(port: int, makers: Mapping[str, Make], *, seconds: float, turns: int = 5) -> dict[str, tuple[float, Seen]]:
    """Send as fast as it goes, to one address after the other and again, so that what else runs here slows all alike.

    Returns for each the answers a second, and what was seen.
    """
    seen, numbers = {name: Seen() for name in makers}, {name: count() for name in makers}
    for _turn in range(turns):
        for name, make in makers.items():
            _as_fast_as_it_goes(port, make, numbers[name], seen[name], seconds / turns)
    return {name: (len(one.seconds) / one.lasted, one) for name, one in seen.items()}


def at_a_pace(port: int, make: Make, *, a_second: float, seconds: float, hands: int = 8) -> Seen:
    """Send one request every so often, whatever became of those before; waiting for a hand counts as time."""
    seen, began = Seen(), time.monotonic()
    due: Iterator[tuple[int, float]] = ((number, number / a_second) for number in range(int(a_second * seconds)))
    lock = threading.Lock()

    def work() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while True:
            with lock:
                job = next(due, None)
            if job is None:
                break
            number, after = job
            time.sleep(max(0.0, began + after - time.monotonic()))
            _send(connection, make(number), seen, since=began + after)
        connection.close()

    _together([work] * hands)
    return seen


def _as_fast_as_it_goes(
    port: int, make: Make, numbers: Iterator[int], seen: Seen, seconds: float, hands: int = 4
) -> None:
    began = time.monotonic()

    def work() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while time.monotonic() < began + seconds:
            _send(connection, make(next(numbers)), seen)
        connection.close()

    _together([work] * hands)
    seen.lasted += time.monotonic() - began


def _send(connection: http.client.HTTPConnection, request: Request, seen: Seen, since: float | None = None) -> None:
    address, headers, body = request
    started = time.monotonic() if since is None else since
    connection.request("POST", address, json.dumps(body), {"Content-Type": "application/json", **headers})
    answer = connection.getresponse()
    content = answer.read()
    seen.add(time.monotonic() - started, answer.status, content)


def _together(works: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

"""A steady stream of copy, by a program that asks again until it has an answer; and an editor's program behind it."""

from __future__ import annotations

import http.client
import json
import threading
import time
import urllib.error
import urllib.request
import uuid
from collections import Counter
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Any

from django.db import Error as DatabaseFault
from django.db import connection

from moderation.models import Review, ReviewState

HANDS = 4
PAUSE = 0.25  # seconds until what was not answered is asked again
PATIENCE = 15  # seconds for one answer
# What a program asks again: no answer, a key in use, too much, a fault of the house.
AGAIN = {0, 408, 409, 429}
RETURNED = "to be returned"
FILLER = (
    "The ferry company said that its boats would sail again in the afternoon. Traders on the quay opened their shops "
    "late, and the market was moved to the square behind the church. The council meets on Thursday to hear the report. "
)


def text_of(number: int) -> str:
    """Return the copy of a number: one figure that nobody vouches for, and a page around it."""
    killed = f"A bus left the road near Orvane. {number % 90 + 3} people were killed. Line {number} was closed. "
    return killed + (FILLER * 6).strip()


def headline_of(number: int) -> str:
    """Return the headline of a number; every fourth asks the editor's program to return it."""
    return f"Case {number:06d} {RETURNED if number % 4 == 0 else 'to be read'}"


def uri_of(number: int) -> str:
    """Return the id under which a number is filed."""
    return f"urn:trial:{number}"


@dataclass
class Door:
    """The API, as one token sees it."""

    address: str
    secret: str

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, dict[str, str]]:
        """Return the answer's status and headers; 0 where there was none."""
        told = {"Authorization": f"Bearer {self.secret}", "Content-Type": "application/json", **headers}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.address}{path}", data, told, method=method)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                answer.read()
                return answer.status, {name.lower(): value for name, value in answer.headers.items()}
        except urllib.error.HTTPError as refusal:
            return refusal.code, {}
        except (OSError, http.client.HTTPException):
            return 0, {}


@dataclass
class Stream:
    """File so many articles a second, and ask again, under the same key, until each is answered."""

    door: Door
    rate: float
    answered: dict[int, float] = field(default_factory=dict)  # number → when
    begun: dict[int, float] = field(default_factory=dict)
    refused: dict[int, int] = field(default_factory=dict)  # number → a status that no asking mends
    troubles: Counter[int] = field(default_factory=Counter)
    _waiting: list[tuple[float, int]] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _ends: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        """Begin."""
        self._since = time.monotonic()
        self._threads = [threading.Thread(target=self._work, daemon=True) for _hand in range(HANDS)]
        for thread in self._threads:
            thread.start()

    def stop(self, *, seconds: float) -> list[int]:
        """Begin nothing more, wait for the answers; return the numbers that still have none."""
        self._ends.set()
        deadline = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        return self.unanswered(before=time.time())

    def unanswered(self, *, before: float) -> list[int]:
        """Return the numbers begun before a moment that have no answer yet."""
        with self._lock:
            settled = self.answered.keys() | self.refused.keys()
            return [number for number, at in self.begun.items() if at < before and number not in settled]

    def _work(self) -> None:
        while (number := self._take()) is not None:
            if number >= 0:
                self._file(number)
            else:
                time.sleep(0.02)

    def _take(self) -> int | None:
        """Return the number whose turn it is, -1 where it is none's, None at the end."""
        with self._lock:
            if self._waiting and self._waiting[0][0] <= time.monotonic():
                return heappop(self._waiting)[1]
            if self._ends.is_set():
                return -1 if len(self.begun) > len(self.answered) + len(self.refused) else None
            number = len(self.begun)
            if time.monotonic() < self._since + number / self.rate:
                return -1
            self.begun[number] = time.time()
            return number

    def _file(self, number: int) -> None:
        copy = {"wire": "northgate", "desk": "world", "language": "en", "uri": uri_of(number)}
        body = {**copy, "headline": headline_of(number), "text": text_of(number)}
        # Every other is filed before the answer: such a write is killed in its middle, the short one hardly.
        path = "/api/v1/articles" + ("?wait=0" if number % 2 else "")
        status, _headers = self.door.ask("POST", path, body, **{"Idempotency-Key": uri_of(number)})
        with self._lock:
            if 200 <= status < 300:
                self.answered[number] = time.time()
            elif status in AGAIN or status >= 500:
                self.troubles[status] += 1
                heappush(self._waiting, (time.monotonic() + PAUSE, number))
            else:
                self.refused[number] = status


@dataclass
class Desk:
    """An editor's program that returns what its headline asks to return, so that mails go out."""

    door: Door
    returned: set[int] = field(default_factory=set)  # articles whose return was answered with 2xx
    _ends: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin."""
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End; what waits then is not returned."""
        self._ends.set()
        if self._thread is not None:
            self._thread.join()

    def _work(self) -> None:
        while not self._ends.wait(0.3):
            try:
                for article in list(self._asked()):
                    self._return(article)
            except DatabaseFault:
                # The trial's own look at the tables; the harm is meant for the house.
                connection.close()
        connection.close()

    def _asked(self) -> list[int]:
        waiting = Review.objects.filter(state=ReviewState.WAITING, article__headline__endswith=RETURNED)
        return list(waiting.order_by("pk").values_list("article_id", flat=True)[:20])

    def _return(self, article: int) -> None:
        path = f"/api/v1/articles/{article}"
        status, headers = self.door.ask("HEAD", path)
        if status != 200:
            return
        told = {"Idempotency-Key": str(uuid.uuid4()), "If-Match": headers["etag"]}
        reason = {"verb": "return", "reason": "Name who counted the dead."}
        status, _headers = self.door.ask("POST", f"{path}/decisions", reason, **told)
        if 200 <= status < 300:
            self.returned.add(article)

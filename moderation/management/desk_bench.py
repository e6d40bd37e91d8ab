"""Measure the desk's pages as a signed-in editor asks for them: seconds and queries, without a browser or a network."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Desk, DeskMembership
from moderation.models import Review, ReviewState

# What a page may take on the server, and how often it may ask the database.
MOST_SECONDS = 0.150
MOST_QUERIES = 15
# How much slower a page may be on the large archive than on the small one.
MOST_GROWTH = 1.5

_EDITOR = "bench-editor"
_QUEUE = "admin:moderation_review_changelist"


@dataclass(frozen=True, slots=True)
class Timing:
    """How long one kind of page took, in the middle, and the most queries that one of them made."""

    name: str
    seconds: float
    queries: int

    @property
    def is_quick(self) -> bool:
        """Tell whether the page keeps to the mark."""
        return self.seconds < MOST_SECONDS and self.queries <= MOST_QUERIES


def measure_desk(*, rounds: int) -> list[Timing]:
    """Return the timings of home, queue, searches and review pages for an editor of every desk."""
    client = _sign_in()
    return [_time(name, addresses, client, rounds) for name, addresses in _pages().items()]


def _sign_in() -> Client:
    editor, _is_new = User.objects.get_or_create(username=_EDITOR, defaults={"is_staff": True})
    editor.groups.add(Group.objects.get(name="desk_editor"))
    for desk in Desk.objects.exclude(members=editor):
        DeskMembership.objects.create(desk=desk, user=editor)
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _pages() -> dict[str, Sequence[str]]:
    queue = reverse(_QUEUE)
    return {
        "home": [reverse("admin:index")],
        "queue": [queue],
        "queue, decided": [f"{queue}?view=decided"],
        "queue, narrowed": [f"{queue}?severity=high&language=fr", f"{queue}?view=decided&severity=low&urgency=2"],
        "queue, a late page": [f"{queue}?view=decided&after=~{_middle()}"],
        "search, a rare word": [f"{queue}?view={view}&q=Holvik+mercenaries+Pelness" for view in ("hand", "decided")],
        "search, a common word": [f"{queue}?view={view}&q=bridge" for view in ("hand", "decided")],
        "search, in no text": [f"{queue}?view={view}&q=quixotic" for view in ("hand", "decided")],
        "review": [reverse("admin:moderation_review_change", args=[pk]) for pk in _reviews()],
    }


def _middle() -> int:
    first, last = Review.objects.order_by("pk").first(), Review.objects.order_by("pk").last()
    return ((first.pk if first else 0) + (last.pk if last else 0)) // 2


def _reviews() -> list[int]:
    """Return some of the reviews on hand, and some of those decided."""
    numbers: list[int] = []
    for state in (ReviewState.WAITING, ReviewState.APPROVED):
        numbers += Review.objects.filter(state=state).order_by("-pk").values_list("pk", flat=True)[:10]
    return numbers


def _time(name: str, addresses: Sequence[str], client: Client, rounds: int) -> Timing:
    """Ask for each address until *rounds* answers are in; the first answer of all is not counted."""
    spent, queries = [], 0
    for number in range(rounds + 1):
        seconds, count = _ask(client, addresses[number % len(addresses)])
        queries = max(queries, count)
        spent.append(seconds)
    return Timing(name, median(spent[1:]), queries)


def _ask(client: Client, address: str) -> tuple[float, int]:
    with CaptureQueriesContext(connection) as asked:
        began = time.perf_counter()
        answer = client.get(address)
        seconds = time.perf_counter() - began
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")
    return seconds, len(asked)

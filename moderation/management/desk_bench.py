"""Measure the desk's pages as a signed-in editor asks for them: seconds and queries, without a browser or a network."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from django.contrib.auth.models import Group, User
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Desk, DeskMembership, Wire
from moderation.management.archive_making import make_long_article
from moderation.models import Review, ReviewState

# What a page may take on the server, and how often it may ask the database.
MOST_SECONDS = 0.150
MOST_QUERIES = 15
# A review page of 5,000 words and 200 flags may take a little longer.
MOST_SECONDS_FOR_LONG = 0.200
_LONG_WORDS, _LONG_FLAGS = 5_000, 200
# How much slower a page may be on the large archive than on the small one.
MOST_GROWTH = 1.5

# An archive to measure on has this word in a few of its articles, however large it is.
RARE, RARE_IN = "zorbist", 20

_EDITOR = "bench-editor"
_QUEUE = "admin:moderation_review_changelist"
_LONG = f"review, {_LONG_WORDS:,} words and {_LONG_FLAGS} flags"


@dataclass(frozen=True, slots=True)
class Timing:
    """How long one kind of page took, in the middle, and the most queries that one of them made."""

    name: str
    seconds: float
    queries: int
    most: float = MOST_SECONDS

    @property
    def is_quick(self) -> bool:
        """Tell whether the page keeps to the mark."""
        return self.seconds < self.most and self.queries <= MOST_QUERIES


def measure_desk(*, rounds: int, series: int = 1) -> list[Timing]:
    """Return the timings of home, queue, searches and review pages for an editor of every desk.

    Each page's fastest series counts: what else the machine does in the meantime is not the page's. What it asked of
    the database is its own in every series, so there the most counts.
    """
    client, pages = _sign_in(), _pages()
    taken = [[_time(name, addresses, client, rounds) for name, addresses in pages.items()] for _ in range(series)]
    return [_fastest(timings) for timings in zip(*taken, strict=True)]


def _fastest(timings: Sequence[Timing]) -> Timing:
    quickest = min(timings, key=lambda timing: timing.seconds)
    return replace(quickest, queries=max(timing.queries for timing in timings))


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
        "search, a rare word": [f"{queue}?view={view}&q={RARE}" for view in ("hand", "decided")],
        "search, a common word": [f"{queue}?view={view}&q=bridge" for view in ("hand", "decided")],
        "search, in no text": [f"{queue}?view={view}&q=quixotic" for view in ("hand", "decided")],
        "review": [_review(pk) for pk in _reviews()],
        _LONG: [_review(_long_review())],
    }


def _review(pk: int) -> str:
    return reverse("admin:moderation_review_change", args=[pk])


def _long_review() -> int:
    desks, wires = list(Desk.objects.order_by("pk")), list(Wire.objects.order_by("pk"))
    return make_long_article(words=_LONG_WORDS, flags=_LONG_FLAGS, desks=desks, wires=wires, now=timezone.now())


def _middle() -> int:
    first, last = Review.objects.order_by("pk").first(), Review.objects.order_by("pk").last()
    return ((first.pk if first else 0) + (last.pk if last else 0)) // 2


def _reviews() -> list[int]:
    """Return some of the reviews on hand, and some of those decided."""
    numbers: list[int] = []
    usual = Review.objects.filter(version__word_count__lt=_LONG_WORDS // 2)
    for state in (ReviewState.WAITING, ReviewState.APPROVED):
        numbers += usual.filter(state=state).order_by("-pk").values_list("pk", flat=True)[:10]
    return numbers


def _time(name: str, addresses: Sequence[str], client: Client, rounds: int) -> Timing:
    """Ask for each address until *rounds* answers are in; the first answer of all is not counted."""
    _ask(client, addresses[0])
    asked = [_ask(client, addresses[number % len(addresses)]) for number in range(rounds)]
    most = MOST_SECONDS_FOR_LONG if name == _LONG else MOST_SECONDS
    return Timing(name, median(seconds for seconds, _count in asked), max(count for _seconds, count in asked), most)


def _ask(client: Client, address: str) -> tuple[float, int]:
    # Django's log of queries is full at 9,000 and then counts nothing new.
    reset_queries()
    with CaptureQueriesContext(connection) as asked:
        began = time.perf_counter()
        answer = client.get(address)
        seconds = time.perf_counter() - began
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")
    return seconds, len(asked)

"""The first page of the day: what waits for the person, what is late, and how the desk has done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.contrib.auth.models import User
from django.core.cache import cache
from django.db.models import Count
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.models import Desk
from articles.sight import visible_desks
from moderation.admin.charts import Chart
from moderation.admin.figures import draw_charts
from moderation.admin.queue import read_heads
from moderation.admin.queue_filters import view_condition
from moderation.workflow.sight import visible_cases, visible_reviews

SHOWN = 8
_LONGEST_NUMBER = 7  # digits: a longer one names no stretch, and no database counts that far
_LISTS = {"mine": SHOWN, "waiting": SHOWN, "unscreened": 4, "held": 4, "embargo": 4}
# The charts of two weeks may be a few minutes old; to count them anew for each look would cost more than it tells.
_DRAWN_FOR = timedelta(minutes=3)

# The counts at the top: the queue's view, its name, and how a count above zero is dressed.
_TILES: tuple[tuple[str, str | Promise, str], ...] = (
    ("mine", _("Mine"), "calm"),
    ("waiting", _("Waiting"), ""),
    ("overdue", _("Overdue"), "bad"),
    ("returned", _("Returned"), "warn"),
    ("held", _("Held"), "warn"),
    ("embargo", _("Under embargo"), "warn"),
    ("unscreened", _("Not screened"), "bad"),
)


@dataclass(frozen=True, slots=True)
class Tile:
    """One count, and the view of the queue it leads to."""

    view: str
    title: str | Promise
    count: int
    dress: str


def show_home(request: HttpRequest, context: Mapping[str, Any]) -> TemplateResponse:
    """Show what waits for the person; somebody who reads no reviews gets the list of the house's rooms."""
    if not request.user.has_perm("moderation.view_review"):
        return TemplateResponse(request, "moderation/home.html", {**context, "is_reader": False})
    now = timezone.now()
    desks = visible_desks(request.user)
    shown = {
        **context,
        "is_reader": True,
        "desks": desks,
        "tiles": count_tiles(request.user, now=now),
        **read_heads(request.user, _LISTS, now=now),
        **read_cases(request.user, request.GET.get("cases", "")),
        "drawn": drawn_charts(desks, now=now),
    }
    return TemplateResponse(request, "moderation/home.html", shown)


def count_tiles(user: User, *, now: datetime) -> list[Tile]:
    """Return how much stands in each view of the person's queue; what is decided is never counted."""
    reviews = visible_reviews(user)
    counted = {view: Count("pk", filter=view_condition(view, user, now)) for view, _title, _dress in _TILES}
    under_embargo = counted.pop("embargo").filter
    counts = reviews.on_hand().aggregate(**counted)
    counts["embargo"] = reviews.filter(under_embargo).count()
    return [Tile(view, title, counts[view], dress if counts[view] else "") for view, title, dress in _TILES]


def drawn_charts(desks: list[Desk], *, now: datetime) -> tuple[datetime, list[Chart]]:
    """Return the charts of these desks in the reader's language and by their clock, and when they were drawn."""
    for_whom = f"{[desk.pk for desk in desks]} {get_language()} {timezone.get_current_timezone_name()} {localdate(now)}"
    key = f"charts:{sha256(for_whom.encode()).hexdigest()}"
    drawn: tuple[datetime, list[Chart]] | None = cache.get(key)
    if drawn is None:
        drawn = (now, draw_charts(desks, now=now))
        cache.set(key, drawn, timeout=_DRAWN_FOR.total_seconds())
    return drawn


def read_cases(user: User, asked: str) -> dict[str, Any]:
    """Return the cases that wait for somebody's word, the most urgent first: a stretch of them, and what lies beside.

    A stretch that is none is the first one.
    """
    is_number = asked.isascii() and asked.isdecimal() and len(asked) < _LONGEST_NUMBER
    page = max(int(asked), 1) if is_number else 1
    start = (page - 1) * SHOWN
    cases = visible_cases(user).filter(acknowledged_at__isnull=True).order_by("due_at", "pk")
    rows = list(cases.select_related("article__review", "of_article", "desk")[start : start + SHOWN + 1])
    if start and not rows:
        return read_cases(user, "")
    following = page + 1 if len(rows) > SHOWN else 0
    return {"cases": rows[:SHOWN], "cases_before": page - 1 if start else 0, "cases_following": following}

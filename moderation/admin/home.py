"""The first page of the day: what waits for the person, what is late, and how the desk has done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.models import Desk
from moderation.admin.figures import draw_charts
from moderation.admin.queue import QueueRow, read_page
from moderation.admin.queue_filters import Filters, apply_filters
from moderation.admin.sight import visible_desks, visible_reviews
from moderation.models import Case

SHOWN = 8

# The counts at the top: the queue's view, its name, and how a count above zero is dressed.
_TILES: tuple[tuple[str, str | Promise, str], ...] = (
    ("mine", _("Mine"), "calm"),
    ("waiting", _("Waiting"), ""),
    ("overdue", _("Overdue"), "bad"),
    ("returned", _("Returned"), "warn"),
    ("held", _("Held"), "warn"),
    ("embargo", _("Under embargo"), "warn"),
    ("failed", _("Screening failed"), "bad"),
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
        "mine": _head(request.user, Filters(view="mine"), now),
        "urgent": _head(request.user, Filters(view="waiting"), now),
        "cases": open_cases(desks),
        "charts": draw_charts(desks, now=now),
    }
    return TemplateResponse(request, "moderation/home.html", shown)


def count_tiles(user: User, *, now: datetime) -> list[Tile]:
    """Return how much stands in each view of the person's queue."""
    reviews = visible_reviews(user)
    counted = [
        (view, title, apply_filters(reviews, Filters(view=view), user=user, now=now).count(), dress)
        for view, title, dress in _TILES
    ]
    return [Tile(view, title, count, dress if count else "") for view, title, count, dress in counted]


def open_cases(desks: list[Desk]) -> list[Case]:
    """Return the cases that wait for somebody's word, the most urgent first."""
    cases = Case.objects.filter(desk__in=desks, acknowledged_at__isnull=True)
    return list(cases.select_related("article__review", "of_article", "desk").order_by("due_at")[:SHOWN])


def _head(user: User, filters: Filters, now: datetime) -> tuple[QueueRow, ...]:
    return read_page(user, filters, after="", now=now, length=SHOWN).rows

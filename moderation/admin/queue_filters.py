"""What a person may ask the queue for: read from the address, refused nowhere, applied to reviews."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from moderation.admin.searching import search_reviews
from moderation.models import NOT_SCREENED, Claim, Flag, ReviewState, ScreeningRun, Severity
from moderation.models.review import ON_HAND, ReviewQuerySet

_DECIDED = (ReviewState.APPROVED, ReviewState.KILLED, ReviewState.SPIKED)

# Ready-made views: code, title. Each is one line of `_narrow`.
VIEWS: tuple[tuple[str, str], ...] = (
    ("hand", _("On hand")),
    ("mine", _("Mine")),
    ("waiting", _("Waiting")),
    ("overdue", _("Overdue")),
    ("returned", _("Returned")),
    ("held", _("Held")),
    ("embargo", _("Under embargo")),
    ("unscreened", _("Not screened")),
    ("decided", _("Decided")),
    ("all", _("Everything")),
)

# What kept views and sent mails call a view that has another name today.
_FORMERLY = {"failed": "unscreened"}


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; an empty field asks for everything."""

    view: str = "hand"
    words: str = ""
    desk: int | None = None
    wire: int | None = None
    language: str = ""
    severity: str = ""
    urgency: int | None = None

    @property
    def is_newest_first(self) -> bool:
        """Tell whether the newest stand first, as where decided copy stands, or the most urgent."""
        return self.view in ("decided", "all")

    @property
    def is_narrowed(self) -> bool:
        """Tell whether anything but the view is asked for."""
        return any((self.words, self.desk, self.wire, self.language, self.severity, self.urgency))


def read_filters(asked: Mapping[str, str]) -> Filters:
    """Read an address's query; what cannot be understood asks for nothing."""
    view = asked.get("view", "")
    view = _FORMERLY.get(view, view)
    severity = asked.get("severity", "")
    return Filters(
        view=view if view in dict(VIEWS) else "hand",
        words=asked.get("q", "").replace("\x00", "").strip()[:200],
        desk=_number(asked.get("desk", "")),
        wire=_number(asked.get("wire", "")),
        language=asked.get("language", "").replace("\x00", "")[:8],
        severity=severity if severity in Severity.values else "",
        urgency=_number(asked.get("urgency", "")),
    )


def apply_filters(reviews: ReviewQuerySet, filters: Filters, *, user: User, now: datetime) -> ReviewQuerySet:
    """Return the reviews that are asked for."""
    wanted = reviews.filter(view_condition(filters.view, user, now))
    if filters.words:
        wanted = search_reviews(wanted, filters.words)
    if filters.desk:
        wanted = wanted.filter(desk_id=filters.desk)
    if filters.wire:
        wanted = wanted.filter(article__wire_id=filters.wire)
    if filters.language:
        wanted = wanted.filter(version__language=filters.language)
    if filters.urgency:
        wanted = wanted.filter(article__urgency__lte=filters.urgency)
    if filters.severity:
        flags = Flag.objects.unsettled().filter(version=OuterRef("version"), severity=filters.severity)
        wanted = wanted.filter(Exists(flags))
    return wanted


def clean_query(query: str) -> str:
    """Return a query in one order and without its page, so that equal views have equal queries."""
    asked = QueryDict(query.replace("\x00", "")[:2000])
    kept = sorted((name, asked[name]) for name in asked if name != "after" and asked[name])
    return urlencode(kept)


def address_in_queue(review_id: int, query: str) -> str:
    """Return a review's address that remembers the queue it was opened from, so that the next one is of the same."""
    address = reverse("admin:moderation_review_change", args=[review_id])
    return f"{address}?{urlencode({'queue': query})}" if query else address


def claimed_by_others(user: User, now: datetime) -> Exists:
    """Return the condition that somebody else has the review in hand now."""
    live = Claim.objects.filter(review=OuterRef("pk"), ended_at__isnull=True, until__gt=now)
    return Exists(live.exclude(holder=user))


def view_condition(view: str, user: User, now: datetime) -> Q:
    """Return which of the reviews a ready-made view shows."""
    mine = Claim.objects.filter(review=OuterRef("pk"), holder=user, ended_at__isnull=True, until__gt=now)
    unscreened = ScreeningRun.objects.newest().filter(version=OuterRef("version"), state__in=NOT_SCREENED)
    on_hand = Q(state__in=ON_HAND)
    conditions = {
        "hand": on_hand,
        "mine": on_hand & (Q(assigned_to=user) | Exists(mine)),
        "waiting": Q(state=ReviewState.WAITING),
        "overdue": Q(state=ReviewState.WAITING, due_at__lt=now),
        "returned": Q(state=ReviewState.RETURNED),
        "held": Q(state=ReviewState.HELD),
        "embargo": Q(article__embargoed_until__gt=now) & ~Q(state=ReviewState.KILLED),
        "unscreened": on_hand & Exists(unscreened),
        "decided": Q(state__in=_DECIDED),
        "all": Q(),
    }
    return conditions[view]


def _number(given: str) -> int | None:
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else None

"""Build the review page for the person who asks: as they see it, whether they look at it or answer on it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from moderation.admin.presence import note_reader
from moderation.admin.review_page import VIEWS, ReviewPage
from moderation.models import Review


def build_page(request: HttpRequest, review: Review, **more: Any) -> ReviewPage:
    """Return the page of one review; an answer's address carries the query of the page it was given on."""
    now = timezone.now()
    return ReviewPage(
        review=review,
        user=request.user,
        now=now,
        view=_view(request, review),
        asked=request.GET,
        readers=note_reader(review.pk, request.user, now),
        **more,
    )


def _view(request: HttpRequest, review: Review) -> str:
    """Return the way to see the text that is asked for, where there is something to see that way."""
    view = request.GET.get("view", "")
    if view == "original" and review.version.original_id is None:
        return VIEWS[0]
    return view if view in VIEWS else VIEWS[0]

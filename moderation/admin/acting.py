"""Who acts by a request of the desk's pages, and when."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from articles.actor import Actor


def by(request: HttpRequest) -> dict[str, Any]:
    """Return the keywords that every operation takes: ``actor``, who is signed in, and ``now``."""
    return {"actor": Actor.person(request.user), "now": timezone.now()}

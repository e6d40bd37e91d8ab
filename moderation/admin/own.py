"""What the person who asks has set for themselves, read once a request; times are shown by their clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.contrib.auth.models import User
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from articles.models import DeskMembership


@dataclass(frozen=True, slots=True)
class Own:
    """One person's settings: the zone of their clock, the one they chose, the keys that differ, their language."""

    time_zone: str = ""
    chosen_zone: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    language: str = ""


class OwnClock:
    """Show the times of each answer by the person's own clock: the zone they chose, else that of their first desk."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Set the clock, answer, and set it back."""
        with timezone.override(zone_of(own_of(request))):
            return self._get_response(request)


class OwnLanguage:
    """Answer in the language that a person has chosen, whatever their browser asks for: it goes with the account."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Set the language, answer, and set it back; who has chosen none keeps what the browser asks for."""
        language = own_of(request).language
        if not language:
            return self._get_response(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self._get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


def own_of(request: HttpRequest) -> Own:
    """Return the settings of the person who asks; asked of the database once a request."""
    if not hasattr(request, "_own"):
        request._own = read_own(request.user) if request.user.is_authenticated else Own()  # type: ignore[attr-defined]
    return request._own  # type: ignore[attr-defined,no-any-return]


def read_own(user: User) -> Own:
    """Return a person's settings."""
    desks = DeskMembership.objects.filter(user=OuterRef("pk")).order_by("pk").values("desk__time_zone")[:1]
    asked = User.objects.filter(pk=user.pk).annotate(desk_zone=Subquery(desks))
    settings = ("preference__time_zone", "preference__keys", "preference__language", "desk_zone")
    chosen, keys, language, desk_zone = asked.values_list(*settings).get()
    return Own(chosen or desk_zone or "", chosen or "", keys or {}, language or "")


def zone_of(own: Own) -> ZoneInfo | None:
    """Return the zone of the clock, None for the house's own; one that this machine does not know is the house's."""
    try:
        return ZoneInfo(own.time_zone) if own.time_zone else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None

"""An article's history beside its text: read when somebody opens it, by person and by kind."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from moderation.workflow.sight import open_review
from moderation.workflow.timeline import EntryKind, people_in, timeline

_KINDS = (
    (EntryKind.COPY, _("Copy")),
    (EntryKind.SCREENING, _("Screening")),
    (EntryKind.FLAG, _("Flags")),
    (EntryKind.DECISION, _("Decisions")),
    (EntryKind.HANDLING, _("Handling")),
    (EntryKind.MESSAGE, _("Messages")),
)


@require_GET
def show_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what happened to the article, newest first."""
    review = open_review(request.user, pk)
    kind, person = request.GET.get("kind", ""), request.GET.get("person", "")
    wanted = int(person) if person.isascii() and person.isdecimal() and len(person) < 19 else None
    entries = timeline(review.article, person=wanted, kind=kind if kind in list(EntryKind) else "")
    shown = {
        "entries": entries[::-1],
        "people": people_in(review.article),
        "kinds": _KINDS,
        "kind": kind,
        "person": wanted,
        "address": request.path,
    }
    return render(request, "moderation/review/history.html", shown)

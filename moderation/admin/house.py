"""The tables of the house that are only read."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from articles.admin.seen import SeenByDesk
from articles.admin.shown import ShownOnly
from moderation.models import AuditEvent, ScreeningRun
from moderation.workflow.sight import visible_events


@admin.register(ScreeningRun)
class ScreeningRunAdmin(SeenByDesk, ShownOnly):
    """Show the screenings, and why one failed."""

    article_path = "version__article__"

    list_display = ("version", "state", "cause", "release", "queued_at", "finished_at", "attempts", "error")
    list_filter = ("state", "cause")
    ordering = ("-pk",)
    exclude = ("reading",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ScreeningRun]:
        """Leave the texts, and the releases' words, in the database."""
        unread = ("reading", "version__text", "version__bodies", "release__tables", "release__parties")
        runs: QuerySet[ScreeningRun] = super().get_queryset(request)
        return runs.select_related("version", "release").defer(*unread)


@admin.register(AuditEvent)
class AuditEventAdmin(SeenByDesk, ShownOnly):
    """Show the chain, newest first: to who sees every desk all of it, to others what concerns their copy."""

    list_display = ("sequence", "at", "action", "actor_label", "object_type", "object_id", "reason")
    list_filter = ("actor_kind",)
    search_fields = ("=action", "=object_id", "actor_label")
    ordering = ("-sequence",)

    def seen_by(self, user: User) -> Q:
        """Return the condition that somebody who does not see every desk may see an event."""
        return visible_events(user)

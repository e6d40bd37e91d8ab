"""The tables of the house that are only read."""

from __future__ import annotations

from django.contrib import admin

from articles.admin.shown import ShownOnly
from moderation.models import AuditEvent, ScreeningRun


@admin.register(ScreeningRun)
class ScreeningRunAdmin(ShownOnly):
    """Show the screenings, and why one failed."""

    list_display = ("version", "state", "cause", "release", "queued_at", "finished_at", "attempts", "error")
    list_filter = ("state", "cause")
    list_select_related = ("version", "release")
    show_full_result_count = False
    exclude = ("reading",)


@admin.register(AuditEvent)
class AuditEventAdmin(ShownOnly):
    """Show the chain, newest first."""

    list_display = ("sequence", "at", "action", "actor_label", "object_type", "object_id", "reason")
    list_filter = ("actor_kind",)
    search_fields = ("=action", "=object_id", "actor_label")
    ordering = ("-sequence",)
    show_full_result_count = False

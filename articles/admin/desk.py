"""Desks with their members, and wires."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from articles.models import Desk, DeskMembership, Wire
from articles.sight import desk_numbers


class MembershipInline(admin.TabularInline):
    """Edit who sits on a desk, on the desk's page."""

    model = DeskMembership
    extra = 1
    autocomplete_fields = ("user",)


@admin.register(Desk)
class DeskAdmin(admin.ModelAdmin):
    """Edit desks."""

    list_display = ("name", "code", "language", "time_zone", "opens_at", "closes_at")
    search_fields = ("name", "code")
    inlines = (MembershipInline,)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let people change the desks whose copy they see: a place on a desk opens its copy."""
        may_change = super().has_change_permission(request, obj)
        return may_change and (obj is None or obj.pk in desk_numbers(request.user))


@admin.register(Wire)
class WireAdmin(admin.ModelAdmin):
    """Edit wires."""

    list_display = ("name", "code", "kind", "language", "is_active")
    list_filter = ("kind", "language", "is_active")
    search_fields = ("name", "code")

"""Desks with their members, and wires."""

from django.contrib import admin

from articles.models import Desk, DeskMembership, Wire


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


@admin.register(Wire)
class WireAdmin(admin.ModelAdmin):
    """Edit wires."""

    list_display = ("name", "code", "kind", "language", "is_active")
    list_filter = ("kind", "language", "is_active")
    search_fields = ("name", "code")

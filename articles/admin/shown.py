"""Pages that show rows and change none: copy moves by its verbs alone."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest


class ShownOnly(admin.ModelAdmin):
    """Show a table's rows to whoever may view them; add, change and delete nothing."""

    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: rows come from operations."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: rows change by operations."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: nothing is deleted."""
        return False

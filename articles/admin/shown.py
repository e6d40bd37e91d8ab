"""Pages that show rows and change none: copy moves by its verbs alone."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext as _


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


def show_secret(request: HttpRequest, whose: object, secret: str) -> None:
    """Show a new secret on the next page, and never again."""
    words = _("The secret of %(name)s, shown this once: %(secret)s") % {"name": whose, "secret": secret}
    messages.warning(request, words)

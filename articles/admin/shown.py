"""Pages that show rows and change none: copy moves by its verbs alone."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext as _


class ShownOnly(admin.ModelAdmin):
    """Show a table's rows to whoever may view them; add, change and delete nothing."""

    actions = None

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Leave out of a row what says nothing."""
        fields = super().get_fields(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fields
        return [field for field in fields if not (isinstance(field, str) and is_empty(getattr(obj, field, field)))]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: rows come from operations."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: rows change by operations."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: nothing is deleted."""
        return False


def is_empty(value: object) -> bool:
    """Tell whether a value says nothing: none, no words, or a structure of such values; no and 0 say something."""
    if isinstance(value, dict):
        return all(is_empty(one) for one in value.values())
    if isinstance(value, (list, tuple)):
        return all(is_empty(one) for one in value)
    return value is None or value == ""


def show_secret(request: HttpRequest, whose: object, secret: str) -> None:
    """Show a new secret on the next page, and never again."""
    words = _("The secret of %(name)s, shown this once: %(secret)s") % {"name": whose, "secret": secret}
    messages.warning(request, words)

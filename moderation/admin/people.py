"""Accounts: Django's own pages, with each change in the history."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse

from moderation.admin.acting import by
from moderation.workflow.accounts import describe_account, keep_account, watch_password

admin.site.unregister(User)


@admin.register(User)
class PersonAdmin(UserAdmin):
    """Let people in and shut them out; whoever is no superuser makes none."""

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Leave superusers to superusers: to set somebody's password is to become them."""
        is_above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return not is_above and super().has_change_permission(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Let roles give rights: rights beside them are a superuser's to give."""
        fields = super().get_readonly_fields(request, obj)
        return fields if request.user.is_superuser else (*fields, "is_superuser", "user_permissions")

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:  # noqa: FBT001
        """Save the account, and keep how it stood before."""
        form.account_before = describe_account(obj) if change else None
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001
        """Save the roles, and record all that changed."""
        super().save_related(request, form, formsets, change)
        keep_account(person=form.instance, before=form.account_before, **by(request))

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:  # noqa: A002
        """Set somebody's password, and record that it was."""
        person = self.get_object(request, id)
        if person is None:
            return super().user_change_password(request, id, form_url)
        with watch_password(person, **by(request)):
            return super().user_change_password(request, id, form_url)

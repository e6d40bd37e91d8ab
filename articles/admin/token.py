"""API tokens: issued, rotated and revoked here; a secret is shown once, to who asked for it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.actor import Actor
from articles.admin.shown import show_secret
from articles.models import ApiToken, TokenScope
from articles.operations import TokenIsDead, issue_token, revoke_token, rotate_token


class TokenForm(forms.ModelForm):
    """What a new token may do, as whom, on which desks, until when."""

    scopes = forms.MultipleChoiceField(
        choices=TokenScope.choices,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Scopes"),
        help_text=gettext_lazy("What the program may do; the roles of whom it acts as bound it further."),
    )

    class Meta:
        model = ApiToken
        fields = ("name", "user", "scopes", "desks", "expires_at")
        # Boxes speak to screen readers; the admin's pairs of lists do not.
        widgets = {"desks": forms.CheckboxSelectMultiple}
        help_texts = {
            "name": gettext_lazy("Of the program that uses it: it stands in the history of all it does."),
            "user": gettext_lazy(
                "Whose roles and desks it has. Give a program a person of its own: what somebody filed, they may not "
                "approve, by program neither."
            ),
            "desks": gettext_lazy("Whose copy it sees. Nothing ticked: all desks of whom it acts as."),
            "expires_at": gettext_lazy("Then it opens nothing any more. Empty: it opens until it is revoked."),
        }

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if "expires_at" in self.fields:
            # Two boxes under one label: each says what it is.
            day, hour = self.fields["expires_at"].widget.widgets
            day.attrs["aria-label"], hour.attrs["aria-label"] = _("Expires at, day"), _("Expires at, hour")


@admin.register(ApiToken)
class ApiTokenAdmin(admin.ModelAdmin):
    """Issue tokens; nothing of one can be changed afterwards but that it is replaced or ended."""

    form = TokenForm
    list_display = ("name", "hint", "user", "scopes", "created_at", "expires_at", "last_used_at", "revoked_at")
    list_select_related = ("user",)
    search_fields = ("name", "hint")
    actions = ("rotate", "revoke")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: what a token may do stands in the history as it was issued."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: a token is revoked, and stays in the history."""
        return False

    def has_rotate_permission(self, request: HttpRequest) -> bool:
        """Let who may issue tokens replace and end them."""
        return self.has_add_permission(request)

    def save_model(self, request: HttpRequest, obj: ApiToken, form: Any, change: bool) -> None:  # noqa: FBT001
        """Issue the token that the form describes, and show its secret."""
        given = form.cleaned_data
        issued = issue_token(
            name=given["name"],
            user=given["user"],
            scopes=given["scopes"],
            desks=list(given["desks"]),
            expires_at=given["expires_at"],
            actor=Actor.person(request.user),
            now=timezone.now(),
        )
        obj.pk = issued.token.pk
        show_secret(request, issued.token, issued.secret)

    @admin.action(description=gettext_lazy("New secret; the old one opens for a day yet"), permissions=["rotate"])
    def rotate(self, request: HttpRequest, tokens: QuerySet[ApiToken]) -> None:
        """Rotate the chosen tokens, and show each new secret."""
        for token in tokens:
            try:
                issued = rotate_token(token=token, actor=Actor.person(request.user), now=timezone.now())
            except TokenIsDead as refusal:
                messages.error(request, str(refusal))
            else:
                show_secret(request, issued.token, issued.secret)

    @admin.action(description=gettext_lazy("Revoke: it opens nothing from now on"), permissions=["rotate"])
    def revoke(self, request: HttpRequest, tokens: QuerySet[ApiToken]) -> None:
        """Revoke the chosen tokens."""
        for token in tokens:
            revoke_token(token=token, actor=Actor.person(request.user), now=timezone.now())
        messages.success(request, _("Revoked."))

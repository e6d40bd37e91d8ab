"""Webhook endpoints: whom the house tells what, what became of each message, and once more."""

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
from articles.admin.seen import SeenByDesk
from articles.admin.shown import ShownOnly, show_secret
from moderation.models.outbox import EventType, WebhookDelivery, WebhookEndpoint
from moderation.webhooks.endpoints import (
    EndpointIsOut,
    add_endpoint,
    change_endpoint,
    disable,
    enable,
    resend,
    rotate_secret,
    try_now,
)


class EndpointForm(forms.ModelForm):
    """An address, what it is told, of which desks."""

    event_types = forms.MultipleChoiceField(
        choices=EventType.choices,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Events"),
        help_text=gettext_lazy("What it is told. Each message is signed, and sent again until it is answered."),
    )

    class Meta:
        model = WebhookEndpoint
        fields = ("name", "url", "event_types", "desks")
        # Boxes speak to screen readers; the admin's pairs of lists do not.
        widgets = {"desks": forms.CheckboxSelectMultiple}
        help_texts = {
            "name": gettext_lazy("As the history and the list of messages call it."),
            "url": gettext_lazy(
                "Where your program listens: https, a public host, an ordinary port; no name and no password in it."
            ),
            "desks": gettext_lazy("It is told of the copy that these desks have in hand, and of no other."),
        }


@admin.register(WebhookEndpoint)
class WebhookEndpointAdmin(admin.ModelAdmin):
    """Add endpoints and change what they are told; switch them, rotate their secret, send now what waits."""

    form = EndpointForm
    list_display = ("name", "url", "is_enabled", "disabled_reason", "disabled_at")
    list_filter = ("is_enabled",)
    actions = ("rotate", "use", "use_no_more", "send_now")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: an endpoint is switched off, and its log stays."""
        return False

    def save_model(self, request: HttpRequest, obj: WebhookEndpoint, form: Any, change: bool) -> None:  # noqa: FBT001
        """Add a new endpoint by its verb, and show its secret; change an old one by its own."""
        given = form.cleaned_data
        if change:
            change_endpoint(endpoint=obj, desks=given["desks"], actor=Actor.person(request.user), now=timezone.now())
            return
        endpoint, secret = add_endpoint(
            name=given["name"],
            url=given["url"],
            events=given["event_types"],
            desks=given["desks"],
            actor=Actor.person(request.user),
            now=timezone.now(),
        )
        obj.pk = endpoint.pk
        show_secret(request, endpoint, secret)

    @admin.action(description=gettext_lazy("New secret; the old one signs for a day yet"), permissions=["change"])
    def rotate(self, request: HttpRequest, endpoints: QuerySet[WebhookEndpoint]) -> None:
        """Rotate the chosen endpoints' secrets, and show each."""
        for endpoint in endpoints:
            secret = rotate_secret(endpoint, actor=Actor.person(request.user), now=timezone.now())
            show_secret(request, endpoint, secret)

    @admin.action(description=gettext_lazy("Use it again"), permissions=["change"])
    def use(self, request: HttpRequest, endpoints: QuerySet[WebhookEndpoint]) -> None:
        """Switch the chosen endpoints on."""
        for endpoint in endpoints:
            enable(endpoint, actor=Actor.person(request.user), now=timezone.now())

    @admin.action(description=gettext_lazy("Use it no more"), permissions=["change"])
    def use_no_more(self, request: HttpRequest, endpoints: QuerySet[WebhookEndpoint]) -> None:
        """Switch the chosen endpoints off."""
        reason = _("switched off by %(name)s") % {"name": request.user}
        for endpoint in endpoints:
            disable(endpoint, reason=reason, actor=Actor.person(request.user), now=timezone.now())

    @admin.action(description=gettext_lazy("Send now what waits"), permissions=["change"])
    def send_now(self, request: HttpRequest, endpoints: QuerySet[WebhookEndpoint]) -> None:
        """Let the chosen endpoints' waiting messages go without their pause."""
        count = sum(try_now(endpoint, now=timezone.now()) for endpoint in endpoints)
        messages.success(request, _("Waiting messages that go now: %(count)s") % {"count": count})


@admin.register(WebhookDelivery)
class WebhookDeliveryAdmin(SeenByDesk, ShownOnly):
    """Show what became of each message, and send one once more."""

    article_path = "event__article__"

    list_display = ("event", "endpoint", "state", "attempts", "next_attempt_at")
    list_filter = ("state", "endpoint")
    list_select_related = ("endpoint", "event")
    actions = ("send_again",)

    def has_resend_permission(self, request: HttpRequest) -> bool:
        """Let who may change endpoints send once more."""
        return bool(request.user.has_perm("moderation.change_webhookendpoint"))

    @admin.action(description=gettext_lazy("Send once more"), permissions=["resend"])
    def send_again(self, request: HttpRequest, deliveries: QuerySet[WebhookDelivery]) -> None:
        """Send the chosen messages once more, under their old ids."""
        for delivery in deliveries:
            try:
                resend(delivery, actor=Actor.person(request.user), now=timezone.now())
            except EndpointIsOut as refusal:
                messages.error(request, str(refusal))
            else:
                messages.success(request, _("Goes once more: %(message)s") % {"message": delivery})

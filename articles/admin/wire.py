"""Wires: where copy comes from, how its feed stands, and a try of an address that files nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.actor import Actor
from articles.feeds.trying import Found, try_address
from articles.models import Wire, WireState
from articles.operations import remove_wire, save_wire

_TRY = "_try"


class WireForm(forms.ModelForm):
    """One wire, each field in words; it may only be asked to try its feed's address."""

    class Meta:
        model = Wire
        fields = (
            *("name", "code", "kind", "language", "is_active", "files_to"),
            *("feed_url", "feed_minutes", "folder", "quiet_hours"),
        )
        help_texts = {
            "name": gettext_lazy("As editors read it beside each article."),
            "code": gettext_lazy(
                "Small letters, digits and hyphens, as programs and routes name it. Once copy has come it stays: with "
                "the wire's own id it tells one article from another."
            ),
            "kind": gettext_lazy("A state's media are watched more closely in the reports."),
            "language": gettext_lazy("Of most of its copy, as a code: fr, ar. Copy that says its own keeps it."),
            "is_active": gettext_lazy("Switched off, nothing more is taken from it; what came stays."),
            "files_to": gettext_lazy("The desk that gets what comes by feed or folder."),
            "feed_url": gettext_lazy("RSS, Atom or ninjs; http or https, on a public host. Empty: no feed."),
            "feed_minutes": gettext_lazy("Minutes. A feed that fails is asked ever more rarely, once a day at least."),
            "folder": gettext_lazy("A folder's name below the house's own, for files pushed by SFTP. Empty: none."),
            "quiet_hours": gettext_lazy("Hours without news, after which the desk's chiefs are told. Empty: never."),
        }

    @property
    def only_tries(self) -> bool:
        """Tell whether the person tries the address, and saves nothing."""
        return _TRY in self.data

    def is_valid(self) -> bool:
        """Tell whether the form may be saved."""
        return super().is_valid() and not self.only_tries

    def clean_language(self) -> str:
        """Refuse what is no code of a language."""
        code: str = self.cleaned_data["language"].strip().lower()
        if not (2 <= len(code) <= 3 and code.isascii() and code.isalpha()):
            raise forms.ValidationError(
                _("“%(code)s” is no code of a language: write two or three letters, as in fr, en or ar.")
                % {"code": code}
            )
        return code

    def clean_code(self) -> str:
        """Refuse another code once copy has come: routes, programs and the articles' identity rest on it."""
        code: str = self.cleaned_data["code"]
        if self.instance.pk and code != self.initial.get("code") and self.instance.articles.exists():
            raise forms.ValidationError(
                _("Copy has come by “%(code)s”: the code stays. Change the name, or make another wire.")
                % {"code": self.initial["code"]}
            )
        return code


@admin.register(Wire)
class WireAdmin(admin.ModelAdmin):
    """Edit wires, try an address, see how each feed stands."""

    form = WireForm
    change_form_template = "articles/wire.html"
    list_display = ("name", "code", "kind", "language", "is_active", "stands")
    list_filter = ("kind", "language", "is_active")
    list_select_related = ("state",)
    search_fields = ("name", "code")
    readonly_fields = ("heard", "asked", "failing", "next_time", "folder_stands")

    def get_fieldsets(self, request: HttpRequest, obj: Wire | None = None) -> Any:
        """Show how a wire stands once it is watched."""
        parts = [
            (None, {"fields": ("name", "code", "kind", "language", "is_active", "files_to")}),
            (_("Feed"), {"fields": ("feed_url", "feed_minutes")}),
            (_("Folder"), {"fields": ("folder",)}),
            (_("Silence"), {"fields": ("quiet_hours",)}),
        ]
        if obj is not None:
            parts.append((_("How it stands"), {"fields": self.readonly_fields}))
        return parts

    def save_model(self, request: HttpRequest, obj: Wire, form: Any, change: bool) -> None:  # noqa: FBT001
        """Save the wire by its verb."""
        save_wire(wire=obj, actor=Actor.person(request.user), now=timezone.now())

    def delete_model(self, request: HttpRequest, obj: Wire) -> None:
        """Remove the wire by its verb."""
        remove_wire(wire=obj, actor=Actor.person(request.user), now=timezone.now())

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Wire]) -> None:
        """Remove the chosen wires, each by the verb."""
        for wire in queryset:
            self.delete_model(request, wire)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **more: Any
    ) -> HttpResponse:
        """Show the form, with what the address answered where it was tried."""
        form = context["adminform"].form
        shown = dict(context)
        if form.is_bound and form.only_tries and "feed_url" not in form.errors:
            shown["tried"] = self._try(form)
        return super().render_change_form(request, shown, *args, **more)

    @admin.display(description=gettext_lazy("feed"))
    def stands(self, wire: Wire) -> str:
        """Say how the feed or folder stands."""
        state = _state(wire)
        if state is None or not (wire.feed_url or wire.folder):
            return "–"
        trouble = state.trouble if state.failures else state.folder_trouble
        if trouble:
            return _("failing: %(trouble)s") % {"trouble": trouble[:80]}
        return _("quiet since %(moment)s") % {"moment": _say(state.quiet_since)} if state.quiet_since else _("works")

    @admin.display(description=gettext_lazy("last news"))
    def heard(self, wire: Wire) -> str:
        """Say when something new last came."""
        state = _state(wire)
        return _say(state.heard_at) if state else "–"

    @admin.display(description=gettext_lazy("last asked"))
    def asked(self, wire: Wire) -> str:
        """Say when the feed was last asked, and what came of it."""
        state = _state(wire)
        if state is None or state.asked_at is None:
            return "–"
        how = state.trouble or _("answered as it should")
        return _("%(moment)s: %(how)s") % {"moment": _say(state.asked_at), "how": how}

    @admin.display(description=gettext_lazy("failures in a row"))
    def failing(self, wire: Wire) -> str:
        """Say how often in a row the feed has failed."""
        state = _state(wire)
        return str(state.failures) if state and state.failures else _("none")

    @admin.display(description=gettext_lazy("asked next"))
    def next_time(self, wire: Wire) -> str:
        """Say when the feed is asked next."""
        state = _state(wire)
        return _say(state.next_at) if state and wire.feed_url and wire.is_active else "–"

    @admin.display(description=gettext_lazy("the folder"))
    def folder_stands(self, wire: Wire) -> str:
        """Say what could not be taken from the folder at the last look."""
        state = _state(wire)
        if state is None or not wire.folder:
            return "–"
        return state.folder_trouble or _("works")

    def _try(self, form: WireForm) -> Found:
        return try_address(form.cleaned_data.get("feed_url", ""))


def _state(wire: Wire) -> WireState | None:
    return getattr(wire, "state", None)


def _say(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT") if moment else "–"

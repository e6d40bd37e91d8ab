"""Desks: what each is called, when it works, how it weighs words, and who sits on it."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Desk, DeskMembership
from articles.sight import desk_numbers


class DeskForm(forms.ModelForm):
    """One desk, each field in words."""

    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        help_text=gettext_lazy("Hours, due times and mails go by this clock; people may choose their own."),
    )
    working_days = forms.TypedMultipleChoiceField(
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Working days"),
        help_text=gettext_lazy("Due times run only while the desk is open."),
        error_messages={"required": gettext_lazy("Tick one day at least: where no desk opens, nothing falls due.")},
    )

    class Meta:
        model = Desk
        fields = ("name", "code", "language", "house_style", "time_zone", "opens_at", "closes_at", "working_days")
        help_texts = {
            "name": gettext_lazy("As people call it."),
            "code": gettext_lazy("Small letters, digits and hyphens, as programs and routes name it."),
            "language": gettext_lazy("Of its mails and of the messages on its flags; copy may come in any language."),
            "house_style": gettext_lazy("How grave a loaded label is by who says it; the table below says how."),
            "opens_at": gettext_lazy("By the clock on its wall."),
            "closes_at": gettext_lazy("Earlier than it opens: the desk works past midnight."),
        }

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if "time_zone" in self.fields:
            names = {name for name in available_timezones() if "/" in name and not name.startswith("Etc/")}
            self.fields["time_zone"].choices = [(name, name) for name in sorted({*names, self.instance.time_zone})]
            self.fields["working_days"].choices = [(day + 1, capfirst(name)) for day, name in WEEKDAYS.items()]

    def clean(self) -> dict[str, Any]:
        """Refuse hours that leave the desk no time."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("opens_at") and given.get("opens_at") == given.get("closes_at"):
            self.add_error(
                "closes_at", _("The desk would never be open, and nothing would fall due: choose another hour.")
            )
        return given


class MembershipInline(admin.StackedInline):
    """Edit who sits on a desk, on the desk's page; their roles are shown beside them."""

    model = DeskMembership
    extra = 1
    autocomplete_fields = ("user",)
    fields = ("user", "roles")
    readonly_fields = ("roles",)

    def get_queryset(self, request: HttpRequest) -> Any:
        """Bring each person's roles along."""
        return super().get_queryset(request).select_related("user").prefetch_related("user__groups")

    @admin.display(description=gettext_lazy("roles"))
    def roles(self, membership: DeskMembership) -> str:
        """Say the roles, which hold on every desk that a person sits on."""
        if membership.pk is None:
            return "–"
        names = [group.name.replace("_", " ") for group in membership.user.groups.all()]
        return ", ".join(sorted(names)) or _("none: they can read nothing here")


@admin.register(Desk)
class DeskAdmin(admin.ModelAdmin):
    """Edit desks."""

    form = DeskForm
    list_display = ("name", "code", "language", "house_style", "time_zone", "opens_at", "closes_at")
    search_fields = ("name", "code")
    inlines = (MembershipInline,)
    fieldsets = (
        (None, {"fields": ("name", "code", "language")}),
        (gettext_lazy("House style"), {"fields": ("house_style",)}),
        (gettext_lazy("When it works"), {"fields": ("time_zone", "opens_at", "closes_at", "working_days")}),
    )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let people change the desks whose copy they see: a place on a desk opens its copy."""
        may_change = super().has_change_permission(request, obj)
        return may_change and (obj is None or obj.pk in desk_numbers(request.user))

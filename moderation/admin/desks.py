"""Desks: what each is called, when it works, how grave a loaded label is there, and who sits on it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.dates import WEEKDAYS
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.models import Desk, DeskMembership
from articles.operations import remove_desk, save_desk, seat_person, unseat_person
from articles.sight import desk_numbers
from moderation.admin.acting import by
from moderation.admin.choices import time_zones, with_kept
from moderation.admin.words import VOICES
from moderation.workflow.styles import known_styles, style_named


class DeskForm(forms.ModelForm):
    """One desk, each field in words; it offers the styles which somebody has described."""

    house_style = forms.ChoiceField(
        label=gettext_lazy("House style"),
        help_text=gettext_lazy("How grave a loaded label is by who says it. It holds for copy screened from now on."),
    )
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
        # By the desk's own clock: Django's field compares the reader's with the server's, which is neither.
        widgets = {name: forms.TimeInput(attrs={"type": "time"}, format="%H:%M") for name in ("opens_at", "closes_at")}
        help_texts = {
            "name": gettext_lazy("As people call it."),
            "code": gettext_lazy("Small letters, digits and hyphens, as programs and routes name it."),
            "language": gettext_lazy("Of its mails and of the messages on its flags; copy may come in any language."),
            "opens_at": gettext_lazy("By the clock on its wall."),
            "closes_at": gettext_lazy(
                "Earlier than it opens: the desk works past midnight. The same hour: it works round the clock."
            ),
        }

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if "time_zone" in self.fields:
            zones = [(name, name) for name in time_zones()]
            self.fields["time_zone"].choices = with_kept(zones, [self.instance.time_zone])
            self.fields["working_days"].choices = [(day + 1, capfirst(name)) for day, name in WEEKDAYS.items()]
            known = [(name, name) for name in known_styles()]
            self.fields["house_style"].choices = with_kept(known, [self.instance.house_style])

    def clean_house_style(self) -> str:
        """Refuse a style that nobody has described: the desk's copy could not be screened."""
        name: str = self.cleaned_data["house_style"]
        if name not in known_styles():
            raise forms.ValidationError(
                _("Nobody has described the style “%(name)s”: this desk's copy could not be screened. Choose another.")
                % {"name": name}
            )
        return name


class MembershipInline(admin.StackedInline):
    """Seat people on a desk, on the desk's page; their roles are shown beside them."""

    model = DeskMembership
    extra = 1
    fields = (("user", "roles"),)
    readonly_fields = ("roles",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: a place is given or taken away, and never passes from one person to another."""
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Show the places to who may give them."""
        return super().has_view_permission(request, obj) or super().has_change_permission(request, obj)

    def get_queryset(self, request: HttpRequest) -> Any:
        """Bring each person's roles along."""
        return super().get_queryset(request).select_related("user").prefetch_related("user__groups")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **more: Any) -> Any:
        """Offer the people who may sign in here."""
        if db_field.name == "user":
            more["queryset"] = User.objects.filter(is_active=True, is_staff=True).order_by("username")
        return super().formfield_for_foreignkey(db_field, request, **more)

    @admin.display(description=gettext_lazy("roles"))
    def roles(self, membership: DeskMembership) -> str:
        """Say the roles, which hold on every desk that a person sits on."""
        if membership.pk is None:
            return "–"
        names = [group.name.replace("_", " ") for group in membership.user.groups.all()]
        return ", ".join(sorted(names)) or _("none: they can read nothing here")


@admin.register(Desk)
class DeskAdmin(admin.ModelAdmin):
    """Edit desks, beside what each style weighs."""

    form = DeskForm
    list_display = ("name", "code", "language", "house_style", "time_zone", "opens_at", "closes_at")
    search_fields = ("name", "code")
    inlines = (MembershipInline,)
    readonly_fields = ("voices",)
    fieldsets = (
        (None, {"fields": ("name", "code", "language")}),
        (gettext_lazy("House style"), {"fields": ("house_style", "voices")}),
        (
            gettext_lazy("When it works"),
            {"fields": ("time_zone", ("opens_at", "closes_at"), "working_days")},
        ),
    )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let people change the desks whose copy they see: a place on a desk opens its copy."""
        may_change = super().has_change_permission(request, obj)
        return may_change and (obj is None or obj.pk in desk_numbers(request.user))

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Begin a new desk in the house's own style."""
        return {"house_style": "default", **super().get_changeform_initial_data(request)}

    def save_model(self, request: HttpRequest, obj: Desk, form: Any, change: bool) -> None:  # noqa: FBT001
        """Save the desk by its verb."""
        save_desk(desk=obj, **by(request))

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:  # noqa: FBT001
        """Seat and unseat people by the verbs."""
        seated = formset.save(commit=False)
        for membership in formset.deleted_objects:
            unseat_person(desk=form.instance, person=membership.user, **by(request))
        for membership in seated:
            seat_person(desk=form.instance, person=membership.user, **by(request))

    def delete_model(self, request: HttpRequest, obj: Desk) -> None:
        """Remove the desk by its verb."""
        remove_desk(desk=obj, **by(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Desk]) -> None:
        """Remove the chosen desks, each by the verb."""
        for desk in queryset:
            remove_desk(desk=desk, **by(request))

    @admin.display(description=gettext_lazy("what each style weighs"))
    def voices(self, desk: Desk) -> SafeString:
        """Lay the styles side by side: a row a voice."""
        styles = [style_named(name) for name in known_styles()]
        head = format_html_join("", '<th scope="col">{}</th>', ((style.name,) for style in styles))
        rows = format_html_join(
            "",
            '<tr><th scope="row">{}</th>{}</tr>',
            (
                (name, format_html_join("", "<td>{}</td>", ((_weight(style.voices[voice]),) for style in styles)))
                for voice, name in VOICES.items()
            ),
        )
        return format_html(
            '<table><thead><tr><th scope="col">{}</th>{}</tr></thead><tbody>{}</tbody></table>',
            _("the label is said by"),
            head,
            rows,
        )


def _weight(steps: int | None) -> str:
    if steps is None:
        return _("no flag")
    return (
        ngettext("%(count)d step lower", "%(count)d steps lower", steps) % {"count": steps} if steps else _("in full")
    )

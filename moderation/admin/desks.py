"""Desks with their house style: how grave a loaded label is, by who says it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.desk import DeskAdmin, DeskForm
from articles.models import Desk
from moderation.admin.choices import with_kept
from moderation.admin.words import VOICES
from moderation.workflow.styles import known_styles, style_named


class StyledDeskForm(DeskForm):
    """A desk's form that offers the styles which somebody has described."""

    house_style = forms.ChoiceField(
        label=gettext_lazy("House style"),
        help_text=gettext_lazy("How grave a loaded label is by who says it. It holds for copy screened from now on."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if "house_style" in self.fields:
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


admin.site.unregister(Desk)


@admin.register(Desk)
class StyledDeskAdmin(DeskAdmin):
    """Edit desks, beside what each style weighs."""

    form = StyledDeskForm
    readonly_fields = ("voices",)
    fieldsets = (
        DeskAdmin.fieldsets[0],
        (gettext_lazy("House style"), {"fields": ("house_style", "voices")}),
        DeskAdmin.fieldsets[2],
    )

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Begin a new desk in the house's own style."""
        return {"house_style": "default", **super().get_changeform_initial_data(request)}

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

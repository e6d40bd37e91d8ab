"""Forms that tell what they would change before they are saved: nothing is written until somebody saves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from moderation.workflow.foreseeing import MOST_DAYS, USUAL_DAYS, Forecast, Look
from moderation.workflow.refusal import Refusal

ASK = "_foresee"


class ForeseeingForm(forms.ModelForm):
    """A form that may only be asked what it would change; then it is never saved, however well it is filled in."""

    reason = forms.CharField(
        max_length=500,
        label=_("Reason"),
        help_text=_("Why, in a few words: it stands in the history for good."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    look_back = forms.IntegerField(
        min_value=1,
        max_value=MOST_DAYS,
        initial=USUAL_DAYS,
        required=False,
        label=_("Days to look back"),
        help_text=_("For “What would this change?”: besides all copy on hand, the copy filed in so many days."),
    )

    @property
    def only_asks(self) -> bool:
        """Tell whether the person asks what would change, and saves nothing."""
        return ASK in self.data

    def _clean_fields(self) -> None:
        if self.only_asks and "reason" in self.fields:
            self.fields["reason"].required = False
        super()._clean_fields()

    def is_valid(self) -> bool:
        """Tell whether the form may be saved."""
        return super().is_valid() and not self.only_asks


class ForeseeingAdmin(admin.ModelAdmin):
    """Edit what copy is routed by, and ask first what that would change. Rows change by the workflow alone."""

    change_form_template = "moderation/house/form.html"
    delete_confirmation_template = "moderation/house/remove.html"
    intro: Any = ""
    actions: Sequence[Any] | None = None

    def foresee(self, form: Any, look: Look) -> Forecast:
        """Return what saving the form would change."""
        raise NotImplementedError

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **more: Any
    ) -> HttpResponse:
        """Show the form, with the answer where it was asked."""
        form = context["adminform"].form
        shown = {**context, "intro": self.intro}
        if form.is_bound and form.only_asks and not form.errors:
            try:
                shown["forecast"] = self.foresee(form, self._look(request, form.cleaned_data.get("look_back")))
            except Refusal as refusal:
                shown["refusal"] = str(refusal)
        return super().render_change_form(request, shown, *args, **more)

    def _look(self, request: HttpRequest, days: int | None = None) -> Look:
        return Look(request.user, days or USUAL_DAYS, timezone.now())

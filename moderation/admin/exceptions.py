"""Standing exceptions: granted and ended by senior editors, after a look at what they would let pass."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.actor import Actor
from moderation.admin import choices
from moderation.admin.foreseeing import ForeseeingAdmin, ForeseeingForm
from moderation.models import StandingException
from moderation.workflow.foreseeing import Forecast, Look, foresee_end, foresee_exception
from moderation.workflow.refusal import Refusal
from moderation.workflow.standing import Pass, end_exception, grant_exception, may_except

_TERM_CHECK = "loaded_label"


class ExceptionForm(ForeseeingForm):
    """What is let pass, on which wire, until when, and why."""

    check_id = forms.ChoiceField(label=gettext_lazy("Check"), help_text=gettext_lazy("Whose findings are let pass."))
    term_id = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Term"),
        help_text=gettext_lazy("A term of the lexicon, in all its forms; for loaded labels."),
    )

    class Meta:
        model = StandingException
        fields = ("wire", "check_id", "term_id", "matched_text", "until", "reason")
        help_texts = {
            "wire": gettext_lazy("An exception holds for one wire, on every desk."),
            "matched_text": gettext_lazy(
                "The words that are flagged, exactly, whatever their capitals. With a term too, both must fit."
            ),
            "until": gettext_lazy("Then what it let pass is open again wherever a desk has not decided yet."),
        }

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if "until" in self.fields:
            # Two boxes under one label: each says what it is.
            day, hour = self.fields["until"].widget.widgets
            day.attrs["aria-label"], hour.attrs["aria-label"] = _("Until, day"), _("Until, hour")
        if "check_id" in self.fields:
            self.fields["check_id"].choices = [("", "–"), *choices.checks()]
            self.fields["term_id"].choices = [("", "–"), *choices.terms()]
            self.fields["reason"].help_text = _(
                "Why the house lets it pass; you answer for it as for a dismissal of your own, and each flag quotes it."
            )

    def clean(self) -> dict[str, Any]:
        """Refuse what would let pass too much, nothing, or something twice."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        text = given["matched_text"] = (given.get("matched_text") or "").strip()
        if given.get("until") and given["until"] <= timezone.now():
            self.add_error("until", _("This is past: choose a later date, or grant no exception."))
        if not given.get("term_id") and not text and "term_id" not in self.errors:
            self.add_error("matched_text", _("Choose a term or write the words: a whole check is not let pass."))
        if given.get("term_id") and given.get("check_id") not in (_TERM_CHECK, None):
            self.add_error(
                "term_id", _("Only loaded labels have terms: write the words under “text”, or choose that check.")
            )
        if not self.errors and self._is_granted(given):
            raise forms.ValidationError(_("The same exception is in force already: end that one first."))
        return given

    def passing(self) -> Pass:
        """Return what the form lets pass."""
        given = self.cleaned_data
        return Pass(given["check_id"], given["term_id"], given["matched_text"])

    def _is_granted(self, given: dict[str, Any]) -> bool:
        return StandingException.objects.filter(
            wire=given["wire"],
            check_id=given["check_id"],
            term_id=given["term_id"],
            matched_text__iexact=given["matched_text"],
            ended_at__isnull=True,
            until__gt=timezone.now(),
        ).exists()


@admin.register(StandingException)
class StandingExceptionAdmin(ForeseeingAdmin):
    """Grant exceptions and end them; nothing of one can be changed."""

    form = ExceptionForm
    list_display = ("wire", "check_id", "term_id", "matched_text", "until", "owner", "ended_at")
    list_filter = ("wire", "check_id")
    list_select_related = ("wire", "owner")
    intro = gettext_lazy(
        "A standing exception lets one finding pass on one wire until a date. It reaches copy that is screened from "
        "now on; flags that are open now stay open. Standards editors and desk chiefs grant it and end it."
    )
    _shown = ("wire", "check_id", "term_id", "matched_text", "until", "reason", "owner", "created_at", "ended_at")

    def get_urls(self) -> list[URLPattern]:
        """Add the page that ends an exception."""
        guard = self.admin_site.admin_view
        return [
            path("<int:pk>/end/", guard(self.end), name="moderation_standingexception_end"),
            *super().get_urls(),
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Open the door to whom the workflow lets in: an administrator alone is none of them."""
        return super().has_add_permission(request) and may_except(Actor.person(request.user))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: an exception stands as it was granted, or is ended."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: it is ended, and stays in the history."""
        return False

    def get_fieldsets(self, request: HttpRequest, obj: StandingException | None = None) -> Any:
        """Show an exception that stands; ask for a new one."""
        if obj is not None:
            more = ("ending",) if obj.ended_at is None and self._may_end(request) else ()
            return ((None, {"fields": (*self._shown, *more)}),)
        return (
            (_("What is let pass"), {"fields": ("wire", "check_id", "term_id", "matched_text")}),
            (_("How long and why"), {"fields": ("until", "reason", "look_back")}),
        )

    def get_readonly_fields(self, request: HttpRequest, obj: StandingException | None = None) -> tuple[str, ...]:
        """Let nothing of a granted exception be changed."""
        return () if obj is None else (*self._shown, "ending")

    @admin.display(description=gettext_lazy("end it"))
    def ending(self, exception: StandingException) -> SafeString:
        """Link the page that ends it."""
        address = reverse("admin:moderation_standingexception_end", args=[exception.pk])
        return format_html('<a class="act" href="{}">{}</a>', address, _("End it now…"))

    def foresee(self, form: ExceptionForm, look: Look) -> Forecast:
        """Return which copy holds what the form would let pass."""
        return foresee_exception(form.cleaned_data["wire"].pk, form.passing(), look=look)

    def save_model(self, request: HttpRequest, obj: Any, form: ExceptionForm, change: bool) -> None:  # noqa: FBT001
        """Grant what the form describes."""
        given = form.cleaned_data
        granted = grant_exception(
            wire=given["wire"],
            passing=form.passing(),
            until=given["until"],
            reason=given["reason"],
            actor=Actor.person(request.user),
            now=timezone.now(),
        )
        obj.pk = granted.pk

    def end(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what would be open again, and end the exception when asked by POST."""
        if not self._may_end(request):
            raise PermissionDenied
        exception = get_object_or_404(self.get_queryset(request), pk=pk, ended_at__isnull=True)
        if request.method == "POST":
            return self._end(request, exception)
        shown = {
            **self.admin_site.each_context(request),
            "title": _("End the exception"),
            "opts": self.opts,
            "exception": exception,
            "forecast": foresee_end(exception, look=self._look(request)),
        }
        return TemplateResponse(request, "moderation/house/end.html", shown)

    def _end(self, request: HttpRequest, exception: StandingException) -> HttpResponse:
        reason = request.POST.get("reason", "").replace("\x00", "").strip()[:500]
        try:
            count = end_exception(
                exception=exception, actor=Actor.person(request.user), now=timezone.now(), reason=reason
            )
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Ended. Flags open again: %(count)s") % {"count": count})
        return HttpResponseRedirect(reverse("admin:moderation_standingexception_change", args=[exception.pk]))

    def _may_end(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("moderation.change_standingexception")) and may_except(
            Actor.person(request.user)
        )

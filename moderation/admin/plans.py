"""Review plans: the steps to approval, each change a new version; and what a change of them would change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.actor import Actor
from moderation.admin.foreseeing import ForeseeingAdmin
from moderation.admin.plan_form import PlanForm, fieldsets_of, plan_form, say_step
from moderation.models import ReviewPlan
from moderation.workflow.configuring import save_plan
from moderation.workflow.foreseeing import Forecast, Look, foresee_plan
from moderation.workflow.plans import read_steps


@admin.register(ReviewPlan)
class ReviewPlanAdmin(ForeseeingAdmin):
    """Edit plans, step by step."""

    list_display = ("name", "code", "is_active")
    readonly_fields = ("past",)
    intro = gettext_lazy(
        "A plan says which steps copy takes before it is approved, and who may take them. A change makes a new "
        "version: reviews under way keep the one they began with. When a review is due follows from the copy's "
        "urgency and the desk's hours. Copy for which no step is due is approved by rule, unread."
    )

    def get_form(self, request: HttpRequest, obj: ReviewPlan | None = None, change: Any = False, **more: Any) -> Any:  # noqa: FBT002
        """Give the form a place for each step."""
        if not self._may_write(request, obj):
            return super().get_form(request, obj, change, **more)
        return plan_form(_steps(obj))

    def get_fieldsets(self, request: HttpRequest, obj: ReviewPlan | None = None) -> Any:
        """Show the plan's name, then each step, then why it changes."""
        head = ("name", "code", "is_active")
        if not self._may_write(request, obj):
            return ((None, {"fields": (*head, "past")}),)
        steps = _steps(obj)
        return (
            (None, {"fields": (*head, "seen")}),
            *fieldsets_of(plan_form(steps), steps),
            (_("Saving"), {"fields": ("reason", "look_back")}),
            *([(_("Versions"), {"fields": ("past",)})] if obj else []),
        )

    def get_prepopulated_fields(self, request: HttpRequest, obj: ReviewPlan | None = None) -> dict[str, Sequence[str]]:
        """Make a new plan's code of its name."""
        return {} if obj else {"code": ("name",)}

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: decisions rest on a plan; it is switched off."""
        return False

    def foresee(self, form: PlanForm, look: Look) -> Forecast:
        """Return which copy on the plan would have other steps to take."""
        before, after = read_steps(_steps(form.instance)), read_steps(form.steps())
        return foresee_plan(form.instance, before=before, after=after, say=say_step, look=look)

    @admin.display(description=gettext_lazy("versions"))
    def past(self, plan: ReviewPlan) -> SafeString:
        """List the versions, newest first, their steps in words; none of them changes."""
        lines = (
            (
                version.number,
                date_format(timezone.localtime(version.created_at), "SHORT_DATETIME_FORMAT"),
                "; ".join(say_step(step) for step in read_steps(version.steps)) or "–",
            )
            for version in plan.versions.order_by("-number")
        )
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{} ({}): {}</li>", lines))

    def save_model(self, request: HttpRequest, obj: ReviewPlan, form: PlanForm, change: bool) -> None:  # noqa: FBT001
        """Save the plan; changed steps make its next version."""
        steps = form.steps()
        save_plan(
            plan=obj,
            steps=steps,
            actor=Actor.person(request.user),
            now=timezone.now(),
            reason=form.cleaned_data["reason"],
        )
        if all("when" in step for step in steps):
            messages.warning(
                request,
                _("Every step of this plan has a condition: copy that fits none of them is approved by rule, unread."),
            )

    def _may_write(self, request: HttpRequest, obj: ReviewPlan | None) -> bool:
        return self.has_change_permission(request, obj) if obj else self.has_add_permission(request)


def _steps(plan: ReviewPlan | None) -> list[dict[str, Any]]:
    latest = plan.versions.order_by("-number").first() if plan is not None and plan.pk else None
    return list(latest.steps) if latest is not None else []

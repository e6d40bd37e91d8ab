"""Routes: which copy goes to which desk by which plan, in order; and what a change of that would change."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.actor import Actor
from moderation.admin import choices
from moderation.admin.choices import SeveralOf, with_kept
from moderation.admin.foreseeing import ForeseeingAdmin, ForeseeingForm
from moderation.models import Route
from moderation.workflow.configuring import CONDITIONS_OF_ROUTE, DefaultRouteStays, remove_route, save_route
from moderation.workflow.foreseeing import Forecast, Look, foresee_routes, with_route, without_route

_CHOICES = {
    "check_ids": choices.checks,
    "severities": choices.severities,
    "languages": choices.languages,
    "wires": choices.wires,
    "desks": choices.desks,
    "kinds": choices.kinds,
}
_NONE_IS_ALL = gettext_lazy("Nothing ticked: any.")


class RouteForm(ForeseeingForm):
    """One route; what is left empty asks nothing."""

    check_ids = SeveralOf(
        required=False,
        label=gettext_lazy("Flagged by"),
        help_text=gettext_lazy("Copy with an open flag of one of these checks. Nothing ticked: flags do not matter."),
    )
    severities = SeveralOf(
        required=False,
        label=gettext_lazy("Flags this grave"),
        help_text=gettext_lazy("With checks ticked too, one and the same flag must fit both."),
    )
    languages = SeveralOf(required=False, label=gettext_lazy("Language of the copy"), help_text=_NONE_IS_ALL)
    wires = SeveralOf(required=False, label=gettext_lazy("Came by the wire"), help_text=_NONE_IS_ALL)
    desks = SeveralOf(required=False, label=gettext_lazy("Filed to the desk"), help_text=_NONE_IS_ALL)
    kinds = SeveralOf(required=False, label=gettext_lazy("What the copy is"), help_text=_NONE_IS_ALL)

    class Meta:
        model = Route
        fields = ("name", "position", "is_active", *CONDITIONS_OF_ROUTE, "max_urgency", "to_desk", "plan")
        help_texts = {
            "name": gettext_lazy("As editors read it under “Why is this on my desk?”."),
            "position": gettext_lazy(
                "Routes are asked from the lowest number up, and the first that fits decides. Leave gaps: 10, 20, 30."
            ),
            "is_active": gettext_lazy("Switched off, a route is kept and never asked."),
            "max_urgency": gettext_lazy("1 is a flash, 9 can wait. 2 here takes urgency 1 and 2. Empty: any."),
            "to_desk": gettext_lazy("Empty: the desk that the copy was filed to."),
            "plan": gettext_lazy("The steps that the copy takes on that desk before it is approved."),
        }

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in _CHOICES.keys() & self.fields.keys():
            self.fields[name].choices = with_kept(_CHOICES[name](), getattr(self.instance, name))
        if "plan" in self.fields:
            plans = self.fields["plan"].queryset
            self.fields["plan"].queryset = plans.filter(is_active=True) | plans.filter(pk=self.instance.plan_id)

    def clean_position(self) -> int:
        """Refuse a place that another route has: which of the two is asked first would be chance."""
        position: int = self.cleaned_data["position"]
        other = Route.objects.filter(position=position, is_default=False).exclude(pk=self.instance.pk).first()
        if other is not None:
            raise forms.ValidationError(
                _("The route “%(name)s” stands at %(position)s already: choose a free number before or after it.")
                % {"name": other.name, "position": position}
            )
        return position

    def clean(self) -> dict[str, Any]:
        """Refuse a route that asks nothing: it would take everything, and no route after it would be asked."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        asks = [given.get(name) for name in (*CONDITIONS_OF_ROUTE, "max_urgency")]
        is_faulty = any(name in self.errors for name in (*CONDITIONS_OF_ROUTE, "max_urgency"))
        if not self.instance.is_default and not is_faulty and all(one is None for one in asks):
            raise forms.ValidationError(
                _(
                    "This route asks nothing, so it would take all copy and the routes after it would never be asked. "
                    "Tick at least one condition; what no route takes goes by the default route."
                )
            )
        return given


@admin.register(Route)
class RouteAdmin(ForeseeingAdmin):
    """Edit the routes in the order in which they are asked."""

    form = RouteForm
    list_display = ("position", "name", "is_active", "to_desk", "plan", "check_ids", "severities", "max_urgency")
    list_display_links = ("name",)
    list_select_related = ("to_desk", "plan")
    intro = gettext_lazy(
        "A route sends copy to a desk and names the plan it is reviewed by. Copy is routed when it has been screened: "
        "a change reaches copy on hand when its next version is screened, and all copy that is filed from now on."
    )

    def get_fieldsets(self, request: HttpRequest, obj: Route | None = None) -> Any:
        """Ask the default route for no condition: it takes what the others leave."""
        leads = (_("What becomes of it"), {"fields": ("to_desk", "plan")})
        why = (_("Saving"), {"fields": ("reason", "look_back")})
        if not self._may_write(request, obj):
            why = (_("Versions"), {"fields": ("version",)})
        if obj is not None and obj.is_default:
            told = _(
                "The default route: asked last, it takes all copy that no other route takes. It cannot be removed."
            )
            return ((None, {"fields": ("name",), "description": told}), leads, why)
        asks = {
            "fields": (("check_ids", "severities", "languages"), ("wires", "desks", "kinds"), "max_urgency"),
            "description": _("All of these must fit; within one of them, any that is ticked."),
        }
        return ((None, {"fields": ("name", "position", "is_active")}), (_("Which copy"), asks), leads, why)

    def get_readonly_fields(self, request: HttpRequest, obj: Route | None = None) -> tuple[str, ...]:
        """Show the version to who may only read."""
        return () if self._may_write(request, obj) else ("version",)

    def has_delete_permission(self, request: HttpRequest, obj: Route | None = None) -> bool:
        """Refuse for the default route: without it copy would be on no desk."""
        return super().has_delete_permission(request, obj) and not (obj is not None and obj.is_default)

    def foresee(self, form: RouteForm, look: Look) -> Forecast:
        """Return which copy would be routed otherwise with the route as the form has it."""
        return foresee_routes(with_route(form.instance), look=look)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Ask once more, and show which copy would be routed otherwise without the route."""
        route = self.get_object(request, object_id)
        shown = dict(extra_context or {})
        if route is not None and self.has_delete_permission(request, route):
            shown["forecast"] = foresee_routes(without_route(route), look=self._look(request))
        return super().delete_view(request, object_id, shown)

    def save_model(self, request: HttpRequest, obj: Route, form: RouteForm, change: bool) -> None:  # noqa: FBT001
        """Save the route under its next version."""
        save_route(route=obj, actor=Actor.person(request.user), now=timezone.now(), reason=form.cleaned_data["reason"])

    def delete_model(self, request: HttpRequest, obj: Route) -> None:
        """Remove the route, for the reason given."""
        try:
            remove_route(
                route=obj,
                actor=Actor.person(request.user),
                now=timezone.now(),
                reason=request.POST.get("reason", "").replace("\x00", "")[:500],
            )
        except DefaultRouteStays as refusal:
            messages.error(request, str(refusal))

    def _may_write(self, request: HttpRequest, obj: Route | None) -> bool:
        return self.has_change_permission(request, obj) if obj else self.has_add_permission(request)

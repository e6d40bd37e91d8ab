"""Reports in the admin: who gets what when, what it will look like, what became of each mail."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Field, ManyToManyField, Q, QuerySet
from django.forms import ModelMultipleChoiceField, TypedChoiceField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from articles.actor import Actor
from articles.admin.seen import SeenByDesk
from articles.admin.shown import ShownOnly
from articles.models import Desk
from articles.sight import desk_numbers, sees_every_desk
from moderation.admin.report_form import SubscriptionForm
from moderation.models import ReportDelivery, ReportStop, ReportSubscription
from moderation.models.report import WHOLE_HOUSE, DeliveryState, ReportKind
from moderation.reports.digest import Digest
from moderation.reports.mail import Letter, draw_page
from moderation.reports.making import make_digest, reading_as, schedule_of
from moderation.reports.queueing import coming_periods
from moderation.reports.schedule import period_until
from moderation.reports.sending import send_one
from moderation.reports.stopping import Receiving, restart, stop_address

_COMING = 3
# The mail stands in a frame that runs nothing and fetches nothing; its styles are its own.
_FRAME_POLICY = "sandbox allow-popups; default-src 'none'; style-src {styles}; frame-ancestors 'self'"


@admin.register(ReportSubscription)
class ReportSubscriptionAdmin(SeenByDesk):
    """Edit subscriptions; see the next sendings and the mail itself; send one now."""

    list_display = ("name", "report", "language", "schedule", "send_at", "time_zone", "is_active")
    list_filter = ("report", "language", "is_active")
    search_fields = ("name",)
    form = SubscriptionForm
    change_form_template = "moderation/report/form.html"
    readonly_fields = ("coming", "mail")

    def get_urls(self) -> list[URLPattern]:
        """Add the mail as a page, the same for a frame, and the button that sends it."""
        guard = self.admin_site.admin_view
        own = {"preview": self.show_preview, "mail": self.show_mail, "send": self.send}
        pages = [
            path(f"<int:pk>/{name}/", guard(view), name=f"moderation_reportsubscription_{name}")
            for name, view in own.items()
        ]
        lift = path("<int:pk>/stops/<int:stop>/lift/", guard(self.lift), name="moderation_reportsubscription_lift")
        return [*pages, lift, *super().get_urls()]

    def save_model(self, request: HttpRequest, obj: ReportSubscription, form: Any, change: bool) -> None:  # noqa: FBT001
        """Begin now what is new or switched on again: nothing that was due before is sent."""
        if not change or (obj.is_active and "is_active" in form.changed_data):
            obj.starts_at = timezone.now()
        super().save_model(request, obj, form, change)

    def seen_by(self, user: User) -> Q:
        """Return the condition that somebody who does not see every desk may see a subscription."""
        return Q(pk__in=_on_desks_of(user).values("pk"))

    def formfield_for_choice_field(
        self, db_field: Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> TypedChoiceField:
        """Offer the reports on the whole house only to who sees every desk."""
        if db_field.name == "report" and not sees_every_desk(request.user):
            kwargs["choices"] = [(kind.value, kind.label) for kind in ReportKind if kind not in WHOLE_HOUSE]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def formfield_for_manytomany(
        self, db_field: ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> ModelMultipleChoiceField | None:
        """Let people choose among their own desks, one at least; only who sees every desk may leave it open."""
        if db_field.name != "desks" or sees_every_desk(request.user):
            return super().formfield_for_manytomany(db_field, request, **kwargs)
        own = Desk.objects.filter(pk__in=desk_numbers(request.user))
        return super().formfield_for_manytomany(db_field, request, **{**kwargs, "queryset": own, "required": True})

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        """Show below the form who has stopped it."""
        asked = ReportStop.objects.filter(subscription__in=self.get_queryset(request)).select_related("person")
        stops = asked.filter(subscription_id=object_id) if object_id.isdecimal() else ()
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "stops": stops})

    @admin.display(description=_("next sendings"))
    def coming(self, subscription: ReportSubscription) -> SafeString | str:
        """List the next sendings by the subscription's own clock."""
        if subscription.pk is None:
            return "–"
        schedule = schedule_of(subscription)
        moments = [
            (date_format(period.until.astimezone(schedule.zone), "l j F Y H:i"),)
            for period in coming_periods(subscription, now=timezone.now(), count=_COMING)
        ]
        return format_html_join(mark_safe("<br>"), "{}", moments)

    @admin.display(description=_("mail"))
    def mail(self, subscription: ReportSubscription) -> SafeString | str:
        """Link the page that shows the mail as it would be now."""
        if subscription.pk is None:
            return "–"
        address = reverse("admin:moderation_reportsubscription_preview", args=[subscription.pk])
        return format_html('<a href="{}">{}</a>', address, _("Show it as it would be now"))

    def show_preview(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the mail in a frame, beside the button that sends it."""
        subscription = self._readable(request, pk)
        context = {
            **self.admin_site.each_context(request),
            "title": subscription.name,
            "opts": self.opts,
            "subscription": subscription,
            "people": subscription.people(),
            "may_send": self.has_change_permission(request, subscription),
        }
        return TemplateResponse(request, "moderation/report/preview.html", context)

    @method_decorator([require_safe, xframe_options_sameorigin])
    def show_mail(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Answer with the mail's own page, as a client would show it now."""
        subscription = self._readable(request, pk)
        with reading_as(subscription):
            page = draw_page(_digest(subscription), _letter(subscription, request.user))
        return HttpResponse(
            page.html, headers={"Content-Security-Policy": _FRAME_POLICY.format(styles=page.style_source)}
        )

    @method_decorator(require_POST)
    def send(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send the report now, to who asks or to its recipients, and tell what the mail server said."""
        subscription = self._readable(request, pk)
        if not self.has_change_permission(request, subscription):
            raise PermissionDenied
        to_me = bool(request.POST.get("to_me"))
        deliveries = send_one(subscription, now=timezone.now(), to=request.user if to_me else None)
        if not deliveries:
            messages.warning(request, _("Nobody receives it: name people or roles."))
        for delivery in deliveries:
            messages.add_message(request, _level(delivery), _say(delivery))
        return HttpResponseRedirect(reverse("admin:moderation_reportsubscription_preview", args=[pk]))

    @method_decorator(require_POST)
    def lift(self, request: HttpRequest, pk: int, stop: int) -> HttpResponse:
        """Send the report again to somebody who had stopped it."""
        subscription = self._readable(request, pk)
        if not self.has_change_permission(request, subscription):
            raise PermissionDenied
        stopped = get_object_or_404(subscription.stops.select_related("person"), pk=stop)
        restart(Receiving(subscription, stopped.person), now=timezone.now(), actor=Actor.person(request.user))
        messages.success(request, gettext("%(name)s gets it again from now on.") % {"name": stopped.person})
        return HttpResponseRedirect(reverse("admin:moderation_reportsubscription_change", args=[pk]))

    def _readable(self, request: HttpRequest, pk: int) -> ReportSubscription:
        subscription = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_view_permission(request, subscription):
            raise PermissionDenied
        return subscription


class SeenSubscriptions(admin.RelatedFieldListFilter):
    """Narrow a list by subscription, among those that the person sees."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> Any:
        """Return their numbers and names."""
        choices = super().field_choices(field, request, model_admin)
        if sees_every_desk(request.user):
            return choices
        own = set(_on_desks_of(request.user).values_list("pk", flat=True))
        return [choice for choice in choices if choice[0] in own]


@admin.register(ReportDelivery)
class ReportDeliveryAdmin(SeenByDesk, ShownOnly):
    """Show what became of each mail."""

    list_display = ("subscription", "period_start", "recipient", "state", "attempts", "server_answer", "finished_at")
    list_filter = ("state", "occasion", ("subscription", SeenSubscriptions))
    list_select_related = ("subscription", "recipient")
    date_hierarchy = "period_start"

    def seen_by(self, user: User) -> Q:
        """Return the condition that somebody who does not see every desk may see a mail's row."""
        return Q(subscription__in=_on_desks_of(user).values("pk"))


def _on_desks_of(user: User) -> QuerySet[ReportSubscription]:
    """Return the subscriptions on the person's own desks alone; one on all desks tells of every desk's copy."""
    own = desk_numbers(user)
    foreign = Desk.objects.exclude(pk__in=own)
    subscriptions = ReportSubscription.objects.filter(desks__in=own).exclude(desks__in=foreign)
    return subscriptions.exclude(report__in=WHOLE_HOUSE)


def _level(delivery: ReportDelivery) -> int:
    if delivery.state == DeliveryState.ACCEPTED:
        return messages.SUCCESS
    return messages.INFO if delivery.is_to_be_tried else messages.ERROR


def _say(delivery: ReportDelivery) -> str:
    words = (str(delivery.recipient), delivery.get_state_display(), delivery.server_answer)
    return " – ".join(filter(None, words))


def _digest(subscription: ReportSubscription) -> Digest:
    now = timezone.now()
    period = period_until(schedule_of(subscription), now=now)
    return make_digest(subscription, since=period.since, until=period.until, now=now)


def _letter(subscription: ReportSubscription, reader: User) -> Letter:
    return Letter("", subscription.name, "", stop_address(subscription.pk, reader.pk))

"""A subscription as a form: who gets which report when, checked against what they may read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Desk
from articles.sight import sees_every_desk, visible_desks
from moderation.models import ReportSubscription
from moderation.models.report import WHOLE_HOUSE, ReportKind, ScheduleKind


class SubscriptionForm(forms.ModelForm):
    """One subscription, each field in words."""

    class Meta:
        model = ReportSubscription
        exclude = ("starts_at",)  # noqa: DJ006 - all but the moment it was switched on
        # Boxes speak to screen readers; the admin's pairs of lists do not.
        widgets = dict.fromkeys(("desks", "wires", "recipients", "recipient_roles"), forms.CheckboxSelectMultiple)
        help_texts = {
            "name": gettext_lazy("As it stands in the subject of the mail."),
            "report": gettext_lazy("Each is described in the guide for desk chiefs."),
            "language": gettext_lazy("Of the mail, whatever language its readers have chosen for their pages."),
            "time_zone": gettext_lazy("As in Europe/Paris; the mail's hours and days go by this clock."),
            "weekday": gettext_lazy("For a weekly report."),
            "month_day": gettext_lazy("For a monthly report; at most 28, so that no month is left out."),
            "recipients": gettext_lazy("Each needs a mail address and must be on every desk that the report is about."),
            "empty_policy": gettext_lazy("What becomes of a mail that has nothing to tell."),
            "is_active": gettext_lazy("Switched off, nothing is sent, and nothing is made up for later."),
        }

    def clean_slugline(self) -> str:
        """Return the story without blanks around it."""
        return str(self.cleaned_data["slugline"]).strip()

    def clean(self) -> dict[str, Any]:
        """Refuse a report that nobody gets, that cannot reach somebody, or that tells them what they may not read."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("slugline") and given.get("report") != ReportKind.TOLL_WATCH:
            self.add_error("slugline", _("Only the toll watch follows a story: empty this, or choose that report."))
        if not given.get("recipients") and not given.get("recipient_roles"):
            self.add_error("recipients", _("Nobody would get it: name people, or roles below."))
        for name, schedule in (("weekday", ScheduleKind.WEEKLY), ("month_day", ScheduleKind.MONTHLY)):
            if given.get(name) and given.get("schedule") not in (schedule, None):
                self.add_error(name, _("This schedule does not ask for it: empty it, or choose another schedule."))
        self._check_people(given)
        return given

    def _check_people(self, given: dict[str, Any]) -> None:
        if "desks" not in given or "report" not in given:
            return
        for person in given.get("recipients") or ():
            fault = _fault_of(person, list(given["desks"]), given["report"])
            if fault:
                self.add_error("recipients", fault)


def _fault_of(person: User, desks: Iterable[Desk], report: str) -> str:
    if not person.is_active:
        return _("%(name)s's account is closed: leave them out.") % {"name": person}
    if not person.email:
        return _("%(name)s has no mail address: an administrator adds it on their page.") % {"name": person}
    if sees_every_desk(person):
        return ""
    own = {desk.pk for desk in visible_desks(person)}
    foreign = [desk.name for desk in desks or Desk.objects.all() if desk.pk not in own]
    if report in WHOLE_HOUSE or (foreign and not desks):
        return _("%(name)s may not read every desk, and this report tells of all: choose desks, or leave them out.") % {
            "name": person
        }
    told = {"name": person, "desks": ", ".join(foreign)}
    return _("%(name)s is not on %(desks)s: leave them out, or seat them there first.") % told if foreign else ""

"""The reports as pages: the digests that the mails carry, for any desk and days, to read, print and take along."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.models import Desk, Wire
from articles.sight import roles_of, sees_every_desk, visible_desks
from moderation.models.report import ReportKind
from moderation.reports.asking import Request, answer, usual_days
from moderation.reports.digest import Digest
from moderation.reports.readership import readable_kinds

_LONGEST = timedelta(days=366)


class Days(forms.DateInput):
    """A browser's own field for a day."""

    input_type = "date"

    def format_value(self, value: Any) -> str | None:
        """Write a day as the browser's field wants it, whatever the language."""
        return value.isoformat() if isinstance(value, date) else value


class AskForm(forms.Form):
    """Which desk, which wire, which days."""

    desk = forms.ModelChoiceField(Desk.objects.none(), required=False, label=_("Desk"))
    wire = forms.ModelChoiceField(Wire.objects.order_by("name"), required=False, label=_("Wire"), empty_label=_("all"))
    story = forms.CharField(
        required=False, max_length=120, label=_("Story"), help_text=_("a slugline, or words of the headline")
    )
    first = forms.DateField(widget=Days, label=_("From"))
    last = forms.DateField(widget=Days, label=_("To"), help_text=_("this day too"))

    def __init__(self, data: Mapping[str, Any], *, user: User, kind: ReportKind) -> None:
        first, last = usual_days(kind, today=timezone.localdate())
        given = {name: data[name] for name in self.base_fields if data.get(name)}
        super().__init__({"first": first, "last": last, **given})
        field = self.fields["desk"]
        field.queryset = Desk.objects.filter(pk__in=[desk.pk for desk in visible_desks(user)]).order_by("name")
        field.empty_label = _("every desk") if sees_every_desk(user) else _("all of mine")
        if kind != ReportKind.TOLL_WATCH:
            del self.fields["story"]

    def clean(self) -> dict[str, Any]:
        """Refuse days that run backwards, or more than a year of them."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", _("This day is before the first one."))
        if first and last and last - first > _LONGEST:
            self.add_error("first", _("A report covers a year at the most: choose a later day."))
        return cleaned


def list_reports(request: HttpRequest, context: Mapping[str, Any]) -> TemplateResponse:
    """List the reports that the person may read."""
    kinds = _kinds(request)
    return TemplateResponse(request, "moderation/report/list.html", {**context, "title": _("Reports"), "kinds": kinds})


def show_report(request: HttpRequest, context: Mapping[str, Any], kind: str) -> HttpResponse:
    """Show one report, or answer with one of its files.

    :raises Http404: there is no such report, or not for this person
    """
    chosen = next((one for one in _kinds(request) if one.value == kind), None)
    if chosen is None:
        raise Http404
    form = AskForm(request.GET, user=request.user, kind=chosen)
    digest = _make(form, request, chosen) if form.is_valid() else None
    if digest is not None and request.GET.get("file"):
        return _file(digest, request.GET["file"])
    query = request.GET.copy()
    query.pop("file", None)
    shown = {**context, "title": chosen.label, "kind": chosen, "form": form, "digest": digest, "query": query}
    return TemplateResponse(request, "moderation/report/page.html", shown)


def _kinds(request: HttpRequest) -> tuple[ReportKind, ...]:
    if not request.user.has_perm("moderation.view_review"):
        raise PermissionDenied
    return readable_kinds(roles_of(request.user), is_superuser=request.user.is_superuser)


def _make(form: AskForm, request: HttpRequest, kind: ReportKind) -> Digest | None:
    asked, everywhere = form.cleaned_data, sees_every_desk(request.user)
    desks = [asked["desk"]] if asked["desk"] else [] if everywhere else visible_desks(request.user)
    if not desks and not everywhere:
        return None
    wanted = Request(
        kind=kind,
        first=asked["first"],
        last=asked["last"],
        desks=desks,
        wires=[asked["wire"]] if asked["wire"] else [],
        story=asked.get("story", ""),
        is_whole_house=everywhere,
    )
    return answer(wanted, now=timezone.now(), zone=timezone.get_current_timezone(), language=get_language() or "en")


def _file(digest: Digest, name: str) -> HttpResponse:
    for file in digest.attachments:
        if file.filename == name:
            disposition = content_disposition_header(as_attachment=True, filename=file.filename)
            headers = {"Content-Disposition": disposition or "attachment"}
            return HttpResponse(file.content, content_type=f"{file.mimetype}; charset=utf-8", headers=headers)
    raise Http404

"""The reports' data: the digests that mails and pages carry, as JSON."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import Http404
from django.utils import timezone, translation
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from articles.api.problems import Problem
from articles.api.views import ApiView
from articles.models import TokenScope, Wire
from articles.sight import roles_of, sees_every_desk
from moderation.api.answer_shapes import DigestOut, ReportsOut
from moderation.api.paging import refuse_unknown
from moderation.api.reach import desks_of
from moderation.api.shapes import SafeCharField
from moderation.models.report import ReportKind
from moderation.reports import asking
from moderation.reports.readership import readable_kinds

_LONGEST = 366
# Days around which there are others: a report compares its days with those before and after.
_DAYS = (MinValueValidator(date(1970, 1, 1)), MaxValueValidator(date(2199, 12, 31)))


class ReportIn(serializers.Serializer[Any]):
    """Which desk, wire, story and days; left out: all, and the days that the mail would tell of."""

    desk = SafeCharField(max_length=80, required=False)
    wire = SafeCharField(max_length=80, required=False)
    story = SafeCharField(max_length=120, required=False, default="")
    first = serializers.DateField(required=False, validators=_DAYS)
    last = serializers.DateField(required=False, validators=_DAYS, help_text="belongs to the report")
    language = serializers.ChoiceField(choices=["en", "fr"], required=False, default="en")


_ASKED = [
    OpenApiParameter(name, date if name in {"first", "last"} else str)
    for name in ("desk", "wire", "story", "first", "last", "language")
]


class Reports(ApiView):
    """The reports that the token's user may read."""

    scopes = {"GET": TokenScope.READ}

    @extend_schema(operation_id="list_reports", responses=ReportsOut)
    def get(self, request: Request) -> Response:
        """List them with their addresses."""
        kinds = [{"kind": kind.value, "href": f"/api/v1/reports/{kind.value}"} for kind in _kinds(request)]
        return Response({"reports": kinds})


class OneReport(ApiView):
    """One report."""

    scopes = {"GET": TokenScope.READ}

    @extend_schema(operation_id="read_report", parameters=_ASKED, responses=DigestOut)
    def get(self, request: Request, kind: str) -> Response:
        """Make it now, over the token's desks."""
        chosen = next((one for one in _kinds(request) if one.value == kind), None)
        if chosen is None:
            raise Http404
        refuse_unknown(request, ReportIn._declared_fields)
        asked = ReportIn(data=request.query_params)
        asked.is_valid(raise_exception=True)
        wanted = _wanted(request, chosen, asked.validated_data)
        language = asked.validated_data["language"]
        with translation.override(language):
            digest = asking.answer(wanted, now=timezone.now(), zone=timezone.get_current_timezone(), language=language)
        return Response(asdict(digest))


def _kinds(request: Request) -> tuple[ReportKind, ...]:
    kinds = readable_kinds(roles_of(request.user))
    # What is told of every desk is not told to a token that is limited to some.
    whole = request.auth.limits is None and sees_every_desk(request.user)
    return tuple(kind for kind in kinds if kind != ReportKind.AUDIT_LETTER or whole)


def _wanted(request: Request, kind: ReportKind, given: dict[str, Any]) -> asking.Request:
    usual_first, usual_last = asking.usual_days(kind, today=timezone.localdate())
    first, last = given.get("first", usual_first), given.get("last", usual_last)
    if last < first or (last - first).days > _LONGEST:
        raise Problem(400, "bad_filter", "first and last name a stretch of a year at the most, the first day first")
    desks = desks_of(request)
    if given.get("desk"):
        desks = desks.named(given["desk"])
    named = list(desks)
    if not named:
        raise Problem(400, "bad_filter", "no desk of this token is called so")
    wires = list(Wire.objects.named(given["wire"])) if given.get("wire") else []
    if given.get("wire") and not wires:
        raise Problem(400, "bad_filter", "no wire is called so")
    return asking.Request(kind=kind, first=first, last=last, desks=named, wires=wires, story=given["story"])

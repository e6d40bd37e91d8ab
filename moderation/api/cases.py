"""Acknowledge what became of the copy that an article was made from."""

from __future__ import annotations

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from articles.api.authentication import actor_of
from articles.api.views import ApiView, once
from articles.models import TokenScope
from moderation.api.filing import KEY
from moderation.api.reach import find_case
from moderation.api.seen import held_still
from moderation.api.shapes import Asked, SafeCharField
from moderation.models import Case
from moderation.workflow.aftermath import acknowledge


class AcknowledgementIn(Asked):
    """What was done about a case."""

    note = SafeCharField(max_length=2000, required=False, allow_blank=True, default="")


class AcknowledgedOut(serializers.ModelSerializer[Case]):
    """A case that somebody has acknowledged."""

    by = serializers.CharField(source="acknowledged_by.username")
    at = serializers.DateTimeField(source="acknowledged_at")

    class Meta:
        model = Case
        fields = ("id", "article", "note", "by", "at")
        read_only_fields = fields


class AcknowledgeCase(ApiView):
    """A case on an article of the token's desks."""

    scopes = {"POST": TokenScope.DECIDE}

    @extend_schema(
        operation_id="acknowledge_case", parameters=[KEY], request=AcknowledgementIn, responses=AcknowledgedOut
    )
    @once
    def post(self, request: Request, pk: int) -> Response:
        """Say that it was seen, once, and what was done about it; it needs no If-Match, for a case never changes."""
        asked = AcknowledgementIn(data=request.data)
        asked.is_valid(raise_exception=True)
        with held_still():
            case = acknowledge(
                case=find_case(request, pk),
                actor=actor_of(request),
                now=timezone.now(),
                note=asked.validated_data["note"],
            )
            return self.keep(Response(AcknowledgedOut(case).data))

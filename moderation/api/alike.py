"""Dismiss many flags alike at once, and take that back once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from articles.api.authentication import actor_of
from articles.api.views import ApiView, once
from articles.models import TokenScope
from moderation.api.articles import MATCH
from moderation.api.filing import KEY
from moderation.api.reach import desks_of, find_review
from moderation.api.seen import flag_as_seen, held_still
from moderation.api.shapes import Asked, SafeCharField
from moderation.models import DismissalReason, Flag
from moderation.workflow.answering import BulkReceipt, dismiss_alike, undo_alike

_MOST = 100  # articles at once


class AlikeIn(Asked):
    """Why all flags like this one are dismissed, and in which articles."""

    reason_code = serializers.ChoiceField(choices=DismissalReason.choices)
    note = SafeCharField(max_length=2000, required=False, allow_blank=True, default="")
    articles = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1),
        required=False,
        min_length=1,
        max_length=_MOST,
        help_text="left out: the flag's own",
    )


class AlikeOut(serializers.Serializer[Any]):
    """What was dismissed at once."""

    batch = serializers.UUIDField(help_text="names it, to undo it")
    dismissed = serializers.IntegerField(help_text="how many flags")
    left = serializers.ListField(
        child=serializers.IntegerField(),
        help_text="articles without such an open flag, not on hand, or in somebody else's hands",
    )


class UndoneOut(serializers.Serializer[Any]):
    """What is open again."""

    reopened = serializers.IntegerField(help_text="how many flags; what was answered or decided since stays")


class DismissAlike(ApiView):
    """All open flags of one check on one text, in the articles chosen."""

    scopes = {"POST": TokenScope.DECIDE}

    @extend_schema(
        operation_id="dismiss_flags_alike", parameters=[KEY, MATCH], request=AlikeIn, responses={201: AlikeOut}
    )
    @once
    def post(self, request: Request, pk: int) -> Response:
        """Dismiss this flag and all like it, each recorded as if it were alone."""
        asked = AlikeIn(data=request.data)
        asked.is_valid(raise_exception=True)
        given = asked.validated_data
        with flag_as_seen(request, pk, beside=given.get("articles", ())) as flag:
            receipt = _dismiss(request, flag, given)
            answer = {"batch": receipt.batch, "dismissed": receipt.dismissed, "left": list(receipt.left)}
            return self.keep(Response(AlikeOut(answer).data, status=201))


class UndoAlike(ApiView):
    """What one token dismissed at once."""

    scopes = {"POST": TokenScope.DECIDE}

    @extend_schema(operation_id="undo_dismissal", parameters=[KEY], request=None, responses=UndoneOut)
    @once
    def post(self, request: Request, batch: UUID) -> Response:
        """Open its flags again, once, by the token that dismissed them."""
        with held_still():
            number = undo_alike(
                batch=batch,
                actor=actor_of(request),
                session=_session_of(request),
                now=timezone.now(),
                desks=set(desks_of(request).values_list("pk", flat=True)),
            )
            return self.keep(Response(UndoneOut({"reopened": number}).data))


def _dismiss(request: Request, flag: Flag, given: Mapping[str, Any]) -> BulkReceipt:
    reviews = [find_review(request, number) for number in given.get("articles", [flag.article_id])]
    return dismiss_alike(
        check_id=flag.check_id,
        matched_text=flag.matched_text,
        article_ids=[review.article_id for review in reviews],
        reason_code=given["reason_code"],
        note=given["note"],
        actor=actor_of(request),
        session=_session_of(request),
        now=timezone.now(),
    )


def _session_of(request: Request) -> str:
    return f"token {request.auth.pk}"

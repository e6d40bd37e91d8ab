"""Read an article's decisions and take one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from articles.api.authentication import actor_of
from articles.api.views import ApiView, once
from articles.models import TokenScope
from moderation.api.articles import MATCH
from moderation.api.filing import KEY
from moderation.api.paging import OldestFirst, page_of, paged
from moderation.api.reach import find_review
from moderation.api.seen import article_as_seen
from moderation.api.shapes import DecisionIn, DecisionOut, ReviewOut
from moderation.models import Review
from moderation.workflow import deciding, reviewing
from moderation.workflow.states import Verb


class Decisions(ApiView):
    """What was decided about an article."""

    scopes = {"GET": TokenScope.READ, "POST": TokenScope.DECIDE}

    @extend_schema(operation_id="list_decisions", responses=paged(DecisionOut))
    def get(self, request: Request, pk: int) -> Response:
        """List the decisions, the oldest first."""
        rows = find_review(request, pk).decisions.select_related("version")
        return page_of(request, self, rows, lambda page: DecisionOut(page, many=True).data, order=OldestFirst)

    @extend_schema(operation_id="decide", parameters=[KEY, MATCH], request=DecisionIn, responses={201: ReviewOut})
    @once
    def post(self, request: Request, pk: int) -> Response:
        """Approve, return, hold, kill …: the same guards as on the desk, four eyes among them."""
        with article_as_seen(request, pk):
            asked = DecisionIn(data=request.data)
            asked.is_valid(raise_exception=True)
            review = find_review(request, pk)
            _call(request, review, asked.validated_data)
            # Whoever decided is answered, also where the decision took the copy out of their sight.
            return self.keep(Response(ReviewOut(Review.objects.get(pk=review.pk)).data, status=201))


def _call(request: Request, review: Review, given: Mapping[str, Any]) -> None:
    """Make the one call that the verb means, with what it asks for."""
    now = timezone.now()
    common = {"review": review, "actor": actor_of(request), "now": now}
    reason = given["reason"]
    as_read = {"reason": reason, "content_hash": given.get("content_hash")}
    calls: Mapping[str, Callable[[], object]] = {
        Verb.CLAIM: lambda: reviewing.claim(**common),
        Verb.RELEASE: lambda: reviewing.release(**common),
        Verb.ESCALATE: lambda: reviewing.escalate(**common, reason=reason),
        Verb.HOLD: lambda: deciding.hold(**common, reason=reason, until=given.get("until", now)),
        Verb.RESUME: lambda: deciding.resume(**common, reason=reason),
        Verb.RETURN: lambda: deciding.return_(**common, **as_read),
        Verb.APPROVE: lambda: deciding.approve(**common, content_hash=_hash(given), note=reason),
        Verb.KILL: lambda: deciding.kill(**common, reason=reason),
        Verb.SPIKE: lambda: deciding.spike(**common, **as_read),
        Verb.REOPEN: lambda: deciding.reopen(**common, reason=reason),
    }
    calls[given["verb"]]()


def _hash(given: Mapping[str, Any]) -> str:
    if not given.get("content_hash"):
        raise ValidationError({"content_hash": "name the text that you approve: its content_hash"}, code="required")
    return str(given["content_hash"])

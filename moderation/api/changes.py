"""What has changed, in an order that a program can follow without missing anything."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from articles.api.views import ApiView
from articles.models import TokenScope
from moderation.api.articles import FIELDS, fields_asked
from moderation.api.filters import ChangeFilters
from moderation.api.paging import PAGES, OldestFirst, narrowed, page_of, paged
from moderation.api.reach import changes_of, shown_articles_of
from moderation.api.shapes import ArticleOut, ChangeOut
from moderation.models import AuditEvent

_AFTER = OpenApiParameter("after", int, description="the `sequence` that was read last; left out: from the beginning")


class Changes(ApiView):
    """The articles on the token's desks, in the order in which each changed last."""

    scopes = {"GET": TokenScope.READ}

    @extend_schema(
        operation_id="list_changes",
        parameters=[_AFTER, FIELDS, *PAGES],
        responses=paged(ChangeOut),
    )
    def get(self, request: Request) -> Response:
        """List what was filed, changed or moved to a desk of the token after a place in the house's own history.

        Each article stands once, as it is now, at the place of its last change. Places follow the order in which
        changes were committed: nothing comes to stand before a place that was read.
        """
        wanted = fields_asked(request)

        def write(events: Iterable[AuditEvent]) -> list[dict[str, Any]]:
            page = list(events)
            articles = shown_articles_of(request).in_bulk([event.article_id for event in page])
            return [
                {"sequence": event.sequence, "article": ArticleOut(articles[event.article_id], wanted=wanted).data}
                for event in page
                if event.article_id in articles
            ]

        rows = narrowed(request, changes_of(request), ChangeFilters)
        return page_of(request, self, rows, write, order=OldestFirst, names=("after", "fields"))

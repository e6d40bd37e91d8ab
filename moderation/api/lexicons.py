"""Which lexicons were published."""

from __future__ import annotations

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from articles.api.views import ApiView
from articles.models import TokenScope
from moderation.api.answer_shapes import OneReleaseOut
from moderation.api.paging import page_of, paged
from moderation.api.shapes import ReleaseOut
from moderation.models import LexiconRelease


class Releases(ApiView):
    """The published lexicons."""

    scopes = {"GET": TokenScope.READ}

    @extend_schema(operation_id="list_releases", responses=paged(ReleaseOut))
    def get(self, request: Request) -> Response:
        """List them, the latest first."""
        rows = LexiconRelease.objects.without_words()
        return page_of(request, self, rows, lambda page: ReleaseOut(page, many=True).data)


class OneRelease(ApiView):
    """One published lexicon."""

    scopes = {"GET": TokenScope.READ}

    @extend_schema(operation_id="read_release", responses=OneReleaseOut)
    def get(self, request: Request, number: int) -> Response:
        """Read it with all its words."""
        release = LexiconRelease.objects.filter(number=number).first() if number < 2**31 else None
        if release is None:
            raise Http404
        return Response({**ReleaseOut(release).data, "tables": release.tables, "parties": release.parties})

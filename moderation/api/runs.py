"""Where a screening stands: the status address of copy that was filed."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from articles.api.views import ApiView
from articles.models import TokenScope
from moderation.api.filing import WAIT
from moderation.api.reach import find_run
from moderation.api.shapes import RunOut
from moderation.api.waiting import seconds_asked, wait_for


class OneRun(ApiView):
    """One screening."""

    scopes = {"GET": TokenScope.READ}

    @extend_schema(operation_id="read_run", parameters=[WAIT], responses=RunOut)
    def get(self, request: Request, pk: int) -> Response:
        """Read it; `?wait=5` waits for its end."""
        run = find_run(request, pk)
        return Response(RunOut(wait_for(run, seconds_asked(request))).data)

"""What becomes of copy that was received: the status address of filing."""

from __future__ import annotations

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from articles.api.views import ApiView
from articles.models import TokenScope
from moderation.api.filing import WAIT
from moderation.api.reach import find_arrival
from moderation.api.receipts import answer_arrival
from moderation.api.shapes import FiledOut
from moderation.api.waiting import seconds_asked


class OneArrival(ApiView):
    """One article as it was received."""

    scopes = {"GET": TokenScope.FILE}

    @extend_schema(operation_id="read_arrival", parameters=[WAIT], responses=FiledOut)
    def get(self, request: Request, address: UUID) -> Response:
        """Read what became of it; `?wait=5` waits until it is filed and screened. It is told for a week."""
        seconds = seconds_asked(request)
        return answer_arrival(find_arrival(request, address), seconds)

"""Check a text without keeping it."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from articles.api.problems import Problem
from articles.api.views import ApiView
from articles.models import TokenScope
from moderation.api.answer_shapes import ScreeningOut
from moderation.api.reach import desks_of
from moderation.api.shapes import ScreenIn
from moderation.models import LexiconRelease
from moderation.screening.json_lines import describe_screening
from moderation.workflow.engine import screen_text


class Screen(ApiView):
    """Screen a text that nobody files."""

    scopes = {"POST": TokenScope.SCREEN}

    @extend_schema(operation_id="screen_text", request=ScreenIn, responses=ScreeningOut)
    def post(self, request: Request) -> Response:
        """Answer with the reading and its findings; nothing is kept.

        The house style and the language of messages are those of the token's first desk.
        """
        asked = ScreenIn(data=request.data)
        asked.is_valid(raise_exception=True)
        given = asked.validated_data
        release = LexiconRelease.objects.without_words().first()
        if release is None:
            raise Problem(503, "no_lexicon", "no lexicon is published yet: ask an administrator")
        screening = screen_text(
            given["text"],
            release=release,
            desk=desks_of(request).order_by("name").first(),
            language=given.get("language"),
            message_language=given.get("message_language"),
        )
        return Response(describe_screening(None, screening))

"""Check a text without keeping it."""

from __future__ import annotations

from django.utils.translation.trans_real import parse_accept_lang_header
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from articles.api.problems import Problem
from articles.api.views import ApiView
from articles.models import TokenScope
from articles.models.kinds import LANGUAGES
from moderation.api.answer_shapes import ScreeningOut
from moderation.api.reach import desks_of
from moderation.api.shapes import ScreenIn
from moderation.models import LexiconRelease
from moderation.screening.json_lines import describe_screening
from moderation.screening.screen import Original
from moderation.workflow.engine import screen_text


class Screen(ApiView):
    """Screen a text that nobody files."""

    scopes = {"POST": TokenScope.SCREEN}

    @extend_schema(operation_id="screen_text", request=ScreenIn, responses=ScreeningOut)
    def post(self, request: Request) -> Response:
        """Answer with the reading and its findings; nothing is kept.

        The house style is that of the token's first desk. Messages are in the language that `message_language` names,
        else in the one that `Accept-Language` asks for, else in the desk's.
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
            message_language=given.get("message_language") or _asked_language(request),
            original=Original(**given["original"]) if given.get("original") else None,
        )
        return Response(describe_screening(None, screening))


def _asked_language(request: Request) -> str | None:
    """Return the first language that the request accepts and the house speaks."""
    for code, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if code.partition("-")[0] in dict(LANGUAGES):
            return code.partition("-")[0]
    return None

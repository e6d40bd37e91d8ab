"""Check a text without keeping it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation.trans_real import parse_accept_lang_header
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from articles.api.problems import Problem
from articles.api.views import ApiView
from articles.intake.languages import read_language
from articles.models import TokenScope
from articles.models.kinds import LANGUAGES
from moderation.api.answer_shapes import ScreeningOut
from moderation.api.reach import desks_of
from moderation.api.shapes import ScreenIn
from moderation.models import LexiconRelease
from moderation.screening.json_lines import describe_screening
from moderation.screening.screen import Original
from moderation.workflow.composing import Pieces, compose
from moderation.workflow.engine import screen_text

# Beneath these names every offset is the original's.
_OF_THE_ORIGINAL = frozenset({"original", "comparison"})


class Screen(ApiView):
    """Screen a text that nobody files."""

    scopes = {"POST": TokenScope.SCREEN}

    @extend_schema(operation_id="screen_text", request=ScreenIn, responses=ScreeningOut)
    def post(self, request: Request) -> Response:
        """Answer with the reading and its findings; nothing is kept.

        The house style is that of the token's first desk. Messages are in the language that `message_language` names,
        else in the one that `Accept-Language` asks for, else in the desk's. The text is read with the letters that
        filing would give it; offsets are code points into what was sent.
        """
        asked = ScreenIn(data=request.data)
        asked.is_valid(raise_exception=True)
        given = asked.validated_data
        release = LexiconRelease.objects.without_words().first()
        if release is None:
            raise Problem(503, "no_lexicon", "no lexicon is published yet: ask an administrator")
        text, original = compose(given["text"]), given.get("original")
        there = compose(original["text"]) if original else text
        screening = screen_text(
            text.text,
            release=release,
            desk=desks_of(request).order_by("name").first(),
            language=read_language(given["language"]) if given.get("language") else None,
            message_language=given.get("message_language") or _asked_language(request),
            now=timezone.now(),
            original=Original(read_language(original["language"]), there.text) if original else None,
        )
        return Response(_placed(describe_screening(None, screening), text, there))


def _placed(told: Any, here: Pieces, there: Pieces) -> Any:
    """Return what is told with its offsets as those of the text that was sent, or of its original."""
    if isinstance(told, list):
        return [_placed(one, here, there) for one in told]
    if not isinstance(told, Mapping):
        return told
    placed = {name: _placed(value, there if name in _OF_THE_ORIGINAL else here, there) for name, value in told.items()}
    if told.get("start") is not None:
        placed["start"] = here.place(told["start"])
        placed["end"] = max(here.place(told["end"], is_end=True), placed["start"])
    return placed


def _asked_language(request: Request) -> str | None:
    """Return the first language that the request accepts and the house speaks."""
    for code, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if code.partition("-")[0] in dict(LANGUAGES):
            return code.partition("-")[0]
    return None

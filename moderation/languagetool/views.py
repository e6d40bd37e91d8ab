"""The two addresses: check a text, list the languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import APIException
from rest_framework.parsers import FormParser, MultiPartParser
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from articles.api.authentication import PathTokenAuthentication, find_token
from articles.api.problems import headers_of
from articles.api.views import ApiView
from articles.models import ApiToken, Desk, TokenScope
from articles.sight import desks_of_token
from moderation.languagetool.answers import list_languages, write_answer
from moderation.languagetool.requests import UnfitRequest, read_request
from moderation.models import LexiconRelease
from moderation.screening.languages import complete_packs, detect_among
from moderation.workflow.engine import load_lexicon, screen_text


class ClientAuthentication(PathTokenAuthentication):
    """Take the token from the address, from the header, or from the form's ``apiKey``, as clients can send it."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """Return whom the token acts as."""
        found = super().authenticate(request)
        key = request.data.get("apiKey") if found is None and request.method == "POST" else None
        # A form may send it as a file, which opens nothing.
        return find_token(key.encode()) if key and isinstance(key, str) else found


class ToolView(ApiView):
    """Speak as LanguageTool does: refusals are one line of text; pages of any origin may ask, there are no cookies."""

    authentication_classes = (ClientAuthentication,)
    parser_classes = (FormParser, MultiPartParser)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer what a browser asks before it sends anything, with no token yet; all else as the others do."""
        if request.method == "OPTIONS":
            return _let_ask(HttpResponse())
        return super().dispatch(request, *args, **kwargs)

    def get_exception_handler(self) -> Callable[..., HttpResponse | None]:
        """Return what writes a refusal."""
        return _refuse

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Let browser add-ons read the answer."""
        return _let_ask(super().finalize_response(request, response, *args, **kwargs))


@extend_schema(exclude=True)
class Check(ToolView):
    """Check one text."""

    scopes = {"POST": TokenScope.SCREEN, "GET": TokenScope.SCREEN}

    def get(self, request: Request, **_: Any) -> Response:
        """Check the text of the query, as old clients send it."""
        return self._check(request, request.query_params)

    def post(self, request: Request, **_: Any) -> Response:
        """Check the text of the form."""
        return self._check(request, request.data)

    def _check(self, request: Request, form: Mapping[str, str]) -> Response:
        asked = read_request({name: value for name, value in form.items() if isinstance(value, str)})
        release = LexiconRelease.objects.without_words().first()
        if release is None:
            raise UnfitRequest("no lexicon is published yet: ask an administrator", status=503)
        known = sorted(complete_packs(load_lexicon(release)))
        detected, confidence = detect_among(asked.annotated.text, known, preferred=asked.preferred)
        if asked.language and asked.language not in known:
            raise UnfitRequest(f"'{asked.code}' is not a language that is read here: {', '.join(known)} are")
        screening = screen_text(
            asked.annotated.text,
            release=release,
            desk=_desk(request),
            language=asked.language or detected,
            message_language=asked.language or detected,
            now=timezone.now(),
        )
        return Response(write_answer(asked, screening, confidence=round(confidence, 3)))


@extend_schema(exclude=True)
class Languages(ToolView):
    """List the languages; no token is needed to ask."""

    permission_classes = (AllowAny,)
    authentication_classes = ()
    throttle_classes = ()

    def get(self, _request: Request, **_: Any) -> Response:
        """List them."""
        release = LexiconRelease.objects.without_words().first()
        return Response(list_languages(sorted(complete_packs(load_lexicon(release))) if release else []))


def _let_ask(answer: HttpResponseBase) -> HttpResponseBase:
    """Let pages of any origin ask, and read the answer."""
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Access-Control-Allow-Methods"] = "GET, POST, OPTIONS"
    answer["Access-Control-Allow-Headers"] = "Authorization, Content-Type"
    return answer


def _desk(request: Request) -> Desk | None:
    """Return the desk whose house style is read in: the first that the token sees, as in `POST /api/v1/screen`."""
    return desks_of_token(request.auth).order_by("name").first()


def _refuse(error: Exception, _context: Mapping[str, Any]) -> HttpResponse | None:
    if isinstance(error, SuspiciousOperation):
        error = _unfit(error)
    if isinstance(error, UnfitRequest):
        return HttpResponse(f"Error: {error}", status=error.status, content_type="text/plain; charset=utf-8")
    if isinstance(error, APIException):
        return HttpResponse(
            f"Error: {error.detail}",
            status=error.status_code,
            content_type="text/plain; charset=utf-8",
            headers=headers_of(error),
        )
    return None


def _unfit(error: SuspiciousOperation) -> UnfitRequest:
    """Return the refusal of a form that Django does not read."""
    if isinstance(error, RequestDataTooBig):
        return UnfitRequest("the text is too large", status=413)
    if isinstance(error, TooManyFieldsSent):
        most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
        return UnfitRequest(f"the form has more than {most} fields: send the text and each parameter once")
    return UnfitRequest("the form cannot be read: send it as application/x-www-form-urlencoded")

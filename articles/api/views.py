"""The root of every view for programs: its parsers, its headers, its writes that are done once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from articles.api.authentication import HasScope, TokenAuthentication, may_read, scope_of
from articles.api.problems import Problem
from articles.api.throttling import TokenThrottle
from articles.models import KeptAnswer, TokenScope
from articles.operations.answering_once import (
    Answer,
    Asked,
    StillInFlight,
    answer_and_keep,
    begin_answer,
    find_answer,
    forget_answer,
    keep_answer,
)
from articles.sight import may_file

_KEPT_HEADERS = ("Location", "ETag")
_LONGEST_KEY = 255


class ApiView(APIView):
    """Ask for a token with the scope of the method; say in every answer what is left of the limit.

    ``scopes`` names the scope that each method needs. Where that is the one to file, a role that files is needed too.
    """

    authentication_classes = (TokenAuthentication,)
    permission_classes = (HasScope,)
    throttle_classes = (TokenThrottle,)
    scopes: dict[str, str] = {}
    # The write that this request is, and since when it is under way; and its answer, where that is kept already.
    under_way: tuple[Asked, datetime] | None = None
    kept: Response | None = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Let the request in, unless it is larger than any copy: it is refused before it is read.

        :raises RequestDataTooBig:
        :raises Problem: it files, and no role of the token's user does
        """
        super().initial(request, *args, **kwargs)
        # A token outlives the roles that its user had when it was issued: they are asked each time.
        if scope_of(self, request) == TokenScope.FILE and not may_file(request.user):
            raise Problem(403, "role", _("no role of this token's user files or corrects copy: ask for one that does"))
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        """Add the limit's headers; what one token may see is no other's to cache."""
        answer = super().finalize_response(request, response, *args, **kwargs)
        seen: TokenThrottle | None = getattr(self, "throttle_seen", None)
        for name, value in (seen.tell() if seen else {}).items():
            answer[name] = value
        answer.setdefault("Cache-Control", "private, no-store")
        return answer

    def keep(self, response: Response) -> Response:
        """Keep an answer in the transaction of the change that it tells of: none of the two stands without the other.

        :raises StillInFlight: the key is a repeat's by now; it makes the change, and this request must not
        """
        if self.under_way is None:
            raise RuntimeError("only a write that is done once has an answer to keep")
        asked, begun_at = self.under_way
        if not keep_answer(asked, _answer_of(response), begun_at=begun_at):
            raise StillInFlight
        self.kept = response
        return response


class NothingHere(ApiView):
    """Answer every address that leads nowhere as the others answer."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Let the token in, then say that there is nothing.

        :raises Http404: always
        """
        super().initial(request, *args, **kwargs)
        raise Http404


def is_form(request: Request) -> bool:
    """Tell whether a request is a form of several parts, of which one may be a file."""
    return str(request.content_type or "").lower().startswith("multipart/")


def once(handler: Callable[..., Response]) -> Callable[..., Response]:
    """Let a write be done once a key: asked again, it answers as it did, and does nothing.

    A handler that the repeat would find changed by itself keeps its answer with the change: see :meth:`ApiView.keep`.
    """

    @wraps(handler)
    def guarded(view: ApiView, request: Request, *args: Any, **kwargs: Any) -> Response:
        asked, now = _name(request), timezone.now()
        kept = begin_answer(asked, now=now)
        if kept is not None:
            return _replay(kept)
        view.under_way = asked, now
        try:
            response = handler(view, request, *args, **kwargs)
        except BaseException:
            # Refused or broken off: nothing was done, so the key is free for the mended request; unless it was kept.
            forget_answer(asked, begun_at=now)
            raise
        if response is not view.kept:
            keep_answer(asked, _answer_of(response), begun_at=now)
        return response

    return guarded


def promised_once(handler: Callable[..., tuple[Response, Model]]) -> Callable[..., Response]:
    """Let a write that only promises be done once a key: its answer and the row that it promises are written together.

    The handler writes nothing; it returns its answer and the new row.
    """

    @wraps(handler)
    def guarded(view: APIView, request: Request, *args: Any, **kwargs: Any) -> Response:
        asked, now = _name(request), timezone.now()
        try:
            response, promised = handler(view, request, *args, **kwargs)
        except Exception:
            # What was promised once stays so, whatever has changed since.
            before = find_answer(asked, now=now)
            if before is None:
                raise
            return _replay(before)
        kept = answer_and_keep(asked, _answer_of(response), promised, now=now)
        return response if kept is None else _replay(kept)

    return guarded


def check_match(request: Request, present: str, *, shown: Callable[[], Any]) -> None:
    """Let a change through only to who has seen what is there.

    :raises Problem: no If-Match (428), or another than the present one (412, which shows it to who may read)
    """
    given = request.headers.get("If-Match", "")
    if not given:
        raise Problem(428, "if_match_required", _("send If-Match with the ETag that you have read"))
    if given.strip() != "*" and present not in [tag.strip().removeprefix("W/") for tag in given.split(",")]:
        present_one = {"present": shown()} if may_read(request) else {}
        raise Problem(412, "stale", _("this has changed since you read it: look at the present one"), **present_one)


def _answer_of(response: Response) -> Answer:
    headers = {name: response[name] for name in _KEPT_HEADERS if name in response}
    return Answer(response.status_code, headers, response.data)


def _replay(kept: KeptAnswer) -> Response:
    return Response(kept.body, status=kept.status, headers={**kept.headers, "Idempotency-Replayed": "true"})


def _content(request: Request) -> tuple[bytes, bytes]:
    """Return a request's media type and what it says: a form by its fields, which each sending parts otherwise."""
    body = request._request.body
    if not is_form(request):
        return str(request.content_type or "").encode(), body
    fields = [(name, _say(value)) for name in sorted(request.data) for value in request.data.getlist(name)]
    return b"multipart/form-data", json.dumps(fields).encode()


def _say(value: str | UploadedFile) -> str | list[str]:
    """Return what a field of a form says: its words, or a file's name, type and the digest of its bytes."""
    if isinstance(value, str):
        return value
    digest = hashlib.sha256(value.read()).hexdigest()
    value.seek(0)
    return [str(value.name), str(value.content_type), digest]


def _name(request: Request) -> Asked:
    key = request.headers.get("Idempotency-Key", "")
    if not key or len(key) > _LONGEST_KEY or not key.isascii() or not key.isprintable():
        detail = _("send Idempotency-Key: up to 255 printable ASCII characters, new for every request")
        raise Problem(400, "idempotency_key_required", detail)
    http = request._request
    place = (str(http.method), http.get_full_path())
    return Asked.of(request.auth, key, *(part.encode() for part in place), *_content(request))

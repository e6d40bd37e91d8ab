"""Say a refusal as RFC 9457 does: a stable code for programs, a sentence for people, pointers to what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation, ValidationError
from django.http import Http404
from django.utils.encoding import force_str
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import set_rollback

from articles.intake import UnreadableCopy
from articles.intake.languages import UnknownLanguage
from articles.operations import (
    ArticleAlreadyFiled,
    CopyIsKilled,
    CopyIsNotHeld,
    FiledElsewhere,
    StaleVersion,
    UnfitOriginal,
)
from articles.operations.answering_once import KeyUsedOtherwise, StillInFlight

MEDIA_TYPE = "application/problem+json"
# A status, a body, and the headers that go with it.
Said: TypeAlias = tuple[int, dict[str, Any], dict[str, str]]


class Problem(exceptions.APIException):
    """Refuse a request with a status, a stable code and a sentence; ``members`` are said beside them."""

    def __init__(self, status_code: int, code: str, detail: str, **members: Any) -> None:
        super().__init__(detail, code)
        self.status_code = status_code
        self.code = code
        self.members = members


class ProblemRenderer(JSONRenderer):
    """Write a problem under its own media type."""

    media_type = MEDIA_TYPE


# Refusals of the house, by the answer that they become. Later rooms add theirs.
REFUSALS: dict[type[Exception], tuple[int, str]] = {
    ArticleAlreadyFiled: (status.HTTP_409_CONFLICT, "already_filed"),
    CopyIsKilled: (status.HTTP_409_CONFLICT, "killed"),
    FiledElsewhere: (status.HTTP_409_CONFLICT, "filed_elsewhere"),
    CopyIsNotHeld: (status.HTTP_409_CONFLICT, "not_held"),
    StaleVersion: (status.HTTP_412_PRECONDITION_FAILED, "stale"),
    UnfitOriginal: (status.HTTP_422_UNPROCESSABLE_ENTITY, "unfit_original"),
    UnknownLanguage: (status.HTTP_422_UNPROCESSABLE_ENTITY, "unknown_language"),
    KeyUsedOtherwise: (status.HTTP_422_UNPROCESSABLE_ENTITY, "key_used_otherwise"),
    StillInFlight: (status.HTTP_409_CONFLICT, "in_flight"),
}


def answer_problem(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """Return the answer to a refusal; None for what is no refusal but a fault of ours."""
    found = _read(error)
    if found is None:
        return None
    code, body, headers = found
    set_rollback()
    return Response(body, status=code, headers=headers, content_type=MEDIA_TYPE)


def _read(error: Exception) -> Said | None:
    for kind, read in _READERS:
        if isinstance(error, kind):
            return read(error)
    return _refusal(error)


def _read_problem(error: Problem) -> Said:
    return error.status_code, _body(error.status_code, error.code, str(error.detail), **error.members), {}


def _read_invalid(error: exceptions.ValidationError) -> Said:
    faults = list(_faults(error.get_full_details(), ""))
    detail = "; ".join(f"{fault['pointer'] or '/'}: {fault['detail']}" for fault in faults)
    return 422, _body(422, "invalid", detail, errors=faults), {}


def _read_api(error: exceptions.APIException) -> Said:
    return error.status_code, _body(error.status_code, _code(error), force_str(error.detail)), headers_of(error)


def _refusal(error: Exception) -> Said | None:
    for kind in type(error).__mro__:
        if kind in REFUSALS:
            code, name = REFUSALS[kind]
            members = getattr(error, "members", {})
            return code, _body(code, getattr(error, "code", "") or name, str(error), **members), {}
    return None


def _body(code: int, name: str, detail: str, **members: Any) -> dict[str, Any]:
    title = name.replace("_", " ").capitalize()
    return {
        "type": f"/api/v1/problems#{name}",
        "title": title,
        "status": code,
        "code": name,
        "detail": detail,
        **members,
    }


def _code(error: exceptions.APIException) -> str:
    codes = error.get_codes()
    return codes if isinstance(codes, str) else "error"


def headers_of(error: exceptions.APIException) -> dict[str, str]:
    """Return the headers of a refusal: what a 401 asks for, and in how many seconds to come again."""
    headers = {}
    if getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = error.auth_header
    if getattr(error, "wait", None):
        headers["Retry-After"] = str(int(error.wait))
    return headers


def _faults(details: Any, pointer: str) -> Iterator[dict[str, str]]:
    """Yield each fault with a JSON pointer to where it is."""
    if isinstance(details, Mapping) and "message" in details and "code" in details:
        yield {"pointer": pointer, "code": str(details["code"]), "detail": str(details["message"])}
    elif isinstance(details, Mapping):
        for name, inner in details.items():
            place = pointer if name == "non_field_errors" else f"{pointer}/{_escape(str(name))}"
            yield from _faults(inner, place)
    elif isinstance(details, list):
        simple = all(isinstance(one, Mapping) and "message" in one for one in details)
        for place, inner in enumerate(details):
            yield from _faults(inner, pointer if simple else f"{pointer}/{place}")


def _escape(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


# The first that fits reads the refusal.
_READERS: tuple[tuple[type[Exception], Callable[[Any], Said]], ...] = (
    (Problem, _read_problem),
    (exceptions.ValidationError, _read_invalid),
    (exceptions.APIException, _read_api),
    (Http404, lambda _error: (404, _body(404, "not_found", _("there is nothing here that this token may see")), {})),
    (
        PermissionDenied,
        lambda _error: (403, _body(403, "permission_denied", _("the user of this token may not do that")), {}),
    ),
    (RequestDataTooBig, lambda _error: (413, _body(413, "too_large", _("this request is too large")), {})),
    (SuspiciousOperation, lambda error: (400, _body(400, "unreadable_request", str(error)), {})),
    (ValidationError, lambda error: (422, _body(422, "invalid", "; ".join(error.messages)), {})),
    (UnreadableCopy, lambda error: (422, _body(422, "unreadable_copy", _(error.template) % error.details), {})),
)

"""File copy: one article, a file, or a hundred at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from articles.api.authentication import actor_of
from articles.api.parsing import BoundedJSONParser
from articles.api.problems import Problem, answer_problem
from articles.api.views import ApiView, is_form, once, promised_once
from articles.intake import Copy, read_copies, read_copy
from articles.intake.draft import Draft
from articles.intake.normalise import canonical_text
from articles.models import Arrival, ArticleKind, Desk, TokenScope, Wire
from articles.operations import Receipt, receive_copy
from articles.operations.inbox import file_earlier, is_waited_for, make_arrival
from articles.operations.naming import find_place
from articles.sight import may_touch, token_sees
from moderation.api.answer_shapes import BatchOut
from moderation.api.reach import find_article
from moderation.api.receipts import answer_receipt, answer_received
from moderation.api.shapes import BatchIn, FiledOut, FileIn, PlaceIn, UploadIn
from moderation.api.waiting import seconds_asked
from moderation.workflow.dispatching import FILE_ARRIVALS, call_after_commit

WAIT = OpenApiParameter("wait", float, description="seconds to wait for the screening, 20 at the most")
FILED_NOW = OpenApiParameter(
    "wait", float, description="file before answering, and wait so many seconds for the screening, 20 at the most"
)
KEY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    required=True,
    description="new for every request; a repeat replays",
)
_FILE_IN = FileIn()
_PLACE_NAMES = tuple(PlaceIn().fields)
PLACE = [
    OpenApiParameter("wire", str, description="with desk: the JSON body is a ninjs item as it is, and nothing else"),
    OpenApiParameter("desk", str),
    OpenApiParameter("kind", str, enum=[ArticleKind.SYNDICATED, ArticleKind.TRANSLATED]),
    OpenApiParameter("original", int),
]


class ArticlesFiled(ApiView):
    """File one article: as JSON of our own, as a ninjs item, or as a file of any format."""

    parser_classes = (BoundedJSONParser, MultiPartParser)
    scopes = {"POST": TokenScope.FILE}

    @extend_schema(
        operation_id="file_article",
        parameters=[KEY, FILED_NOW, *PLACE],
        request={"application/json": FileIn, "multipart/form-data": UploadIn},
        responses={200: FiledOut, 201: FiledOut, 202: FiledOut},
    )
    def post(self, request: Request) -> Response:
        """Receive copy, and answer 202 with a status address once it is safe; it is filed within seconds.

        With `wait`, file it before the answer: 202 while it is being screened, 201 when that has ended, 200 where
        nothing was new. Where something earlier of the same id is put off, it waits behind that, as without `wait`.
        """
        if "wait" in request.query_params:
            return self._file_now(request)
        response = self._receive(request)
        call_after_commit(FILE_ARRIVALS)
        return response

    @once
    def _file_now(self, request: Request) -> Response:
        seconds = seconds_asked(request)
        return _answer(_file(request, _read(request)), seconds)

    @promised_once
    def _receive(self, request: Request) -> tuple[Response, Arrival]:
        arrival = make_arrival(**_read(request), token=request.auth, now=timezone.now())
        return answer_received(arrival), arrival


class BatchFiled(ApiView):
    """File up to a hundred articles; one that is refused does not stop the others."""

    scopes = {"POST": TokenScope.FILE}

    @extend_schema(operation_id="file_articles", parameters=[KEY], request=BatchIn, responses={207: BatchOut})
    @once
    def post(self, request: Request) -> Response:
        """Answer each article for itself, in their order, with the status that it would have had alone."""
        asked = BatchIn(data=request.data)
        asked.is_valid(raise_exception=True)
        answers = [_file_one(request, given) for given in asked.validated_data["articles"]]
        return Response({"articles": answers}, status=status.HTTP_207_MULTI_STATUS)


def _file_one(request: Request, given: Mapping[str, Any]) -> dict[str, Any]:
    try:
        answer = _answer(_file(request, _read_item(request, given)), 0)
    except Exception as error:
        # What is a refusal, the one handler knows: a list of our own would let one of them end the batch.
        refused = answer_problem(error, {})
        if refused is None:
            raise
        answer = refused
    return {"status": answer.status_code, "body": answer.data}


def _enveloped(request: Request) -> Any:
    """Return the body with its place: that stands in the address where the body is a ninjs item as it is."""
    place = {name: request.query_params[name] for name in _PLACE_NAMES if name in request.query_params}
    return {**place, "ninjs": request.data} if place else request.data


def _read(request: Request) -> dict[str, Any]:
    """Return the heads under which a request files, its copy among them."""
    return _read_upload(request) if is_form(request) else _read_item(request, _enveloped(request))


def _read_item(request: Request, data: Any) -> dict[str, Any]:
    given = _read_shape(data)
    return _heads(request, given, _read_json(given))


def _read_shape(data: Any) -> Mapping[str, Any]:
    """Return what was sent, by the one shape that is kept: to build it anew costs more than to read by it."""
    try:
        given: Mapping[str, Any] = _FILE_IN.run_validation(data)
    except ValidationError:
        # Read again by a shape of its own, which words its refusal.
        asked = FileIn(data=data)
        asked.is_valid(raise_exception=True)
        given = asked.validated_data
    return given


def _read_upload(request: Request) -> dict[str, Any]:
    asked = UploadIn(data=request.data)
    asked.is_valid(raise_exception=True)
    file = asked.validated_data["file"]
    copies = read_copies(file.read(), filename=file.name, media_type=file.content_type or "")
    if len(copies) != 1:
        detail = f"{file.name} holds {len(copies)} articles: send them one by one, or as ninjs to /articles/batch"
        raise Problem(422, "several_articles", detail)
    return _heads(request, asked.validated_data, copies[0])


def _read_json(given: Mapping[str, Any]) -> Copy:
    if "ninjs" in given:
        content = json.dumps(given["ninjs"], ensure_ascii=True).encode()
        return read_copy(content, filename="item.json", media_type="application/json")
    text = canonical_text(given["text"])
    if not any(map(str.isalpha, text)):
        raise ValidationError({"text": "holds no words: send the text of the article"}, code="empty")
    heads = {name: given[name] for name in ("headline", "summary", "slugline", "uri", "version", "urgency")}
    return Draft("json", paragraphs=[text], **heads).finish()


def _heads(request: Request, given: Mapping[str, Any], copy: Copy) -> dict[str, Any]:
    original = find_article(request, given["original"]) if given.get("original") else None
    usual = ArticleKind.TRANSLATED if original else ArticleKind.SYNDICATED
    wire, desk = _place(request, given)
    return {
        "copy": copy,
        "wire": wire,
        "desk": desk,
        "language": given.get("language"),
        "kind": given.get("kind", usual),
        "original": original,
    }


def _file(request: Request, heads: Mapping[str, Any]) -> Receipt | Arrival:
    """File copy before the answer, behind what waits under the same id; where that is put off, let this wait too."""
    now, wire, uri = timezone.now(), heads["wire"], heads["copy"].uri
    while file_earlier(wire=wire, uri=uri, may_touch=may_touch, now=now):
        continue
    if is_waited_for(wire=wire, uri=uri):
        return _keep(make_arrival(**heads, token=request.auth, now=now))
    return receive_copy(
        **heads,
        actor=actor_of(request),
        now=now,
        may_touch=lambda known: may_touch(request.auth, known),
    )


def _keep(arrival: Arrival) -> Arrival:
    arrival.save(force_insert=True)
    call_after_commit(FILE_ARRIVALS)
    return arrival


def _answer(became: Receipt | Arrival, seconds: float) -> Response:
    return answer_received(became) if isinstance(became, Arrival) else answer_receipt(became, seconds)


def _place(request: Request, given: Mapping[str, Any]) -> tuple[Wire, Desk]:
    wires, desks = find_place(wire=given["wire"], desk=given["desk"])
    if not wires:
        raise ValidationError({"wire": f"no active wire is called “{given['wire']}”"}, code="unknown")
    for desk in desks:
        if token_sees(request.auth, desk):
            return wires[0], desk
    raise ValidationError({"desk": f"no desk of this token is called “{given['desk']}”"}, code="unknown")

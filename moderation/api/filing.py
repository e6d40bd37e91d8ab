"""File copy: one article, a file, or a hundred at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from articles.api.authentication import actor_of
from articles.api.parsing import BoundedJSONParser
from articles.api.problems import REFUSALS, Problem, answer_problem
from articles.api.views import ApiView, once
from articles.intake import Copy, UnreadableCopy, read_copies, read_copy
from articles.intake.normalise import canonical_text
from articles.models import ArticleKind, Desk, TokenScope, Wire
from articles.operations import Outcome, Receipt, receive_copy
from moderation.api.reach import articles_of, desks_of, find_article
from moderation.api.shapes import BatchIn, CopyIn, FiledOut, FileIn, PlaceIn, RunOut, UploadIn
from moderation.api.waiting import seconds_asked, wait_for
from moderation.models import ScreeningRun

WAIT = OpenApiParameter("wait", float, description="seconds to wait for the screening, 20 at the most")
KEY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    required=True,
    description="new for every request; a repeat replays",
)
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
        parameters=[KEY, WAIT, *PLACE],
        request={"application/json": FileIn, "multipart/form-data": UploadIn},
        responses={200: FiledOut, 201: FiledOut, 202: FiledOut},
    )
    @once
    def post(self, request: Request) -> Response:
        """File copy; 202 while it is being screened, 201 when that has ended, 200 where nothing was new."""
        seconds = seconds_asked(request)
        is_file = request.content_type.startswith("multipart/")
        receipt = _file_upload(request) if is_file else _file_json(request, _enveloped(request))
        return answer_receipt(receipt, seconds)


class BatchFiled(ApiView):
    """File up to a hundred articles; one that is refused does not stop the others."""

    scopes = {"POST": TokenScope.FILE}

    @extend_schema(operation_id="file_articles", parameters=[KEY], request=BatchIn, responses={207: dict})
    @once
    def post(self, request: Request) -> Response:
        """Answer each article for itself, in their order, with the status that it would have had alone."""
        asked = BatchIn(data=request.data)
        asked.is_valid(raise_exception=True)
        answers = [_file_one(request, given) for given in asked.validated_data["articles"]]
        return Response({"articles": answers}, status=status.HTTP_207_MULTI_STATUS)


def _file_one(request: Request, given: Mapping[str, Any]) -> dict[str, Any]:
    try:
        answer = answer_receipt(_file_json(request, given), 0)
    except (APIException, UnreadableCopy, *REFUSALS) as error:
        refused = answer_problem(error, {})
        if refused is None:
            raise
        answer = refused
    return {"status": answer.status_code, "body": answer.data}


def _enveloped(request: Request) -> Any:
    """Return the body with its place: that stands in the address where the body is a ninjs item as it is."""
    place = {name: request.query_params[name] for name in PlaceIn().fields if name in request.query_params}
    return {**place, "ninjs": request.data} if place else request.data


def _file_json(request: Request, data: Any) -> Receipt:
    asked = FileIn(data=data)
    asked.is_valid(raise_exception=True)
    given = asked.validated_data
    return _receive(request, given, _read_json(given), language=given.get("language"))


def _file_upload(request: Request) -> Receipt:
    asked = UploadIn(data=request.data)
    asked.is_valid(raise_exception=True)
    given = asked.validated_data
    file = given["file"]
    copies = read_copies(file.read(), filename=file.name, media_type=file.content_type or "")
    if len(copies) != 1:
        detail = f"{file.name} holds {len(copies)} articles: send them one by one, or as ninjs to /articles/batch"
        raise Problem(422, "several_articles", detail)
    return _receive(request, given, copies[0], language=given.get("language"))


def _read_json(given: Mapping[str, Any]) -> Copy:
    if "ninjs" in given:
        content = json.dumps(given["ninjs"], ensure_ascii=True).encode()
        return read_copy(content, filename="item.json", media_type="application/json")
    asked = CopyIn(data=given)
    asked.is_valid(raise_exception=True)
    fields = asked.validated_data
    text = canonical_text(fields["text"])
    if not any(map(str.isalpha, text)):
        raise ValidationError({"text": "holds no words: send the text of the article"}, code="empty")
    headline = canonical_text(fields["headline"]).replace("\n", " ")
    leads = not headline or text.partition("\n")[0] == headline
    return Copy(
        text=text if leads else f"{headline}\n{text}",
        headline=headline,
        summary=fields["summary"],
        body=text,
        slugline=fields["slugline"],
        uri=fields["uri"],
        version=fields["version"],
        urgency=fields["urgency"],
        format="json",
    )


def _receive(request: Request, given: Mapping[str, Any], copy: Copy, *, language: str | None) -> Receipt:
    original = find_article(request, given["original"]) if given.get("original") else None
    usual = ArticleKind.TRANSLATED if original else ArticleKind.SYNDICATED
    return receive_copy(
        copy=copy,
        wire=_wire(given),
        desk=_desk(request, given),
        actor=actor_of(request),
        now=timezone.now(),
        language=language,
        kind=given.get("kind", usual),
        original=original,
        may_touch=lambda known: articles_of(request).filter(pk=known.pk).exists(),
    )


def _wire(given: Mapping[str, Any]) -> Wire:
    wire = Wire.objects.active().named(given["wire"]).first()
    if wire is None:
        raise ValidationError({"wire": f"no active wire is called “{given['wire']}”"}, code="unknown")
    return wire


def _desk(request: Request, given: Mapping[str, Any]) -> Desk:
    named = Desk.objects.named(given["desk"]).filter(pk__in=desks_of(request).values("pk")).first()
    if named is None:
        raise ValidationError({"desk": f"no desk of this token is called “{given['desk']}”"}, code="unknown")
    return named


def answer_receipt(receipt: Receipt, seconds: float) -> Response:
    """Answer what became of copy, once its screening has ended or the wait is over."""
    run = _run_of(receipt)
    if run is not None and seconds:
        wait_for(run, seconds)
    body = {
        "outcome": receipt.outcome,
        "article": receipt.article.pk,
        "version": receipt.version.number if receipt.version else None,
        "warnings": list(receipt.warnings),
        "screening": RunOut(run).data if run else None,
    }
    headers = {"Location": f"/api/v1/articles/{receipt.article.pk}"}
    code = status.HTTP_200_OK if receipt.outcome == Outcome.UNCHANGED else status.HTTP_201_CREATED
    if run is not None and run.is_open:
        code, headers["Location"] = status.HTTP_202_ACCEPTED, f"/api/v1/runs/{run.pk}"
    return Response(body, status=code, headers=headers)


def _run_of(receipt: Receipt) -> ScreeningRun | None:
    version = receipt.version or receipt.article.latest_version
    if version is None:
        return None
    runs = ScreeningRun.objects.filter(version=version).select_related("version", "release")
    return runs.defer("release__tables", "release__parties", "reading").order_by("-queued_at", "-pk").first()

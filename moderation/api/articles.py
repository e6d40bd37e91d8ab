"""Read articles and their versions; add a version to one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q, Subquery
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from articles.actor import Actor
from articles.api.authentication import actor_of
from articles.api.problems import Problem
from articles.api.views import ApiView, once
from articles.intake import Copy
from articles.models import Article, ArticleVersion, TokenScope, VersionOrigin
from articles.operations import EmptyEdit, Outcome, Receipt, correct_copy, edit_copy, keep_correction
from moderation.api.answer_shapes import DifferenceOut, TollsOut
from moderation.api.filing import KEY, WAIT, ArticlesFiled
from moderation.api.filters import ArticleFilters
from moderation.api.paging import PAGES, OldestFirst, narrowed, page_of, paged
from moderation.api.reach import events_of, find_article, shown_articles_of
from moderation.api.receipts import answer_receipt
from moderation.api.seen import article_as_seen, tag_of
from moderation.api.shapes import ArticleOut, EventOut, FiledOut, NewVersionIn, VersionOut
from moderation.api.waiting import seconds_asked
from moderation.models import ReviewState, RunState, ScreeningRun
from moderation.workflow.acting import guard_claim
from moderation.workflow.differences import compare_texts

FIELDS = OpenApiParameter("fields", str, description="names of the fields wanted, with commas between")
MATCH = OpenApiParameter("If-Match", str, OpenApiParameter.HEADER, required=True, description="the ETag that was read")
_LIST = [FIELDS, *PAGES]
_FILTERS = [OpenApiParameter(name, str) for name in ArticleFilters.base_filters]


class Articles(ArticlesFiled):
    """The articles on the token's desks."""

    scopes = {"GET": TokenScope.READ, "POST": TokenScope.FILE}

    @extend_schema(operation_id="list_articles", parameters=[*_LIST, *_FILTERS], responses=paged(ArticleOut))
    def get(self, request: Request) -> Response:
        """List them, the last filed first."""
        wanted = fields_asked(request)
        return page_of(
            request,
            self,
            narrowed(request, shown_articles_of(request), ArticleFilters),
            lambda page: ArticleOut(page, many=True, wanted=wanted).data,
            names=("fields", *ArticleFilters.base_filters),
        )


class OneArticle(ApiView):
    """One article."""

    scopes = {"GET": TokenScope.READ, "PATCH": TokenScope.FILE}

    @extend_schema(operation_id="read_article", parameters=[FIELDS], responses=ArticleOut)
    def get(self, request: Request, pk: int) -> Response:
        """Read it, with the ETag that a change must send."""
        article = find_article(request, pk)
        return Response(ArticleOut(article, wanted=fields_asked(request)).data, headers={"ETag": tag_of(article)})

    @extend_schema(
        operation_id="correct_article",
        parameters=[KEY, MATCH, WAIT],
        request=NewVersionIn,
        responses={200: FiledOut, 201: FiledOut, 202: FiledOut},
    )
    @once
    def patch(self, request: Request, pk: int) -> Response:
        """File a newer version of its text, headline or summary; the same again changes nothing."""
        seconds = seconds_asked(request)
        with article_as_seen(request, pk) as article:
            receipt = _correct(request, article)
            self.keep(answer_receipt(receipt, 0))
        return answer_receipt(receipt, seconds)


class Versions(ApiView):
    """An article's versions."""

    scopes = {"GET": TokenScope.READ}

    @extend_schema(operation_id="list_versions", responses=paged(VersionOut))
    def get(self, request: Request, pk: int) -> Response:
        """List them, the oldest first."""
        rows = find_article(request, pk).versions.all()
        return page_of(request, self, rows, lambda page: VersionOut(page, many=True).data, order=OldestFirst)


class OneVersion(ApiView):
    """One version of an article."""

    scopes = {"GET": TokenScope.READ}

    @extend_schema(operation_id="read_version", responses=VersionOut)
    def get(self, request: Request, pk: int, number: int) -> Response:
        """Read it; it never changes."""
        version = _version(find_article(request, pk), number)
        return Response(VersionOut(version).data, headers={"ETag": f'"{version.content_hash[:32]}"'})


class Difference(ApiView):
    """What changed between two versions, by words."""

    scopes = {"GET": TokenScope.READ}

    @extend_schema(
        operation_id="compare_versions",
        parameters=[OpenApiParameter("since", int, description="an older version; left out: the one before")],
        responses=DifferenceOut,
    )
    def get(self, request: Request, pk: int, number: int) -> Response:
        """Return the paragraphs of the newer version, each in pieces that are the same, added or removed."""
        article = find_article(request, pk)
        newer = _version(article, number)
        older = _version(article, _number(request.query_params.get("since", str(number - 1))))
        rows = [
            [{"change": piece.change, "text": piece.text} for piece in row.pieces]
            for row in compare_texts(older.text, newer.text)
        ]
        return Response({"since": older.number, "number": newer.number, "paragraphs": rows})


class Tolls(ApiView):
    """The casualty figures of an article's latest version."""

    scopes = {"GET": TokenScope.READ}

    @extend_schema(operation_id="list_tolls", responses=TollsOut)
    def get(self, request: Request, pk: int) -> Response:
        """List them as they were read last; `screened` is false while the screening that counts has not ended well."""
        runs = ScreeningRun.objects.filter(version=find_article(request, pk).latest_version).newest_first()
        # Asked at once: a screening that ends between two questions would be neither.
        counting = Subquery(runs.values("pk")[:1])
        run = runs.filter(state=RunState.DONE).annotate(counting=counting).first()
        is_screened = run is not None and run.counting == run.pk
        return Response({"screened": is_screened, "tolls": run.reading.get("tolls", []) if run else []})


class Audit(ApiView):
    """What the audit history holds of an article."""

    scopes = {"GET": TokenScope.READ}

    @extend_schema(operation_id="list_events", responses=paged(EventOut))
    def get(self, request: Request, pk: int) -> Response:
        """List its events, the oldest first.

        :raises Problem: the token's user may not read the history
        """
        if not request.user.has_perm("moderation.view_auditevent"):
            raise Problem(403, "permission_denied", "the user of this token may not read the audit history")
        rows = events_of(find_article(request, pk))
        return page_of(request, self, rows, lambda page: EventOut(page, many=True).data, order=OldestFirst)


def fields_asked(request: Request) -> list[str] | None:
    """Return the fields of an article that a request names in `fields`; None where it wants all.

    :raises Problem: one of them is unknown, or none is named
    """
    given = request.query_params.get("fields")
    if given is None:
        return None
    wanted = [name for name in given.split(",") if name]
    unknown = sorted(set(wanted) - set(ArticleOut.Meta.fields))
    if unknown or not wanted:
        known = ", ".join(ArticleOut.Meta.fields)
        raise Problem(
            400, "bad_filter", f"no such field: {', '.join(unknown)[:80] or 'none named'}; there are: {known}"
        )
    return wanted


def _correct(request: Request, article: Article) -> Receipt:
    asked = NewVersionIn(data=request.data)
    asked.is_valid(raise_exception=True)
    before = article.latest_version
    if before is None:
        raise Problem(409, "killed", "this article was only ever killed: it has no text to correct")
    now, actor = timezone.now(), actor_of(request)
    copy = _newer(before, asked.validated_data)
    if hasattr(article, "review"):
        guard_claim(article.review, actor=actor, now=now)
        if article.review.state == ReviewState.SPIKED:
            return _keep_beside(article, copy, actor, now)
    version = correct_copy(
        article=article,
        copy=copy,
        actor=actor,
        now=now,
        expected_version=before.number,
        origin=VersionOrigin.AMENDED,
    )
    outcome = Outcome.UNCHANGED if version.pk == before.pk else Outcome.UPDATED
    article.latest_version = version
    return Receipt(article, version, outcome)


def _keep_beside(article: Article, copy: Copy, actor: Actor, now: datetime) -> Receipt:
    """Keep a correction of spiked copy where its desk sees it: a program does not bring back what an editor dropped."""
    kept = keep_correction(article=article, copy=copy, actor=actor, now=now)
    warning = _("the article was spiked and stays so; the text is kept with it: have it reopened, then correct it")
    return Receipt(article, kept, Outcome.LATE if kept else Outcome.UNCHANGED, (warning,))


def _newer(before: ArticleVersion, given: dict[str, Any]) -> Copy:
    refusal = "holds no words: kill or spike an article, do not empty it"
    try:
        return edit_copy(
            before,
            given["text"],
            headline=given.get("headline", ""),
            summary=given.get("summary"),
            refusal=refusal,
        )
    except EmptyEdit as error:
        raise ValidationError({"text": str(error)}, code="empty") from error


def _version(article: Article, number: int) -> ArticleVersion:
    version = article.versions.filter(Q(number=number)).first() if 0 < number < 2**31 else None
    if version is None:
        raise Http404
    return version


def _number(given: str) -> int:
    if not (given.isascii() and given.isdecimal() and len(given) < 10):
        raise Problem(400, "bad_filter", f"since takes the number of a version, not “{given[:20]}”")
    return int(given)

"""Read flags and answer them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from articles.api.authentication import actor_of
from articles.api.views import ApiView, once
from articles.models import TokenScope
from moderation.api.articles import MATCH
from moderation.api.filing import KEY
from moderation.api.filters import FlagFilters
from moderation.api.paging import PAGES, OldestFirst, narrowed, page_of, paged, refuse_unknown
from moderation.api.reach import find_article, find_flag, flags_of
from moderation.api.seen import flag_as_seen, tag_of_flag
from moderation.api.shapes import DispositionIn, DispositionOut, FlagOut
from moderation.models import Disposition, Flag
from moderation.workflow import answering

_FILTERS = [OpenApiParameter(name, str) for name in FlagFilters.base_filters]
_ANSWERS: Mapping[str, Callable[..., Disposition]] = {
    "dismiss": answering.dismiss,
    "uphold": answering.uphold,
    "confirm": answering.confirm,
    "reopen": answering.reopen_flag,
}


class Flags(ApiView):
    """The flags on the token's desks."""

    scopes = {"GET": TokenScope.READ}

    @extend_schema(operation_id="list_flags", parameters=[*PAGES, *_FILTERS], responses=paged(FlagOut))
    def get(self, request: Request) -> Response:
        """List them, the last raised first."""
        rows = narrowed(request, flags_of(request).select_related("version"), FlagFilters)
        names = tuple(FlagFilters.base_filters)
        return page_of(request, self, rows, lambda page: FlagOut(page, many=True).data, names=names)


class FlagsOfArticle(ApiView):
    """The flags of an article's latest version."""

    scopes = {"GET": TokenScope.READ}

    @extend_schema(operation_id="list_flags_of_article", responses={200: FlagOut(many=True)})
    def get(self, request: Request, pk: int) -> Response:
        """List all of them in the order of the text."""
        refuse_unknown(request, ())
        article = find_article(request, pk)
        flags = Flag.objects.filter(version=article.latest_version).select_related("version").in_reading_order()
        return Response(FlagOut(flags, many=True).data)


class OneFlag(ApiView):
    """One flag."""

    scopes = {"GET": TokenScope.READ}

    @extend_schema(operation_id="read_flag", responses=FlagOut)
    def get(self, request: Request, pk: int) -> Response:
        """Read it, with the ETag that an answer must send."""
        flag = find_flag(request, pk)
        return Response(FlagOut(flag).data, headers={"ETag": tag_of_flag(flag)})


class Dispositions(ApiView):
    """The answers to one flag."""

    scopes = {"GET": TokenScope.READ, "POST": TokenScope.DECIDE}

    @extend_schema(operation_id="list_dispositions", responses=paged(DispositionOut))
    def get(self, request: Request, pk: int) -> Response:
        """List them, the oldest first."""
        rows = find_flag(request, pk).dispositions.all()
        return page_of(request, self, rows, lambda page: DispositionOut(page, many=True).data, order=OldestFirst)

    @extend_schema(
        operation_id="answer_flag", parameters=[KEY, MATCH], request=DispositionIn, responses={201: DispositionOut}
    )
    @once
    def post(self, request: Request, pk: int) -> Response:
        """Dismiss the flag, uphold it, confirm a dismissal, or open it again."""
        with flag_as_seen(request, pk) as flag:
            return self.keep(Response(DispositionOut(_answer(request, flag)).data, status=201))


def _answer(request: Request, flag: Flag) -> Disposition:
    asked = DispositionIn(data=request.data)
    asked.is_valid(raise_exception=True)
    given = asked.validated_data
    more = {"reason_code": given.get("reason_code", "")} if given["kind"] == "dismiss" else {}
    answer = _ANSWERS[given["kind"]]
    return answer(flag=flag, note=given["note"], actor=actor_of(request), now=timezone.now(), **more)

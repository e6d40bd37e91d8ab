"""Lists a page at a time, by a cursor that holds while copy comes in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from django.db.models import QuerySet
from django_filters import FilterSet
from drf_spectacular.utils import OpenApiParameter, inline_serializer
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import APIView

from articles.api.problems import Problem


class Pages(CursorPagination):
    """Fifty a page, a hundred at the most; the answer holds the addresses of its neighbours."""

    page_size = 50
    max_page_size = 100
    page_size_query_param = "limit"

    def get_page_size(self, request: Request) -> int:
        """Return how many rows the request wants on a page.

        :raises Problem: it names no whole number from 1
        """
        said = request.query_params.get(self.page_size_query_param, "")
        if not said:
            return self.page_size
        digits = said.lstrip("0")
        if not (digits.isascii() and digits.isdecimal()):
            detail = f"limit takes a whole number from 1 to {self.max_page_size}, not “{said[:20]}”"
            raise Problem(400, "bad_filter", detail, errors=[{"pointer": "?limit", "detail": detail}])
        return min(int(digits[:9]), self.max_page_size)

    def decode_cursor(self, request: Request) -> Cursor | None:
        """Return the cursor that the request names.

        :raises NotFound: it is none that we gave: ours stand on a row's number
        """
        cursor: Cursor | None = super().decode_cursor(request)
        position = cursor.position if cursor else None
        if position is not None and not (position.isascii() and position.isdecimal()):
            raise NotFound
        return cursor


PAGES = [
    OpenApiParameter("cursor", str),
    OpenApiParameter(
        Pages.page_size_query_param,
        {"type": "integer", "minimum": 1},
        description=f"rows a page: {Pages.page_size} where it is left out, {Pages.max_page_size} at the most",
    ),
]


class NewestFirst(Pages):
    """What was filed or raised last comes first."""

    ordering = ("-pk",)


class OldestFirst(Pages):
    """In the order in which it happened."""

    ordering = ("pk",)


def paged(shape: type[serializers.BaseSerializer[Any]]) -> serializers.BaseSerializer[Any]:
    """Describe a page of *shape* for the schema."""
    address = serializers.URLField(allow_null=True)
    fields = {"next": address, "previous": serializers.URLField(allow_null=True), "results": shape(many=True)}
    return inline_serializer(f"{shape.__name__}Page", fields)


def page_of(
    request: Request,
    view: APIView,
    rows: QuerySet[Any],
    write: Callable[[Iterable[Any]], list[Any]],
    *,
    order: type[Pages] = NewestFirst,
    names: Iterable[str] = (),
) -> Response:
    """Answer with one page of *rows*; beside those of the page, the query may hold the *names*.

    :raises Problem: the cursor is none that we gave, the limit no number, or the query holds another name
    """
    refuse_unknown(request, {"cursor", Pages.page_size_query_param, *names})
    pages = order()
    try:
        page = pages.paginate_queryset(rows, request, view=view)
    except NotFound as error:
        raise Problem(400, "bad_cursor", "this cursor is none that we gave: begin without one") from error
    answer: Response = pages.get_paginated_response(write(page or []))
    return answer


def refuse_unknown(request: Request, names: Collection[str]) -> None:
    """Refuse a query with a name that means nothing here: misspelt, it would narrow nothing, and say so nowhere.

    :raises Problem: its pointers name what is unknown
    """
    unknown = sorted(set(request.query_params) - {*names, api_settings.URL_FORMAT_OVERRIDE})
    if unknown:
        known = ", ".join(sorted(names)) or "none"
        errors = [{"pointer": f"?{name[:80]}", "detail": f"no such filter; there are: {known}"} for name in unknown]
        raise Problem(
            400, "bad_filter", f"no such filter: {', '.join(unknown)[:80]}; there are: {known}", errors=errors
        )


def narrowed(request: Request, rows: QuerySet[Any], filters: type[FilterSet]) -> QuerySet[Any]:
    """Return the rows that the query's filters ask for.

    :raises Problem: a filter cannot be read; pointer and detail name it, for no field knows as which filter it stands
    """
    found = filters(request.query_params, queryset=rows, request=request)
    if not found.is_valid():
        faults: Mapping[str, Any] = found.form.errors
        errors = [{"pointer": f"?{name}", "detail": f"{name}: {words[0]}"} for name, words in faults.items()]
        raise Problem(400, "bad_filter", "; ".join(one["detail"] for one in errors), errors=errors)
    narrowed_rows: QuerySet[Any] = found.qs
    return narrowed_rows

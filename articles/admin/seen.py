"""The one door of the admin's lists and pages: rows that tell of copy are shown to that copy's desk alone."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import PAGE_VAR
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.models import Wire
from articles.sight import desk_numbers, sees_every_desk, standing_on

# So many rows are counted beyond the page that somebody looks at. To count all that stand on some desks would cost more
# with every article that is filed; so there are always pages ahead, and none is the last before the list ends.
COUNTED_AHEAD = 10_000


class RowsAhead(Paginator):
    """Page through a long list to its end, and count no further than a good way beyond the page asked for."""

    def __init__(self, rows: QuerySet[Any], per_page: int, *, page: int, **more: Any) -> None:
        super().__init__(rows, per_page, **more)
        self._passed = max(page - 1, 0) * self.per_page

    @cached_property
    def count(self) -> int:
        """Return how many there are, as far as they are counted."""
        ahead: int = self.object_list[self._passed : self._passed + COUNTED_AHEAD].count()
        if ahead or not self._passed:
            return self._passed + ahead
        # The page asked for lies beyond the end.
        return int(self.object_list.count())


class SeenByDesk(admin.ModelAdmin):
    """Show each row to those who may read the article it belongs to: in lists, pages, histories, look-ups, actions.

    ``article_path`` is the way of lookups from a row to its article, with its last underscores; a table that is no
    article's says in `seen_by` who sees its rows.
    """

    article_path: str
    show_full_result_count = False

    def seen_by(self, user: User) -> Q:
        """Return the condition that somebody who does not see every desk may see a row."""
        return standing_on(desk_numbers(user), self.article_path)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Leave out what the person may not see; all of Django's own pages ask here."""
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows if sees_every_desk(request.user) else rows.filter(self.seen_by(request.user))

    def get_paginator(self, request: HttpRequest, queryset: QuerySet[Any], per_page: int, **more: Any) -> Paginator:
        """Count everything for who sees every desk, for others only what lies ahead."""
        if sees_every_desk(request.user):
            return Paginator(queryset, per_page, **more)
        return RowsAhead(queryset, per_page, page=_page_of(request), **more)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Refuse a row that the person may not see."""
        return super().has_view_permission(request, obj) and self._is_seen(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Refuse a row that the person may not see."""
        return super().has_change_permission(request, obj) and self._is_seen(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Refuse a row that the person may not see."""
        return super().has_delete_permission(request, obj) and self._is_seen(request, obj)

    def _is_seen(self, request: HttpRequest, obj: Model | None) -> bool:
        if obj is None or obj.pk is None or sees_every_desk(request.user):
            return True
        return self.get_queryset(request).filter(pk=obj.pk).exists()


def _page_of(request: HttpRequest) -> int:
    """Return which page of a list is asked for, the first where it is none."""
    asked = request.GET.get(PAGE_VAR, "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else 1


class Languages(admin.SimpleListFilter):
    """Narrow a list by the languages that the wires speak; to look for those in the list is to read all of it."""

    title = _("language")
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the languages."""
        spoken = Wire.objects.order_by("language").values_list("language", flat=True).distinct()
        return [(language, language) for language in spoken]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return the rows in the language asked for."""
        return queryset.filter(language=self.value()) if self.value() else queryset


class OwnDesks(admin.RelatedFieldListFilter):
    """Narrow a list by desk, among the desks that the person sees."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> Any:
        """Return their numbers and names."""
        own = set(desk_numbers(request.user))
        return [choice for choice in super().field_choices(field, request, model_admin) if choice[0] in own]

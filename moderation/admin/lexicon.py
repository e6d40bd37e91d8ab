"""The lexicon in the admin: drafts that editors write and publish for each other, and the releases they became."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles.actor import Actor
from articles.admin.shown import ShownOnly
from moderation.admin import lexicon_views as views
from moderation.admin.lexicon_pages import differences_of, shelves_of
from moderation.models import LexiconDraft, LexiconRelease, RescreenJob
from moderation.workflow.columns import table_at
from moderation.workflow.refusal import Refusal
from moderation.workflow.rescreening import how_far, resume_rescreening, stop_rescreening
from moderation.workflow.wording import Place, words_of

_TABLE = "<int:pk>/table/<slug:language>/<slug:table>"


@admin.register(LexiconDraft)
class LexiconDraftAdmin(ShownOnly):
    """Write drafts, try them, publish somebody else's."""

    list_display = ("pk", "reason", "state", "author", "created_at", "base", "release")
    list_display_links = ("pk", "reason")
    list_filter = ("state",)
    list_select_related = ("author", "base", "release")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Leave the releases' words in the database."""
        words = [f"{name}__{column}" for name in ("base", "release") for column in ("tables", "parties")]
        return super().get_queryset(request).defer(*words)

    def get_urls(self) -> list[URLPattern]:
        """Put the draft's own pages in the place of the form."""
        pages: dict[str, tuple[str, Callable[..., HttpResponse]]] = {
            "add": ("add/", self._in_house(views.start)),
            "change": ("<int:pk>/change/", self._in_house(views.show)),
            "table": (f"{_TABLE}/", self._in_house(views.show_table)),
            "sheet": (f"{_TABLE}/csv/", views.take_sheet),
            "row": (f"{_TABLE}/row/", self._in_house(views.edit_row)),
            "rows": ("<int:pk>/rows/", views.change_row),
            "try": ("<int:pk>/try/", self._in_house(views.try_text)),
            "ask": ("<int:pk>/previews/", views.ask_for_preview),
            "preview": ("<int:pk>/previews/<int:number>/", self._in_house(views.show_preview)),
            "publish": ("<int:pk>/publish/", views.publish),
            "drop": ("<int:pk>/drop/", views.drop),
        }
        own = [
            path(address, self.admin_site.admin_view(view), name=f"moderation_lexicondraft_{name}")
            for name, (address, view) in pages.items()
        ]
        return [*own, *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Let who keeps the words begin a draft."""
        return bool(request.user.has_perm("moderation.add_lexicondraft"))

    def _in_house(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        """Return a view that draws its page within the house's frame."""

        def shown(request: HttpRequest, **where: Any) -> HttpResponse:
            return view(request, {**self.admin_site.each_context(request), "opts": self.opts}, **where)

        return shown


@admin.register(LexiconRelease)
class LexiconReleaseAdmin(ShownOnly):
    """Show the releases, how each differs from any other, and its tables as files."""

    list_display = ("number", "published_at", "published_by", "reason", "digest")
    list_select_related = ("published_by",)

    def get_queryset(self, request: HttpRequest) -> Any:
        """Leave the words in the database until a page needs them."""
        return super().get_queryset(request).without_words()

    def get_urls(self) -> list[URLPattern]:
        """Put the release's own page in the place of the form."""
        guard = self.admin_site.admin_view
        return [
            path("<int:pk>/change/", guard(self.show), name="moderation_lexiconrelease_change"),
            path(f"{_TABLE}/csv/", guard(self.take_sheet), name="moderation_lexiconrelease_sheet"),
            path("<int:pk>/rescreening/", guard(self.turn), name="moderation_lexiconrelease_rescreening"),
            *super().get_urls(),
        ]

    def show(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show a release: its tables, and how it differs from the one before or from any other."""
        release = self._open(request, pk)
        others = LexiconRelease.objects.without_words().exclude(pk=pk)
        other = self._other(request, release)
        job = RescreenJob.objects.filter(release=release).first()
        words = words_of(release)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Lexicon release %(number)d") % {"number": release.number},
            "opts": self.opts,
            "release": release,
            "shelves": shelves_of(words),
            "others": others,
            "other": other,
            "differences": differences_of(words_of(other), words) if other else [],
            "job": job,
            "advance": how_far(job) if job else None,
            "may_turn": request.user.has_perm("moderation.change_rescreenjob"),
        }
        return TemplateResponse(request, "moderation/lexicon/release.html", context)

    @method_decorator(require_safe)
    def take_sheet(self, request: HttpRequest, pk: int, language: str, table: str) -> HttpResponse:
        """Answer with a table of the release as a CSV file."""
        release, place = self._open(request, pk), Place(language, table)
        if table_at(place) is None:
            raise Http404
        return views.answer_sheet(place, words_of(release), str(release.number))

    @method_decorator(require_POST)
    def turn(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Stop the re-screening of a release, or go on with it."""
        release = self._open(request, pk)
        if not request.user.has_perm("moderation.change_rescreenjob"):
            raise PermissionDenied
        job = get_object_or_404(RescreenJob, release=release)
        act = stop_rescreening if request.POST.get("act") == "stop" else resume_rescreening
        try:
            act(job=job, actor=Actor.person(request.user), now=timezone.now())
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("admin:moderation_lexiconrelease_change", args=[pk]))

    def _open(self, request: HttpRequest, pk: int) -> LexiconRelease:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return get_object_or_404(LexiconRelease.objects.select_related("published_by"), pk=pk)

    def _other(self, request: HttpRequest, release: LexiconRelease) -> LexiconRelease | None:
        asked = request.GET.get("with", "")
        if asked.isascii() and asked.isdecimal() and len(asked) < 10:
            return LexiconRelease.objects.filter(number=int(asked)).first()
        return LexiconRelease.objects.filter(number__lt=release.number).first()

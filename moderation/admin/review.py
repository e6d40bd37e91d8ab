"""The review page's addresses: see it, ask how it stands, answer flags, decide, correct."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from articles.admin.seen import SeenByDesk
from articles.admin.shown import ShownOnly
from moderation.admin import acts
from moderation.admin.detection import detect_copy
from moderation.admin.freshness import digest_of, latest_run
from moderation.admin.history import show_history
from moderation.admin.keys import keys_of
from moderation.admin.own import own_of
from moderation.admin.own_page import keep_keys, keep_view
from moderation.admin.page_building import build_page
from moderation.admin.presence import note_reader
from moderation.admin.queue import WAITING, next_in_queue, show_queue
from moderation.admin.queue_filters import address_in_queue, clean_query, read_filters
from moderation.models import DismissalReason, Review
from moderation.workflow.acting import live_claim
from moderation.workflow.sight import open_review, visible_reviews


@admin.register(Review)
class ReviewAdmin(SeenByDesk, ShownOnly):
    """The desk's queue, and one article's review."""

    article_path = "article__"

    def get_urls(self) -> list[URLPattern]:
        """Put the desk's own pages in the place of the list and the form."""
        guard = self.admin_site.admin_view
        seen = {"state": ask_state, "next": self.go_on, "history": show_history}
        done = {
            "dispose": acts.dispose,
            "decide": acts.decide,
            "correct": acts.correct,
            "screen": acts.screen_again,
            "embargo": acts.settle_embargo,
        }
        pages = [path("<int:pk>/change/", guard(self.show), name="moderation_review_change")]
        for name, view in {**seen, **done}.items():
            pages.append(path(f"<int:pk>/{name}/", guard(view), name=f"moderation_review_{name}"))
        return [
            path("", guard(self.show_list), name="moderation_review_changelist"),
            path("keys/", guard(keep_keys), name="moderation_review_keys"),
            path("views/", guard(keep_view), name="moderation_review_views"),
            path("detect/", guard(detect_copy), name="moderation_review_detect"),
            path("case/<int:pk>/", guard(acts.acknowledge_case), name="moderation_case_acknowledge"),
            path("of/<int:article_id>/", guard(lead_to_review), name="moderation_review_of"),
            *pages,
        ]

    def show_list(self, request: HttpRequest) -> HttpResponse:
        """Show the queue."""
        return show_queue(request, self.admin_site.each_context(request))

    def show(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show one review, or only its changing part where a script asks for it."""
        page = build_page(request, open_review(request.user, pk))
        if request.GET.get("part") == "bench":
            return render(request, "moderation/review/bench.html", {"page": page})
        context = {
            **self.admin_site.each_context(request),
            "title": page.slugline,
            "page": page,
            "keys": keys_of(own_of(request).keys),
            "reasons": DismissalReason.choices,
        }
        return TemplateResponse(request, "moderation/review/page.html", context)

    def go_on(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Lead to the article after this one in the person's queue, or back to the queue at its end."""
        query = clean_query(request.GET.get("queue", ""))
        filters = read_filters(QueryDict(query)) if query else WAITING
        following = next_in_queue(request.user, open_review(request.user, pk), now=timezone.now(), filters=filters)
        if following is None:
            self.message_user(request, _("That was the last article waiting."))
            back = reverse("admin:moderation_review_changelist")
            return HttpResponseRedirect(f"{back}?{query}" if query else back)
        return HttpResponseRedirect(address_in_queue(following, query))


@require_GET
def lead_to_review(request: HttpRequest, article_id: int) -> HttpResponse:
    """Lead from an article to its review, for whoever knows only the article."""
    review = get_object_or_404(visible_reviews(request.user), article_id=article_id)
    return HttpResponseRedirect(reverse("admin:moderation_review_change", args=[review.pk]))


@require_GET
def ask_state(request: HttpRequest, pk: int) -> JsonResponse:
    """Say in a few bytes whether an open page is still fresh, whose it is now, and who else reads it."""
    review = open_review(request.user, pk)
    now = timezone.now()
    run = latest_run(review)
    return JsonResponse(
        {
            "digest": digest_of(review, run, live_claim(review, now)),
            "version": review.version.number,
            "run": run.state if run else "",
            "person": request.user.pk,
            "readers": note_reader(review.pk, request.user, now),
        }
    )

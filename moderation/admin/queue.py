"""The desk's queue: what waits, most urgent first, page by page by key, never by counting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import CharField, Count, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from articles.models import Wire
from articles.sight import desk_numbers, sees_every_desk, visible_desks
from moderation.admin.names import name_language, name_person
from moderation.admin.queue_filters import VIEWS, Filters, apply_filters, claimed_by_others, clean_query, read_filters
from moderation.models import Case, Claim, Flag, Review, RunState, SavedView, ScreeningRun, Severity
from moderation.models.flag import UNSETTLED
from moderation.models.review import ReviewQuerySet
from moderation.workflow.sight import visible_reviews

PAGE_LENGTH = 50
WAITING = Filters(view="waiting")

_LANGUAGES = """
    WITH RECURSIVE spoken AS (
        (SELECT language FROM articles_article ORDER BY language LIMIT 1)
        UNION ALL
        SELECT (SELECT a.language FROM articles_article a WHERE a.language > s.language ORDER BY a.language LIMIT 1)
        FROM spoken s WHERE s.language IS NOT NULL
    )
    SELECT language FROM spoken WHERE language IS NOT NULL {seen} LIMIT 40
"""
# One article of the person's desks is enough, so the look at a language ends at the first.
_ON_DESKS = """
    AND (SELECT 1 FROM articles_article a JOIN moderation_review r ON r.article_id = a.id
         WHERE a.language = spoken.language AND r.desk_id = ANY(%s) LIMIT 1) IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One article as the queue shows it; ``counts`` are its unsettled flags by severity, ``flags`` all that stand.

    ``case`` is the gravest that became of the copy that it was made from, empty once all of it is acknowledged.
    """

    review: Review
    case: str
    counts: Mapping[str, int]
    flags: int
    holder: str
    is_mine: bool
    is_overdue: bool
    run_state: str

    @property
    def worst(self) -> str:
        """Return the worst unsettled flag's severity, empty where none is left."""
        return next((severity.value for severity in Severity if self.counts.get(severity.value)), "")

    @property
    def language_name(self) -> str:
        """Return the language of the copy, in the reader's own."""
        return name_language(self.review.version.language)


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page of the queue; ``following`` is the key of the next one, empty on the last."""

    rows: tuple[QueueRow, ...]
    following: str


def show_queue(request: HttpRequest, context: Mapping[str, Any]) -> HttpResponse:
    """Show the queue of the desks that the person sees.

    :raises PermissionDenied: the person reads no reviews at all
    """
    if not request.user.has_perm("moderation.view_review"):
        raise PermissionDenied
    now = timezone.now()
    filters = read_filters(request.GET)
    query = clean_query(request.GET.urlencode())
    page = read_page(request.user, filters, after=request.GET.get("after", ""), now=now)
    shown = {
        **context,
        "title": _("Queue"),
        "page": page,
        "filters": filters,
        "views": VIEWS,
        "view_title": dict(VIEWS)[filters.view],
        "desks": visible_desks(request.user),
        "wires": Wire.objects.only("pk", "name").order_by("name"),
        "languages": [(code, name_language(code)) for code in _languages(request.user)],
        "severities": Severity.choices,
        "kept_views": SavedView.objects.filter(user=request.user),
        "asked_query": query,
        "in_queue": urlencode({"queue": query}) if query else "",
        "query": _query(request, without=("after",)),
        "query_of_view": _query(request, without=("after", "view")),
    }
    return TemplateResponse(request, "moderation/queue.html", shown)


def read_page(user: User, filters: Filters, *, after: str, now: datetime, length: int = PAGE_LENGTH) -> QueuePage:
    """Return the page of the queue that follows the key *after*."""
    wanted = apply_filters(visible_reviews(user), filters, user=user, now=now)
    rest = _after(_order(wanted, filters), filters, after)
    found = list(_shown(rest)[: length + 1])
    following = _key(found[length - 1], filters) if len(found) > length else ""
    return QueuePage(_dress(found[:length], user, now), following)


def read_heads(user: User, views: Mapping[str, int], *, now: datetime) -> dict[str, tuple[QueueRow, ...]]:
    """Return the first so many rows of several views at once, in as many questions as one takes."""
    seen = visible_reviews(user)
    heads = []
    for view, length in views.items():
        filters = Filters(view=view)
        wanted = _order(apply_filters(seen, filters, user=user, now=now), filters)
        heads.append(wanted.values_list(Value(view, output_field=CharField()), "pk")[:length])
    picked = list(heads[0].union(*heads[1:], all=True))
    found = list(_shown(Review.objects.filter(pk__in={pk for _view, pk in picked})))
    rows = {row.review.pk: row for row in _dress(found, user, now)}
    return {view: tuple(rows[pk] for its_view, pk in picked if its_view == view) for view in views}


def next_in_queue(user: User, review: Review, *, now: datetime, filters: Filters = WAITING) -> int | None:
    """Return the review that stands next after this one in the queue asked for and that nobody else has in hand.

    One that no longer stands there, as after a decision, has no place to go on from: the first one follows.
    """
    wanted = apply_filters(visible_reviews(user), filters, user=user, now=now)
    ordered = _order(wanted.exclude(pk=review.pk).filter(~claimed_by_others(user, now)), filters)
    if not wanted.filter(pk=review.pk).exists():
        return ordered.values_list("pk", flat=True).first()
    after: int | None = _after(ordered, filters, _key(review, filters)).values_list("pk", flat=True).first()
    return after if after is not None else ordered.values_list("pk", flat=True).first()


def _order(reviews: ReviewQuerySet, filters: Filters) -> ReviewQuerySet:
    if filters.is_newest_first:
        return reviews.order_by("-pk")
    return reviews.order_by(F("due_at").asc(nulls_last=True), "pk")


def _key(review: Review, filters: Filters) -> str:
    due = review.due_at.isoformat() if review.due_at and not filters.is_newest_first else ""
    return f"{due}~{review.pk}"


def _after(reviews: ReviewQuerySet, filters: Filters, key: str) -> ReviewQuerySet:
    """Return what follows *key*; a key that cannot be read begins at the beginning."""
    due_words, _tilde, pk_words = key.partition("~")
    if not (pk_words.isascii() and pk_words.isdecimal() and len(pk_words) < 19):
        return reviews
    pk = int(pk_words)
    if filters.is_newest_first:
        return reviews.filter(pk__lt=pk)
    due = _moment(due_words)
    if due_words and due is None:
        return reviews
    if due is None:
        return reviews.filter(due_at__isnull=True, pk__gt=pk)
    return reviews.filter(Q(due_at__gt=due) | Q(due_at=due, pk__gt=pk) | Q(due_at__isnull=True))


def _moment(words: str) -> datetime | None:
    try:
        moment = parse_datetime(words.replace(" ", "+"))
    except ValueError:
        return None
    return moment if moment and timezone.is_aware(moment) else None


def _shown(reviews: ReviewQuerySet) -> ReviewQuerySet:
    """Add what a row shows of its article, all in the question that finds the rows."""
    cases = Case.objects.unanswered().filter(article=OuterRef("article")).order_by("-cause")  # a kill first
    shown = reviews.select_related("article__wire", "version", "desk", "assigned_to").defer("version__text")
    return shown.annotate(case=Coalesce(Subquery(cases.values("cause")[:1]), Value("")))


def _dress(reviews: Sequence[Review], user: User, now: datetime) -> tuple[QueueRow, ...]:
    """Add flags, claims and runs to the rows of one page, one query each."""
    versions = [review.version_id for review in reviews]
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    totals: dict[int, int] = defaultdict(int)
    standing = Flag.objects.standing().filter(version__in=versions).values_list("version", "severity")
    counted = standing.annotate(all=Count("pk"), unsettled=Count("pk", filter=UNSETTLED))
    for version, severity, standing_flags, unsettled in counted.order_by():
        totals[version] += standing_flags
        counts[version][severity] = unsettled
    claims = Claim.objects.filter(review__in=reviews, ended_at__isnull=True, until__gt=now).select_related("holder")
    holders = {claim.review_id: claim.holder for claim in claims}
    runs = ScreeningRun.objects.newest().filter(version__in=versions).exclude(state=RunState.DONE)
    states = dict(runs.values_list("version", "state"))
    return tuple(
        QueueRow(
            review=review,
            case=review.case,
            counts=counts[review.version_id],
            flags=totals[review.version_id],
            holder=name_person(holders[review.pk]) if review.pk in holders else "",
            is_mine=review.pk in holders and holders[review.pk].pk == user.pk,
            is_overdue=review.is_overdue(now),
            run_state=states.get(review.version_id, ""),
        )
        for review in reviews
    )


def _languages(user: User) -> list[str]:
    """Return the languages of the copy that the person sees, one step down the index for each in the house."""
    sees_all = sees_every_desk(user)
    question = _LANGUAGES.format(seen="" if sees_all else _ON_DESKS)
    with connection.cursor() as cursor:
        cursor.execute(question, None if sees_all else [list(desk_numbers(user))])
        return [row[0] for row in cursor.fetchall()]


def _query(request: HttpRequest, *, without: Sequence[str]) -> str:
    kept = request.GET.copy()
    for name in without:
        kept.pop(name, None)
    return kept.urlencode()

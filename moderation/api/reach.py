"""Whose copy a token sees: its user's desks, within those that the token is limited to."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import Http404
from rest_framework.request import Request

from articles.models import Arrival, Article, Desk
from articles.sight import articles_of_token, desks_of_token, standing_on
from moderation.models import AuditEvent, Case, Flag, Review, ScreeningRun

# No number in the database is larger.
_LARGEST = 2**63 - 1
# The cases that an article's answer tells, asked for once a page.
_CASES = Prefetch("cases", Case.objects.unanswered().select_related("of_article"), to_attr="open_cases")


def desks_of(request: Request) -> QuerySet[Desk]:
    """Return the desks whose copy the token sees."""
    return desks_of_token(request.auth)


def articles_of(request: Request) -> QuerySet[Article]:
    """Return the articles that stand on the token's desks."""
    return articles_of_token(request.auth)


def shown_articles_of(request: Request) -> QuerySet[Article]:
    """Return the articles that stand on the token's desks, each with what its answer needs."""
    shown = articles_of(request).select_related("wire", "desk", "latest_version", "review__desk", "original")
    return shown.prefetch_related(_CASES)


def find_article(request: Request, pk: int) -> Article:
    """Return one article with what its answer needs.

    :raises Http404: there is none that this token may see
    """
    return _only(shown_articles_of(request), pk)


def lock_article(request: Request, pk: int) -> Article:
    """Lock one article for the rest of the transaction, and return it as it then stands.

    Whoever changes an article or its review locks the article first, so both keep still.

    :raises Http404: there is none that this token may see
    """
    _only(articles_of(request).select_for_update(no_key=True, of=("self",)), pk)
    return find_article(request, pk)


def find_review(request: Request, pk: int) -> Review:
    """Return an article's review.

    :raises Http404: there is none that this token may see
    """
    reviews = Review.objects.filter(desk__in=desks_of(request).values("pk"))
    review = reviews.select_related("article", "version", "desk").filter(article_id=min(pk, _LARGEST)).first()
    if review is None:
        raise Http404
    return review


def flags_of(request: Request) -> QuerySet[Flag]:
    """Return the flags on the token's desks."""
    return Flag.objects.filter(article__review__desk__in=desks_of(request).values("pk"))


def find_flag(request: Request, pk: int) -> Flag:
    """Return one flag.

    :raises Http404: there is none that this token may see
    """
    return _only(flags_of(request).select_related("version", "article"), pk)


def find_case(request: Request, pk: int) -> Case:
    """Return one case, acknowledged or not.

    :raises Http404: there is none that this token may see
    """
    return _only(Case.objects.filter(standing_on(desks_of(request).values("pk"), "article__")), pk)


def find_run(request: Request, pk: int) -> ScreeningRun:
    """Return one screening run.

    :raises Http404: there is none that this token may see
    """
    desks = desks_of(request).values("pk")
    runs = ScreeningRun.objects.filter(version__article__review__desk__in=desks)
    return _only(runs.select_related("version", "release").defer("release__tables", "release__parties"), pk)


def find_arrival(request: Request, address: UUID) -> Arrival:
    """Return one arrival that a program of the same user brought; to its address no scope to read is needed.

    :raises Http404: there is none that this token may see
    """
    own = Arrival.objects.filter(token__user_id=request.user.pk, desk__in=desks_of(request).values("pk"))
    found = own.select_related("article", "version").filter(address=address).first()
    if found is None:
        raise Http404
    return found


def events_of(article: Article) -> QuerySet[AuditEvent]:
    """Return what the audit history holds of an article, the oldest first."""
    return AuditEvent.objects.filter(article_id=article.pk).order_by("sequence")


def changes_of(request: Request) -> QuerySet[AuditEvent]:
    """Return the last event of each article on the token's desks.

    The chain is written by one transaction at a time, so its numbers follow the order of the commits.
    """
    later = AuditEvent.objects.filter(article_id=OuterRef("article_id"), sequence__gt=OuterRef("sequence"))
    return AuditEvent.objects.filter(article_id__in=articles_of(request).values("pk")).exclude(Exists(later))


def _only(wanted: QuerySet, pk: int):  # type: ignore[no-untyped-def,type-arg]  # noqa: ANN202
    found = wanted.filter(pk=min(pk, _LARGEST)).first()
    if found is None:
        raise Http404
    return found

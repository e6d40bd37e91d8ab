"""Which reviews, cases and events a person sees: those of the copy that stands on their desks."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404

from articles.models import Desk
from articles.sight import Person, desk_numbers, sees_every_desk, standing_on
from moderation.models import Case, Review
from moderation.models.review import ReviewQuerySet

# What concerns every desk alike, and tells of nobody's copy: everybody who reads the history reads of it.
_OF_THE_HOUSE = (
    "articles.desk",
    "articles.wire",
    "moderation.lexicondraft",
    "moderation.lexiconrelease",
    "moderation.rescreenjob",
    "moderation.reviewplan",
    "moderation.route",
    "moderation.standingexception",
)


def under_review_on(desks: Iterable[int] | QuerySet[Desk], path: str) -> Q:
    """Return the condition that an article, reached by *path*, stands on one of the desks.

    It stands where its review is; what has no review stands where it was filed to.
    """
    reviewed = Q(**{f"{path}review__desk__in": desks})
    return reviewed | Q(**{f"{path}review__isnull": True, f"{path}desk__in": desks})


def visible_reviews(user: Person) -> ReviewQuerySet:
    """Return the reviews that the person may open."""
    if sees_every_desk(user):
        return Review.objects.all()
    return Review.objects.filter(desk__memberships__user_id=user.pk)


def open_review(user: Person, pk: int) -> Review:
    """Return one review with what its page needs, if the person may read it.

    :raises Http404: there is none, or not for this person
    :raises PermissionDenied: the person reads no reviews at all
    """
    if not user.has_perm("moderation.view_review"):
        raise PermissionDenied
    wanted = visible_reviews(user).select_related(
        "article__wire", "article__filed_by", "version__original", "desk", "assigned_to", "plan_version__plan"
    )
    review = wanted.filter(pk=pk).first()
    if review is None:
        raise Http404
    return review


def visible_cases(user: Person) -> QuerySet[Case]:
    """Return the cases on articles that the person may read."""
    if sees_every_desk(user):
        return Case.objects.all()
    return Case.objects.filter(standing_on(desk_numbers(user), "article__"))


def visible_events(user: Person) -> Q:
    """Return the condition that somebody who does not see every desk may read an audit event."""
    of_copy = Q(article_id__in=Review.objects.filter(desk__in=desk_numbers(user)).values("article_id"))
    return of_copy | Q(article_id__isnull=True, object_type__in=_OF_THE_HOUSE)

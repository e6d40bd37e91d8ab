"""Who sees what: a person sees the copy of their own desks; some roles see every desk."""

from __future__ import annotations

from typing import TypeAlias

from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404

from articles.models import ApiToken, Article, Desk
from moderation.models import Review
from moderation.models.review import ReviewQuerySet

Person: TypeAlias = User | AnonymousUser

# An administrator minds every desk; an auditor reads all and changes nothing.
SEES_EVERY_DESK = frozenset({"administrator", "auditor"})


def roles_of(user: Person) -> frozenset[str]:
    """Return the names of the person's roles; asked of the database once a request."""
    if not hasattr(user, "roles_seen"):
        names = user.groups.values_list("name", flat=True) if user.is_authenticated else ()
        user.roles_seen = frozenset(names)  # type: ignore[union-attr]
    return user.roles_seen  # type: ignore[union-attr,no-any-return]


def sees_every_desk(user: Person) -> bool:
    """Tell whether no desk is closed to the person."""
    return user.is_superuser or bool(roles_of(user) & SEES_EVERY_DESK)


def visible_desks(user: Person) -> list[Desk]:
    """Return the desks whose copy the person may read, by name."""
    desks = Desk.objects.all() if sees_every_desk(user) else Desk.objects.filter(memberships__user_id=user.pk)
    return list(desks.order_by("name"))


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


def may_read(user: Person, article: Article) -> bool:
    """Tell whether the article's copy is open to the person."""
    if sees_every_desk(user):
        return True
    return Desk.objects.filter(pk=article.desk_id, memberships__user_id=user.pk).exists()


def desks_of_token(token: ApiToken) -> QuerySet[Desk]:
    """Return the desks whose copy a token sees: its user's, within those that it is limited to."""
    desks = Desk.objects.all()
    if not sees_every_desk(token.user):
        desks = desks.filter(memberships__user_id=token.user_id)
    return desks if token.limits is None else desks.filter(pk__in=token.limits)


def articles_of_token(token: ApiToken) -> QuerySet[Article]:
    """Return the articles that stand on a token's desks: by their review where they have one."""
    desks = desks_of_token(token).values("pk")
    return Article.objects.filter(Q(review__desk__in=desks) | Q(review__isnull=True, desk__in=desks))


def token_sees(token: ApiToken, desk: Desk) -> bool:
    """Tell whether a desk's copy is open to a token."""
    if token.limits is not None and desk.pk not in token.limits:
        return False
    return desk.pk in token.desks_of_user or sees_every_desk(token.user)


def may_touch(token: ApiToken, article: Article) -> bool:
    """Tell whether a token may bring an article up to date."""
    return articles_of_token(token).filter(pk=article.pk).exists()

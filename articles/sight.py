"""Who sees what: a person sees the copy of their own desks; some roles see every desk's.

Every page, list, history and answer asks here, and nowhere else is it said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from django.contrib.auth.models import AnonymousUser, Group, User
from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.actor import Actor
from articles.models import ApiToken, Article, Desk, DeskMembership

Person: TypeAlias = User | AnonymousUser
Standing: TypeAlias = Callable[[Iterable[int] | QuerySet[Desk], str], Q]

# An administrator minds every desk; an auditor reads all and changes nothing.
SEES_EVERY_DESK = frozenset({"administrator", "auditor"})
# To mind every desk is not to write on it: whoever has none of these brings no copy and changes none.
_FILES_COPY = frozenset({"filer", "desk_editor", "standards_editor", "desk_chief"})


def roles_of(user: Person) -> frozenset[str]:
    """Return the names of the person's roles; asked of the database once a request."""
    if not hasattr(user, "roles_seen"):
        names = user.groups.values_list("name", flat=True) if user.is_authenticated else ()
        user.roles_seen = frozenset(names)  # type: ignore[union-attr]
    return user.roles_seen  # type: ignore[union-attr,no-any-return]


def sees_every_desk(user: Person) -> bool:
    """Tell whether no desk is closed to the person."""
    return user.is_superuser or bool(roles_of(user) & SEES_EVERY_DESK)


def may_file(user: Person) -> bool:
    """Tell whether one of the person's roles files copy; being a superuser is none."""
    return bool(roles_of(user) & _FILES_COPY)


def visible_desks(user: Person) -> list[Desk]:
    """Return the desks whose copy the person may read, by name; asked of the database once a request."""
    if not hasattr(user, "_desks_seen"):
        desks = Desk.objects.all() if sees_every_desk(user) else Desk.objects.filter(memberships__user_id=user.pk)
        user._desks_seen = list(desks.order_by("name"))  # type: ignore[union-attr]
    return user._desks_seen  # type: ignore[union-attr,no-any-return]


def desk_numbers(user: Person) -> tuple[int, ...]:
    """Return the numbers of the desks whose copy the person may read."""
    return tuple(desk.pk for desk in visible_desks(user))


def reads_all_of(desks: Iterable[int] | QuerySet[Desk]) -> Q:
    """Return the condition that a person may read the copy of all these desks."""
    seat = DeskMembership.objects.filter(desk=OuterRef("pk"), user=OuterRef(OuterRef("pk")))
    return reads_every_desk() | ~Q(Exists(Desk.objects.filter(~Exists(seat), pk__in=desks)))


def reads_every_desk() -> Q:
    """Return the condition that no desk is closed to a person, whichever desks there will be."""
    roles = Group.objects.filter(name__in=SEES_EVERY_DESK)
    return Q(is_superuser=True) | Q(pk__in=User.objects.filter(groups__in=roles).values("pk"))


def standing_on(desks: Iterable[int] | QuerySet[Desk], path: str = "") -> Q:
    """Return the condition that an article, reached by *path*, stands on one of the desks.

    Copy stands where it was filed to, or where somebody who moves it on says: see `let_stand`.
    """
    return _rule(desks, path)


def let_stand(rule: Standing) -> None:
    """Let *rule* say from now on where copy stands; whoever moves copy between desks gives it at the start."""
    global _rule  # noqa: PLW0603 - one rule for the house, given once while it starts
    _rule = rule


def _where_filed(desks: Iterable[int] | QuerySet[Desk], path: str) -> Q:
    return Q(**{f"{path}desk__in": desks})


_rule: Standing = _where_filed


def visible_articles(user: Person) -> QuerySet[Article]:
    """Return the articles that the person may read."""
    if sees_every_desk(user):
        return Article.objects.all()
    return Article.objects.filter(standing_on(desk_numbers(user)))


def may_read(user: Person, article: Article) -> bool:
    """Tell whether the article is open to the person."""
    return visible_articles(user).filter(pk=article.pk).exists()


def is_open_to(actor: Actor, article: Article) -> bool:
    """Tell whether an article is open to whoever acts: to a program on its token's desks alone, to the house always."""
    if actor.user is None:
        return True
    if not may_read(actor.user, article):
        return False
    return actor.desks is None or Article.objects.filter(standing_on(actor.desks), pk=article.pk).exists()


def desks_of_token(token: ApiToken) -> QuerySet[Desk]:
    """Return the desks whose copy a token sees: its user's, within those that it is limited to."""
    desks = Desk.objects.all()
    if not sees_every_desk(token.user):
        desks = desks.filter(memberships__user_id=token.user_id)
    return desks if token.limits is None else desks.filter(pk__in=token.limits)


def articles_of_token(token: ApiToken) -> QuerySet[Article]:
    """Return the articles that stand on a token's desks."""
    return Article.objects.filter(standing_on(desks_of_token(token).values("pk")))


def token_sees(token: ApiToken, desk: Desk) -> bool:
    """Tell whether a desk's copy is open to a token."""
    if token.limits is not None and desk.pk not in token.limits:
        return False
    return desk.pk in token.desks_of_user or sees_every_desk(token.user)


def may_touch(token: ApiToken, article: Article) -> bool:
    """Tell whether a token may bring an article up to date."""
    return articles_of_token(token).filter(pk=article.pk).exists()

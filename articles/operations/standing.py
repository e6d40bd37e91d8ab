"""Hold, release and kill copy: whether it may be used, told with the reason."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from articles.actor import Actor
from articles.models import Article, PubStatus
from articles.signals import copy_held, copy_killed, copy_released


class CopyIsKilled(ValueError):
    """Refuse to touch copy that was withdrawn for good."""

    def __init__(self, article: Article) -> None:
        super().__init__(_("“%(headline)s” was killed; file it anew") % {"headline": article.headline})


class CopyIsNotHeld(ValueError):
    """Refuse to release copy that nobody holds."""

    def __init__(self, article: Article) -> None:
        super().__init__(_("“%(headline)s” is not held; nothing to release") % {"headline": article.headline})


@transaction.atomic
def hold_copy(*, article: Article, actor: Actor, reason: str, now: datetime) -> Article:
    """Withhold copy until somebody releases it; holding held copy changes nothing.

    :raises CopyIsKilled: it was killed
    """
    locked = _lock(article)
    if locked.pub_status == PubStatus.WITHHELD:
        return locked
    _stand(locked, PubStatus.WITHHELD)
    copy_held.send(sender=Article, article=locked, actor=actor, reason=reason, now=now)
    return locked


@transaction.atomic
def release_copy(*, article: Article, actor: Actor, reason: str, now: datetime) -> Article:
    """Make held copy usable again.

    :raises CopyIsKilled: it was killed
    :raises CopyIsNotHeld: it is not held
    """
    locked = _lock(article)
    if locked.pub_status != PubStatus.WITHHELD:
        raise CopyIsNotHeld(locked)
    _stand(locked, PubStatus.USABLE)
    copy_released.send(sender=Article, article=locked, actor=actor, reason=reason, now=now)
    return locked


@transaction.atomic
def kill_copy(*, article: Article, actor: Actor, reason: str, now: datetime) -> Article:
    """Withdraw copy for good.

    :raises CopyIsKilled: it was killed before
    """
    locked = _lock(article)
    _stand(locked, PubStatus.CANCELED)
    copy_killed.send(sender=Article, article=locked, actor=actor, reason=reason, now=now)
    return locked


def _lock(article: Article) -> Article:
    locked = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    if locked.pub_status == PubStatus.CANCELED:
        raise CopyIsKilled(locked)
    return locked


def _stand(article: Article, status: PubStatus) -> None:
    article.pub_status = status
    article.save(update_fields=["pub_status"])

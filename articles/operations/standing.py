"""Hold, release and kill copy: whether it may be used, told with the reason."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from articles.actor import Actor
from articles.intake import Copy
from articles.intake.draft import STATUS_UNREAD
from articles.models import Article, PubStatus
from articles.operations.notes import NoteAction
from articles.operations.receipt import say
from articles.signals import copy_held, copy_killed, copy_released, heads_changed


class CopyIsKilled(ValueError):
    """Refuse to touch copy that was withdrawn for good."""

    def __init__(self, article: Article) -> None:
        super().__init__(_("“%(headline)s” was killed; file it anew") % {"headline": article.headline})


class CopyIsNotHeld(ValueError):
    """Refuse to release copy that nobody holds."""

    def __init__(self, article: Article) -> None:
        super().__init__(_("“%(headline)s” is not held; nothing to release") % {"headline": article.headline})


class NothingToSettle(ValueError):
    """Refuse to settle an embargo that can be read, or is none."""

    def __init__(self, article: Article) -> None:
        super().__init__(_("“%(headline)s” has no embargo that could not be read") % {"headline": article.headline})


def why_hold(copy: Copy, action: NoteAction, article: Article) -> str:
    """Return why copy of an article must wait, or nothing.

    An embargo that an editor has settled is no reason, a status beside it is; an article without a word is one.
    """
    is_settled = copy.embargo_note[:255] == article.embargo_settled != ""
    if copy.hold_reason is not None and not (is_settled and copy.hold_reason.template != STATUS_UNREAD):
        return say([copy.hold_reason])[0]
    if copy.pub_status == PubStatus.WITHHELD:
        return _("withheld by the wire")
    if action == NoteAction.HOLD:
        return _("the editors' note says: %(note)s") % {"note": copy.ed_note}
    if article.latest_version is None or not article.latest_version.text:
        return _("there is no article text, only a note to editors")
    return ""


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


@transaction.atomic
def settle_embargo(*, article: Article, until: datetime | None, actor: Actor, reason: str, now: datetime) -> Article:
    """Say until when an embargo holds that could not be read, or that there is none; what that held is let go.

    The same note, delivered again, changes nothing any more.

    :raises CopyIsKilled: it was killed
    :raises NothingToSettle: the embargo can be read, or there is none
    """
    locked = _lock(article)
    if not locked.embargo_note or locked.embargoed_until is not None:
        raise NothingToSettle(locked)
    before = {"embargo_note": locked.embargo_note, "embargoed_until": None}
    locked.embargo_settled, locked.embargo_note, locked.embargoed_until = locked.embargo_note, "", until
    locked.save(update_fields=["embargo_settled", "embargo_note", "embargoed_until"])
    after = {"embargo_note": "", "embargoed_until": until}
    heads_changed.send(sender=Article, article=locked, before=before, after=after, reason=reason, actor=actor, now=now)
    if locked.pub_status == PubStatus.WITHHELD and locked.wire_status == PubStatus.USABLE:
        return release_copy(article=locked, actor=actor, reason=reason, now=now)
    return locked


def _lock(article: Article) -> Article:
    locked = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    if locked.pub_status == PubStatus.CANCELED:
        raise CopyIsKilled(locked)
    return locked


def _stand(article: Article, status: PubStatus) -> None:
    article.pub_status = status
    article.save(update_fields=["pub_status"])

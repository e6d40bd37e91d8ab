"""Edit copy on the desk: the next version of a text, saved where the review still takes one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from articles.actor import Actor
from articles.intake import Copy
from articles.models import ArticleVersion, VersionOrigin
from articles.operations import correct_copy
from moderation.models import Review, ReviewState
from moderation.workflow.acting import RoleMayNot, guard_claim, lock_review, roles_of
from moderation.workflow.refusal import Refusal
from moderation.workflow.states import EDITORS


class CopyIsSpiked(Refusal):
    """Refuse to edit what was spiked: an edit must not revive it unasked."""

    code = "state"

    def __init__(self) -> None:
        super().__init__(_("this article was spiked, and nothing was saved; reopen it first, then save your text"))


@transaction.atomic
def save_edit(*, review: Review, copy: Copy, expected_version: int, actor: Actor, now: datetime) -> ArticleVersion:
    """Save an editor's text as the next version; the same text again returns the version that stands.

    A wire's newer version still revives spiked copy: it is news.

    :raises RoleMayNot: :raises CopyIsSpiked: :raises ClaimedByAnother: :raises StaleVersion: :raises CopyIsKilled:
    """
    if not roles_of(actor) & EDITORS:
        raise RoleMayNot(_("edit the text"), actor)
    locked = lock_review(review.pk)
    if locked.state == ReviewState.SPIKED:
        raise CopyIsSpiked
    guard_claim(locked, actor=actor, now=now)
    return correct_copy(
        article=locked.article,
        copy=copy,
        actor=actor,
        now=now,
        expected_version=expected_version,
        origin=VersionOrigin.EDITED,
    )

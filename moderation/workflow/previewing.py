"""Try a lexicon draft on the archive of the last days, before anybody publishes it.

A preview is asked for, then made batch by batch by whichever worker takes the next message: what it has counted
stands in its row, so that a worker that dies costs one batch.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from django.db import transaction
from django.utils.translation import gettext as _

from articles.actor import Actor
from articles.models import ArticleVersion
from moderation.models import UNDER_WAY, ImpactPreview, LexiconDraft, LexiconRelease, PreviewState
from moderation.screening.attribution import build_parties
from moderation.screening.lexicon import build_lexicon
from moderation.workflow.acting import RoleMayNot, roles_of
from moderation.workflow.archive import candidates, in_archive
from moderation.workflow.audit import record
from moderation.workflow.dispatching import PREVIEW, send_after_commit
from moderation.workflow.drafting import KEEPERS, apply_changes, digest_of_changes
from moderation.workflow.engine import Words, load_lexicon, load_parties, screen_under
from moderation.workflow.impact import Tally, describe_impact, figures_of
from moderation.workflow.needles import find_needles
from moderation.workflow.refusal import Refusal
from moderation.workflow.wording import part_words, words_of

MOST_SCREENED = 2000  # articles; a wider change is judged by an even sample of them
MOST_DAYS = 365
BATCH = 40  # versions screened for one message
_QUIET = timedelta(seconds=90)  # without a batch done: its message was lost

PREVIEWER = Actor.task("preview")


class UnfitPeriod(Refusal):
    """Refuse to look back not at all, or further than a year."""

    code = "days"

    def __init__(self) -> None:
        super().__init__(_("look back between 1 and %(most)d days") % {"most": MOST_DAYS})


@transaction.atomic
def ask_preview(*, draft: LexiconDraft, days: int, actor: Actor, now: datetime) -> ImpactPreview:
    """Ask for a preview of the draft's changes as they now are; a worker makes it.

    :raises RoleMayNot: :raises UnfitPeriod:
    """
    if not roles_of(actor) & KEEPERS:
        raise RoleMayNot(_("try a lexicon draft on the archive"), actor)
    if not 1 <= days <= MOST_DAYS:
        raise UnfitPeriod
    preview = ImpactPreview.objects.create(
        draft=draft,
        changes=draft.changes,
        changes_digest=digest_of_changes(draft.changes),
        days=days,
        state=PreviewState.QUEUED,
        asked_by=actor.user,
        made_at=now,
    )
    send_after_commit(PREVIEW, preview.pk)
    return preview


@transaction.atomic
def advance_preview(*, preview_id: int, now: datetime) -> bool:
    """Screen the next batch under the base and under the draft; tell whether more is left."""
    preview = _take(preview_id)
    if preview is None:
        return False
    if preview.chosen is None:
        _choose(preview)
    tally = Tally.read(preview.tally)
    batch = preview.chosen[preview.looked_at : preview.looked_at + BATCH]
    _compare(batch, _words_before(preview.draft.base), _words_after(preview), tally)
    preview.looked_at += len(batch)
    preview.tally = tally.write()
    preview.state, preview.made_at = PreviewState.RUNNING, now
    if preview.looked_at >= len(preview.chosen):
        _finish(preview, tally, now)
    preview.save()
    return preview.is_under_way


def preview_draft(*, draft: LexiconDraft, days: int, actor: Actor, now: datetime) -> ImpactPreview:
    """Ask for a preview and make it at once."""
    preview = ask_preview(draft=draft, days=days, actor=actor, now=now)
    while advance_preview(preview_id=preview.pk, now=now):
        continue
    preview.refresh_from_db()
    return preview


def fail_preview(*, preview_id: int, reason: str, now: datetime) -> None:
    """Say that a preview cannot be made, and why."""
    ImpactPreview.objects.filter(pk=preview_id, state__in=UNDER_WAY).update(
        state=PreviewState.FAILED, trouble=reason, made_at=now
    )


def stalled_previews(*, now: datetime) -> list[int]:
    """Return the previews that should be under way and are not; each is safe to send again."""
    stalled = ImpactPreview.objects.filter(state__in=UNDER_WAY, made_at__lt=now - _QUIET)
    return list(stalled.values_list("pk", flat=True))


def _take(preview_id: int) -> ImpactPreview | None:
    """Lock a preview that is under way; one that another worker has in hand is left to it."""
    locked = ImpactPreview.objects.select_for_update(of=("self",), skip_locked=True)
    return locked.select_related("draft__base", "asked_by").filter(pk=preview_id, state__in=UNDER_WAY).first()


def _choose(preview: ImpactPreview) -> None:
    base = preview.draft.base
    after, _parties = part_words(apply_changes(words_of(base), preview.changes))
    since = preview.made_at - timedelta(days=preview.days)
    touched = candidates(find_needles(preview.changes, base.tables, after), since=since)
    numbers = list(touched.values_list("pk", flat=True))
    preview.articles, preview.screened = in_archive(since=since).count(), len(numbers)
    preview.chosen = _even_sample(numbers, MOST_SCREENED)


def _finish(preview: ImpactPreview, tally: Tally, now: datetime) -> None:
    preview.state = PreviewState.DONE
    preview.impact = describe_impact(
        tally,
        [change["id"] for change in preview.changes],
        scale=preview.screened / max(preview.looked_at, 1),
        looked_at=preview.looked_at,
        days=preview.days,
    )
    record(
        action="lexicon.previewed",
        actor=Actor.person(preview.asked_by) if preview.asked_by else PREVIEWER,
        obj=preview.draft,
        now=now,
        after={"days": preview.days, "screened": preview.screened, **figures_of(preview.impact)},
    )


def _compare(numbers: Sequence[int], before: Words, after: Words, tally: Tally) -> None:
    versions = ArticleVersion.objects.filter(pk__in=numbers).select_related("article__desk", "original").order_by("pk")
    for version in versions:
        desk = version.article.desk
        tally.count(version, screen_under(version, before, desk), screen_under(version, after, desk))


def _words_before(base: LexiconRelease) -> Words:
    return load_lexicon(base), load_parties(base)


def _words_after(preview: ImpactPreview) -> Words:
    return compile_draft(preview.draft.base.digest, json.dumps(preview.changes, sort_keys=True))


@lru_cache(maxsize=2)
def compile_draft(base_digest: str, changes: str) -> Words:
    """Return a release's words with changes put in, compiled once a process; *changes* are JSON."""
    base = LexiconRelease.objects.get(digest=base_digest)
    tables, parties = part_words(apply_changes(words_of(base), json.loads(changes)))
    return build_lexicon(tables), build_parties(parties)


def _even_sample(numbers: Sequence[int], most: int) -> list[int]:
    if len(numbers) <= most:
        return list(numbers)
    return [numbers[index * len(numbers) // most] for index in range(most)]

"""Change the lexicon: a draft, its impact on the archive, and its publication by a second editor."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from articles.actor import Actor
from moderation.models import DraftState, ImpactPreview, LexiconDraft, LexiconRelease, PreviewState
from moderation.screening.lexicon import UnreadableLexicon
from moderation.workflow.acting import ReasonMissing, RoleMayNot, roles_of
from moderation.workflow.audit import record
from moderation.workflow.lexicons import publish_release, take_turn
from moderation.workflow.refusal import Refusal
from moderation.workflow.rescreening import start_rescreening
from moderation.workflow.signing import Change, sign_changes, words_alone, writers_in
from moderation.workflow.states import Role
from moderation.workflow.wording import Place, Words, part_words, row_by_id, words_of

# Who keeps the house's words.
KEEPERS = frozenset({Role.STANDARDS_EDITOR, Role.ADMINISTRATOR})


class UnfitChange(Refusal):
    """Refuse a change that cannot be applied."""

    code = "change"


class DraftClosed(Refusal):
    """Refuse to work on a draft that was published or dropped."""

    code = "draft"

    def __init__(self, draft: LexiconDraft) -> None:
        super().__init__(_("this draft is %(state)s: begin another") % {"state": draft.get_state_display()})


class SecondEditorNeeded(Refusal):
    """Refuse that somebody publishes what they wrote."""

    code = "four_eyes"

    def __init__(self) -> None:
        super().__init__(_("you wrote some of these changes: a second editor publishes them"))


class DraftMoved(Refusal):
    """Refuse to publish what the publisher has not seen."""

    code = "draft_moved"

    def __init__(self) -> None:
        super().__init__(_("the draft was changed since you opened it: read what it changes now, then publish"))


class PreviewNeeded(Refusal):
    """Refuse to publish what nobody has tried on the archive."""

    code = "preview"

    def __init__(self) -> None:
        super().__init__(_("these changes were not tried on the archive: make an impact preview first"))


@transaction.atomic
def start_draft(*, changes: Sequence[Change], reason: str, actor: Actor, now: datetime) -> LexiconDraft:
    """Begin a draft on the latest release.

    :raises RoleMayNot: :raises UnfitChange:
    """
    author = _keeper(actor, _("draft a lexicon change"))
    base = LexiconRelease.objects.latest()
    words = words_of(base)
    apply_changes(words, changes)
    signed = sign_changes(changes, (), words, author.pk)
    draft = LexiconDraft.objects.create(base=base, changes=signed, reason=reason, author=author, created_at=now)
    _tell(draft, "lexicon.drafted", actor, now)
    return draft


@transaction.atomic
def change_draft(*, draft: LexiconDraft, changes: Sequence[Change], actor: Actor, now: datetime) -> LexiconDraft:
    """Put other changes into a draft; what stands in it already keeps who wrote it.

    :raises DraftClosed: :raises RoleMayNot: :raises UnfitChange:
    """
    writer = _keeper(actor, _("change a lexicon draft"))
    locked = _open_draft(draft)
    words = words_of(locked.base)
    apply_changes(words, changes)
    locked.changes = sign_changes(changes, locked.changes, words, writer.pk)
    locked.save(update_fields=["changes"])
    _tell(locked, "lexicon.draft_changed", actor, now)
    return locked


@transaction.atomic
def drop_draft(*, draft: LexiconDraft, actor: Actor, now: datetime) -> LexiconDraft:
    """Give a draft up.

    :raises DraftClosed: :raises RoleMayNot:
    """
    _keeper(actor, _("drop a lexicon draft"))
    locked = _open_draft(draft)
    locked.state = DraftState.DROPPED
    locked.save(update_fields=["state"])
    _tell(locked, "lexicon.draft_dropped", actor, now)
    return locked


def publish_draft(*, draft: LexiconDraft, seen: str, reason: str, actor: Actor, now: datetime) -> LexiconRelease:
    """Publish a draft that was previewed, and start to screen again what it can change.

    *seen* is the digest of the changes that the publisher has read.

    :raises SecondEditorNeeded: :raises DraftMoved: :raises PreviewNeeded: :raises ReasonMissing:
    :raises DraftClosed: :raises RoleMayNot: :raises UnfitChange:
    """
    try:
        return _publish(draft, seen, reason, actor=actor, now=now)
    except SecondEditorNeeded as refusal:
        # After the rollback: that somebody tried is what an auditor asks about.
        record(action="publication.refused", actor=actor, obj=draft, now=now, reason=str(refusal))
        raise


def writers_of(draft: LexiconDraft) -> frozenset[int]:
    """Return the numbers of those who wrote what the draft changes; of an empty one, who began it."""
    return writers_in(draft.changes) or frozenset({draft.author_id})


def was_tried(draft: LexiconDraft) -> bool:
    """Tell whether the changes, as they now are, were tried on the archive."""
    tried = ImpactPreview.objects.filter(draft=draft, changes_digest=digest_of_changes(draft.changes))
    return tried.filter(state=PreviewState.DONE).exists()


def apply_changes(tables: Words, changes: Sequence[Change]) -> dict[str, dict[str, list[dict[str, str]]]]:
    """Return the tables with rows put in, changed, or taken out where a change's row is null.

    :raises UnfitChange: a change names no row, or a row that lacks columns or is not there
    """
    changed = {language: {name: list(rows) for name, rows in named.items()} for language, named in tables.items()}
    for change in changes:
        _apply(changed, change)
    return changed


def digest_of_changes(changes: Sequence[Change]) -> str:
    """Return the SHA-256 that ties a preview to the changes it was made of, whoever wrote them."""
    words = json.dumps([words_alone(one) for one in changes], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(words.encode()).hexdigest()


@transaction.atomic
def _publish(draft: LexiconDraft, seen: str, reason: str, *, actor: Actor, now: datetime) -> LexiconRelease:
    publisher = _keeper(actor, _("publish a lexicon draft"))
    locked = _open_draft(draft)
    if publisher.pk in writers_of(locked):
        raise SecondEditorNeeded
    if not reason.strip():
        raise ReasonMissing(_("a publication"))
    if seen != digest_of_changes(locked.changes):
        raise DraftMoved
    if not was_tried(locked):
        raise PreviewNeeded
    take_turn()
    before = LexiconRelease.objects.latest()
    _check_unmoved(locked.changes, words_of(locked.base), words_of(before))
    tables, parties = part_words(apply_changes(words_of(before), locked.changes))
    try:
        release = publish_release(
            tables=tables, parties=parties, reason=reason, actor=actor, now=now, publisher=publisher
        )
    except UnreadableLexicon as error:
        raise UnfitChange(_("nothing could be screened with these words: %(error)s") % {"error": error}) from error
    if release.number <= before.number:
        raise UnfitChange(_("these changes lead to words that were published before: nothing to publish"))
    locked.state, locked.release = DraftState.PUBLISHED, release
    locked.save(update_fields=["state", "release"])
    start_rescreening(release=release, changes=locked.changes, before=before, actor=actor, now=now)
    return release


def _check_unmoved(changes: Sequence[Change], base: Words, latest: Words) -> None:
    """Refuse to write whole rows over what a release has made of them since the draft was begun.

    :raises UnfitChange: naming the rows
    """
    moved = []
    for change in changes:
        place = Place(change["language"], change["table"])
        then, now = (row_by_id(place.rows_of(words), change["id"]) for words in (base, latest))
        if now not in (then, change["row"]):
            moved.append(change["id"])
    if moved:
        ids = ", ".join(moved[:20]) + (" …" if moved[20:] else "")
        raise UnfitChange(
            _("a release has changed these rows since the draft was begun: %(ids)s; begin another draft for them")
            % {"ids": ids}
        )


def _apply(tables: dict[str, dict[str, list[dict[str, str]]]], change: Change) -> None:
    try:
        rows = tables[change["language"]][change["table"]]
        number, row = change["id"], change["row"]
    except KeyError as error:
        raise UnfitChange(_("no such table or field: %(name)s") % {"name": error}) from None
    place = next((index for index, one in enumerate(rows) if one["id"] == number), None)
    if row is None:
        if place is None:
            raise UnfitChange(_("%(id)s cannot be withdrawn: it is not there") % {"id": number})
        del rows[place]
        return
    missing = set(rows[0]) - set(row) if rows else set()
    if missing or row.get("id") != number:
        raise UnfitChange(
            _("%(id)s: the row lacks %(names)s") % {"id": number, "names": ", ".join(sorted(missing)) or "id"}
        )
    if place is None:
        rows.append(dict(row))
    else:
        rows[place] = dict(row)


def _open_draft(draft: LexiconDraft) -> LexiconDraft:
    locked = LexiconDraft.objects.select_for_update(of=("self",)).select_related("base").get(pk=draft.pk)
    if locked.state != DraftState.DRAFT:
        raise DraftClosed(locked)
    return locked


def _keeper(actor: Actor, verb: str) -> Any:
    if actor.user is None or not roles_of(actor) & KEEPERS:
        raise RoleMayNot(verb, actor)
    return actor.user


def _tell(draft: LexiconDraft, action: str, actor: Actor, now: datetime) -> None:
    record(
        action=action,
        actor=actor,
        obj=draft,
        now=now,
        after={"base": draft.base.number, "changes": draft.changes, "state": draft.state},
        reason=draft.reason,
    )

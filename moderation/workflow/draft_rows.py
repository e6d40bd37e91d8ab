"""Edit a lexicon draft row by row: put in, change, withdraw, take back; what no reader could use is refused at once."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from articles.actor import Actor
from moderation.models import LexiconDraft
from moderation.screening.lexicon import UnreadableLexicon
from moderation.workflow.columns import Table, choices_of, strangers_in, table_at
from moderation.workflow.drafting import UnfitChange, apply_changes, change_draft, digest_of_changes
from moderation.workflow.lexicons import prove_words
from moderation.workflow.wording import Place, Row, Words, part_words, row_by_id, words_of

LONGEST_CELL = 4000
# What stands for signs that nobody sees, by their category: a soft hyphen or a mark of direction parts no word.
_INSTEAD = {"Cc": " ", "Cs": " ", "Cf": ""}

Change = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one cell, and what to do."""

    column: str
    message: str


class UnfitRow(UnfitChange):
    """Refuse a row, cell by cell."""

    code = "row"

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(" ".join(f"{fault.column}: {fault.message}" for fault in faults))
        self.faults = tuple(faults)


class RowMoved(UnfitChange):
    """Refuse to write over a row what was written before somebody changed it; ``stands`` is the row as it now is."""

    code = "row_moved"

    def __init__(self, stands: Row | None) -> None:
        super().__init__(
            _("somebody has withdrawn this row since you opened it: take that back in the draft, or put in a new row")
            if stands is None
            else _("somebody has changed this row since you opened it: compare the cells below, then keep it again")
        )
        self.stands: Row = stands or {}


class RowSeenOtherwise(UnfitChange):
    """Refuse to withdraw or take back a row that is not any more what somebody saw."""

    code = "row_moved"

    def __init__(self) -> None:
        super().__init__(
            _("somebody has changed or withdrawn this row since you saw it, and nothing was done: look at it again")
        )


def put_row(
    *, draft: LexiconDraft, place: Place, row: Row, actor: Actor, now: datetime, seen: str | None = None
) -> LexiconDraft:
    """Put a row into a draft: a new one where its id is empty, else in the place of the one it names.

    *seen* is the digest of the row that the cells were read from; left out where nobody has read it, as in a file.

    :raises UnfitRow: :raises RowMoved: :raises UnfitChange: :raises DraftClosed: :raises RoleMayNot:
    """

    def edit(changes: list[Change], words: Words) -> list[Change]:
        stands = row_by_id(place.rows_of(words), row.get("id", ""))
        if seen is not None and row.get("id") and _has_moved(stands, seen):
            raise RowMoved(stands)
        return put_change(changes, make_change(place, row, words, number=next_number(draft, changes), now=now))

    return edit_changes(draft=draft, edit=edit, actor=actor, now=now)


def withdraw_row(
    *, draft: LexiconDraft, place: Place, number: str, actor: Actor, now: datetime, seen: str | None = None
) -> LexiconDraft:
    """Take a row of the release out; one that only the draft had is gone again. *seen* is the digest of what was read.

    :raises RowSeenOtherwise: :raises UnfitChange: :raises DraftClosed: :raises RoleMayNot:
    """

    def edit(changes: list[Change], words: Words) -> list[Change]:
        if seen is not None and _has_moved(row_by_id(place.rows_of(words), number), seen):
            raise RowSeenOtherwise
        return put_change(changes, withdrawal(place, number, words))

    return edit_changes(draft=draft, edit=edit, actor=actor, now=now)


def take_back(
    *, draft: LexiconDraft, place: Place, number: str, actor: Actor, now: datetime, seen: str | None = None
) -> LexiconDraft:
    """Leave a row as the release has it. *seen* is the digest of what the draft made of it, of a withdrawn one of {}.

    :raises RowSeenOtherwise: :raises UnfitChange: :raises DraftClosed: :raises RoleMayNot:
    """

    def edit(changes: list[Change], words: Words) -> list[Change]:
        if seen is not None and _has_moved(row_by_id(place.rows_of(words), number) or {}, seen):
            raise RowSeenOtherwise
        return _without(changes, place, number)

    return edit_changes(draft=draft, edit=edit, actor=actor, now=now)


@transaction.atomic
def edit_changes(
    *, draft: LexiconDraft, edit: Callable[[list[Change], Words], list[Change]], actor: Actor, now: datetime
) -> LexiconDraft:
    """Edit a draft's changes under its lock, so that two editors lose nothing of each other's.

    :raises UnfitChange: :raises DraftClosed: :raises RoleMayNot:
    """
    locked = LexiconDraft.objects.select_for_update(of=("self",)).select_related("base").get(pk=draft.pk)
    edited = _needed(edit(list(locked.changes), draft_words(locked)), words_of(locked.base))
    if digest_of_changes(edited) == digest_of_changes(locked.changes):
        return locked
    changed = change_draft(draft=locked, changes=edited, actor=actor, now=now)
    prove_changes(words_of(locked.base), edited)
    return changed


def draft_words(draft: LexiconDraft) -> Words:
    """Return the words as the draft would have them."""
    return apply_changes(words_of(draft.base), draft.changes)


def prove_changes(words: Words, changes: Sequence[Change]) -> None:
    """Check that every reader can use the changed words.

    :raises UnfitChange: naming the row and what is wrong with it
    """
    tables, parties = part_words(apply_changes(words, changes))
    try:
        prove_words(tables, parties)
    except (UnreadableLexicon, KeyError, ValueError) as error:
        raise UnfitChange(_("nothing could be screened with these words: %(error)s") % {"error": error}) from error


def make_change(place: Place, row: Row, words: Words, *, number: str, now: datetime) -> Change:
    """Return the change that puts a row in, its cells cleaned and checked; *number* is the id of a new row.

    :raises UnfitRow: :raises UnfitChange: the table or the row is not there
    """
    table = _table(place)
    is_new = not row.get("id")
    known = None if is_new else row_by_id(place.rows_of(words), row["id"])
    if not is_new and known is None:
        raise UnfitRow([Fault("id", _("no row has this id: leave it empty to put a new row in"))])
    cells = {
        column.name: clean_cell(row.get(column.name, (known or {}).get(column.name, ""))) for column in table.columns
    }
    faults = find_faults(table, place, cells, words)
    if faults:
        raise UnfitRow(faults)
    kept = dict(known) if known else {"id": number, "added": now.date().isoformat(), "withdrawn": ""}
    return {"language": place.language, "table": place.table, "id": kept["id"], "row": {**kept, **cells}}


def find_faults(table: Table, place: Place, cells: Row, words: Words) -> list[Fault]:
    """Return what is wrong with a row's cells, each with its remedy."""
    faults = []
    for column in table.columns:
        value = cells[column.name]
        choices = choices_of(column, place, words)
        if column.is_needed and not value:
            faults.append(Fault(column.name, _("this is missing: %(help)s") % {"help": column.help}))
        elif len(value) > LONGEST_CELL:
            faults.append(
                Fault(column.name, _("longer than %(most)d signs: make it two rows") % {"most": LONGEST_CELL})
            )
        elif value and choices is not None and (unknown := strangers_in(value, column, choices)):
            said = {"value": unknown[0][:80], "choices": ", ".join(choices[:40])}
            faults.append(Fault(column.name, _("“%(value)s” is unknown here: choose one of %(choices)s") % said))
    return faults


def put_change(changes: Iterable[Change], change: Change) -> list[Change]:
    """Return the changes with one put in, in the place of an earlier one about the same row."""
    kept = list(changes)
    for index, one in enumerate(kept):
        if (one["language"], one["table"], one["id"]) == (change["language"], change["table"], change["id"]):
            kept[index] = change
            return kept
    return [*kept, change]


def next_number(draft: LexiconDraft, changes: Iterable[Change]) -> str:
    """Return an id that no row has or had: it names the draft that brought it."""
    prefix = f"draft.{draft.pk}."
    taken = [int(one["id"].removeprefix(prefix)) for one in changes if one["id"].startswith(prefix)]
    return f"{prefix}{max(taken, default=0) + 1}"


def clean_cell(value: str) -> str:
    """Return a cell as tables keep it: one line, composed letters, nothing that cannot be seen."""
    visible = "".join(_INSTEAD.get(unicodedata.category(sign), sign) for sign in value)
    return " ".join(unicodedata.normalize("NFC", visible).split())


def withdrawal(place: Place, number: str, words: Words) -> Change:
    """Return the change that takes a row out.

    :raises UnfitRow: it is not there
    """
    if row_by_id(place.rows_of(words), number) is None:
        raise UnfitRow([Fault("id", _("no row has this id: nothing to withdraw"))])
    return _withdrawal(place, number)


def digest_of_row(row: Row) -> str:
    """Return the SHA-256 that tells whether a row is still as it was read."""
    return hashlib.sha256(json.dumps(dict(row), sort_keys=True).encode()).hexdigest()


def columns_in_file(place: Place) -> list[str]:
    """Return the columns of a table as a file has them: the id, what editors write, what the house writes."""
    return ["id", *(column.name for column in _table(place).columns), "added", "withdrawn"]


def _has_moved(stands: Row | None, seen: str) -> bool:
    return stands is None or digest_of_row(stands) != seen


def _needed(changes: Iterable[Change], words: Words) -> list[Change]:
    """Leave out what changes nothing: a row put back as it was, a row withdrawn that the release never had."""
    return [
        one
        for one in changes
        if one["row"] != row_by_id(Place(one["language"], one["table"]).rows_of(words), one["id"])
    ]


def _withdrawal(place: Place, number: str) -> Change:
    return {"language": place.language, "table": place.table, "id": number, "row": None}


def _without(changes: Iterable[Mapping[str, Any]], place: Place, number: str) -> list[Change]:
    return [dict(one) for one in changes if not (place.has(one) and one["id"] == number)]


def _table(place: Place) -> Table:
    table = table_at(place)
    if table is None:
        raise UnfitChange(_("%(table)s is no table that editors keep") % {"table": place.table})
    return table

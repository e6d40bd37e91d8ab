"""Tables of words as CSV files: out with cells that no spreadsheet computes, in with every fault named by its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from import_export.formats.base_formats import CSV

from articles.actor import Actor
from moderation.models import LexiconDraft
from moderation.workflow.draft_rows import (
    Change,
    Fault,
    UnfitRow,
    columns_in_file,
    digest_of_row,
    edit_changes,
    make_change,
    next_number,
    put_change,
    withdrawal,
)
from moderation.workflow.refusal import Refusal
from moderation.workflow.wording import Place, Words, row_by_id

# The column that says as what a row was taken out: what was changed since, in the file or in the draft, shows by it.
SEEN = "seen"
LARGEST_FILE = 2 * 1024 * 1024
MOST_FAULTS = 50  # named at once

# Spreadsheets read UTF-8 only where a file begins so.
_MARK = "\ufeff"
# A cell that begins like this is a formula to a spreadsheet; the apostrophe that guards it is taken off again.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_GUARD = "'"


@dataclass(frozen=True, slots=True)
class LineFault:
    """What is wrong with one line of a file, and what to do."""

    line: int
    message: str

    def __str__(self) -> str:
        return _("line %(line)d: %(message)s") % {"line": self.line, "message": self.message}


class UnreadableSheet(Refusal):
    """Refuse a file; nothing of it was taken."""

    code = "sheet"

    def __init__(self, faults: Sequence[LineFault]) -> None:
        super().__init__(" ".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file: its number, and its cells by column."""

    number: int
    cells: dict[str, str]


def write_table(place: Place, words: Words) -> str:
    """Write one table as a CSV file that a spreadsheet opens as text."""
    columns = columns_in_file(place)
    sheet = CSV().create_dataset("")
    sheet.headers = [*columns, SEEN]
    for row in place.rows_of(words):
        cells = _cells(row, columns)
        sheet.append([*map(_guarded, cells.values()), digest_of_row(cells)])
    return _MARK + str(CSV().export_data(sheet))


def import_rows(*, draft: LexiconDraft, place: Place, content: bytes, actor: Actor, now: datetime) -> int:
    """Put the rows of a CSV file into a draft, all or none; return how many rows that changed.

    An empty id makes a new row, a filled `withdrawn` takes one out; rows that the file does not name stay, and so do
    those that stand in it as they were taken out.

    :raises UnreadableSheet: :raises UnfitChange: :raises DraftClosed: :raises RoleMayNot:
    """
    counted = 0

    def edit(changes: list[Change], words: Words) -> list[Change]:
        nonlocal counted
        lines = read_lines(content, [*columns_in_file(place), SEEN])
        changed = _changes(lines, draft, place, words, changes, now)
        counted = len(changed)
        for change in changed:
            changes = put_change(changes, change)
        return changes

    edit_changes(draft=draft, edit=edit, actor=actor, now=now)
    return counted


def read_lines(content: bytes, columns: Sequence[str]) -> list[Line]:
    """Return the lines of a CSV file, whose first line names columns of the table.

    :raises UnreadableSheet:
    """
    text = _decode(content)
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",")
    try:
        head = [name.strip() for name in next(reader, [])]
        _check_head(head, columns)
        return list(_lines(reader, head))
    except csv.Error as error:
        raise UnreadableSheet(
            [LineFault(reader.line_num, _("this is no CSV: %(error)s") % {"error": error})]
        ) from error


def _changes(
    lines: Sequence[Line], draft: LexiconDraft, place: Place, words: Words, before: list[Change], now: datetime
) -> list[Change]:
    made, faults, seen = list(before), list[LineFault](), dict[str, int]()
    changed: list[Change] = []
    for line in lines:
        number = line.cells.get("id", "")
        if number and number in seen:
            faults.append(LineFault(line.number, _("the id stands on line %(line)d already") % {"line": seen[number]}))
            continue
        seen[number] = line.number
        if number and _is_untouched(line, place):
            continue
        try:
            change = _change(line, place, words, number=next_number(draft, made), now=now)
        except UnfitRow as refusal:
            faults.extend(LineFault(line.number, f"{fault.column}: {fault.message}") for fault in refusal.faults)
            continue
        if change["row"] != row_by_id(place.rows_of(words), change["id"]):
            changed.append(change)
            made.append(change)
    if faults:
        raise UnreadableSheet(faults[:MOST_FAULTS])
    return changed


def _is_untouched(line: Line, place: Place) -> bool:
    """Tell whether a line stands as it was taken out: what a colleague has made of its row since, it leaves alone."""
    return line.cells.get(SEEN, "") == digest_of_row(_cells(line.cells, columns_in_file(place)))


def _check_seen(line: Line, place: Place, words: Words) -> None:
    """Refuse to write over what a colleague has made of a row since the file was taken out.

    :raises UnfitRow:
    """
    number, seen = line.cells.get("id", ""), line.cells.get(SEEN, "")
    stands = row_by_id(place.rows_of(words), number)
    if number and seen and (stands is None or digest_of_row(_cells(stands, columns_in_file(place))) != seen):
        message = _("somebody has changed or withdrawn this row since the file was taken out: take it out anew")
        raise UnfitRow([Fault("id", message)])


def _change(line: Line, place: Place, words: Words, *, number: str, now: datetime) -> Change:
    _check_seen(line, place, words)
    if line.cells.get("withdrawn", "").strip():
        return withdrawal(place, line.cells.get("id", ""), words)
    return make_change(place, line.cells, words, number=number, now=now)


def _check_head(head: Sequence[str], columns: Sequence[str]) -> None:
    unknown = [name for name in head if name not in columns]
    if "id" not in head or unknown or len(set(head)) < len(head):
        wanted = ", ".join(columns)
        raise UnreadableSheet(
            [LineFault(1, _("the first line names columns once each: %(columns)s") % {"columns": wanted})]
        )


def _lines(reader: Iterator[list[str]], head: Sequence[str]) -> Iterator[Line]:
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        number: int = reader.line_num  # type: ignore[attr-defined]
        if len(cells) != len(head):
            said = _("%(found)d cells under %(wanted)d columns") % {"found": len(cells), "wanted": len(head)}
            raise UnreadableSheet([LineFault(number, said)])
        yield Line(number, {name: _unguarded(cell).strip() for name, cell in zip(head, cells, strict=True)})


def _cells(row: Mapping[str, str], columns: Sequence[str]) -> dict[str, str]:
    return {column: row.get(column, "") for column in columns}


def _decode(content: bytes) -> str:
    if len(content) > LARGEST_FILE:
        raise UnreadableSheet([LineFault(1, _("larger than 2 MiB: part the file"))])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableSheet([LineFault(line, _("this is not UTF-8: save the file as CSV UTF-8"))]) from error


def _guarded(cell: str) -> str:
    # A cell that begins with the guard itself gets another one, so that what comes back is what went out.
    return _GUARD + cell if cell.startswith((*_FORMULA, _GUARD)) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith(_GUARD) and cell[1:].startswith((*_FORMULA, _GUARD)) else cell

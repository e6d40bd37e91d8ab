"""What the pages of the lexicon show: a draft, a table of it, a release and how it differs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from moderation.admin.names import name_language
from moderation.models import LexiconDraft, LexiconRelease
from moderation.workflow.columns import Table, label_of, places_of, table_at
from moderation.workflow.draft_rows import digest_of_row, draft_words
from moderation.workflow.drafting import digest_of_changes, was_tried, writers_of
from moderation.workflow.release_differences import Cell, RowDifference, compare_words
from moderation.workflow.wording import EVERYWHERE, Place, Row, Words, row_by_id, words_of

ROWS_A_PAGE = 50
MOST_DIFFERENCES = 500  # rows of one table; whoever needs more takes the CSV files

# What a row is called by: the first of these that its table has.
_NAMES = ("lemma", "cue", "phrase", "noun", "forms", "terms", "name")


@dataclass(frozen=True, slots=True)
class Shelf:
    """One table on the page of a draft or a release."""

    place: Place
    title: str
    help: str
    language: str
    count: int


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of a table, and its cells in the order of the columns."""

    row: Row
    shown: tuple[str, ...]

    @property
    def id(self) -> str:
        """Return the row's id."""
        return self.row["id"]

    @property
    def seen(self) -> str:
        """Return what tells whether the row is still as it is shown."""
        return digest_of_row(self.row)


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A row that differs, what people call it, and its cells in the order of the form."""

    row: RowDifference
    name: str
    cells: tuple[tuple[str, Cell], ...]

    @property
    def seen(self) -> str:
        """Return what tells whether the row is still as it is shown."""
        return digest_of_row(self.row.after or {})


@dataclass(frozen=True, slots=True)
class Differences:
    """The rows of one table that differ."""

    place: Place
    title: str
    language: str
    rows: tuple[NamedRow, ...]
    left_out: int


class DraftPage:
    """One draft, for whoever looks at it."""

    def __init__(self, draft: LexiconDraft, reader: Any) -> None:
        self.draft = draft
        self.is_mine = reader.pk in writers_of(draft)
        self.may_change = draft.state == "draft" and reader.has_perm("moderation.change_lexicondraft")

    @cached_property
    def words(self) -> Words:
        """Return the words as the draft would have them."""
        return draft_words(self.draft)

    @cached_property
    def differences(self) -> list[Differences]:
        """Return what the draft changes."""
        return differences_of(words_of(self.draft.base), self.words)

    @cached_property
    def shelves(self) -> list[Shelf]:
        """Return the tables that editors keep."""
        return shelves_of(self.words)

    @cached_property
    def previews(self) -> list[Any]:
        """Return the previews made of it, the newest first."""
        return list(self.draft.previews.select_related("asked_by").defer("chosen", "tally", "changes"))

    @cached_property
    def digest(self) -> str:
        """Return what ties a preview to the changes as they now are."""
        return digest_of_changes(self.draft.changes)

    @cached_property
    def was_tried(self) -> bool:
        """Tell whether the changes, as they now are, were tried on the archive."""
        return was_tried(self.draft)

    @cached_property
    def newer(self) -> LexiconRelease | None:
        """Return the latest release, where it is not the one that the draft was begun on."""
        latest = LexiconRelease.objects.without_words().first()
        return latest if latest and latest.pk != self.draft.base_id else None


def shelves_of(words: Words) -> list[Shelf]:
    """Return the tables that editors keep, with how many rows each has."""
    return [
        Shelf(place, title_of(place), str(_table(place).help), language_of(place), len(place.rows_of(words)))
        for place in places_of(words)
    ]


def differences_of(before: Words, after: Words) -> list[Differences]:
    """Return the tables that differ, with each row's name."""
    return [
        Differences(
            one.place,
            title_of(one.place),
            language_of(one.place),
            tuple(_name(row, one.place, before) for row in one.rows[:MOST_DIFFERENCES]),
            max(len(one.rows) - MOST_DIFFERENCES, 0),
        )
        for one in compare_words(before, after)
    ]


def find_rows(place: Place, words: Words, *, asked: str, page: str) -> Page[Any]:
    """Return a page of a table's rows, those that hold what is asked for in any cell."""
    wanted, columns = asked.casefold().strip(), _table(place).columns
    rows = [
        ShownRow(row, tuple(row.get(column.name, "") for column in columns))
        for row in place.rows_of(words)
        if any(wanted in cell.casefold() for cell in row.values())
    ]
    return Paginator(rows, ROWS_A_PAGE).get_page(page)


def name_of(row: Row) -> str:
    """Return what people call a row."""
    return next((row[name] for name in _NAMES if row.get(name)), row.get("id", ""))


def title_of(place: Place) -> str:
    """Return what people call a table; one that no editor keeps has its own name."""
    table = table_at(place)
    return str(table.label) if table else place.table


def language_of(place: Place) -> str:
    """Return the language of a table in the reader's own."""
    return _("every language") if place.language == EVERYWHERE else name_language(place.language)


def _table(place: Place) -> Table:
    table = table_at(place)
    assert table is not None
    return table


def _name(row: RowDifference, place: Place, before: Words) -> NamedRow:
    table = table_at(place)
    order = [column.name for column in table.columns] if table else []
    cells = sorted(row.cells, key=lambda cell: order.index(cell.column) if cell.column in order else len(order))
    told = tuple((label_of(place, cell.column), cell) for cell in cells)
    return NamedRow(row, name_of(_either(row, place, before)), told)


def _either(row: RowDifference, place: Place, before: Words) -> Row:
    return row.after or row_by_id(place.rows_of(before), row.number) or {"id": row.number}

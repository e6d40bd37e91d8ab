"""How two states of the words differ: table by table, row by row, cell by cell. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from moderation.workflow.wording import Place, Row, Words


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that differs; a cell that only one side has is empty on the other."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowDifference:
    """One row: added, changed or withdrawn, its cells beside it."""

    number: str
    kind: str
    cells: tuple[Cell, ...]
    after: Row | None


@dataclass(frozen=True, slots=True)
class TableDifference:
    """The rows of one table that differ."""

    place: Place
    rows: tuple[RowDifference, ...]


def compare_words(before: Words, after: Words) -> list[TableDifference]:
    """Return the tables that differ, each with its rows."""
    places = [
        Place(language, table)
        for language in sorted(before.keys() | after.keys())
        for table in sorted(before.get(language, {}).keys() | after.get(language, {}).keys())
    ]
    found = [TableDifference(place, tuple(_compare(place.rows_of(before), place.rows_of(after)))) for place in places]
    return [one for one in found if one.rows]


def _compare(before: list[dict[str, str]], after: list[dict[str, str]]) -> Iterator[RowDifference]:
    old, new = {row["id"]: row for row in before}, {row["id"]: row for row in after}
    for number in [*old, *(number for number in new if number not in old)]:
        cells = tuple(_cells(old.get(number, {}), new.get(number, {})))
        if cells or (number in old) != (number in new):
            yield RowDifference(number, _kind(number, old, new), cells, new.get(number))


def _kind(number: str, old: dict[str, dict[str, str]], new: dict[str, dict[str, str]]) -> str:
    if number not in old:
        return "added"
    return "changed" if number in new else "withdrawn"


def _cells(old: Row, new: Row) -> Iterator[Cell]:
    for column in [*old, *(column for column in new if column not in old)]:
        if column != "id" and old.get(column, "") != new.get(column, ""):
            yield Cell(column, old.get(column, ""), new.get(column, ""))

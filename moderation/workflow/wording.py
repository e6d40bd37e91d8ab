"""All words of a release in one: the tables of each language, and the parties, which belong to every language. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

# Where tables stand that are read with every language: the parties to conflicts.
EVERYWHERE = "all"

Row = Mapping[str, str]
Words = Mapping[str, Mapping[str, list[dict[str, str]]]]


class Published(Protocol):
    """What a release holds."""

    tables: Any
    parties: Any


@dataclass(frozen=True, slots=True)
class Place:
    """One table of one language."""

    language: str
    table: str

    def rows_of(self, words: Words) -> list[dict[str, str]]:
        """Return the table's rows; a table that is not there has none."""
        return words.get(self.language, {}).get(self.table, [])

    def has(self, change: Mapping[str, Any]) -> bool:
        """Tell whether a change of a draft is about this table."""
        return (change["language"], change["table"]) == (self.language, self.table)


def words_of(release: Published) -> dict[str, Any]:
    """Return a release's tables with its parties among them."""
    return {**release.tables, EVERYWHERE: release.parties}


def part_words(words: Words) -> tuple[dict[str, Any], Any]:
    """Return tables and parties apart, as a release keeps them."""
    tables = {language: named for language, named in words.items() if language != EVERYWHERE}
    return tables, words.get(EVERYWHERE, {})


def row_by_id(rows: Sequence[Row], number: str) -> Row | None:
    """Return the row of an id, if it is there."""
    return next((row for row in rows if row["id"] == number), None)

"""Who wrote what a lexicon draft changes: each cell is its writer's as long as it stands. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from moderation.workflow.wording import Place, Row, Words, row_by_id

Change = Mapping[str, Any]

_SIGNATURES = frozenset({"by", "cells"})
# Written by the house itself.
_NOBODYS = frozenset({"id", "added", "withdrawn"})


def sign_changes(
    changes: Sequence[Change], known: Sequence[Change], base: Words, writer: int | None
) -> list[dict[str, Any]]:
    """Return changes with who changed each row last (`by`), and who wrote each of its cells that stand (`cells`).

    Whoever puts in words that stand already wrote none of them; *base* holds the words that nobody wrote here.
    """
    stood = {_place_of(one): one for one in known}
    signed = []
    for change in map(words_alone, changes):
        before = stood.get(_place_of(change))
        unmoved = before is not None and words_alone(before) == change
        by = before["by"] if before is not None and unmoved else writer
        signed.append({**change, "by": by, "cells": _cells(change, before, base, by)})
    return signed


def writers_in(changes: Iterable[Change]) -> frozenset[int]:
    """Return the numbers of those whose words stand in changes."""
    return frozenset(writer for change in changes for writer in (change["by"], *change.get("cells", {}).values()))


def words_alone(change: Change) -> dict[str, Any]:
    """Return a change without its signatures."""
    return {name: value for name, value in change.items() if name not in _SIGNATURES}


def _cells(change: Change, before: Change | None, base: Words, writer: int | None) -> dict[str, int | None]:
    """Return who wrote each cell that the base has not."""
    given: Row = row_by_id(Place(change["language"], change["table"]).rows_of(base), change["id"]) or {}
    stood: Row = (before or {}).get("row") or {}
    return {
        column: _writer_of(column, before) if before and stood.get(column) == value else writer
        for column, value in (change["row"] or {}).items()
        if column not in _NOBODYS and value != given.get(column, "")
    }


def _writer_of(column: str, change: Change) -> int | None:
    """Return who wrote a cell; in drafts from before cells were signed, whoever changed the row last."""
    writer: int | None = change.get("cells", {}).get(column, change["by"])
    return writer


def _place_of(change: Change) -> tuple[Any, ...]:
    return change.get("language"), change.get("table"), change.get("id")

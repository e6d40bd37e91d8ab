"""Spreadsheets beside a report: the figures with names that programs can rely on."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from moderation.reports.digest import Attachment

# Spreadsheets read UTF-8 only where a file begins so.
_MARK = "\ufeff"
# A cell that begins like this is a formula to a spreadsheet, and headlines are other people's words.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_sheet(filename: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Attachment:
    """Write rows as a CSV file; words that a spreadsheet would compute are kept as words."""
    lines = io.StringIO()
    table = csv.writer(lines)
    table.writerow(columns)
    table.writerows([_cell(value) for value in row] for row in rows)
    return Attachment(filename, _MARK + lines.getvalue())


def in_hours(length: timedelta | None) -> str:
    """Write a stretch of time in hours, two digits behind the point; of none, nothing."""
    return "" if length is None else f"{length.total_seconds() / 3600:.2f}"


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, float):
        return f"{value:.4f}"
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value

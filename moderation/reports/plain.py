"""The digest as plain text: the same facts for terminals, screen readers and clients that show no HTML."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from moderation.reports.digest import Digest, Item, Point, Section, Table

_WIDTH = 72


def write_plain(digest: Digest, *, footer: str) -> str:
    """Write a digest as plain text, every link in full."""
    lines = [digest.title, "=" * min(len(digest.title), _WIDTH), digest.period, "", digest.lead]
    for section in digest.shown():
        lines += ["", "", *_section(section)]
    lines += [""]
    lines += [f"{link.words}: {link.address}" for link in digest.links]
    return "\n".join([*lines, "", "-- ", footer, ""])


def _section(section: Section) -> Iterator[str]:
    yield section.title
    yield "-" * min(len(section.title), _WIDTH)
    if section.is_empty:
        yield section.nothing
    if section.intro:
        yield section.intro
    for figure in section.figures:
        yield f"  {figure.value:>8}  {figure.name}" + (f" ({figure.note})" if figure.note else "")
    for item in section.items:
        yield from _item(item)
    for table in section.tables:
        yield from _table(table)
    if section.more:
        yield f"{section.more.words}: {section.more.address}"


def _item(item: Item) -> Iterator[str]:
    yield ""
    yield f"* {item.title}"
    if item.note:
        yield f"  {item.note}"
    for point in item.points:
        yield from _point(point)
    if item.link:
        yield f"  {item.link}"


def _point(point: Point) -> Iterator[str]:
    grade = f"{point.severity_name.upper()}: " if point.severity_name else ""
    yield f"  - {grade}{point.words}"
    if point.excerpt:
        yield "    " + _("“%(words)s”") % {"words": point.excerpt}


def _table(table: Table) -> Iterator[str]:
    rows = [table.columns, *table.rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(table.columns))]
    yield ""
    for row in rows:
        first, *others = row
        cells = [first.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))]
        yield "  " + "  ".join(cells).rstrip()

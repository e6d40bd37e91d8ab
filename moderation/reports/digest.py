"""Digests: what a report says, as values that a mail, a page and an answer of the API all read.

Every word in a digest is in the reader's language already.
"""

from __future__ import annotations

from dataclasses import dataclass, field

_EXCERPT_SIDE = 110  # code points kept on either side of what was flagged


@dataclass(frozen=True, slots=True)
class Link:
    """Lead somewhere: words and a whole address."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Figure:
    """State one number with its name."""

    name: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Quote the sentence around what was flagged; ``direction`` is ltr or rtl."""

    before: str
    match: str
    after: str
    direction: str = "ltr"

    def __str__(self) -> str:
        return f"{self.before}[{self.match}]{self.after}"


@dataclass(frozen=True, slots=True)
class Point:
    """State one thing about an item: how grave, which words, why."""

    words: str
    severity: str = ""
    severity_name: str = ""
    excerpt: Excerpt | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """Name one article, case or mail, and what there is to say about it."""

    title: str
    link: str = ""
    note: str = ""
    is_late: bool = False
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class TableLine:
    """Hold one row as it is drawn: its cells, and its bar's length in per cent of the widest."""

    cells: tuple[str, ...]
    percent: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Set figures in rows; the first column names the row, ``bars`` are shares of 1 drawn beside them."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    bars: tuple[float, ...] = ()

    def lines(self) -> tuple[TableLine, ...]:
        """Return the rows with their bars; a bar too short to be seen is drawn just visible."""
        shares = self.bars or (0.0,) * len(self.rows)
        return tuple(
            TableLine(row, max(1, round(share * 100)) if share > 0 else 0)
            for row, share in zip(self.rows, shares, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Section:
    """Hold one part of a digest; one without content says so by ``nothing``, or is left out."""

    title: str
    intro: str = ""
    figures: tuple[Figure, ...] = ()
    items: tuple[Item, ...] = ()
    tables: tuple[Table, ...] = ()
    more: Link | None = None
    nothing: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing in it."""
        return not (self.intro or self.figures or self.items or self.tables)


@dataclass(frozen=True, slots=True)
class Attachment:
    """Carry a file beside the mail."""

    filename: str
    content: str
    mimetype: str = "text/csv"


@dataclass(frozen=True, slots=True)
class Digest:
    """Hold a whole report: its headings, its sections in the order of their weight, where it leads."""

    title: str
    subject: str
    period: str
    lead: str
    language: str
    sections: tuple[Section, ...] = ()
    links: tuple[Link, ...] = ()
    is_empty: bool = False
    attachments: tuple[Attachment, ...] = field(default=())

    def shown(self) -> tuple[Section, ...]:
        """Return the sections that have something to say, or say that they have nothing."""
        return tuple(section for section in self.sections if not section.is_empty or section.nothing)


def quote(text: str, start: int, end: int, *, direction: str = "ltr") -> Excerpt:
    """Quote *text* around a span, within its paragraph, cut at words."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    before = text[first:start]
    after = text[end : last if last >= 0 else len(text)]
    return Excerpt(_keep_end(before), text[start:end], _keep_start(after), direction)


def _keep_end(text: str) -> str:
    if len(text) <= _EXCERPT_SIDE:
        return text
    kept = text[-_EXCERPT_SIDE:]
    return "…" + (kept.partition(" ")[2] if " " in kept else kept)


def _keep_start(text: str) -> str:
    if len(text) <= _EXCERPT_SIDE:
        return text
    kept = text[:_EXCERPT_SIDE]
    return (kept.rpartition(" ")[0] if " " in kept else kept) + "…"

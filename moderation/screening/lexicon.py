"""Words as data: the tables of each language, as rows with provenance.

A ``LanguagePack`` holds one language's tables (``terms``, ``cues``, ``frames`` …), a ``Lexicon``
all packs and one digest. Readers compile what they need from the rows, once per pack.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

Row = Mapping[str, str]


class UnreadableLexicon(ValueError):
    """A lexicon table cannot be used; the message names file, row and remedy."""


@dataclass(frozen=True, eq=False)
class LanguagePack:
    """One language's tables: name → rows. Hashed by identity, so compilers may cache on it."""

    language: str
    tables: Mapping[str, tuple[Row, ...]]

    def rows(self, table: str) -> tuple[Row, ...]:
        """Return the rows in force of *table*; an absent table has none."""
        return self.tables.get(table, ())


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Every language's pack, and the SHA-256 over their canonical form."""

    packs: Mapping[str, LanguagePack]
    digest: str


# What a pack compiles to is kept for as long as the pack: a release that changes one language leaves the others as
# they are, and a draft's lexicon costs one pack, not six.
_PACKS: WeakValueDictionary[str, LanguagePack] = WeakValueDictionary()


def read_lexicon(folder: Path) -> Lexicon:
    """Read ``<folder>/<lang>/*.csv``; withdrawn rows are left out.

    :raises UnreadableLexicon: a file is no CSV, or a row lacks its id or repeats another's.
    """
    tables: dict[str, dict[str, list[dict[str, str]]]] = {}
    for path in sorted(folder.glob("*/*.csv")):
        rows = parse_table(path.read_text(encoding="utf-8"), name=f"{path.parent.name}/{path.name}")
        tables.setdefault(path.parent.name, {})[path.stem] = rows
    return build_lexicon(tables)


def build_lexicon(tables: Mapping[str, Mapping[str, list[dict[str, str]]]]) -> Lexicon:
    """Build the lexicon of ``{language: {table: rows}}``, as a release stores it."""
    packs = {language: _pack_of(language, named) for language, named in sorted(tables.items())}
    return Lexicon(packs, _digest_of(tables))


def _pack_of(language: str, tables: Mapping[str, list[dict[str, str]]]) -> LanguagePack:
    """Return the pack of these tables: the one that another lexicon has already, where its words are the same."""
    digest = _digest_of({language: tables})
    pack = _PACKS.get(digest)
    if pack is None:
        pack = LanguagePack(language, {name: tuple(rows) for name, rows in tables.items()})
        _PACKS[digest] = pack
    return pack


def _digest_of(tables: Any) -> str:
    canonical = json.dumps(tables, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def parse_table(content: str, *, name: str) -> list[dict[str, str]]:
    """Return the rows in force of one CSV table, in file order.

    :raises UnreadableLexicon: naming the file, the row and what to do.
    """
    reader = csv.DictReader(io.StringIO(content), strict=True)
    if not reader.fieldnames or "id" not in reader.fieldnames:
        raise UnreadableLexicon(f"{name}: the first line must name the columns, 'id' among them")
    rows: list[dict[str, str]] = []
    seen: set[str] = set()
    try:
        for row in reader:
            if None in row or None in row.values():
                raise UnreadableLexicon(f"{name}, line {reader.line_num}: wrong number of columns")
            if not row["id"] or row["id"] in seen:
                raise UnreadableLexicon(f"{name}, line {reader.line_num}: id missing or repeated: {row['id']!r}")
            seen.add(row["id"])
            if not row.get("withdrawn"):
                rows.append(row)
    except csv.Error as error:
        raise UnreadableLexicon(f"{name}, line {reader.line_num}: {error}") from error
    return rows

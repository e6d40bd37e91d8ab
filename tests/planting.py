"""What seeding leaves in the database, put aside once a process and laid back before each test that needs it.

Seeding itself takes most of a second; its own tests are in tests/seeds and tests/workflow.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from moderation.management.seeding import read_rows, seed_roles
from moderation.models import AuditEvent, AuditHead, LexiconRelease
from moderation.workflow.configuring import seed_plans, seed_routes
from moderation.workflow.lexicons import seed_lexicon
from tests.workflow.newsroom import NOW

_ASIDE = "planted"  # the schema of what is put aside, which no rollback and no flush empties


class _Way(NamedTuple):
    """How a table's rows are read, and how they are laid back from where they were put."""

    read: str
    lay: str


# Each table with its columns that are not reckoned from others.
_WRITTEN = """
    SELECT table_name, string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position)
    FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND is_generated = 'NEVER' GROUP BY table_name"""

# Made by Django itself, and with other numbers after each flush: what a group may do is put aside by name.
_DJANGOS = {"django_content_type", "auth_permission"}
_GRANTED = "auth_group_permissions"
_BY_NAME = _Way(
    f"""SELECT g.group_id, t.app_label, p.codename FROM {_GRANTED} g
    JOIN auth_permission p ON p.id = g.permission_id JOIN django_content_type t ON t.id = p.content_type_id""",
    f"""INSERT INTO {_GRANTED} (group_id, permission_id) SELECT g.group_id, p.id FROM {{}} g
    JOIN django_content_type t USING (app_label)
    JOIN auth_permission p ON p.content_type_id = t.id AND p.codename = g.codename""",
)

# The chain's trigger numbers and links what is laid into it.
_CHAIN, _HEAD = AuditEvent._meta.db_table, AuditHead._meta.db_table
_LINKED = {"sequence", "previous_hash", "hash"}
_TOLD = ", ".join(field.column for field in AuditEvent._meta.fields if field.column not in _LINKED)
_IN_THE_CHAIN = _Way(
    f"SELECT {_TOLD} FROM {_CHAIN} ORDER BY sequence",
    f"SET LOCAL session_replication_role = origin; INSERT INTO {_CHAIN} ({_TOLD}) SELECT * FROM {{}}",
)

# The statements that lay back what is put aside, by what it is called.
_LAID: dict[str, str] = {}


def plant_newsroom() -> None:
    """Let the database hold what `manage.py seed` makes; the roles may be there already."""
    plant("rest" if Group.objects.exists() else "newsroom", lambda: call_command("seed", verbosity=0))


def plant_roles() -> None:
    """Let the database hold the roles, each with its permissions."""
    plant("roles", lambda: seed_roles(read_rows(settings.SEEDS_DIR / "roles.json")))


def plant_rules() -> None:
    """Let the database hold the review plans and the routes."""
    plant("rules", _sow_rules)


def plant_words() -> LexiconRelease:
    """Let the database hold the words of the seeds, and return their release."""
    plant("words", lambda: seed_lexicon(settings.SEEDS_DIR, now=NOW))
    return LexiconRelease.objects.get()


def _sow_rules() -> None:
    seed_plans(read_rows(settings.SEEDS_DIR / "plans/plans.json"), now=NOW)
    seed_routes(read_rows(settings.SEEDS_DIR / "routes/routes.json"), now=NOW)


def plant(name: str, sow: Callable[[], object]) -> None:
    """Let the database hold what *sow* puts into one that has none of it; *name* stands for *sow* in this process.

    The rows keep the numbers that they had the first time: sequences only go on, so no other row has them.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        if name in _LAID:
            cursor.execute(_LAID[name])
            return
        ways = _ways(cursor)
        before = {table: set(_lines(cursor, way)) for table, way in ways.items()}
        sow()
        made = {table: [one for one in _lines(cursor, way) if one not in before[table]] for table, way in ways.items()}
        _LAID[name] = _put_aside(name, {table: lines for table, lines in made.items() if lines}, ways)


def _put_aside(name: str, made: dict[str, list[bytes]], ways: dict[str, _Way]) -> str:
    """Keep rows in tables of their own, and return the statements that lay them back."""
    # The rows that triggers made are among them.
    statements = ["SET LOCAL session_replication_role = replica"]
    aside = connection.copy()
    with aside.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {_ASIDE}")
        for table, lines in made.items():
            place = f"{_ASIDE}.{name}_{table}"
            cursor.execute(f"CREATE UNLOGGED TABLE {place} AS {ways[table].read} WITH NO DATA")
            with cursor.copy(f"COPY {place} FROM STDIN") as copy:
                copy.write(b"".join(lines))
            statements.append(ways[table].lay.format(place))
    aside.close()
    return ";".join([*statements, "SET LOCAL session_replication_role = origin"])


def _lines(cursor: CursorWrapper, way: _Way) -> list[bytes]:
    with cursor.copy(f"COPY ({way.read}) TO STDOUT") as copy:
        return re.findall(rb".*\n", b"".join(copy))


def _ways(cursor: CursorWrapper) -> dict[str, _Way]:
    """Return the way of each table whose rows may be put aside; the chain's is the last."""
    cursor.execute(_WRITTEN)
    ways = {
        table: _Way(f"SELECT {columns} FROM {table}", f"INSERT INTO {table} ({columns}) SELECT * FROM {{}}")
        for table, columns in cursor.fetchall()
        if table not in {*_DJANGOS, _GRANTED, _CHAIN, _HEAD}
    }
    return {**ways, _GRANTED: _BY_NAME, _CHAIN: _IN_THE_CHAIN}

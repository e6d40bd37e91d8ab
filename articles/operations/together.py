"""Write rows of several tables at once: all of them or none, on one way to the database."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.db import connection, models, transaction
from django.db.models.sql import InsertQuery


def insert_together(*rows: models.Model) -> None:
    """Insert new rows by one statement, which is a transaction of its own; their numbers are not read back.

    :raises IntegrityError: one of them cannot be written; then none is
    """
    statements: list[str] = []
    values: list[Any] = []
    for row in rows:
        query = InsertQuery(type(row))
        query.insert_values([one for one in row._meta.concrete_fields if not one.primary_key], [row])
        ((statement, its_values),) = query.get_compiler(connection=connection).as_sql()
        statements.append(statement)
        values.extend(its_values)
    *first, last = statements
    named = ", ".join(f"part{number} AS ({statement})" for number, statement in enumerate(first))
    with _bounded(), connection.cursor() as cursor:
        cursor.execute(f"WITH {named} {last}" if named else last, values)


def _bounded() -> AbstractContextManager[Any]:
    """Inside a transaction, let a refusal undo the statement alone."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()

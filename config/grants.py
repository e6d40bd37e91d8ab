"""What the application's database role may do: rows, never tables."""

from collections.abc import Iterable

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from psycopg import sql

_OWN_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user"


def grant_app_role(connection: BaseDatabaseWrapper, *, role: str, append_only: Iterable[str]) -> bool:
    """Grant a role its rights on all of the current user's tables; tell whether the role exists.

    Tables named in `append_only` take new rows and give up nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if cursor.fetchone() is None:
            return False
        name = sql.Identifier(role)
        cursor.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(name))
        cursor.execute(sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(name))
        cursor.execute(_OWN_TABLES)
        for table in sorted(row[0] for row in cursor.fetchall()):
            _grant_table(cursor, table, name, rights=_rights(table, frozenset(append_only)))
    return True


def _rights(table: str, append_only: frozenset[str]) -> str:
    if table in append_only:
        return "SELECT, INSERT"
    if table == "django_migrations":
        return "SELECT"
    return "SELECT, INSERT, UPDATE, DELETE"


def _grant_table(cursor: CursorWrapper, table: str, role: sql.Identifier, *, rights: str) -> None:
    target = sql.Identifier(table)
    cursor.execute(sql.SQL("REVOKE ALL ON {} FROM {}").format(target, role))
    cursor.execute(sql.SQL("GRANT {} ON {} TO {}").format(sql.SQL(rights), target, role))

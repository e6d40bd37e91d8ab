"""What the application's database role may do: rows, never tables."""

from collections.abc import Iterable

from django.db import ProgrammingError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from psycopg import sql

_OWN_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user"


class NoAppRole(RuntimeError):
    """Refuse to go on without the application's role where this user may not make it."""


def make_app_role(connection: BaseDatabaseWrapper, *, role: str) -> None:
    """Make the role where it is missing, and let the current user take it on.

    :raises NoAppRole: the current user may not make roles
    """
    name = sql.Identifier(role)
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            # Roles belong to the server: two databases migrated at once must not both make it.
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('second_source.role'))")
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
            if cursor.fetchone() is None:
                cursor.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(name))
                cursor.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(name))
    except ProgrammingError as error:
        raise NoAppRole(
            f"the database role {role} is missing and cannot be made ({str(error).strip()}); as an administrator "
            f"run: CREATE ROLE {role}; GRANT {role} TO the user of DATABASE_URL;"
        ) from error


def grant_app_role(connection: BaseDatabaseWrapper, *, role: str, append_only: Iterable[str]) -> None:
    """Grant a role its rights on all of the current user's tables, and take back all others.

    Tables named in `append_only` take new rows and give up nothing. Nobody but the database's owner makes temporary
    tables: one with the name of a table of ours would stand before it.
    """
    name = sql.Identifier(role)
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(name))
        database = sql.Identifier(connection.settings_dict["NAME"])
        cursor.execute(sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC, {}").format(database, name))
        cursor.execute(_OWN_TABLES)
        for table in sorted(row[0] for row in cursor.fetchall()):
            _grant_table(cursor, table, name, rights=_rights(table, frozenset(append_only)))
        cursor.execute(sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(name))


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

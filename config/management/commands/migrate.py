"""Migrate as the role that owns the tables, then grant the application's role what it needs."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from config.grants import grant_app_role, make_app_role

# The name is left out: under test it is the test database's.
_SIGN_IN = ("USER", "PASSWORD", "HOST", "PORT", "OPTIONS")


class Command(DjangoMigrate):
    """Change the connection's role around Django's own command."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Connect as the owner, migrate, grant, connect as before."""
        connection = connections[options["database"]]
        with _signed_in_as_owner(connection):
            super().handle(*args, **options)
            if settings.DATABASE_APP_ROLE:
                make_app_role(connection, role=settings.DATABASE_APP_ROLE)
                grant_app_role(
                    connection, role=settings.DATABASE_APP_ROLE, append_only=settings.MODERATION_APPEND_ONLY_TABLES
                )


@contextmanager
def _signed_in_as_owner(connection: BaseDatabaseWrapper) -> Iterator[None]:
    before = connection.settings_dict
    owner = {key: settings.DATABASE_OWNER[key] for key in _SIGN_IN if key in settings.DATABASE_OWNER}
    if all(before.get(key) == value for key, value in owner.items()):
        yield
        return
    connection.close()
    connection.settings_dict = {**before, **owner}
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict = before

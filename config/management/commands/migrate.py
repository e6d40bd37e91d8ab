"""Migrate as the role that owns the tables, then grant the application's role what it needs."""

from typing import Any

from django.conf import settings
from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db import connections

from config.grants import grant_app_role

_OWN = ("USER", "PASSWORD", "HOST", "PORT")


class Command(DjangoMigrate):
    """Change the connection's role around Django's own command."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Connect as the owner, migrate, grant."""
        connection = connections[options["database"]]
        # The name stays: under test it is the test database's.
        as_owner = {key: settings.DATABASE_OWNER.get(key, "") for key in _OWN}
        if any(connection.settings_dict.get(key, "") != value for key, value in as_owner.items()):
            connection.close()
            connection.settings_dict = {**connection.settings_dict, **as_owner}
        super().handle(*args, **options)
        grant_app_role(connection, role=settings.DATABASE_APP_ROLE, append_only=settings.MODERATION_APPEND_ONLY_TABLES)

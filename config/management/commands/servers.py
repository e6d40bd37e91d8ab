"""Run the embedded servers alone, for work on the code."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.local.guards import StartRefused, only_one
from config.local.places import APP_ROLE, OWNER_ROLE
from config.local.servers import embedded_servers


class Command(BaseCommand):
    """Hold PostgreSQL and Valkey until Ctrl-C."""

    help = "Run the embedded PostgreSQL and Valkey below LOCAL_DIR until Ctrl-C, and print their addresses."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Start, print the addresses as shell exports, wait, stop."""
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        places = settings.PLACES
        with _refusals_in_one_line(), only_one(places), embedded_servers(places):
            self.stdout.write(f"export DATABASE_URL='{places.database_url(APP_ROLE)}'")
            self.stdout.write(f"export DATABASE_OWNER_URL='{places.database_url(OWNER_ROLE)}'")
            self.stdout.write(f"export CELERY_BROKER_URL='{places.broker_url}'")
            self.stdout.flush()
            stop.wait()


@contextmanager
def _refusals_in_one_line() -> Iterator[None]:
    try:
        yield
    except StartRefused as error:
        raise CommandError(str(error)) from error

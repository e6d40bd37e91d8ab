"""The two servers of data, started and stopped together."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from config.local.child import Child
from config.local.places import Places
from config.local.postgres import prepare_roles, start_postgres
from config.local.valkey import start_valkey


@contextmanager
def embedded_servers(places: Places, *, throw_away: bool = False) -> Iterator[list[Child]]:
    """Run those servers for which the environment gives no address; stop them in the end."""
    running: list[Child] = []
    try:
        if not os.environ.get("DATABASE_URL"):
            running.append(start_postgres(places, throw_away=throw_away))
            prepare_roles(places)
        if not os.environ.get("CELERY_BROKER_URL"):
            running.append(start_valkey(places, throw_away=throw_away))
        yield running
    finally:
        for child in reversed(running):
            child.stop()

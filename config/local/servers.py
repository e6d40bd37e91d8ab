"""The two servers of data: embedded ones, or those of the house that the environment names."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from kombu.connection import Connection
from kombu.exceptions import OperationalError

from config.local.child import Child
from config.local.guards import StartRefused
from config.local.places import Places
from config.local.postgres import prepare_roles, start_postgres
from config.local.valkey import start_valkey

PATIENCE_SECONDS = 5
OLDEST_POSTGRES = 15


class ServerSilent(StartRefused):
    """Refuse to start on a server of the house's own that does not answer."""


@contextmanager
def embedded_servers(places: Places, *, throw_away: bool = False) -> Iterator[list[Child]]:
    """Run those servers for which the environment gives no address; stop them in the end.

    :raises ServerSilent: a server whose address is given does not answer
    """
    running: list[Child] = []
    try:
        if database := os.environ.get("DATABASE_URL"):
            _ask_postgres(database)
        else:
            running.append(start_postgres(places, throw_away=throw_away))
            prepare_roles(places)
        if broker := os.environ.get("CELERY_BROKER_URL"):
            _ask_broker(broker)
        else:
            running.append(start_valkey(places, throw_away=throw_away))
        yield running
    finally:
        for child in reversed(running):
            child.stop()


def _ask_postgres(url: str) -> None:
    try:
        with psycopg.connect(url, connect_timeout=PATIENCE_SECONDS) as connection:
            major = connection.info.server_version // 10000
    except psycopg.OperationalError as error:
        raise _silent("PostgreSQL", "DATABASE_URL", error) from error
    if major < OLDEST_POSTGRES:
        raise ServerSilent(f"the PostgreSQL of DATABASE_URL is version {major}; {OLDEST_POSTGRES} or newer is needed")


def _ask_broker(url: str) -> None:
    try:
        with Connection(url, connect_timeout=PATIENCE_SECONDS) as connection:
            connection.ensure_connection(max_retries=1, timeout=PATIENCE_SECONDS)
    except (OperationalError, OSError, KeyError) as error:
        raise _silent("broker", "CELERY_BROKER_URL", error) from error


def _silent(server: str, variable: str, error: Exception) -> ServerSilent:
    reason = " ".join(str(error).split())
    return ServerSilent(
        f"the {server} of {variable} does not answer ({reason}); start it or correct the address, "
        f"or unset {variable} to use the embedded one"
    )

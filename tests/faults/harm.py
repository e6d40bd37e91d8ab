"""What can happen to a house: each is done with real parts, and each is undone again."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass

import psycopg
import redis
from django.db import connection

from moderation.models import RunState, ScreeningRun, WebhookLine
from tests.faults.house import House, parent_of, running
from tests.listening import Reply

AWAY = 5.0  # seconds for which a server is gone
PATIENCE = 60.0

Harm = Callable[[House], None]


class NotHarmed(RuntimeError):
    """Report a harm that was tried and not done: what was not harmed proves nothing."""


@dataclass(frozen=True)
class Fault:
    """One thing that can happen; ``is_quick`` where the house is whole again within seconds."""

    name: str
    what: str
    harm: Harm
    is_quick: bool = False


def kill_reader(house: House) -> None:
    """Kill one screening process while it reads; its parent puts another in its place."""
    (worker,) = house.parts("-Q celery")
    for _attempt in range(10):
        run = wait_for_a_reading()
        for pid in [pid for pid in running() if parent_of(pid) == worker]:
            os.kill(pid, signal.SIGKILL)
        if was_cut_off(run):
            return
    raise NotHarmed("no screening process was killed in mid-reading")


def kill_worker(house: House) -> None:
    """Kill the worker with all its processes while it reads."""
    for _attempt in range(10):
        wait_until(lambda: bool(house.parts("-Q celery")))
        run = wait_for_a_reading()
        house.kill("-Q celery")
        if was_cut_off(run):
            return
    raise NotHarmed("no worker was killed in mid-reading")


def kill_caller(house: House) -> None:
    """Kill the process that files, mails and calls, while it sends to the CMS."""
    wait_until(lambda: WebhookLine.objects.filter(claim__isnull=False).exists())
    house.kill("-Q outgoing")


def kill_clock(house: House) -> None:
    """Kill the process that ticks."""
    house.kill(" beat ")


def kill_web(house: House) -> None:
    """Kill the web's processes, whatever they are answering."""
    house.kill("gunicorn")


def stop_broker(house: House) -> None:
    """Stop the broker, and start it again with what it had."""
    house.children["broker"].stop()
    time.sleep(AWAY)
    house.start_broker()


def empty_broker(house: House) -> None:
    """Let the broker lose every message and everything else that it knows."""
    with broker(house) as link:
        link.flushall()


def fill_broker(house: House) -> None:
    """Let the broker have no room: it answers, and takes nothing."""
    with broker(house) as link:
        link.config_set("maxmemory", "1mb")
        time.sleep(AWAY)
        link.config_set("maxmemory", "0")


def restart_database(house: House) -> None:
    """Stop PostgreSQL as an update does, and start it again."""
    house.children["database"].stop()
    time.sleep(AWAY)
    house.start_database()


def crash_database(house: House) -> None:
    """End PostgreSQL at once, as a power cut does; it comes back by its write-ahead log."""
    house.children["database"].process.send_signal(signal.SIGQUIT)
    house.children["database"].wait(seconds=10)
    time.sleep(AWAY)
    house.start_database()


def cut_connections(house: House) -> None:
    """End every connection to the database, five times within some seconds."""
    for _time in range(5):
        with owner(house) as link:
            link.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                " AND backend_type = 'client backend'"
            )
        time.sleep(AWAY / 5)


def fill_database(house: House) -> None:
    """Let the database only be read, as providers do whose disk is full."""
    with owner(house) as link:
        link.execute("ALTER SYSTEM SET default_transaction_read_only = on")
        link.execute("SELECT pg_reload_conf()")
        time.sleep(AWAY)
        link.execute("SET default_transaction_read_only = off")
        link.execute("ALTER SYSTEM RESET default_transaction_read_only")
        link.execute("SELECT pg_reload_conf()")


def stop_mail(house: House) -> None:
    """Stop the mail server, for as long as it takes that a mail is refused, and start it again."""
    house.children["mail"].stop()
    time.sleep(2 * AWAY)
    house.start_mail()


def confuse_receiver(house: House) -> None:
    """Let the CMS be silent, then faulty, then too busy; then well again."""
    for reply in (Reply(hangs=35), Reply(status=500), Reply(status=503)):
        house.receiver.usual = reply
        known = len(house.receiver.heard)
        wait_until(lambda known=known: len(house.receiver.heard) > known, seconds=PATIENCE)  # type: ignore[misc]
    house.receiver.usual = Reply()


FAULTS = (
    Fault("web", "the web is killed", kill_web),
    Fault("connections", "the database's connections are cut, five times", cut_connections),
    Fault("caller", "what files, mails and calls is killed", kill_caller),
    Fault("clock", "the clock is killed", kill_clock, is_quick=True),
    Fault("broker", "the broker is away for 5 s", stop_broker, is_quick=True),
    Fault("broker-empty", "the broker loses all that it knows", empty_broker),
    Fault("broker-full", "the broker has no room for 5 s", fill_broker),
    Fault("database", "PostgreSQL is away for 5 s", restart_database),
    Fault("database-crash", "PostgreSQL crashes, and is away for 5 s", crash_database),
    Fault("database-full", "the database only reads for 5 s", fill_database),
    Fault("reader", "a screening process is killed in mid-reading", kill_reader),
    Fault("worker", "the worker is killed in mid-reading", kill_worker),
    Fault("mail", "the mail server is away for 10 s", stop_mail),
    Fault("receiver", "the CMS is silent, then answers 500 and 503", confuse_receiver),
)


def wait_for_a_reading() -> int:
    """Wait until something is being read; return its run."""
    found: list[int] = []

    def look() -> bool:
        found[:] = ScreeningRun.objects.filter(state=RunState.RUNNING).values_list("pk", flat=True)
        return bool(found)

    wait_until(look, pause=0.002)
    return found[0]


def was_cut_off(run: int) -> bool:
    """Tell whether a run was being read when its process was killed, and was not just finished."""
    return ScreeningRun.objects.filter(pk=run, state=RunState.RUNNING).exists()


def wait_until(is_so: Callable[[], bool], *, seconds: float = PATIENCE, pause: float = 0.05) -> None:
    """Wait; raise where it never comes."""
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not so after {seconds:.0f} s: {is_so}")
        time.sleep(pause)


def broker(house: House) -> redis.Redis:
    """Return a connection to the broker."""
    return redis.Redis(unix_socket_path=str(house.places.valkey_socket))


def owner(house: House) -> psycopg.Connection[tuple[object, ...]]:
    """Return a connection that may do everything to the database; the trial's own is closed first."""
    connection.close()
    return psycopg.connect(house.places.database_url("postgres"), autocommit=True)

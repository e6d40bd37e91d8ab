"""From nothing to ready: the steps of the one command, in order."""

import io
import os
import secrets
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.core.management import CommandError, call_command
from django.db import DatabaseError

from config.celery import app
from config.grants import NoAppRole
from config.local.child import Recipe
from config.local.places import Places
from config.local.supervisor import Say, StepFailed, Supervisor

READY_SECONDS = 180  # a busy machine takes more than one minute; a server that dies is noticed at once
WEB_WORKERS = 2
WEB_THREADS = 4
# So many feeds and endpoints are waited for at the same time.
CALLERS = 12


@dataclass(frozen=True, slots=True)
class House:
    """Say where the code is, where its data is, and what listens for it."""

    code: Path
    places: Places
    listener: socket.socket

    @property
    def address(self) -> str:
        """Give the address for a browser on this machine."""
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}/"

    @property
    def site_address(self) -> str:
        """Give the address that links in mails begin with: this one, unless another was set."""
        return os.environ.get("SITE_ADDRESS", self.address)

    def recipe(self, name: str, *words: str, inherits: Sequence[int] = ()) -> Recipe:
        """Return how to start a client with this Python."""
        command = [sys.executable, *words]
        return Recipe(name, command, environment=self._environment(), folder=self.code, inherits=inherits)

    def command(self, name: str, *words: str) -> Recipe:
        """Return how to run a command of manage.py."""
        return self.recipe(name, "manage.py", *words)

    def _environment(self) -> Mapping[str, str]:
        chosen = {
            "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "config.settings.local"),
            "LOCAL_DIR": str(self.places.folder),
            "SITE_ADDRESS": self.site_address,
            "PYTHONUNBUFFERED": "1",
            # One thread a process: the processes share the cores.
            "OMP_NUM_THREADS": "1",
        }
        return {**os.environ, **chosen}


class SaidLine(io.TextIOBase):
    """Pass a command's lines on as they come."""

    def __init__(self, say: Say, name: str) -> None:
        self._say, self._name = say, name

    def write(self, text: str, /) -> int:
        """Say each whole line."""
        for line in text.splitlines():
            if line.strip():
                self._say(self._name, line)
        return len(text)


def make_secret_key(places: Places) -> None:
    """Make Django's secret key where there is none, readable by its owner only."""
    if places.secret_key.exists():
        return
    unfinished = places.secret_key.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(50))
    unfinished.replace(places.secret_key)


def prepare_database(say: Say) -> None:
    """Bring tables and seeds up to date; in this process, which has loaded all that it takes.

    :raises StepFailed: a command refuses
    """
    try:
        say("start", "bringing the tables up to date")
        call_command("migrate", interactive=False, verbosity=0)
        say("start", "reading the seeds: roles, desks, wires, routes, lexicons")
        call_command("seed", stdout=SaidLine(say, "seed"))
    except (CommandError, NoAppRole, DatabaseError) as error:
        raise StepFailed(f"the database cannot be prepared: {str(error).strip()}") from error


def start_mail(house: House, supervisor: Supervisor) -> None:
    """Start the local mail server and wait until it has noted its port.

    :raises StepFailed: it does not come up
    """
    places = house.places
    before = places.smtp_port.stat().st_mtime_ns if places.smtp_port.exists() else None
    supervisor.add(house.recipe("mail", "-m", "config.local.mailserver", str(places.mail), str(places.smtp_port)))
    deadline = time.monotonic() + READY_SECONDS
    while not places.smtp_port.exists() or places.smtp_port.stat().st_mtime_ns == before:
        if time.monotonic() > deadline:
            raise StepFailed("the local mail server does not come up; its lines above say why")
        time.sleep(0.05)


def start_clients(house: House, supervisor: Supervisor) -> None:
    """Start web, workers and beat, and wait until all of them answer.

    :raises StepFailed: it does not
    """
    workers = ("-w", str(WEB_WORKERS), "--threads", str(WEB_THREADS), "--preload", "--no-control-socket")
    grace = ("--graceful-timeout", "1")
    number = house.listener.fileno()
    bind = ("-b", f"fd://{number}", "--log-level", "warning")
    supervisor.add(house.recipe("web", "-m", "gunicorn", "config.wsgi", *bind, *workers, *grace, inherits=[number]))
    celery = ("-m", "celery", "-q", "-A", "config.celery")
    alone = ("--without-gossip", "--without-mingle")
    screens = ("-Q", "celery", "-c", "2", "-n", "worker@%h")
    # Whoever waits for other houses' servers keeps no screening waiting; waiting takes threads, no processes.
    calls = ("-Q", "outgoing", "-P", "threads", "-c", str(CALLERS), "-n", "caller@%h")
    supervisor.add(house.recipe("worker", *celery, "worker", *screens, "-l", "WARNING", *alone))
    supervisor.add(house.recipe("caller", *celery, "worker", *calls, "-l", "WARNING", *alone))
    supervisor.add(house.recipe("beat", *celery, "beat", "-l", "WARNING", "--pidfile="))
    wait_until_ready(house, supervisor)


def wait_until_ready(house: House, supervisor: Supervisor) -> None:
    """Wait until the web answers that its servers answer, and the workers that they live.

    :raises StepFailed: one of them does not in time
    """
    deadline = time.monotonic() + READY_SECONDS
    for name, is_ready in (("web", partial(_is_healthy, house)), ("worker", _has_workers)):
        while not is_ready():
            supervisor.watch()
            if time.monotonic() > deadline:
                raise StepFailed(f"the {name} does not answer; its lines above say why")
            time.sleep(0.1)


def _is_healthy(house: House) -> bool:
    try:
        with urllib.request.urlopen(f"{house.address}healthz", timeout=5) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _has_workers() -> bool:
    answers = app.control.ping(timeout=1)
    return {"worker", "caller"} <= {name.partition("@")[0] for answer in answers for name in answer}

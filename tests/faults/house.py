"""The product as `manage.py up` runs it, on servers of its own kind that the trial stops and starts."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.utils import timezone

from articles.actor import Actor
from articles.models import Desk, TokenScope
from articles.operations import issue_token
from config.local.child import Child, Recipe, start
from config.local.places import Places
from config.local.postgres import prepare_roles, start_postgres
from config.local.valkey import start_valkey
from moderation.models import EventType
from moderation.webhooks.endpoints import add_endpoint
from tests.faults.__main__ import ROOT
from tests.listening import Listener, listening
from tests.ports import free_port

READY_SECONDS = 600
DESK = "world"


class NotReady(RuntimeError):
    """Report a house that does not come up."""


@dataclass
class House:
    """The running parts, each of which may be harmed."""

    places: Places
    port: int
    receiver: Listener
    children: dict[str, Child] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Return where the web listens."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def kept_mail(self) -> Path:
        """Name the folder of the mails that the house has sent."""
        return self.places.folder / "kept-mail"

    def parts(self, word: str) -> list[int]:
        """Return the processes right beneath `manage.py up` whose command holds a word."""
        beneath = self.children["up"].process.pid
        return [pid for pid in running() if parent_of(pid) == beneath and word in command_of(pid)]

    def kill(self, word: str) -> None:
        """Kill a part with all its processes, as a machine that runs out of memory does."""
        (pid,) = self.parts(word)
        os.killpg(pid, signal.SIGKILL)

    def start_database(self) -> None:
        """Start PostgreSQL on what it has on its disk."""
        self.children["database"] = start_postgres(self.places)

    def start_broker(self) -> None:
        """Start the broker on what it has on its disk."""
        self.children["broker"] = start_valkey(self.places)

    def start_mail(self) -> None:
        """Start the mail server, on the port that the house knows."""
        self.children["mail"] = start_mail(self.places)

    def start_product(self) -> None:
        """Start all that is ours, by the one command, and wait until it is ready."""
        words = [sys.executable, "manage.py", "up", "--no-demo", "--port", str(self.port)]
        log = self.places.logs / "up.log"
        recipe = Recipe("up", words, signal.SIGINT, environment=os.environ, folder=ROOT, log=log)
        self.children["up"] = start(recipe)
        wait_until_said(self, "ready after")

    def stop(self) -> None:
        """Stop the product, then what it stands on."""
        for child in reversed(self.children.values()):
            child.stop()


@contextmanager
def running_house(folder: Path) -> Iterator[House]:
    """Run the servers and, on them, the whole product; stop all in the end."""
    places = Places(folder)
    with listening(settings.OUTGOING_PORTS[0]) as receiver:
        house = House(places, free_port(), receiver)
        try:
            house.start_database()
            prepare_roles(places)
            house.start_broker()
            house.start_mail()
            house.start_product()
            yield house
        finally:
            house.stop()


def start_mail(places: Places) -> Child:
    """Start a real mail server that keeps what it gets, and wait until it listens on the port of the settings."""
    port_file = places.folder / "trial-smtp-port"
    port_file.write_text(str(settings.EMAIL_PORT))
    before = port_file.stat().st_mtime_ns
    words = [sys.executable, "-m", "config.local.mailserver", str(places.folder / "kept-mail"), str(port_file)]
    child = start(Recipe("mail", words, folder=ROOT, log=places.logs / "mail.log"))
    deadline = time.monotonic() + READY_SECONDS
    while port_file.stat().st_mtime_ns == before:
        if time.monotonic() > deadline or not child.is_running:
            raise NotReady("the mail server does not come up")
        time.sleep(0.02)
    if int(port_file.read_text()) != settings.EMAIL_PORT:
        raise NotReady(f"somebody else took port {settings.EMAIL_PORT} of the mail server")
    return child


def wait_until_said(house: House, sign: str) -> None:
    """Wait until the house has said something."""
    log = house.places.logs / "up.log"
    deadline = time.monotonic() + READY_SECONDS
    while sign not in (said := log.read_text(errors="replace")):
        if time.monotonic() > deadline or not house.children["up"].is_running:
            raise NotReady(f"the house does not come up:\n{said[-2000:]}")
        time.sleep(0.1)


def open_door(house: House) -> tuple[str, str]:
    """Let a program file, another decide, and a third be told; return the secrets of the first two."""
    desk, now, system = Desk.objects.get(code=DESK), timezone.now(), Actor.system()
    secrets = [
        issue_token(
            name=name, user=User.objects.get(username=person), scopes=list(TokenScope), actor=system, now=now
        ).secret
        for name, person in (("wire-feed", "filer"), ("cms", "standards_editor"))
    ]
    url, events = house.receiver.url(), list(EventType.values)
    add_endpoint(name="trial", url=url, events=events, desks=[desk], actor=system, now=now)
    connection.close()
    return secrets[0], secrets[1]


def running() -> list[int]:
    """Return all processes."""
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def parent_of(pid: int) -> int:
    """Return a process's parent; 0 where it has ended."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def command_of(pid: int) -> str:
    """Return a process's words; none where it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""

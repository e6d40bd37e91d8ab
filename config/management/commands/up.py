"""Everything on one machine with one command."""

import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from config.local.guards import StartRefused, check_room, explain, listen, only_one
from config.local.postgres import write_down
from config.local.servers import embedded_servers
from config.local.signins import SignIn, first_sign_ins
from config.local.start import House, make_secret_key, prepare_database, start_clients, start_mail
from config.local.supervisor import ServerEnded, StepFailed, Supervisor

ADMINISTRATORS = "administrator"
_REFUSALS = (StartRefused, ServerEnded, StepFailed)


class Stopped(BaseException):
    """Somebody asked to stop: Ctrl-C or SIGTERM."""


class Command(BaseCommand):
    """Run database, broker, mail, web, worker and beat until Ctrl-C."""

    help = "Run everything on this machine until Ctrl-C: database, broker, mail, web, worker and beat."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the port and whether to file the demo copy."""
        parser.add_argument("--port", type=int, default=8000, help="where the web listens on 127.0.0.1 (8000)")
        parser.add_argument("--no-demo", action="store_true", help="do not file the demo copy")

    def handle(self, *args: Any, **options: Any) -> None:
        """Start, wait, stop; every refusal is one line."""
        places = settings.PLACES
        self.lock = threading.Lock()
        try:
            with only_one(places), _stopped_by_signals():
                check_room(places.folder)
                with listen(options["port"]) as listener:
                    self._run(House(settings.BASE_DIR, places, listener), with_demo=not options["no_demo"])
        except Stopped:
            self._say("stop", "stopped; nothing is lost")
        except OSError as error:
            raise CommandError(str(explain(error, places))) from error
        except _REFUSALS as error:
            raise CommandError(str(error)) from error

    def _run(self, house: House, *, with_demo: bool) -> None:
        began = time.monotonic()
        make_secret_key(house.places)
        house.places.site_address.write_text(house.site_address)
        self._say("start", "starting the servers")
        with embedded_servers(house.places) as servers:
            supervisor = Supervisor(servers, self._say)
            try:
                prepare_database(self._say)
                if any(server.name == "database" for server in servers):
                    write_down(house.places)
                sign_ins = first_sign_ins(house.places.sign_ins, administrators=ADMINISTRATORS)
                connections.close_all()
                start_mail(house, supervisor)
                start_clients(house, supervisor)
                if with_demo:
                    supervisor.run_step(house.command("demo", "file_demo"))
                self._greet(house, sign_ins, seconds=time.monotonic() - began)
                while True:
                    supervisor.watch()
                    time.sleep(0.2)
            finally:
                supervisor.stop()

    def _greet(self, house: House, sign_ins: list[SignIn], *, seconds: float) -> None:
        width = max(len(one.username) for one in sign_ins) if sign_ins else 0
        lines = [
            f"ready after {seconds:.1f} s",
            "",
            f"  Open      {house.address}",
            f"  Mails     {house.address}admin/mail/ (as administrator)",
            "  Stop      Ctrl-C",
            "",
            f"  Sign in as (kept in {house.places.sign_ins})",
            *(f"    {one.username:{width}}  {one.password}" for one in sign_ins),
            "",
        ]
        for line in lines:
            self._say("start", line)

    def _say(self, name: str, line: str) -> None:
        with self.lock:
            self.stdout.write(f"{name:8}| {line}")
            self.stdout.flush()


@contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """Raise `Stopped` at the first signal; those that follow find the stopping under way."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def stop(number: int, _: Any) -> None:
        for one in numbers:
            signal.signal(one, signal.SIG_IGN)
        sys.stdout.write("\n" if number == signal.SIGINT else "")
        raise Stopped

    for number in numbers:
        signal.signal(number, stop)
    yield

"""Keep the clients of the servers running: start, watch, start again, stop."""

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import IO

from config.local.child import Child, Recipe, start

Say = Callable[[str, str], None]

# Ctrl-C promises an end within five seconds: half of them for the clients, the rest for the servers.
CLIENT_SECONDS = 2.5
FIRST_DELAY = 1.0
LONGEST_DELAY = 30.0
# A client that ran this long has come up well; its next failure is a new one.
STEADY_SECONDS = 60.0


class ServerEnded(RuntimeError):
    """Report that a server on which all depends has ended by itself."""


class StepFailed(RuntimeError):
    """Report that a step of the start has failed."""


@dataclass(slots=True)
class Service:
    """Hold one client: how to start it, its process, when it may start again."""

    recipe: Recipe
    child: Child
    started_at: float
    delay: float = FIRST_DELAY
    start_again_at: float | None = None


@dataclass(slots=True)
class Supervisor:
    """Run clients on top of servers that already run. All methods belong to the main thread.

    The kernel ties a child's life to the thread that started it.
    """

    servers: Sequence[Child]
    say: Say
    services: list[Service] = field(default_factory=list)

    def add(self, recipe: Recipe) -> None:
        """Start a client and keep it running."""
        self.services.append(Service(recipe, self._start(recipe), time.monotonic()))

    def run_step(self, recipe: Recipe) -> None:
        """Run a command to its end.

        :raises StepFailed: it ends with an error
        """
        child = self._start(recipe)
        try:
            while child.is_running:
                self.watch_servers()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    child.process.wait(0.2)
        finally:
            end_group(child)
        if child.process.returncode:
            raise StepFailed(f"{recipe.name} failed ({_how(child)}); its lines above say why")

    def watch(self) -> None:
        """Look once at everything: start ended clients again, after a delay that doubles.

        :raises ServerEnded: a server has ended
        """
        self.watch_servers()
        now = time.monotonic()
        for service in self.services:
            if service.child.is_running:
                continue
            if service.start_again_at is None:
                self._plan_restart(service, now)
            elif now >= service.start_again_at:
                service.child = self._start(service.recipe)
                service.started_at, service.start_again_at = now, None

    def watch_servers(self) -> None:
        """Look at the servers only.

        :raises ServerEnded: one has ended
        """
        for server in self.servers:
            if not server.is_running:
                raise ServerEnded(f"the {server.name} ended by itself ({_how(server)}); stopping everything")

    def stop(self) -> None:
        """Ask all clients to stop, all at once; end those that take too long."""
        deadline = time.monotonic() + CLIENT_SECONDS
        for service in self.services:
            service.child.ask_to_stop()
        for service in self.services:
            service.child.wait(seconds=max(0.1, deadline - time.monotonic()))
            end_group(service.child)

    def _plan_restart(self, service: Service, now: float) -> None:
        if now - service.started_at > STEADY_SECONDS:
            service.delay = FIRST_DELAY
        end_group(service.child)
        self.say(service.recipe.name, f"ended ({_how(service.child)}); starts again in {service.delay:.0f} s")
        service.start_again_at = now + service.delay
        service.delay = min(service.delay * 2, LONGEST_DELAY)

    def _start(self, recipe: Recipe) -> Child:
        child = start(recipe, output=subprocess.PIPE)
        stream = child.process.stdout
        assert stream is not None  # output=PIPE
        threading.Thread(target=_pass_on, args=(stream, recipe.name, self.say), daemon=True).start()
        return child


def end_group(child: Child) -> None:
    """Kill what an ended process has left of its group: pool workers whose parent was killed."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.process.pid, signal.SIGKILL)


def _pass_on(stream: IO[bytes], name: str, say: Say) -> None:
    for line in stream:
        if words := line.decode(errors="replace").rstrip():
            say(name, words)


def _how(child: Child) -> str:
    code = child.process.returncode
    if code is None:
        return "still running"
    if code < 0:
        return f"killed by {signal.Signals(-code).name}"
    return f"exit code {code}"

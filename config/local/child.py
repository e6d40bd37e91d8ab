"""Child processes that never outlive the process that started them."""

import ctypes
import os
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True)


@dataclass(slots=True)
class Child:
    """Hold one running process and the signal that asks it to stop."""

    name: str
    process: subprocess.Popen[bytes]
    stop_signal: signal.Signals = signal.SIGTERM

    @property
    def is_running(self) -> bool:
        """Tell whether the process still runs."""
        return self.process.poll() is None

    def ask_to_stop(self) -> None:
        """Send the process its stop signal, if it still runs."""
        if self.is_running:
            self.process.send_signal(self.stop_signal)

    def wait(self, *, seconds: float) -> None:
        """Wait for the end; kill the whole process group when time is up."""
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def stop(self, *, seconds: float = 10) -> None:
        """Ask the process to stop, and wait for it."""
        self.ask_to_stop()
        self.wait(seconds=seconds)


@dataclass(frozen=True, slots=True)
class Recipe:
    """Say how to start one process: its words, its surroundings, its output, the open files it inherits."""

    name: str
    command: Sequence[str]
    stop_signal: signal.Signals = signal.SIGTERM
    environment: Mapping[str, str] | None = None
    folder: Path = Path("/")
    log: Path | None = None
    identity: Mapping[str, Any] = field(default_factory=dict)
    inherits: Sequence[int] = ()


def start(recipe: Recipe, *, output: int | None = None) -> Child:
    """Start a process in a group of its own, stopped by the kernel when this process dies."""
    sink: Any = output
    if recipe.log is not None:
        sink = recipe.log.open("ab")
    try:
        process = subprocess.Popen(
            list(recipe.command),
            cwd=recipe.folder,
            env=None if recipe.environment is None else dict(recipe.environment),
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT if sink is not None else None,
            preexec_fn=_die_with_parent(recipe.stop_signal, os.getpid()),  # noqa: PLW1509 - system calls, no locks
            pass_fds=recipe.inherits,
            **recipe.identity,
        )
    finally:
        if recipe.log is not None:
            sink.close()
    return Child(recipe.name, process, recipe.stop_signal)


def _die_with_parent(stop_signal: signal.Signals, parent: int) -> Callable[[], None]:
    def prepare() -> None:
        # A group of its own: Ctrl-C in the terminal reaches the supervisor only, which stops clients before servers.
        os.setpgid(0, 0)
        # A shell's background job ignores Ctrl-C, and all its children would: then nothing stops them but force.
        signal.signal(stop_signal, signal.SIG_DFL)
        _LIBC.prctl(_PR_SET_PDEATHSIG, int(stop_signal))
        if os.getppid() != parent:
            os._exit(1)

    return prepare

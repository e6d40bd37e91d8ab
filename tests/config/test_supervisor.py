"""Clients are kept running, servers are not replaced."""

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.local.child import Child, Recipe, start
from config.local.supervisor import ServerEnded, StepFailed, Supervisor
from tests.config.processes import wait_until_dead

SLEEP = ("sleep", "300")


@pytest.fixture
def said() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def server() -> Iterator[Child]:
    child = start(Recipe("database", SLEEP))
    yield child
    child.stop()


@pytest.fixture
def supervisor(server: Child, said: list[tuple[str, str]]) -> Iterator[Supervisor]:
    one = Supervisor([server], lambda name, line: said.append((name, line)))
    yield one
    one.stop()


def kill(child: Child) -> None:
    child.process.kill()
    child.process.wait()


def watch_for(supervisor: Supervisor, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        supervisor.watch()
        time.sleep(0.05)


def test_a_killed_client_starts_again(supervisor: Supervisor) -> None:
    supervisor.add(Recipe("web", SLEEP))
    first = supervisor.services[0].child
    kill(first)

    watch_for(supervisor, 1.5)

    second = supervisor.services[0].child
    assert second.is_running
    assert second.process.pid != first.process.pid


def test_a_restart_is_announced_with_its_reason(supervisor: Supervisor, said: list[tuple[str, str]]) -> None:
    supervisor.add(Recipe("web", SLEEP))
    kill(supervisor.services[0].child)

    supervisor.watch()

    assert said == [("web", "ended (killed by SIGKILL); starts again in 1 s")]


def test_a_client_that_keeps_failing_waits_longer_each_time(
    supervisor: Supervisor, said: list[tuple[str, str]]
) -> None:
    supervisor.add(Recipe("web", ("sh", "-c", "exit 3")))

    deadline = time.monotonic() + 20  # three starts, however slow the machine
    while len(said) < 3 and time.monotonic() < deadline:
        supervisor.watch()
        time.sleep(0.05)

    delays = [line.partition("; ")[2] for _, line in said]
    assert delays == ["starts again in 1 s", "starts again in 2 s", "starts again in 4 s"]
    assert "exit code 3" in said[0][1]


def test_a_dead_server_ends_everything(supervisor: Supervisor, server: Child) -> None:
    kill(server)

    with pytest.raises(ServerEnded, match="the database ended by itself"):
        supervisor.watch()


def test_a_step_passes_its_lines_on(supervisor: Supervisor, said: list[tuple[str, str]]) -> None:
    supervisor.run_step(Recipe("seed", ("sh", "-c", "echo twelve wires; sleep 0.1")))

    assert ("seed", "twelve wires") in said


def test_a_failed_step_says_where_to_look(supervisor: Supervisor) -> None:
    with pytest.raises(StepFailed, match=r"seed failed \(exit code 2\); its lines above say why"):
        supervisor.run_step(Recipe("seed", ("sh", "-c", "exit 2")))


def test_a_step_stops_when_its_server_dies(supervisor: Supervisor, server: Child) -> None:
    kill(server)

    with pytest.raises(ServerEnded):
        supervisor.run_step(Recipe("seed", SLEEP))


def test_stopping_leaves_nothing_of_a_clients_group(supervisor: Supervisor, tmp_path: Path) -> None:
    note = tmp_path / "pid"
    supervisor.add(Recipe("web", ("sh", "-c", f"sleep 300 & echo $! > {note}; wait")))
    while not (note.exists() and note.read_text().strip()):
        time.sleep(0.02)

    supervisor.stop()

    assert wait_until_dead(int(note.read_text()))


def test_deaf_clients_are_all_gone_in_time(supervisor: Supervisor) -> None:
    for name in ("web", "worker", "beat"):
        supervisor.add(Recipe(name, ("sh", "-c", "trap '' TERM; sleep 300")))
    time.sleep(0.2)
    began = time.monotonic()

    supervisor.stop()

    assert time.monotonic() - began < 4
    assert {service.child.process.returncode for service in supervisor.services} == {-signal.SIGKILL}

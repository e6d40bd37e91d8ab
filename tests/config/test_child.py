"""Child processes that never outlive the process that started them."""

import signal
import subprocess
import sys
from pathlib import Path

from config.local.child import Recipe, start
from tests.config.processes import is_alive, wait_until_dead

ROOT = Path(__file__).parents[2]
PARENT = """
import sys
from config.local.child import Recipe, start
child = start(Recipe("sleeper", ["sleep", "300"]))
print(child.process.pid, flush=True)
sys.stdin.read()
"""


def test_a_child_dies_with_a_killed_parent() -> None:
    command = [sys.executable, "-c", PARENT]
    parent = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    assert is_alive(child)

    parent.kill()
    parent.communicate()

    assert wait_until_dead(child)


def test_a_child_stands_in_a_group_of_its_own() -> None:
    child = start(Recipe("sleeper", ["sleep", "300"]))

    group = Path(f"/proc/{child.process.pid}/stat").read_text().rpartition(")")[2].split()[2]

    child.stop()
    assert int(group) == child.process.pid


def test_a_child_is_stopped_by_the_signal_it_wants() -> None:
    child = start(Recipe("sleeper", ["sleep", "300"], signal.SIGINT))

    child.stop()

    assert child.process.returncode == -signal.SIGINT


def test_a_child_that_does_not_listen_is_killed_when_time_is_up() -> None:
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(300)"
    child = start(Recipe("deaf", [sys.executable, "-c", deaf]), output=subprocess.PIPE)
    assert child.process.stdout is not None
    child.process.stdout.readline()

    child.stop(seconds=0.2)

    assert child.process.returncode == -signal.SIGKILL


def test_a_child_writes_into_its_log(tmp_path: Path) -> None:
    log = tmp_path / "log"

    child = start(Recipe("speaker", ["sh", "-c", "echo out; echo err >&2"], log=log))
    child.wait(seconds=5)

    assert log.read_text() == "out\nerr\n"

"""One command runs everything, and leaves nothing behind."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

from config.local.places import APP_ROLE, OWNER_ROLE, Places
from tests.ports import free_port

ROOT = Path(__file__).parents[2]
READY_SECONDS = 240


@dataclass
class Run:
    """One `manage.py up` in a folder of its own."""

    places: Places
    port: int
    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)

    def wait_for(self, sign: str, *, seconds: float = READY_SECONDS) -> str:
        """Read on until a line holds the sign."""
        assert self.process.stdout is not None
        deadline = time.monotonic() + seconds
        for line in self.process.stdout:
            self.lines.append(line.rstrip())
            if sign in line:
                return line
            if time.monotonic() > deadline:
                break
        raise AssertionError(f"no {sign!r} in:\n" + "\n".join(self.lines))

    def finish(self, *, seconds: float = 20) -> int:
        """Read to the end; return the exit code."""
        assert self.process.stdout is not None
        self.lines += [line.rstrip() for line in self.process.stdout]
        return self.process.wait(seconds)

    def ask_to_stop(self, number: signal.Signals) -> tuple[int, float]:
        """Send a signal; return the exit code and the seconds it took."""
        began = time.monotonic()
        self.process.send_signal(number)
        return self.finish(), time.monotonic() - began

    def get(self, path: str) -> int:
        """Return the status with which the web answers."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{path}", timeout=60) as answer:
            return int(answer.status)

    def pids(self, word: str = "") -> list[int]:
        """Return the running processes that know this run's folder, and whose command holds a word."""
        mark = f"LOCAL_DIR={self.places.folder}".encode()
        own = os.getpid(), self.process.pid
        return [pid for pid in running() if pid not in own and knows(pid, mark) and word.encode() in command_of(pid)]


def running() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def knows(pid: int, mark: bytes) -> bool:
    with suppress(OSError):
        return mark in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    return False


def command_of(pid: int) -> bytes:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ")
    return b""


def start_run(folder: Path, *words: str, port: int | None = None) -> Run:
    port = port or free_port()
    strange = {"DATABASE_URL", "CELERY_BROKER_URL", "DJANGO_SETTINGS_MODULE", "DATABASE_OWNER_URL"}
    environment = {name: value for name, value in os.environ.items() if name not in strange}
    command = [sys.executable, "manage.py", "up", "--port", str(port), *words]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**environment, "LOCAL_DIR": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        process_group=0,
    )
    return Run(Places(folder), port, process)


@dataclass
class House:
    """A folder in which the house runs, started again by whoever finds it stopped."""

    folder: Path
    current: Run | None = None

    def running(self) -> Run:
        """Return the run that is under way, or a new one."""
        if self.current is None or self.current.process.poll() is not None:
            self.start()
        assert self.current is not None
        return self.current

    def start(self, *, port: int | None = None) -> None:
        """Start a run, and wait until it has greeted."""
        self.current = start_run(self.folder, "--no-demo", port=port)
        self.current.wait_for("Sign in as")
        # The greeting is over with its last password; a signal in the middle of it would cut it short.
        self.current.wait_for(self.current.places.sign_ins.read_text().split()[-1])


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    one = House(tmp_path_factory.mktemp("house") / "local")
    yield one
    if one.current is not None:
        one.current.process.kill()
        one.current.process.wait()


@pytest.fixture
def run(house: House) -> Run:
    return house.running()


def all_gone(run: Run, *, seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while run.pids() and time.monotonic() < deadline:
        time.sleep(0.1)
    return run.pids() == []


def test_a_start_says_one_sign_in_for_each_role(run: Run) -> None:
    rows = [line.split("\t") for line in run.places.sign_ins.read_text().splitlines()]

    said = "\n".join(run.lines)
    assert {row[0] for row in rows} >= {"filer", "desk_editor", "standards_editor", "desk_chief", "auditor"}
    assert all(re.search(rf"{username} +{re.escape(password)}", said) for _, username, password in rows)


@pytest.mark.parametrize("name", ["sign_ins", "secret_key"])
def test_what_is_secret_is_its_owners_alone(run: Run, name: str) -> None:
    file: Path = getattr(run.places, name)

    mode = file.stat().st_mode & 0o777

    assert oct(mode) == "0o600"


def test_a_start_leaves_its_address_for_commands(run: Run) -> None:
    assert run.places.site_address.read_text() == f"http://127.0.0.1:{run.port}/"


def test_the_application_signs_in_as_a_role_that_owns_nothing(run: Run) -> None:
    with psycopg.connect(run.places.database_url(APP_ROLE)) as connection:
        owners = {row[0] for row in connection.execute("SELECT tableowner FROM pg_tables WHERE schemaname = 'public'")}

        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("TRUNCATE django_session")

    assert owners == {OWNER_ROLE}


def test_a_second_start_on_the_same_folder_is_refused_in_one_line(run: Run) -> None:
    second = start_run(run.places.folder)

    code = second.finish()

    assert code == 1
    assert re.fullmatch(r"CommandError: Second Source already runs from .* kill \d+", second.lines[-1])
    assert len(second.lines) == 1


def test_a_port_in_use_is_refused_in_one_line(run: Run, tmp_path: Path) -> None:
    second = start_run(tmp_path / "other", port=run.port)

    code = second.finish()

    assert code == 1
    assert second.lines == [f"CommandError: port {run.port} is in use; choose another: make run PORT={run.port + 1}"]


def test_a_killed_web_starts_again_and_the_port_stays_ours(run: Run) -> None:
    (master,) = [pid for pid in run.pids("gunicorn") if parent_of(pid) == run.process.pid]

    os.kill(master, signal.SIGKILL)
    run.wait_for("web     | ended (killed by SIGKILL); starts again in 1 s")

    assert run.get("healthz") == 200


def test_a_killed_supervisor_leaves_nothing_and_starts_again_at_once_with_all_it_knew(run: Run, house: House) -> None:
    before, orphans = run.places.sign_ins.read_text(), set(run.pids())
    run.process.kill()
    run.process.wait()

    house.start(port=run.port)

    assert run.places.sign_ins.read_text() == before
    assert run.get("healthz") == 200
    assert not orphans & set(run.pids())


def test_ctrl_c_stops_everything_within_five_seconds(run: Run) -> None:
    assert run.get("healthz") == 200
    assert run.pids("celery")

    code, seconds = run.ask_to_stop(signal.SIGINT)

    assert (code, run.pids()) == (0, [])
    # Five on a machine that has nothing else to do; where others wait for its cores, everything takes its turn.
    assert seconds < 5 * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
    assert "nothing is lost" in run.lines[-1]


def test_a_killed_database_stops_everything_cleanly(run: Run) -> None:
    pid = int((run.places.postgres_data / "postmaster.pid").read_text().split()[0])

    os.kill(pid, signal.SIGKILL)
    code = run.finish()

    assert code == 1
    assert "the database ended by itself (killed by SIGKILL); stopping everything" in run.lines[-1]
    assert all_gone(run)


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])

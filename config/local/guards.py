"""Refusals at the door: each says in one line what is wrong and what to do."""

import errno
import fcntl
import os
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from config.local.places import Places

MEGABYTE = 1024 * 1024
# A new cluster takes 40 MB, its write-ahead log up to 100 more before it is reused.
LEAST_FREE_BYTES = 300 * MEGABYTE
HIGHEST_PORT = 65535
BACKLOG = 256


class StartRefused(RuntimeError):
    """Refuse to start; the message is the one line to show."""


class AlreadyRunning(StartRefused):
    """Refuse a second start on one folder."""


class PortTaken(StartRefused):
    """Refuse a port that cannot be listened on."""


class NoRoom(StartRefused):
    """Refuse a disk that is nearly full."""


@contextmanager
def only_one(places: Places) -> Iterator[None]:
    """Hold the folder's lock; the kernel lets go of it however this process ends.

    :raises AlreadyRunning: another process holds it
    :raises StartRefused: the folder cannot be written to
    """
    with _open_lock(places) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = places.lock.read_text().strip() or "unknown"
            raise AlreadyRunning(
                f"Second Source already runs from {places.folder} (process {holder}); "
                f"stop it first: Ctrl-C in its terminal, or kill {holder}"
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def check_room(folder: Path, *, least: int = LEAST_FREE_BYTES) -> None:
    """Refuse a folder whose disk holds too little.

    :raises NoRoom: fewer than `least` bytes are free
    """
    there = next(place for place in (folder, *folder.parents) if place.exists())
    free = shutil.disk_usage(there).free
    if free < least:
        raise NoRoom(
            f"only {free // MEGABYTE} MB are free on the disk of {there}, {least // MEGABYTE} are needed; "
            "make room, or set LOCAL_DIR to a folder on another disk"
        )


def listen(port: int, *, patience: float = 4) -> socket.socket:
    """Return a socket that listens on a port of this machine; a run that is just ending gets `patience` seconds.

    The web's processes inherit it, so nobody can take the port while one of them starts again.

    :raises PortTaken: it is in use, forbidden or no port number
    """
    if not 0 < port <= HIGHEST_PORT:
        raise PortTaken(f"{port} is no port number; choose one from 1024 to {HIGHEST_PORT}: make run PORT=8001")
    deadline = time.monotonic() + patience
    while True:
        try:
            return socket.create_server(("127.0.0.1", port), backlog=BACKLOG)
        except PermissionError:
            raise PortTaken(f"port {port} is for root only; choose one above 1023: make run PORT=8001") from None
        except OSError:
            if time.monotonic() > deadline:
                other = port % HIGHEST_PORT + 1
                raise PortTaken(f"port {port} is in use; choose another: make run PORT={other}") from None
        time.sleep(0.2)


def explain(error: OSError, places: Places) -> StartRefused:
    """Return a refusal in plain words for what the operating system refused."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return NoRoom(f"the disk of {places.folder} is full; make room, or set LOCAL_DIR to a folder on another disk")
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        name = error.filename or places.folder
        return StartRefused(f"{name} cannot be written to by this user; set LOCAL_DIR to a folder that can")
    return StartRefused(f"{error.strerror or error} ({error.filename or places.folder})")


@contextmanager
def _open_lock(places: Places) -> Iterator[TextIO]:
    try:
        places.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = places.lock.open("a+")
    except OSError as error:
        raise explain(error, places) from error
    with lock:
        yield lock

"""Refusals at the door."""

import errno
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.local.guards import (
    AlreadyRunning,
    NoRoom,
    PortTaken,
    StartRefused,
    check_room,
    explain,
    listen,
    only_one,
)
from config.local.places import Places


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "local")


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_port_in_use_is_refused_with_another_to_try(taken_port: int) -> None:
    with pytest.raises(PortTaken, match=rf"port {taken_port} is in use; .* make run PORT="):
        listen(taken_port, patience=0)


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_a_number_that_is_no_port_is_refused(port: int) -> None:
    with pytest.raises(PortTaken, match="is no port number"):
        listen(port)


def test_a_port_that_is_let_go_in_time_can_be_had() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
        threading.Timer(0.3, other.close).start()

        with listen(port, patience=3) as listener:
            had = listener.getsockname()[1]

    assert had == port


def test_a_second_start_names_the_first(places: Places) -> None:
    with only_one(places), pytest.raises(AlreadyRunning, match=rf"process {os.getpid()}\).*kill {os.getpid()}"):  # noqa: SIM117
        with only_one(places):
            pass


def test_the_folder_is_free_again_after_the_first_has_ended(places: Places) -> None:
    with only_one(places):
        pass

    with only_one(places):
        holder = places.lock.read_text()

    assert holder == str(os.getpid())


def test_a_full_disk_is_refused_before_anything_starts(tmp_path: Path) -> None:
    with pytest.raises(NoRoom, match=r"MB are free on the disk of .* LOCAL_DIR"):
        check_room(tmp_path / "not" / "yet" / "there", least=10**18)


def test_a_disk_with_room_passes(tmp_path: Path) -> None:
    assert check_room(tmp_path, least=1) is None


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "is full; make room"),
        (errno.EROFS, "cannot be written to by this user"),
        (errno.EACCES, "cannot be written to by this user"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_what_the_system_refuses_is_said_in_plain_words(places: Places, number: int, said: str) -> None:
    refusal = explain(OSError(number, os.strerror(number), "/somewhere"), places)

    assert isinstance(refusal, StartRefused)
    assert said in str(refusal)


def test_a_folder_below_a_file_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(StartRefused, match="Not a directory") as refusal, only_one(Places(tmp_path / "file" / "local")):
        pass

    assert "\n" not in str(refusal.value)

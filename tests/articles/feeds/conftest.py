"""A wire whose feed is a real server on this machine, and whose folder is one of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from articles.feeds.folder import Look, look
from articles.models import Desk, Wire, WireState
from articles.signals import wire_fell_quiet, wire_spoke_again
from tests.articles.conftest import NOW
from tests.listening import Listener, listening

TEXT = "Trois morts à Orvane\n\nLe pont a cédé dans la nuit."


@dataclass
class Clock:
    """Tell the time that a test has set."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.now

    def turn(self, **by: float) -> None:
        """Let time pass."""
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    """Return the time, standing still."""
    return Clock()


@pytest.fixture
def listener(settings: Any) -> Iterator[Listener]:
    """Return a server on this machine that calls may go to."""
    with listening() as made:
        settings.OUTGOING_ALLOWED_NETWORKS = ["127.0.0.0/8"]
        settings.OUTGOING_PORTS = [made.port]
        yield made


@pytest.fixture
def polled(wire: Wire, desk: Desk, listener: Listener) -> Wire:
    """Return a wire whose feed is asked every ten minutes."""
    wire.feed_url, wire.files_to = listener.url("/une"), desk
    wire.save()
    return wire


@pytest.fixture
def watched(wire: Wire, desk: Desk, settings: Any, tmp_path: Path) -> Wire:
    """Return a wire that pushes files into a folder."""
    settings.WATCHED_FOLDERS = tmp_path
    wire.folder, wire.files_to = "meridien", desk
    wire.save()
    (tmp_path / "meridien").mkdir()
    return wire


@pytest.fixture
def place(watched: Wire, tmp_path: Path) -> Path:
    """Return the wire's folder."""
    return tmp_path / "meridien"


@pytest.fixture(autouse=True)
def nobody_else_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody but a test itself hear of silences."""
    for signal in (wire_fell_quiet, wire_spoke_again):
        monkeypatch.setattr(signal, "receivers", [])


def state_of(wire: Wire) -> WireState:
    """Return how a wire stands in the database."""
    return WireState.objects.get(wire=wire)


def settle(wire: Wire, clock: Clock) -> Look:
    """Look twice, with time enough in between for a file to be whole."""
    look(wire.pk, clock=clock)
    clock.turn(seconds=11)
    seen = look(wire.pk, clock=clock)
    assert seen is not None
    return seen


def names(place: Path) -> list[str]:
    """Return the names in a folder."""
    return sorted(path.name for path in place.iterdir())

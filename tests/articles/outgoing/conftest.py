"""A listener on this machine, which the guard lets through only where a test says so."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.listening import Listener, listening


@pytest.fixture
def listener() -> Iterator[Listener]:
    """Return a server on the loopback address."""
    with listening() as made:
        yield made


@pytest.fixture
def allowed(listener: Listener, settings: Any) -> Listener:
    """Return a server that the settings allow calls to."""
    settings.OUTGOING_ALLOWED_NETWORKS = ["127.0.0.0/8"]
    settings.OUTGOING_PORTS = [listener.port]
    return listener

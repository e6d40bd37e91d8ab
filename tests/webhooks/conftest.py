"""An endpoint of the CMS: a real server on this machine, and a clock that a test turns."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from standardwebhooks import Webhook

from articles.actor import Actor
from articles.models import Desk
from moderation.models import EventType, WebhookEndpoint
from moderation.webhooks.endpoints import add_endpoint
from moderation.webhooks.sending import deliver
from moderation.workflow import outbox
from tests.listening import Heard, Listener, listening
from tests.workflow.conftest import (  # noqa: F401
    article,
    chief,
    clean,
    desk,
    editor,
    filer,
    house,
    make,
    second,
    wire,
)
from tests.workflow.newsroom import NOW

ADMINISTRATOR = Actor.system()


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


@dataclass
class Hook:
    """An endpoint with its first secret and the server behind it."""

    endpoint: WebhookEndpoint
    secret: str
    listener: Listener
    clock: Clock

    def send(self) -> int:
        """Send what is due now, and return how many attempts that took."""
        return deliver(self.endpoint.pk, clock=self.clock).attempts

    def told(self) -> list[str]:
        """Return the types of the messages that came, in their order."""
        return [json.loads(heard.body)["type"] for heard in self.listener.heard]

    def verify(self, heard: Heard, secret: str = "") -> Any:
        """Read a message as a receiver does, by the standard's own library, at the time it was sent."""
        with time_machine.travel(self.clock.now, tick=False):
            return Webhook(secret or self.secret).verify(heard.body, dict(heard.headers))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Return the time, standing still at the moment when copy is filed; messages are written by it."""
    clock = Clock()
    monkeypatch.setattr(outbox, "timezone", SimpleNamespace(now=clock))
    return clock


@pytest.fixture
def listener(settings: Any) -> Iterator[Listener]:
    """Return a server on this machine that calls may go to."""
    with listening() as made:
        settings.OUTGOING_ALLOWED_NETWORKS = ["127.0.0.0/8"]
        settings.OUTGOING_PORTS = [made.port]
        yield made


@pytest.fixture
def hook_up(listener: Listener, desk: Desk, clock: Clock) -> Callable[..., Hook]:  # noqa: F811
    """Return what adds endpoints: told everything about the desk, unless a test says otherwise."""

    def add(name: str = "CMS", **changes: Any) -> Hook:
        given = {"url": listener.url(), "events": EventType.values, "desks": [desk], **changes}
        endpoint, secret = add_endpoint(name=name, actor=ADMINISTRATOR, now=clock(), **given)
        return Hook(endpoint, secret, listener, clock)

    return add


@pytest.fixture
def hook(hook_up: Callable[..., Hook]) -> Hook:
    """Return an endpoint that is told everything about the desk."""
    return hook_up()

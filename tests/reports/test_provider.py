"""A provider's API instead of SMTP: real requests to a server that answers as one does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from moderation.models import ReportDelivery, ReportSubscription
from moderation.reports.sending import send_due


@dataclass
class Provider:
    """Answer every request as told, and keep what was sent."""

    status: int = 200
    received: list[bytes] = field(default_factory=list)

    def answer(self) -> bytes:
        """Return the body of the answer."""
        return json.dumps({"id": "<kept.7@provider.example>", "message": "Queued."}).encode()


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    """Return a provider on this machine, to which the house sends."""
    told = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.received.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(told.status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(told.answer())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    settings.EMAIL_BACKEND = "anymail.backends.mailgun.EmailBackend"
    settings.ANYMAIL = {
        "MAILGUN_API_KEY": "invented",
        "MAILGUN_API_URL": f"http://127.0.0.1:{server.server_port}/v3",
        "MAILGUN_SENDER_DOMAIN": "desk.example",
    }
    yield told
    server.shutdown()
    server.server_close()


def test_a_provider_gets_both_parts_and_the_headers(
    subscription: ReportSubscription, provider: Provider, now: datetime
) -> None:
    send_due(now=now)

    delivery = ReportDelivery.objects.get()
    (sent,) = provider.received
    assert (delivery.state, delivery.server_answer) == ("accepted", "<kept.7@provider.example>")
    assert all(part in sent for part in (b'name="html"', b'name="text"', b"h:List-Unsubscribe", b"h:Auto-Submitted"))
    assert b"flagged-and-waiting.csv" in sent


@pytest.mark.parametrize(
    ("status", "state"),
    [(400, "failed"), (401, "queued"), (403, "queued"), (422, "failed"), (429, "queued"), (503, "queued")],
)
def test_its_refusals_are_kept_and_its_faults_are_waited_out(
    subscription: ReportSubscription, provider: Provider, now: datetime, status: int, state: str
) -> None:
    provider.status = status

    send_due(now=now)

    delivery = ReportDelivery.objects.get()
    assert delivery.state == state
    assert str(status) in delivery.server_answer


def test_a_provider_that_is_not_there_loses_nothing(
    subscription: ReportSubscription, provider: Provider, now: datetime, settings: Any
) -> None:
    settings.ANYMAIL = {**settings.ANYMAIL, "MAILGUN_API_URL": "http://127.0.0.1:9/v3"}

    send_due(now=now)

    assert ReportDelivery.objects.get().state == "queued"

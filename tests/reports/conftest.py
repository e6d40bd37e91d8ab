"""A desk with a chief, and a real mail server that can be told how to behave."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.contrib.auth.models import Group, User
from django.db import connection

from articles.models import Desk, DeskMembership, Wire
from moderation.models import ReportDelivery, ReportSubscription
from moderation.reports.signals import delivery_finished
from tests.ports import free_port
from tests.workflow.conftest import article, clean, editor, filer, house, make  # noqa: F401

NOW = datetime(2026, 3, 10, 8, 0, tzinfo=UTC)
Colleague = Callable[..., User]


@dataclass
class Mailbox:
    """Receive mails, or refuse them as told."""

    mails: list[EmailMessage] = field(default_factory=list)
    envelopes: list[Envelope] = field(default_factory=list)
    sender_answer: str = "250 OK"
    recipient_answer: str = "250 OK"
    data_answer: str = "250 kept as A1"
    port: int = 0

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take or refuse a sender."""
        if self.sender_answer.startswith("250"):
            envelope.mail_from = address
        return self.sender_answer

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take or refuse a recipient."""
        if self.recipient_answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.recipient_answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take or refuse a mail."""
        if self.data_answer.startswith("250"):
            self.envelopes.append(envelope)
            self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return self.data_answer


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    """Return a mail server on this machine, to which the house sends."""
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    box.port = controller.port
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = controller.port
    settings.EMAIL_TIMEOUT = 10
    yield box
    controller.stop()


@pytest.fixture
def finished(db: None) -> Iterator[list[str]]:
    """Return the states of the mails whose end was told, each within a transaction."""
    heard: list[str] = []

    def listen(delivery: ReportDelivery, **_: Any) -> None:
        heard.append(delivery.state)
        assert connection.in_atomic_block

    delivery_finished.connect(listen)
    yield heard
    delivery_finished.disconnect(listen)


@pytest.fixture
def now() -> datetime:
    """Return the moment at which tests act."""
    return NOW


@pytest.fixture
def desk(db: None) -> Desk:
    """Return a French desk."""
    return Desk.objects.create(code="monde", name="Monde", language="fr", time_zone="Europe/Paris")


@pytest.fixture
def wire(db: None) -> Wire:
    """Return an agency's wire."""
    return Wire.objects.create(code="meridien", name="Agence Méridien", kind="agency", language="fr")


@pytest.fixture
def chief(desk: Desk) -> User:
    """Return the chief of the desk."""
    user = User.objects.create_user(
        "chief", "chief@desk.example", first_name="Maud", last_name="Tervel", date_joined=NOW - timedelta(days=900)
    )
    user.groups.add(Group.objects.get_or_create(name="desk_chief")[0])
    DeskMembership.objects.create(desk=desk, user=user)
    return user


@pytest.fixture
def colleague(desk: Desk) -> Colleague:
    """Return what makes people of the desk, who can be named as recipients."""

    def join(name: str, **more: Any) -> User:
        user = User.objects.create_user(
            name, f"{name}@desk.example", **{"date_joined": NOW - timedelta(days=9), **more}
        )
        DeskMembership.objects.create(desk=desk, user=user)
        return user

    return join


@pytest.fixture
def subscription(desk: Desk, chief: User) -> ReportSubscription:
    """Return a daily morning brief for the desk's chiefs."""
    subscription = ReportSubscription.objects.create(
        name="Brief",
        report="morning_brief",
        language="en",
        time_zone="Europe/Paris",
        schedule="daily",
        send_at=time(7, 30),
        starts_at=NOW - timedelta(days=1),
    )
    subscription.desks.add(desk)
    subscription.recipient_roles.add(Group.objects.get(name="desk_chief"))
    return subscription

"""Mails that lie here are told of where the operator looks."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.test import Client

from moderation.models import Notice, ReportDelivery, ReportSubscription
from moderation.reports.sending import send_due
from moderation.reports.stuck import PATIENCE, is_mail_stuck
from tests.reports.conftest import Colleague, Mailbox


def test_a_server_that_refuses_the_house_is_told_of_after_a_while(
    subscription: ReportSubscription, mailbox: Mailbox, now: datetime
) -> None:
    mailbox.sender_answer = "530 5.7.0 Authentication required"
    send_due(now=now)

    assert not is_mail_stuck(now=now + timedelta(minutes=1))
    assert is_mail_stuck(now=now + PATIENCE)


def test_a_server_that_does_not_answer_is_told_of_too(
    subscription: ReportSubscription, settings: Any, mailbox: Mailbox, now: datetime
) -> None:
    settings.EMAIL_PORT = 1
    send_due(now=now)

    assert is_mail_stuck(now=now + PATIENCE)


def test_one_mail_put_off_among_others_is_no_fault_of_the_house(
    subscription: ReportSubscription, colleague: Colleague, mailbox: Mailbox, now: datetime
) -> None:
    mailbox.recipient_answer = "451 greylisted, come back"
    send_due(now=now)
    mailbox.recipient_answer = "250 OK"
    ReportDelivery.objects.update(next_attempt_at=now + timedelta(days=2))
    subscription.recipients.add(colleague("b"))

    send_due(now=now + timedelta(days=1))

    assert ReportDelivery.objects.filter(state="queued").exists()
    assert not is_mail_stuck(now=now + timedelta(days=1, hours=1))


def test_a_notice_that_cannot_be_mailed_is_told_of(subscription: ReportSubscription, wire: Any, now: datetime) -> None:
    notice = Notice(wire=wire, kind="quiet", by="clock", created_at=now, recipient=subscription.people().get())
    notice.attempts, notice.next_attempt_at = 1, now + timedelta(hours=1)
    notice.save()

    assert is_mail_stuck(now=now + PATIENCE)


def test_the_health_page_says_so_and_sends_nobody_elsewhere(
    subscription: ReportSubscription, mailbox: Mailbox, client: Client, now: datetime
) -> None:
    mailbox.sender_answer = "550 5.7.1 you may not send as second-source@localhost"
    send_due(now=now)

    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()["mail"]) == (200, False)

"""Mails through a real server: accepted once, put off in order, refused for good, never doubled."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.mail import EmailMultiAlternatives
from django.db import connection

from moderation.models import ReportDelivery, ReportSubscription
from moderation.reports import sending
from moderation.reports.sending import claim_next, send_due, send_one
from moderation.reports.smtp import Answer, Verdict
from tests.reports.conftest import Colleague, Mailbox


@pytest.fixture
def silent_server(settings: Any) -> Iterator[None]:
    """Listen and never say a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST = "127.0.0.1"
        settings.EMAIL_PORT = server.getsockname()[1]
        settings.EMAIL_TIMEOUT = 0.2
        yield


def test_a_mail_that_is_due_is_sent_and_the_servers_answer_is_kept(
    subscription: ReportSubscription, mailbox: Mailbox, finished: list[str], now: datetime
) -> None:
    tally = send_due(now=now)

    delivery = ReportDelivery.objects.get()
    assert (tally.queued, tally.accepted) == (1, 1)
    assert (delivery.state, delivery.server_answer, delivery.attempts) == ("accepted", "250 kept as A1", 1)
    assert (delivery.period_start, delivery.finished_at) == (date(2026, 3, 10), now)
    assert [envelope.rcpt_tos for envelope in mailbox.envelopes] == [["chief@desk.example"]]
    assert finished == ["accepted"]


def test_a_period_is_sent_once_however_often_is_asked(
    subscription: ReportSubscription, mailbox: Mailbox, now: datetime
) -> None:
    for minutes in range(0, 60, 5):
        send_due(now=now + timedelta(minutes=minutes))

    assert len(mailbox.mails) == 1


class TestSendingNow:
    @pytest.fixture
    def many(self, subscription: ReportSubscription, colleague: Colleague, now: datetime) -> ReportSubscription:
        """Return a subscription of four people."""
        subscription.recipients.add(*(colleague(f"c{number}") for number in range(3)))
        subscription.starts_at = now
        subscription.save()
        return subscription

    def test_a_tick_meanwhile_sends_no_mail_twice(
        self, many: ReportSubscription, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        posted: list[str] = []

        def tick_once(mail: EmailMultiAlternatives) -> Answer:
            posted.extend(mail.to)
            if len(posted) == 1:
                send_due(now=now + timedelta(seconds=5))
            return Answer(Verdict.ACCEPTED, "250 OK")

        monkeypatch.setattr(sending, "post", tick_once)

        told = send_one(many, now=now)

        assert len(posted) == len(set(posted)) == 4
        assert {delivery.state for delivery in told} == {"accepted"}

    def test_it_stops_where_the_server_is_down_and_the_tick_does_the_rest(
        self, many: ReportSubscription, mailbox: Mailbox, settings: Any, now: datetime
    ) -> None:
        settings.EMAIL_PORT = 1
        told = send_one(many, now=now)
        settings.EMAIL_PORT = mailbox.port

        tally = send_due(now=now + timedelta(minutes=5))

        assert [(delivery.state, delivery.attempts) for delivery in told] == [("queued", 1), *[("queued", 0)] * 3]
        assert [delivery.is_to_be_tried for delivery in told] == [False, True, True, True]
        assert tally.accepted == len(mailbox.mails) == 4

    def test_whoever_asks_waits_for_seconds_only(
        self, many: ReportSubscription, mailbox: Mailbox, now: datetime
    ) -> None:
        readings = iter([0.0, 1.0, sending.ASK_SECONDS])

        told = send_one(many, now=now, clock=lambda: next(readings))

        assert [delivery.state for delivery in told] == ["accepted", *["queued"] * 3]


@pytest.mark.parametrize("late", [Verdict.ACCEPTED, Verdict.LATER, Verdict.NEVER])
def test_a_sender_whose_claim_ran_out_changes_nothing_any_more(
    subscription: ReportSubscription,
    finished: list[str],
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
    late: Verdict,
) -> None:
    def hang(_mail: EmailMultiAlternatives) -> Answer:
        monkeypatch.setattr(sending, "post", lambda _: Answer(Verdict.ACCEPTED, "250 in time"))
        send_due(now=now + sending.LEASE)
        return Answer(late, "too late")

    monkeypatch.setattr(sending, "post", hang)

    send_due(now=now)

    delivery = ReportDelivery.objects.get()
    assert (delivery.state, delivery.server_answer, delivery.attempts) == ("accepted", "250 in time", 2)
    assert finished == ["accepted"]


@pytest.mark.parametrize("part", ["recipient_answer", "data_answer"])
def test_a_mail_put_off_by_the_server_is_tried_again(
    subscription: ReportSubscription, mailbox: Mailbox, finished: list[str], now: datetime, part: str
) -> None:
    setattr(mailbox, part, "451 greylisted, come back")
    send_due(now=now)
    put_off = ReportDelivery.objects.get()
    setattr(mailbox, part, "250 kept")

    at_once, later = send_due(now=now + timedelta(seconds=30)), send_due(now=now + timedelta(minutes=2))

    assert (put_off.state, put_off.server_answer) == ("queued", "451 greylisted, come back")
    assert (at_once.accepted, later.accepted) == (0, 1)
    assert len(mailbox.mails) == 1
    assert finished == ["accepted"]


@pytest.mark.parametrize("part", ["recipient_answer", "data_answer"])
def test_a_mail_refused_for_good_is_kept_with_the_reason(
    subscription: ReportSubscription, mailbox: Mailbox, finished: list[str], now: datetime, part: str
) -> None:
    setattr(mailbox, part, "550 no such person")

    send_due(now=now)
    send_due(now=now + timedelta(hours=1))

    delivery = ReportDelivery.objects.get()
    assert (delivery.state, delivery.server_answer, delivery.attempts) == ("failed", "550 no such person", 1)
    assert finished == ["failed"]


@pytest.mark.parametrize(
    ("part", "answer"),
    [
        ("sender_answer", "530 5.7.0 Authentication required"),
        ("sender_answer", "550 5.7.1 you may not send as second-source@localhost"),
        ("recipient_answer", "530 5.7.0 Must issue a STARTTLS command first"),
        ("recipient_answer", "550 5.1.8 sender's domain does not exist"),
    ],
)
def test_a_server_that_refuses_the_house_itself_loses_no_mail(
    subscription: ReportSubscription,
    colleague: Colleague,
    mailbox: Mailbox,
    finished: list[str],
    now: datetime,
    part: str,
    answer: str,
) -> None:
    subscription.recipients.add(colleague("b"))
    setattr(mailbox, part, answer)
    send_due(now=now)
    waiting = list(ReportDelivery.objects.order_by("pk").values_list("state", "attempts", "server_answer"))
    setattr(mailbox, part, "250 OK")

    tally = send_due(now=now + timedelta(minutes=5))

    assert waiting == [("queued", 1, answer), ("queued", 0, "")]
    assert tally.accepted == len(mailbox.mails) == 2
    assert finished == ["accepted", "accepted"]


def test_a_mail_that_is_too_large_for_the_server_is_its_own_fault(
    subscription: ReportSubscription, mailbox: Mailbox, now: datetime
) -> None:
    # Told of the size with the sender, before anything else.
    mailbox.sender_answer = "552 5.3.4 message too large"

    send_due(now=now)

    assert ReportDelivery.objects.get().state == "failed"


def test_a_later_period_waits_for_an_earlier_one(
    subscription: ReportSubscription, mailbox: Mailbox, now: datetime
) -> None:
    mailbox.data_answer = "451 later"
    send_due(now=now)
    ReportDelivery.objects.update(next_attempt_at=now + timedelta(days=2))
    mailbox.data_answer = "250 kept"

    tomorrow = send_due(now=now + timedelta(days=1))
    send_due(now=now + timedelta(days=2))

    assert (tomorrow.queued, tomorrow.accepted) == (1, 0)
    assert [mail["Message-ID"].split(".")[2] for mail in mailbox.mails] == ["2026-03-10", "2026-03-11", "2026-03-12"]


def test_a_server_that_hangs_costs_one_attempt_a_tick(
    subscription: ReportSubscription, colleague: Colleague, silent_server: None, now: datetime
) -> None:
    subscription.recipients.add(*(colleague(f"u{n}") for n in range(5)))

    tally = send_due(now=now)

    assert (tally.queued, tally.put_off) == (6, 1)
    assert ReportDelivery.objects.filter(attempts=0, state="queued").count() == 5
    assert "timed out" in ReportDelivery.objects.get(attempts=1).server_answer


def test_a_server_that_is_not_there_loses_nothing(
    subscription: ReportSubscription, mailbox: Mailbox, settings: Any, now: datetime
) -> None:
    settings.EMAIL_PORT = 1
    send_due(now=now)
    settings.EMAIL_PORT = mailbox.port

    send_due(now=now + timedelta(minutes=5))

    assert len(mailbox.mails) == 1
    assert ReportDelivery.objects.get().attempts == 2


def test_a_mail_is_given_up_after_the_last_pause(
    subscription: ReportSubscription, mailbox: Mailbox, now: datetime
) -> None:
    mailbox.data_answer = "451 never today"

    for hours in range(0, 24 * 4, 6):
        send_due(now=now + timedelta(hours=hours))

    delivery = ReportDelivery.objects.earliest("until")
    assert (delivery.state, delivery.attempts) == ("failed", len(sending.PAUSES) + 1)


def test_a_mail_whose_sender_died_is_sent_when_the_lease_ends(
    subscription: ReportSubscription, mailbox: Mailbox, now: datetime
) -> None:
    sending.queue_due(now=now)
    claim_next(now=now)

    early = send_due(now=now + timedelta(minutes=4))
    late = send_due(now=now + timedelta(minutes=6))

    assert (early.accepted, late.accepted) == (0, 1)
    assert ReportDelivery.objects.get().attempts == 2


def test_a_person_without_address_is_a_failure_that_shows(
    subscription: ReportSubscription, chief: User, mailbox: Mailbox, now: datetime
) -> None:
    chief.email = ""
    chief.save()

    send_due(now=now)

    assert ReportDelivery.objects.get().server_answer == "chief has no mail address"


def test_a_report_with_nothing_to_say_is_skipped_where_that_is_wished(
    subscription: ReportSubscription, mailbox: Mailbox, finished: list[str], now: datetime
) -> None:
    ReportSubscription.objects.update(empty_policy="skip")

    tally = send_due(now=now)

    assert tally.skipped == 1
    assert mailbox.mails == []
    assert finished == ["skipped"]


def test_a_report_that_cannot_be_made_keeps_no_other_back(
    subscription: ReportSubscription, mailbox: Mailbox, now: datetime
) -> None:
    broken = ReportSubscription.objects.create(
        name="Broken",
        report="nothing_such",
        send_at=subscription.send_at,
        starts_at=subscription.starts_at,
        schedule="daily",
    )
    broken.recipients.add(User.objects.get())

    tally = send_due(now=now)

    assert (tally.accepted, tally.put_off) == (1, 1)
    assert broken.deliveries.get().server_answer == "KeyError: 'nothing_such'"


def test_a_slow_tick_leaves_the_rest_to_the_next(
    subscription: ReportSubscription, colleague: Colleague, mailbox: Mailbox, now: datetime
) -> None:
    readings = iter([0.0, 1.0, sending.TICK_SECONDS])
    send_due(now=now - timedelta(days=1), clock=lambda: 0.0)
    subscription.recipients.add(colleague("b"))

    send_due(now=now, clock=lambda: next(readings))

    assert ReportDelivery.objects.filter(state="queued").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_ticks_at_once_send_each_mail_once(
    subscription: ReportSubscription, colleague: Colleague, mailbox: Mailbox, now: datetime
) -> None:
    subscription.recipients.add(*(colleague(f"u{n}") for n in range(9)))
    barrier = threading.Barrier(3)

    def tick() -> None:
        try:
            barrier.wait(timeout=5)
            send_due(now=now)
        finally:
            connection.close()

    threads = [threading.Thread(target=tick) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    addresses = [mail["To"] for mail in mailbox.mails]
    assert len(addresses) == len(set(addresses)) == 10

"""Mails through a real server: accepted once, put off in order, refused for good, never doubled."""

from __future__ import annotations

import random
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import User
from django.core.mail import EmailMultiAlternatives
from django.db import connection

from moderation.models import ReportDelivery, ReportSubscription
from moderation.reports import sending
from moderation.reports.digest import Digest
from moderation.reports.sending import claim_next, send_due
from moderation.reports.signals import delivery_finished
from moderation.reports.smtp import Answer, Verdict
from tests.reports.conftest import Mailbox


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


def test_nothing_is_sent_before_its_hour(subscription: ReportSubscription, mailbox: Mailbox, now: datetime) -> None:
    subscription.starts_at = now
    subscription.save()

    tally = send_due(now=now + timedelta(hours=22))

    assert tally.queued == 0
    assert mailbox.mails == []


def test_a_subscription_that_is_off_sends_nothing(
    subscription: ReportSubscription, mailbox: Mailbox, now: datetime
) -> None:
    ReportSubscription.objects.update(is_active=False)

    assert send_due(now=now).queued == 0


def test_days_of_standstill_are_made_up_in_their_order(
    subscription: ReportSubscription, mailbox: Mailbox, now: datetime
) -> None:
    send_due(now=now)

    send_due(now=now + timedelta(days=3))

    identities = [mail["Message-ID"] for mail in mailbox.mails]
    assert [identity.split(".")[2] for identity in identities] == [f"2026-03-{day}" for day in (10, 11, 12, 13)]
    assert len(set(identities)) == 4


def test_everybody_of_the_role_gets_a_mail_of_their_own(
    subscription: ReportSubscription, chief: User, mailbox: Mailbox, now: datetime
) -> None:
    named = User.objects.create_user("named", "named@desk.example", date_joined=now - timedelta(days=2))
    subscription.recipients.add(named, chief)

    send_due(now=now)

    assert sorted(mail["To"] for mail in mailbox.mails) == ["chief@desk.example", "named@desk.example"]


def test_who_joined_later_is_not_sent_what_was_due_before(
    subscription: ReportSubscription, mailbox: Mailbox, now: datetime
) -> None:
    late = User.objects.create_user("late", "late@desk.example", date_joined=now - timedelta(minutes=1))
    subscription.recipients.add(late)

    send_due(now=now)

    assert [mail["To"] for mail in mailbox.mails] == ["chief@desk.example"]


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
    subscription: ReportSubscription, silent_server: None, now: datetime
) -> None:
    subscription.recipients.add(
        *(
            User.objects.create_user(f"u{n}", f"u{n}@desk.example", date_joined=now - timedelta(days=9))
            for n in range(5)
        )
    )

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
        subscription.is_active = hours == 0
        subscription.save()
        send_due(now=now + timedelta(hours=hours))

    delivery = ReportDelivery.objects.get()
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
    subscription: ReportSubscription, mailbox: Mailbox, now: datetime
) -> None:
    readings = iter([0.0, 1.0, sending.TICK_SECONDS])
    send_due(now=now - timedelta(days=1), clock=lambda: 0.0)
    subscription.recipients.add(User.objects.create_user("b", "b@desk.example", date_joined=now - timedelta(days=9)))

    send_due(now=now, clock=lambda: next(readings))

    assert ReportDelivery.objects.filter(state="queued").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_ticks_at_once_send_each_mail_once(
    subscription: ReportSubscription, mailbox: Mailbox, now: datetime
) -> None:
    people = [
        User.objects.create_user(f"u{n}", f"u{n}@x.example", date_joined=now - timedelta(days=9)) for n in range(9)
    ]
    subscription.recipients.add(*people)
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


@pytest.mark.parametrize("zone", ["Europe/Paris", "America/New_York", "Asia/Kathmandu"])
def test_a_year_with_standstills_sends_every_day_once_in_order(
    subscription: ReportSubscription, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What the mails say is tested elsewhere; here is counted when they go.
    monkeypatch.setattr(delivery_finished, "receivers", [])
    monkeypatch.setattr(sending, "make_digest", lambda *_, **__: Digest("T", "S", "P", "L", "en"))
    monkeypatch.setattr(sending, "compose", lambda *_: EmailMultiAlternatives())
    monkeypatch.setattr(sending, "post", lambda _: Answer(Verdict.ACCEPTED, "250 OK"))
    subscription.time_zone, subscription.starts_at = zone, datetime(2026, 1, 1, tzinfo=UTC)
    subscription.save()
    chance, now = random.Random(zone), subscription.starts_at

    while now < datetime(2027, 1, 1, tzinfo=UTC):
        now += timedelta(minutes=chance.choice([600, chance.randrange(24 * 60), chance.randrange(3 * 24 * 60)]))
        send_due(now=now, clock=lambda: 0.0)
    rows = ReportDelivery.objects.order_by("finished_at", "pk").values_list("period_start", "until")
    days = [day for day, _ in rows]
    assert days == [days[0] + timedelta(days=number) for number in range(len(days))]
    assert len(days) >= 364
    assert {until.astimezone(ZoneInfo(zone)).strftime("%H:%M") for _, until in rows} == {"07:30"}

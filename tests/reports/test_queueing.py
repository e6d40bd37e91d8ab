"""Which mails fall due: each stretch of time once, to whoever gets the report then, whatever is changed."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import User
from django.core.mail import EmailMultiAlternatives

from articles.actor import Actor
from articles.intake import Copy
from articles.models import Arrival, Desk, DeskMembership, Wire
from articles.operations import issue_token
from articles.operations.inbox import file_next, make_arrival
from moderation.models import LexiconRelease, ReportDelivery, ReportSubscription
from moderation.reports import sending
from moderation.reports.digest import Digest
from moderation.reports.queueing import coming_periods
from moderation.reports.sending import send_due
from moderation.reports.signals import delivery_finished
from moderation.reports.smtp import Answer, Verdict
from moderation.reports.stopping import Receiving, restart, stop
from tests.reports.conftest import Colleague, Mailbox


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
    subscription: ReportSubscription, chief: User, colleague: Colleague, mailbox: Mailbox, now: datetime
) -> None:
    subscription.recipients.add(colleague("named"), chief)

    send_due(now=now)

    assert sorted(mail["To"] for mail in mailbox.mails) == ["chief@desk.example", "named@desk.example"]


def test_who_joined_later_is_not_sent_what_was_due_before(
    subscription: ReportSubscription, colleague: Colleague, mailbox: Mailbox, now: datetime
) -> None:
    subscription.recipients.add(colleague("late", date_joined=now - timedelta(minutes=1)))

    send_due(now=now)

    assert [mail["To"] for mail in mailbox.mails] == ["chief@desk.example"]


def test_who_begins_again_is_not_sent_what_was_due_meanwhile(
    subscription: ReportSubscription, chief: User, mailbox: Mailbox, now: datetime
) -> None:
    send_due(now=now)
    stop(Receiving(subscription, chief), now=now + timedelta(hours=1))
    for day in range(1, 21):
        send_due(now=now + timedelta(days=day))
    restart(Receiving(subscription, chief), now=now + timedelta(days=20, hours=2))

    again = send_due(now=now + timedelta(days=20, hours=3))
    send_due(now=now + timedelta(days=21))

    assert again.queued == 0
    assert [mail["Message-ID"].split(".")[2] for mail in mailbox.mails] == ["2026-03-10", "2026-03-31"]


def test_who_is_seated_later_is_not_sent_what_nobody_got(
    subscription: ReportSubscription, chief: User, desk: Desk, mailbox: Mailbox, now: datetime
) -> None:
    DeskMembership.objects.all().delete()
    for day in range(5):
        send_due(now=now + timedelta(days=day))
    DeskMembership.objects.create(desk=desk, user=chief)

    seated, morning = send_due(now=now + timedelta(days=4, hours=3)), send_due(now=now + timedelta(days=5))

    assert (seated.queued, morning.accepted) == (0, 1)
    assert ReportDelivery.objects.get().since == ReportDelivery.objects.get().until - timedelta(days=1)


@pytest.mark.parametrize(
    ("hours", "changes"),
    [
        (1, {"send_at": time(12)}),
        (10, {"send_at": time(12)}),
        (10, {"send_at": time(6)}),
        (10, {"time_zone": "Pacific/Kiritimati"}),
        (10, {"time_zone": "Pacific/Honolulu"}),
        (1, {"schedule": "weekly", "weekday": 3}),
    ],
)
def test_a_changed_hour_leaves_nothing_untold_and_tells_nothing_twice(
    subscription: ReportSubscription, mailbox: Mailbox, now: datetime, hours: int, changes: dict[str, Any]
) -> None:
    send_due(now=now)
    ReportSubscription.objects.update(**changes)
    for hour in range(hours, 24 * 17, 5):
        send_due(now=now + timedelta(hours=hour))

    periods = list(ReportDelivery.objects.order_by("until").values_list("since", "until", "period_start"))
    assert [since for since, _until, _day in periods[1:]] == [until for _since, until, _day in periods[:-1]]
    assert len({day for _since, _until, day in periods}) == len(periods) > 2


def test_the_next_sendings_are_those_that_will_come(
    subscription: ReportSubscription, mailbox: Mailbox, now: datetime
) -> None:
    send_due(now=now)
    subscription.send_at = time(12)
    subscription.save()

    coming = coming_periods(subscription, now=now, count=2)

    assert [period.day for period in coming] == [date(2026, 3, 11), date(2026, 3, 12)]


@pytest.fixture
def arrival(house: LexiconRelease, wire: Wire, desk: Desk, chief: User, now: datetime) -> Arrival:
    """Return copy that came five minutes before the hour of the report, and is not filed yet."""
    came = now.replace(hour=6, minute=25)
    token = issue_token(name="cms", user=chief, scopes=["file"], actor=Actor.system(), now=came).token
    heads = {"kind": "syndicated", "language": None, "original": None, "now": came}
    arrival = make_arrival(copy=Copy(text="Neuf morts."), wire=wire, desk=desk, token=token, **heads)
    arrival.save()
    return arrival


def test_a_report_waits_for_copy_that_came_before_its_hour(
    subscription: ReportSubscription, mailbox: Mailbox, arrival: Arrival, now: datetime
) -> None:
    at = now.replace(hour=6, minute=31)
    early = send_due(now=at)
    file_next(may_touch=lambda _token, _article: True, now=at + timedelta(minutes=9))

    late = send_due(now=at + timedelta(minutes=10))

    assert (early.queued, late.accepted) == (0, 1)
    body = mailbox.mails[0].get_body(("plain",))
    assert body is not None
    assert "1 article came in." in body.get_content()


def test_a_report_waits_for_no_later_copy_and_never_longer_than_an_hour(
    subscription: ReportSubscription, mailbox: Mailbox, arrival: Arrival, now: datetime
) -> None:
    at = now.replace(hour=6, minute=30)

    tallies = [send_due(now=at + timedelta(minutes=minutes)).queued for minutes in (0, 59, 60)]
    Arrival.objects.update(arrived_at=at + timedelta(days=1))

    assert tallies == [0, 0, 1]
    assert send_due(now=at + timedelta(days=1)).queued == 1


# The weeks about the nights on which clocks change, and some where none does.
SPRING, AUTUMN = (datetime(2026, 2, 20, tzinfo=UTC), 60), (datetime(2026, 10, 1, tzinfo=UTC), 60)


@pytest.mark.parametrize(
    ("zone", "stretch"),
    [
        ("Europe/Paris", SPRING),
        ("Europe/Paris", AUTUMN),
        ("America/New_York", SPRING),
        ("America/New_York", AUTUMN),
        ("Asia/Kathmandu", SPRING),
    ],
)
def test_weeks_with_standstills_send_every_day_once_in_order(
    subscription: ReportSubscription, zone: str, stretch: tuple[datetime, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    begin, length = stretch
    # What the mails say is tested elsewhere; here is counted when they go.
    monkeypatch.setattr(delivery_finished, "receivers", [])
    monkeypatch.setattr(sending, "make_digest", lambda *_, **__: Digest("T", "S", "P", "L", "en"))
    monkeypatch.setattr(sending, "compose", lambda *_: EmailMultiAlternatives())
    monkeypatch.setattr(sending, "post", lambda _: Answer(Verdict.ACCEPTED, "250 OK"))
    subscription.time_zone, subscription.starts_at = zone, begin
    subscription.save()
    chance, now = random.Random(zone), subscription.starts_at

    while now < begin + timedelta(days=length):
        now += timedelta(minutes=chance.choice([600, chance.randrange(24 * 60), chance.randrange(3 * 24 * 60)]))
        send_due(now=now, clock=lambda: 0.0)
    rows = ReportDelivery.objects.order_by("finished_at", "pk").values_list("period_start", "until")
    days = [day for day, _ in rows]
    assert days == [days[0] + timedelta(days=number) for number in range(len(days))]
    assert len(days) >= length - 1
    assert {until.astimezone(ZoneInfo(zone)).strftime("%H:%M") for _, until in rows} == {"07:30"}

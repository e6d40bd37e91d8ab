"""Before a mail is posted it is asked once more who may have it: it may have waited for a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import User

from articles.models import Desk, DeskMembership
from moderation.models import ReportDelivery, ReportStop, ReportSubscription
from moderation.reports.sending import send_due, send_one
from moderation.reports.stopping import Receiving, stop
from tests.reports.conftest import Mailbox


def stop_it(subscription: ReportSubscription, chief: User, now: datetime) -> None:
    stop(Receiving(subscription, chief), now=now)


def leave_the_desk(subscription: ReportSubscription, chief: User, now: datetime) -> None:
    DeskMembership.objects.filter(user=chief).delete()


def close_the_account(subscription: ReportSubscription, chief: User, now: datetime) -> None:
    User.objects.filter(pk=chief.pk).update(is_active=False)


def lose_the_role(subscription: ReportSubscription, chief: User, now: datetime) -> None:
    chief.groups.clear()


def widen_it(subscription: ReportSubscription, chief: User, now: datetime) -> None:
    subscription.desks.add(Desk.objects.create(code="world", name="World"))


def switch_it_off(subscription: ReportSubscription, chief: User, now: datetime) -> None:
    ReportSubscription.objects.filter(pk=subscription.pk).update(is_active=False)


def switch_it_off_and_on(subscription: ReportSubscription, chief: User, now: datetime) -> None:
    ReportSubscription.objects.filter(pk=subscription.pk).update(is_active=True, starts_at=now)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (switch_it_off, "the report was switched off"),
        (switch_it_off_and_on, "the report was switched off"),
        (stop_it, "stopped by its reader"),
        (leave_the_desk, "may not read it any more"),
        (close_the_account, "may not read it any more"),
        (widen_it, "may not read it any more"),
        (lose_the_role, "is no recipient any more"),
    ],
)
def test_a_mail_that_waits_is_not_sent_to_who_shall_not_have_it_any_more(
    subscription: ReportSubscription,
    chief: User,
    mailbox: Mailbox,
    finished: list[str],
    now: datetime,
    change: Callable[[ReportSubscription, User, datetime], None],
    reason: str,
) -> None:
    mailbox.recipient_answer = "451 later"
    send_due(now=now)
    change(subscription, chief, now + timedelta(minutes=1))
    mailbox.recipient_answer = "250 OK"

    tally = send_due(now=now + timedelta(minutes=5))

    assert (tally.skipped, mailbox.mails, finished) == (1, [], ["skipped"])
    assert ReportDelivery.objects.get().server_answer == reason


def test_who_asks_for_one_mail_of_a_report_that_is_switched_off_gets_it(
    subscription: ReportSubscription, chief: User, mailbox: Mailbox, now: datetime
) -> None:
    switch_it_off(subscription, chief, now)
    subscription.refresh_from_db()

    asked = send_one(subscription, now=now, to=chief)

    assert ([one.state for one in asked], len(mailbox.mails)) == (["accepted"], 1)


def test_who_stopped_it_and_asks_for_one_mail_gets_that_one(
    subscription: ReportSubscription, chief: User, mailbox: Mailbox, now: datetime
) -> None:
    stop(Receiving(subscription, chief), now=now)

    asked = send_one(subscription, now=now + timedelta(minutes=1), to=chief)
    mailbox.recipient_answer = "451 later"
    put_off = send_one(subscription, now=now + timedelta(minutes=2), to=chief)
    ReportStop.objects.update(at=now + timedelta(minutes=3))
    send_due(now=now + timedelta(minutes=5))

    put_off[0].refresh_from_db()
    assert (asked[0].state, put_off[0].state, len(mailbox.mails)) == ("accepted", "skipped", 1)

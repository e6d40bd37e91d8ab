"""A person stops a report by the address in their mail, and begins it again."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.actor import Actor
from articles.models import Desk, Wire
from articles.operations import remove_desk, remove_wire
from moderation.models import AuditEvent, ReportStop, ReportSubscription
from moderation.reports.sending import send_due
from moderation.reports.stopping import UnknownStopAddress, read_stop_address, stop_address
from tests.reports.conftest import Colleague, Mailbox


@pytest.fixture
def address(subscription: ReportSubscription, chief: User) -> str:
    """Return the path at which the chief stops the brief."""
    return urlsplit(stop_address(subscription.pk, chief.pk)).path


def test_the_mail_holds_the_address_in_its_head_and_at_its_foot(
    subscription: ReportSubscription, mailbox: Mailbox, now: datetime
) -> None:
    send_due(now=now)

    (mail,) = mailbox.mails
    (address,) = re.findall("<(.+)>", mail["List-Unsubscribe"])
    text, page = mail.get_body(("plain",)), mail.get_body(("html",))
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert text is not None
    assert page is not None
    assert address in text.get_content()
    assert address in page.get_content()


def test_looking_stops_nothing(client: Client, address: str, subscription: ReportSubscription, chief: User) -> None:
    page = client.get(address)

    assert page.status_code == 200
    assert chief.email in page.content.decode()
    assert list(subscription.people()) == [chief]


def test_one_click_of_a_mail_client_stops_it(address: str, subscription: ReportSubscription) -> None:
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post(address, {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert list(subscription.people()) == []


def test_who_stopped_it_gets_no_mail_and_others_do(
    client: Client,
    address: str,
    subscription: ReportSubscription,
    mailbox: Mailbox,
    now: datetime,
    chief: User,
    colleague: Colleague,
) -> None:
    subscription.recipients.add(colleague("other"), chief)

    client.post(address)
    send_due(now=now)

    assert [mail["To"] for mail in mailbox.mails] == ["other@desk.example"]


def test_it_can_be_begun_again(client: Client, address: str, subscription: ReportSubscription, chief: User) -> None:
    client.post(address)

    page = client.post(address, {"again": "1"})

    assert chief.email in page.content.decode()
    assert list(subscription.people()) == [chief]


def test_stopping_and_beginning_stand_in_the_audit_history_once_each(client: Client, address: str) -> None:
    for words in ({}, {}, {"again": "1"}, {"again": "1"}):
        client.post(address, words)

    events = AuditEvent.objects.filter(action__startswith="report.").order_by("sequence")
    assert [event.action for event in events] == ["report.stopped", "report.restarted"]
    assert {event.actor_label for event in events} == {"Maud Tervel"}


def test_an_address_that_no_mail_held_stops_nothing(client: Client, address: str) -> None:
    forged = address[:-1] + ("A" if address[-1] != "A" else "B")

    answer = client.post(forged)

    assert answer.status_code == 404
    assert not ReportStop.objects.exists()


def test_the_address_of_somebody_who_is_gone_is_unknown(subscription: ReportSubscription) -> None:
    token = stop_address(subscription.pk, 999_999).rpartition("/")[2]

    with pytest.raises(UnknownStopAddress):
        read_stop_address(token)


def test_the_page_speaks_the_subscriptions_language(
    client: Client, address: str, subscription: ReportSubscription
) -> None:
    subscription.language = "fr"
    subscription.save()

    assert '<html lang="fr">' in client.get(address).content.decode()


class TestWhenWhatItTellsOfIsRemoved:
    def test_a_report_on_that_desk_alone_is_switched_off_and_tells_nobody_of_all(
        self, subscription: ReportSubscription, desk: Desk, mailbox: Mailbox, now: datetime
    ) -> None:
        boss = User.objects.create_superuser("boss", "boss@desk.example", date_joined=now - timedelta(days=9))
        subscription.recipients.add(boss)

        remove_desk(desk=desk, actor=Actor.person(boss), now=now)
        send_due(now=now)

        subscription.refresh_from_db()
        event = AuditEvent.objects.get(action="report.switched_off")
        assert not subscription.is_active
        assert mailbox.mails == []
        assert (event.actor_label, event.before, event.object_id) == ("boss", {"desk": "monde"}, str(subscription.pk))

    def test_a_report_on_that_wire_alone_is_switched_off(
        self, subscription: ReportSubscription, wire: Wire, chief: User, now: datetime
    ) -> None:
        subscription.wires.add(wire)

        remove_wire(wire=wire, actor=Actor.person(chief), now=now)

        subscription.refresh_from_db()
        assert not subscription.is_active

    def test_a_report_on_others_too_goes_on(
        self, subscription: ReportSubscription, wire: Wire, desk: Desk, chief: User, now: datetime
    ) -> None:
        subscription.desks.add(Desk.objects.create(code="culture", name="Culture"))

        remove_desk(desk=desk, actor=Actor.person(chief), now=now)
        remove_wire(wire=wire, actor=Actor.person(chief), now=now)

        subscription.refresh_from_db()
        assert subscription.is_active

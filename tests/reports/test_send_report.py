"""`manage.py send_report`, and the pages on which reports are kept."""

from __future__ import annotations

from datetime import datetime
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from moderation.models import AuditEvent, ReportDelivery, ReportSubscription
from moderation.reports.sending import send_due
from moderation.reports.stopping import Receiving, stop
from tests.reports.conftest import Mailbox


@pytest.fixture
def signed_in(client: Client, chief: User) -> Client:
    """Return a browser in which an administrator has signed in."""
    chief.is_staff = chief.is_superuser = True
    chief.save()
    client.force_login(chief)
    return client


def send_report(name: str) -> str:
    output = StringIO()
    call_command("send_report", name, stdout=output, stderr=output)
    return output.getvalue()


@pytest.mark.parametrize("name", ["Brief", "brief", "morning_brief"])
def test_a_report_is_sent_by_name_or_kind(subscription: ReportSubscription, mailbox: Mailbox, name: str) -> None:
    output = send_report(name)

    assert output == "Brief to Maud Tervel <chief@desk.example>: accepted by the mail server – 250 kept as A1\n"
    assert len(mailbox.mails) == 1


def test_a_report_asked_for_uses_up_no_period(
    subscription: ReportSubscription, mailbox: Mailbox, now: datetime
) -> None:
    send_report("Brief")
    send_report("Brief")

    send_due(now=now)

    assert list(ReportDelivery.objects.order_by("pk").values_list("occasion", flat=True)) == [
        "asked",
        "asked",
        "scheduled",
    ]
    assert len({mail["Message-ID"] for mail in mailbox.mails}) == 3


def test_a_report_that_is_not_there_is_refused_with_those_that_are(subscription: ReportSubscription) -> None:
    with pytest.raises(CommandError, match="no report is named “Letter”; there are: “Brief”"):
        send_report("Letter")


def test_a_report_that_its_only_reader_stopped_says_so(subscription: ReportSubscription, chief: User) -> None:
    stop(Receiving(subscription, chief), now=timezone.now())
    output = StringIO()

    with pytest.raises(CommandError):
        call_command("send_report", "Brief", stdout=output, stderr=output)

    assert "whoever received it has stopped it (Maud Tervel)" in output.getvalue()


def test_a_refused_mail_fails_the_command(subscription: ReportSubscription, mailbox: Mailbox) -> None:
    mailbox.data_answer = "554 no"

    with pytest.raises(CommandError, match="not every mail was accepted"):
        send_report("Brief")

    assert ReportDelivery.objects.get().server_answer == "554 no"


def test_a_report_without_recipients_fails_the_command(subscription: ReportSubscription) -> None:
    User.objects.update(is_active=False)

    with pytest.raises(CommandError):
        send_report("Brief")


def test_every_end_of_a_mail_is_in_the_audit(subscription: ReportSubscription, mailbox: Mailbox) -> None:
    send_report("Brief")

    event = AuditEvent.objects.get(action__startswith="report.")
    assert (event.action, event.actor_label, event.reason) == ("report.accepted", "send_due_reports", "250 kept as A1")
    assert event.after["report"] == "Brief"


def test_the_page_foretells_the_next_sendings(signed_in: Client, subscription: ReportSubscription) -> None:
    page = signed_in.get(reverse("admin:moderation_reportsubscription_change", args=[subscription.pk]))

    assert page.status_code == 200
    assert page.content.decode().count(" 07:30") == 3


def test_the_mail_is_shown_in_a_frame_that_runs_nothing(signed_in: Client, subscription: ReportSubscription) -> None:
    frame = signed_in.get(reverse("admin:moderation_reportsubscription_mail", args=[subscription.pk]))
    page = signed_in.get(reverse("admin:moderation_reportsubscription_preview", args=[subscription.pk]))

    assert "Morning brief – Monde" in frame.content.decode()
    assert frame["Content-Security-Policy"].startswith("sandbox")
    assert frame["X-Frame-Options"] == "SAMEORIGIN"
    assert "Maud Tervel &lt;chief@desk.example&gt;" in page.content.decode()


def test_the_button_sends_it_and_tells_the_answer(
    signed_in: Client, subscription: ReportSubscription, mailbox: Mailbox
) -> None:
    page = signed_in.post(reverse("admin:moderation_reportsubscription_send", args=[subscription.pk]), follow=True)

    assert "250 kept as A1" in page.content.decode()
    assert len(mailbox.mails) == 1


def test_who_may_not_see_reports_is_refused(signed_in: Client, chief: User, subscription: ReportSubscription) -> None:
    chief.is_superuser = False
    chief.save()

    for name in ("preview", "mail"):
        page = signed_in.get(reverse(f"admin:moderation_reportsubscription_{name}", args=[subscription.pk]))
        assert page.status_code == 403


def test_a_subscription_switched_on_again_begins_now(signed_in: Client, subscription: ReportSubscription) -> None:
    ReportSubscription.objects.update(is_active=False)
    before = timezone.now()

    answer = signed_in.post(
        reverse("admin:moderation_reportsubscription_change", args=[subscription.pk]), form_of(subscription)
    )

    subscription.refresh_from_db()
    assert answer.status_code == 302
    assert subscription.is_active
    assert subscription.starts_at >= before


@pytest.mark.parametrize(
    ("schedule", "sentence"), [("weekly", "Choose the day of the week."), ("monthly", "Choose the day of the month.")]
)
def test_a_schedule_without_its_day_is_refused(
    signed_in: Client, subscription: ReportSubscription, schedule: str, sentence: str
) -> None:
    page = signed_in.post(
        reverse("admin:moderation_reportsubscription_change", args=[subscription.pk]),
        {**form_of(subscription), "schedule": schedule},
    )

    assert sentence in page.content.decode()


def form_of(subscription: ReportSubscription) -> dict[str, Any]:
    return {
        "name": subscription.name,
        "report": subscription.report,
        "language": "en",
        "time_zone": "Europe/Paris",
        "schedule": "daily",
        "send_at": "07:30",
        "empty_policy": "send",
        "is_active": "on",
        "recipient_roles": [role.pk for role in subscription.recipient_roles.all()],
    }

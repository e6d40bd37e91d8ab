"""The form of a subscription: whom it refuses and why, and who lifts what a reader stopped."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from articles.actor import Actor
from articles.models import Desk
from moderation.models import AuditEvent, ReportStop, ReportSubscription
from moderation.reports.stopping import Receiving, stop
from moderation.workflow.states import Role
from tests.desk.conftest import auditor, desk, editor, roles, sign_in, staff, stranger

__all__ = ["auditor", "desk", "editor", "roles", "sign_in", "stranger"]
SUBSCRIPTIONS = "/admin/moderation/reportsubscription/"
SignIn = Callable[[Actor], Client]


@pytest.fixture
def chief(desk: Desk, roles: None) -> Actor:
    """Return the desk's chief."""
    return staff("chief", Role.DESK_CHIEF, desk)


def form(desk: Desk, *people: Actor, **changes: object) -> dict[str, object]:
    given = {
        "name": "Mornings",
        "report": "morning_brief",
        "desks": [desk.pk],
        "language": "en",
        "time_zone": "Europe/Paris",
        "schedule": "weekdays",
        "send_at": "07:30",
        "recipients": [person.user.pk for person in people if person.user],
        "empty_policy": "send",
        "is_active": "on",
    }
    return {**given, **changes}


def said(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_report_to_somebody_of_the_desk_is_kept(sign_in: SignIn, chief: Actor, editor: Actor, desk: Desk) -> None:
    answer = sign_in(chief).post(f"{SUBSCRIPTIONS}add/", form(desk, editor))

    assert answer.status_code == 302, said(answer)
    assert ReportSubscription.objects.get().recipients.get() == editor.user


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"recipients": []}, "Nobody would get it: name people, or roles below."),
        ({"slugline": "STORM"}, "Only the toll watch follows a story"),
        ({"weekday": 1}, "This schedule does not ask for it"),
        ({"schedule": "weekly"}, "Choose the day of the week."),
        ({"time_zone": "Paris"}, "is no time zone"),
    ],
)
def test_what_would_not_work_is_refused_with_a_word(
    sign_in: SignIn, chief: Actor, editor: Actor, desk: Desk, changes: dict[str, object], words: str
) -> None:
    page = said(sign_in(chief).post(f"{SUBSCRIPTIONS}add/", form(desk, editor, **changes)))

    assert words in page
    assert not ReportSubscription.objects.exists()


def test_who_is_not_on_the_desk_is_named(sign_in: SignIn, chief: Actor, stranger: Actor, desk: Desk) -> None:
    page = said(sign_in(chief).post(f"{SUBSCRIPTIONS}add/", form(desk, stranger)))

    assert "stranger is not on Monde: leave them out, or seat them there first." in page


def test_who_cannot_be_reached_is_named(sign_in: SignIn, chief: Actor, editor: Actor, desk: Desk) -> None:
    assert editor.user is not None
    editor.user.email = ""
    editor.user.save()

    page = said(sign_in(chief).post(f"{SUBSCRIPTIONS}add/", form(desk, editor)))

    assert "editor has no mail address" in page


def test_who_reads_every_desk_gets_a_report_on_all(sign_in: SignIn, editor: Actor, auditor: Actor, desk: Desk) -> None:
    client = sign_in(staff("administrator", Role.ADMINISTRATOR, None))
    Desk.objects.create(code="world", name="World")

    refused = said(client.post(f"{SUBSCRIPTIONS}add/", form(desk, editor, desks=[])))
    answer = client.post(f"{SUBSCRIPTIONS}add/", form(desk, auditor, desks=[]))

    assert "editor may not read every desk" in refused
    assert answer.status_code == 302, said(answer)


@pytest.fixture
def stopped(desk: Desk, editor: Actor) -> ReportSubscription:
    """Return a report that the editor has stopped."""
    now = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
    made = ReportSubscription.objects.create(name="Mornings", report="morning_brief", starts_at=now)
    made.desks.add(desk)
    made.recipients.add(editor.user)
    stop(Receiving(made, editor.user), now=now)
    return made


def test_what_a_reader_stopped_is_shown_and_lifted(
    sign_in: SignIn, chief: Actor, editor: Actor, stopped: ReportSubscription
) -> None:
    client = sign_in(chief)
    change = f"{SUBSCRIPTIONS}{stopped.pk}/change/"

    page = said(client.get(change))
    lifted = said(client.post(f"{SUBSCRIPTIONS}{stopped.pk}/stops/{ReportStop.objects.get().pk}/lift/", follow=True))

    assert "editor: stopped by the reader on 03/10/2026 10 a.m." in page
    assert "Editor gets it again from now on." in lifted
    assert "Stopped by its readers" not in lifted
    assert list(stopped.people()) == [editor.user]
    event = AuditEvent.objects.get(action="report.restarted")
    assert (event.actor_label, event.after) == ("chief", {"person": "editor"})


def test_who_may_not_change_the_report_lifts_nothing(
    sign_in: SignIn, auditor: Actor, stranger: Actor, stopped: ReportSubscription
) -> None:
    lift = f"{SUBSCRIPTIONS}{stopped.pk}/stops/{ReportStop.objects.get().pk}/lift/"

    answers = [sign_in(person).post(lift).status_code for person in (auditor, stranger)]

    assert answers == [403, 404]
    assert ReportStop.objects.exists()

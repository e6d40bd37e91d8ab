"""Who gets and who sees which report: one desk's copy is not told on another."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse

from articles.models import Desk, DeskMembership
from moderation.models import ReportSubscription
from moderation.models.report import ReportKind
from tests.reports.conftest import Mailbox


@pytest.fixture
def world(db: None) -> Desk:
    """Return another desk."""
    return Desk.objects.create(code="world", name="World")


@pytest.fixture
def as_chief(client: Client, chief: User) -> Client:
    """Return a browser in which the desk's chief has signed in."""
    chief.is_staff = True
    chief.save()
    codenames = ["view_reportsubscription", "change_reportsubscription", "add_reportsubscription"]
    chief.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client.force_login(chief)
    return client


def page_of(name: str, subscription: ReportSubscription) -> str:
    return reverse(f"admin:moderation_reportsubscription_{name}", args=[subscription.pk])


def test_a_role_gets_it_only_on_all_of_its_desks(subscription: ReportSubscription, chief: User, world: Desk) -> None:
    subscription.desks.add(world)
    before = list(subscription.people())
    DeskMembership.objects.create(desk=world, user=chief)

    after = list(subscription.people())

    assert (before, after) == ([], [chief])


def test_a_person_who_is_named_gets_it_only_if_they_may_read_all_of_its_desks(
    subscription: ReportSubscription, desk: Desk, world: Desk
) -> None:
    named = User.objects.create_user("named")
    subscription.desks.set([desk, world])
    subscription.recipients.add(named)
    gets = []
    for one in (desk, world):
        gets.append(list(subscription.people()))
        DeskMembership.objects.create(desk=one, user=named)

    assert gets == [[], []]
    assert named in subscription.people()


@pytest.mark.parametrize("role", ["administrator", "auditor"])
def test_who_sees_every_desk_may_be_named_for_any(subscription: ReportSubscription, world: Desk, role: str) -> None:
    named = User.objects.create_user("named")
    named.groups.add(Group.objects.get_or_create(name=role)[0])
    subscription.recipients.add(named)

    for desks in ([world], []):
        subscription.desks.set(desks)
        assert list(subscription.people()) == [named]


def test_a_report_on_all_desks_goes_to_who_may_read_all(
    subscription: ReportSubscription, chief: User, world: Desk
) -> None:
    subscription.desks.clear()
    subscription.recipients.add(chief)
    before = list(subscription.people())
    DeskMembership.objects.create(desk=world, user=chief)

    after = list(subscription.people())

    assert (before, after) == ([], [chief])


def test_the_audit_letter_goes_to_who_sees_every_desk_alone(subscription: ReportSubscription, chief: User) -> None:
    subscription.report = ReportKind.AUDIT_LETTER
    auditor = User.objects.create_user("auditor")
    auditor.groups.add(Group.objects.get_or_create(name="auditor")[0])
    subscription.recipients.add(chief, auditor)

    assert list(subscription.people()) == [auditor]


def test_who_left_gets_nothing(subscription: ReportSubscription, chief: User) -> None:
    chief.is_active = False
    chief.save()

    assert list(subscription.people()) == []


def test_a_chief_sees_the_reports_on_their_own_desk(as_chief: Client, subscription: ReportSubscription) -> None:
    pages = [as_chief.get(page_of(name, subscription)).status_code for name in ("change", "preview", "mail")]

    assert pages == [200, 200, 200]


@pytest.mark.parametrize("desks", ["another", "one of both", "all"])
def test_a_chief_sees_no_report_on_other_desks(
    as_chief: Client, subscription: ReportSubscription, world: Desk, desk: Desk, desks: str
) -> None:
    subscription.desks.set({"another": [world], "one of both": [world, desk], "all": []}[desks])

    pages = [as_chief.get(page_of(name, subscription)).status_code for name in ("preview", "mail")]
    sent = as_chief.post(page_of("send", subscription)).status_code

    assert (pages, sent) == ([404, 404], 404)


def test_a_chief_chooses_among_their_own_desks(
    as_chief: Client, subscription: ReportSubscription, world: Desk, desk: Desk
) -> None:
    page = as_chief.get(page_of("change", subscription))

    field = page.context["adminform"].form.fields["desks"]
    assert list(field.queryset) == [desk]
    assert field.required


def test_who_sees_every_desk_sees_every_report(
    as_chief: Client, subscription: ReportSubscription, chief: User, world: Desk
) -> None:
    subscription.desks.set([world])
    chief.groups.add(Group.objects.create(name="administrator"))

    assert as_chief.get(page_of("preview", subscription)).status_code == 200


def test_a_chief_sees_no_audit_letter_even_on_their_own_desk(
    as_chief: Client, subscription: ReportSubscription
) -> None:
    subscription.report = ReportKind.AUDIT_LETTER
    subscription.save()

    pages = [as_chief.get(page_of(name, subscription)).status_code for name in ("preview", "mail")]
    sent = as_chief.post(page_of("send", subscription)).status_code

    assert (pages, sent) == ([404, 404], 404)


@pytest.mark.parametrize(("role", "is_offered"), [(None, False), ("administrator", True)])
def test_the_audit_letter_is_offered_to_who_sees_every_desk(
    as_chief: Client, subscription: ReportSubscription, chief: User, role: str | None, is_offered: bool
) -> None:
    if role:
        chief.groups.add(Group.objects.create(name=role))

    page = as_chief.get(page_of("change", subscription))

    field = page.context["adminform"].form.fields["report"]
    assert (ReportKind.AUDIT_LETTER in dict(field.choices)) is is_offered
    assert ReportKind.MORNING_BRIEF in dict(field.choices)


@pytest.mark.parametrize(("form", "expected"), [({"to_me": "1"}, ["asker@desk.example"]), ({}, ["chief@desk.example"])])
def test_a_report_is_sent_to_who_asks_or_to_its_recipients(
    client: Client, subscription: ReportSubscription, mailbox: Mailbox, form: dict[str, str], expected: list[str]
) -> None:
    asker = User.objects.create_superuser("asker", "asker@desk.example")
    client.force_login(asker)

    client.post(page_of("send", subscription), form)

    assert [mail["To"] for mail in mailbox.mails] == expected


def test_who_may_only_look_sends_none_not_even_to_themselves(
    as_chief: Client, subscription: ReportSubscription, mailbox: Mailbox, chief: User
) -> None:
    chief.user_permissions.set(Permission.objects.filter(codename="view_reportsubscription"))

    mine = as_chief.post(page_of("send", subscription), {"to_me": "1"}).status_code
    all_of_them = as_chief.post(page_of("send", subscription)).status_code
    page = as_chief.get(page_of("preview", subscription)).content.decode()

    assert (mine, all_of_them, len(mailbox.mails)) == (403, 403, 0)
    assert "Send me one now" not in page

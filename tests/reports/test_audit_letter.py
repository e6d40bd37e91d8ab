"""The audit letter: counted by hand, and the chain's head against a chain that was tampered with."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection

from articles.actor import Actor
from articles.models import Desk
from moderation.models import AuditEvent, AuditHead, Disposition, ReportSubscription
from moderation.reports.counts import chain
from moderation.reports.counts.scope import Scope
from moderation.reports.making import make_digest
from moderation.reports.plain import write_plain
from moderation.reports.sending import send_due
from moderation.workflow.audit import record
from moderation.workflow.verification import verify_chain
from tests.reports.conftest import NOW, Mailbox
from tests.reports.house import BEGIN, END, House, open_house

WHOLE = Scope(BEGIN, END + timedelta(days=30))
MIDDLE = Scope(BEGIN + timedelta(days=4), BEGIN + timedelta(days=9))


@pytest.fixture
def house(db: None) -> House:
    """Return a house with a fortnight of events."""
    return open_house(articles=15, seed=5)


def tamper(statement: str) -> None:
    """Do to the chain what only somebody above the house's own roles can."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement)
        cursor.execute("SET session_replication_role = DEFAULT")


def test_events_and_dismissals_are_counted_within_the_time(house: House) -> None:
    for scope in (WHOLE, MIDDLE):
        events = [one for one in AuditEvent.objects.all() if scope.since <= one.at < scope.until]
        dismissed = [
            (one.actor_label, one.flag.check_id)
            for one in Disposition.objects.select_related("flag")
            if one.kind == "dismissed" and scope.since <= one.at < scope.until
        ]

        assert dict(chain.count_events(scope)) == Counter(one.action for one in events)
        counted = chain.count_dismissals(scope)
        assert {(person, check): number for person, check, number in counted} == Counter(dismissed)


def test_refused_approvals_are_counted_within_the_time(house: House) -> None:
    for scope in (WHOLE, MIDDLE):
        refused = [
            one.action
            for one in AuditEvent.objects.all()
            if one.action.endswith(".refused") and scope.since <= one.at < scope.until
        ]

        assert chain.count_refusals(scope) == Counter(refused)
    assert chain.count_refusals(WHOLE)["approval.refused"] > 0


def test_a_whole_chain_holds_and_its_head_is_the_verifiers(house: House) -> None:
    found = chain.read_chain(WHOLE)

    verdict = verify_chain()
    assert verdict.is_whole
    assert found.is_whole
    assert (found.head, found.head_hash) == (verdict.head, verdict.head_hash)
    assert found.count == found.checked == AuditEvent.objects.count()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE moderation_auditevent SET reason = 'other' WHERE sequence = 7",
        "DELETE FROM moderation_auditevent WHERE sequence = 6",
        "UPDATE moderation_auditevent SET previous_hash = repeat('0', 64) WHERE sequence = 7",
    ],
)
def test_the_first_link_that_does_not_hold_is_named(house: House, statement: str) -> None:
    tamper(statement)

    assert chain.read_chain(WHOLE).first_break == 7


def test_an_end_that_was_cut_off_is_seen(house: House) -> None:
    last = AuditHead.objects.get().sequence
    tamper(f"DELETE FROM moderation_auditevent WHERE sequence > {last - 3}")

    assert chain.read_chain(WHOLE).first_break == last - 2


def test_an_empty_chain_holds(db: None) -> None:
    found = chain.read_chain(WHOLE)

    assert found.is_whole
    assert found.count == 0


def test_the_letter_carries_the_head_and_the_verdict(subscription: ReportSubscription, house: House) -> None:
    subscription.report = "audit_letter"

    digest = make_digest(subscription, since=WHOLE.since, until=WHOLE.until, now=END)

    text = write_plain(digest, footer="")
    assert AuditHead.objects.get().hash in text
    assert "Every link of that time holds." in text
    assert digest.subject == "Audit letter: the chain holds"


def test_a_broken_chain_is_in_the_subject(subscription: ReportSubscription, house: House) -> None:
    subscription.report = "audit_letter"
    tamper("UPDATE moderation_auditevent SET reason = 'other' WHERE sequence = 7")

    digest = make_digest(subscription, since=WHOLE.since, until=WHOLE.until, now=END)

    assert digest.subject == "Audit letter: the chain is broken at 7"


def test_a_time_whose_events_were_removed_is_told_although_nothing_is_left_of_it(
    subscription: ReportSubscription, desk: Desk, chief: User, mailbox: Mailbox
) -> None:
    chief.groups.add(Group.objects.create(name="auditor"))
    ReportSubscription.objects.update(report="audit_letter", empty_policy="skip")
    for days in (5, 0.5):
        record(action="desk.changed", actor=Actor.system(), obj=desk, now=NOW - timedelta(days=days))
    last = AuditHead.objects.get().sequence
    tamper(f"DELETE FROM moderation_auditevent WHERE sequence = {last}")

    send_due(now=NOW)

    assert [mail["Subject"] for mail in mailbox.mails] == [f"Audit letter: the chain is broken at {last}"]


def test_a_time_without_events_is_nothing_to_tell_of_a_whole_chain(
    subscription: ReportSubscription, desk: Desk, chief: User, mailbox: Mailbox
) -> None:
    chief.groups.add(Group.objects.create(name="auditor"))
    ReportSubscription.objects.update(report="audit_letter", empty_policy="skip")
    record(action="desk.changed", actor=Actor.system(), obj=desk, now=NOW - timedelta(days=5))

    send_due(now=NOW)

    assert not mailbox.mails

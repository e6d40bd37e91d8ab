"""The chiefs of a desk are told when its wire falls strangely quiet."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from articles.actor import Actor
from articles.feeds.claiming import claim_wire, give_back
from articles.feeds.silence import notice_silence
from articles.models import Article, Desk, Wire, WireState
from moderation.models import AuditEvent, Notice, NoticeKind
from moderation.reports.notices import write_notice
from moderation.workflow.notices import mail_notice
from moderation.workflow.states import Role
from tests.workflow.newsroom import NOW, person

LATER = NOW + timedelta(hours=6)


@pytest.fixture
def quiet(wire: Wire, desk: Desk, chief: Actor, editor: Actor) -> Wire:
    """Return a wire that files to a French desk and has brought nothing for six hours."""
    desk.language = "fr"
    desk.save()
    wire.feed_url, wire.files_to, wire.quiet_hours = "https://northgate.example/feed", desk, 6
    wire.save()
    asked = {"asked_at": LATER, "asked_url": wire.feed_url, "next_at": LATER + timedelta(minutes=10)}
    WireState.objects.create(wire=wire, watched_since=NOW, **asked)
    return wire


def test_the_chiefs_get_one_mail_a_silence_in_the_desks_language(quiet: Wire, chief: Actor) -> None:
    for _ in range(2):
        notice_silence(now=LATER)

    notice = Notice.objects.get()
    assert (notice.recipient, notice.wire, notice.article) == (chief.user, quiet, None)
    assert [mail_notice(notice_id=notice.pk, write=write_notice, now=LATER) for _ in range(2)] == [True, False]
    assert mail.outbox[0].to == ["chief@example.org"]
    assert mail.outbox[0].subject.endswith(": Northgate Wire")
    assert "2026-03-10 10:00" in mail.outbox[0].body  # by the clock on the desk's wall


def test_the_silence_of_a_desk_without_a_chief_is_told_to_an_administrator(quiet: Wire, chief: Actor) -> None:
    chief.user.desk_memberships.all().delete()
    other = person("other", Role.ADMINISTRATOR)

    notice_silence(now=LATER)

    notice = Notice.objects.get()
    assert notice.recipient == other.user
    assert mail_notice(notice_id=notice.pk, write=write_notice, now=LATER)


def test_a_chief_who_has_left_the_desk_meanwhile_gets_no_mail(quiet: Wire, chief: Actor) -> None:
    notice_silence(now=LATER)
    chief.user.desk_memberships.all().delete()

    assert not mail_notice(notice_id=Notice.objects.get().pk, write=write_notice, now=LATER)
    assert mail.outbox == []


def test_the_chief_of_a_desk_that_the_wire_files_to_no_more_gets_no_mail(quiet: Wire, war: Desk) -> None:
    notice_silence(now=LATER)
    Wire.objects.filter(pk=quiet.pk).update(files_to=war)

    assert not mail_notice(notice_id=Notice.objects.get().pk, write=write_notice, now=LATER)


def test_silence_and_its_end_are_in_the_audit_history(quiet: Wire) -> None:
    notice_silence(now=LATER)
    state = claim_wire(quiet.pk, now=LATER, is_due=lambda state: True)
    assert state is not None

    give_back(state, news=1, actor=Actor.task("poll_wire"), now=LATER, changes={})

    events = AuditEvent.objects.filter(object_type="articles.wire").order_by("sequence")
    assert [(event.action, event.actor_label) for event in events] == [
        ("wire.quiet", "silence"),
        ("wire.heard", "poll_wire"),
    ]
    assert events[0].after == {"since": "2026-03-10T09:00:00Z", "hours": 6}


def test_a_notice_is_about_one_thing(quiet: Wire, clean: Article, chief: Actor) -> None:
    about = {"recipient": chief.user, "kind": NoticeKind.QUIET, "by": "x", "created_at": NOW}

    for both_or_none in ({"article": clean, "wire": quiet}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Notice.objects.create(**about, **both_or_none)

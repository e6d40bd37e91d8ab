"""A notice's mail goes out between two short transactions: a slow server holds nothing, a crash loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.db import connection

from articles.actor import Actor
from articles.models import Article, Desk, Wire
from moderation.models import AuditEvent, LexiconRelease, Notice
from moderation.reports.notices import write_notice
from moderation.workflow.audit import record
from moderation.workflow.deciding import return_
from moderation.workflow.notices import Writer, due_notices, mail_notice
from tests.workflow.newsroom import SOON, review_of

pytestmark = pytest.mark.django_db

# By then a worker that says nothing of a mail it has claimed is thought dead.
LATER = SOON + timedelta(minutes=10)


@pytest.fixture
def notice(clean: Article, editor: Actor) -> Notice:
    """Return the notice of a return, to the filer."""
    return_(review=review_of(clean), reason="Name who counted.", actor=editor, now=SOON)
    return Notice.objects.get()


def sending(*, before: Callable[[], object] = bool, after: Callable[[], object] = bool) -> Writer:
    """Return a writer of mails at whose sending something happens."""

    class Mail(EmailMessage):
        def send(self, fail_silently: bool = False) -> int:
            before()
            sent = super().send(fail_silently=fail_silently)
            after()
            return sent

    def write(notice: Notice, *, now: datetime) -> EmailMessage:
        written = write_notice(notice, now=now)
        return Mail(written.subject, written.body, to=written.to, headers=written.extra_headers)

    return write


def die() -> None:
    raise SystemExit("the worker was killed")


def fail() -> None:
    raise OSError("451 later")


def test_while_a_mail_is_under_way_nobody_else_sends_it(notice: Notice, mailoutbox: list[EmailMessage]) -> None:
    others = []

    def look() -> None:
        others.append(mail_notice(notice_id=notice.pk, write=write_notice, now=SOON))

    assert mail_notice(notice_id=notice.pk, write=sending(before=look, after=look), now=SOON)

    assert (others, len(mailoutbox), due_notices(now=LATER)) == ([False, False], 1, [])
    assert AuditEvent.objects.filter(action="notice.mailed").count() == 1


def test_a_worker_that_dies_before_the_server_loses_no_mail(notice: Notice, mailoutbox: list[EmailMessage]) -> None:
    with pytest.raises(SystemExit):
        mail_notice(notice_id=notice.pk, write=sending(before=die), now=SOON)
    at_once = mail_notice(notice_id=notice.pk, write=write_notice, now=SOON)

    assert (at_once, due_notices(now=SOON + timedelta(minutes=5)), due_notices(now=LATER)) == (False, [], [notice.pk])
    assert mail_notice(notice_id=notice.pk, write=write_notice, now=LATER)
    assert len(mailoutbox) == 1


def test_a_worker_that_dies_behind_the_server_sends_the_same_mail_by_its_name(
    notice: Notice, mailoutbox: list[EmailMessage]
) -> None:
    with pytest.raises(SystemExit):
        mail_notice(notice_id=notice.pk, write=sending(after=die), now=SOON)

    mail_notice(notice_id=notice.pk, write=write_notice, now=LATER)

    assert len({one.extra_headers["Message-ID"] for one in mailoutbox}) == 1
    assert due_notices(now=LATER + timedelta(days=1)) == []


def test_a_worker_that_was_thought_dead_puts_nothing_off_for_the_one_that_came_after(
    notice: Notice, mailoutbox: list[EmailMessage]
) -> None:
    def be_overtaken() -> None:
        mail_notice(notice_id=notice.pk, write=write_notice, now=LATER)
        fail()

    with pytest.raises(OSError, match="451 later"):
        mail_notice(notice_id=notice.pk, write=sending(before=be_overtaken), now=SOON)

    notice.refresh_from_db()
    assert (notice.mailed_at, notice.attempts, notice.next_attempt_at) == (LATER, 0, None)
    assert len(mailoutbox) == 1


def test_a_mail_that_fails_is_put_off_and_not_lost(notice: Notice, mailoutbox: list[EmailMessage]) -> None:
    with pytest.raises(OSError, match="451 later"):
        mail_notice(notice_id=notice.pk, write=sending(before=fail), now=SOON)

    notice.refresh_from_db()
    assert (notice.attempts, notice.next_attempt_at) == (1, SOON + timedelta(minutes=1))
    assert mail_notice(notice_id=notice.pk, write=write_notice, now=SOON + timedelta(minutes=1))
    assert len(mailoutbox) == 1


def test_a_mail_that_cannot_be_kept_as_mailed_is_not_sent_for_ever(
    notice: Notice, mailoutbox: list[EmailMessage], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*, action: str, **given: Any) -> None:
        if action == "notice.mailed":
            raise OSError("the history takes nothing")
        record(action=action, **given)

    monkeypatch.setattr("moderation.workflow.notices.record", refuse)
    now = SOON
    for _sweep in range(200):
        with suppress(OSError):
            mail_notice(notice_id=notice.pk, write=write_notice, now=now)
        now += timedelta(minutes=10)

    notice.refresh_from_db()
    assert (len(mailoutbox), notice.attempts, notice.next_attempt_at) == (9, 9, None)
    assert AuditEvent.objects.filter(action="notice.failed").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_slow_server_holds_no_row_and_no_transaction(
    house: LexiconRelease, wire: Wire, desk: Desk, notice: Notice, mailoutbox: list[EmailMessage]
) -> None:
    held = []

    def look() -> None:
        held.append(connection.in_atomic_block)
        other = connection.copy()
        with other.cursor() as cursor:
            cursor.execute("SET lock_timeout = '2s'")
            cursor.execute("SELECT id FROM moderation_notice FOR UPDATE")
            cursor.execute("SELECT id FROM articles_article FOR UPDATE")
        other.close()

    assert mail_notice(notice_id=notice.pk, write=sending(before=look), now=SOON)

    assert (held, len(mailoutbox)) == ([False], 1)

"""What the trial would say of a house that has lost something: a proof that never complains proves nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.utils import timezone

from articles.actor import Actor
from articles.intake.draft import Draft
from articles.models import Article, Desk, Wire
from articles.operations import receive_copy
from moderation.models import AuditEvent, Flag, Notice, OutboxEvent, Review, ScreeningRun
from moderation.tasks import screen_version
from moderation.workflow.audit import record
from tests.faults import proof
from tests.faults.stream import headline_of, text_of, uri_of
from tests.planting import plant_newsroom

pytestmark = pytest.mark.django_db
BEFORE = datetime(2026, 1, 1, tzinfo=UTC)


def file(number: int, *, text: str = "", is_read: bool = True) -> Article:
    """File a number of the stream, and have it read."""
    draft = Draft("json", paragraphs=[text or text_of(number)], headline=headline_of(number), uri=uri_of(number))
    receipt = receive_copy(
        copy=draft.finish(),
        wire=Wire.objects.get(code="northgate"),
        desk=Desk.objects.get(code="world"),
        actor=Actor.system(),
        now=timezone.now(),
        language="en",
    )
    for run in ScreeningRun.objects.open() if is_read else ():
        screen_version(run.pk)
    return receipt.article


@contextmanager
def triggers_off() -> Iterator[None]:
    """Let the database be changed as its owner could, who switches off what keeps it whole."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        yield
        cursor.execute("SET session_replication_role = DEFAULT")


@contextmanager
def numbers_skipped(sequence: str) -> Iterator[None]:
    """Skip numbers of a *sequence* for a while: no rollback takes that back."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT last_value, is_called FROM {sequence}")
        before = cursor.fetchone()
        cursor.execute("SELECT setval(%s, %s)", [sequence, before[0] + 100_000])
        yield
        cursor.execute("SELECT setval(%s, %s, %s)", [sequence, *before])


def keep_mails(folder: Path, count: int, *, to: str) -> None:
    """Keep so many mails of one return, as the trial's mail server does."""
    for number in range(count):
        mail = EmailMessage()
        mail["To"], mail["Subject"] = to, f"Returned: {headline_of(4)}"
        (folder / f"{number:020d}-abcdef.eml").write_bytes(bytes(mail))


@pytest.fixture(autouse=True)
def _newsroom() -> None:
    plant_newsroom()


def complaints() -> list[str]:
    return [*proof.misread(), *proof.misflagged(), *proof.miswritten(), *proof.unsaid((), since=BEFORE)]


def test_of_a_whole_house_nothing_is_said() -> None:
    file(1)

    # No CMS was to be told: that alone is missed.
    assert [one for one in complaints() if "not written" not in one] == []
    assert proof.lost([1]) == []
    assert proof.whole_at(timezone.now()) == ""


def test_what_is_not_there_is_lost() -> None:
    file(1)

    assert proof.lost([1, 2]) == [2]


def test_what_is_there_with_another_text_is_lost() -> None:
    file(1, text="Another text stands here, and nobody filed it.")

    assert proof.lost([1]) == [1]


def test_what_was_not_read_is_said() -> None:
    file(1, is_read=False)

    assert "1 screenings are queued" in complaints()
    assert "1 articles are not on the desk" in complaints()
    assert proof.whole_at(timezone.now()) == "1 screenings"


def test_a_flag_too_many_is_said() -> None:
    article = file(1)
    flag = Flag.objects.get(article=article)
    flag.pk, flag.fingerprint, flag._state.adding = None, "f" * 64, True
    flag.save()

    said = complaints()

    assert f"1 articles do not have their one flag, such as {article.pk}" in said
    assert "2 rows, 1 of them told as flag.raised" in said


def test_what_is_told_of_another_row_is_no_trace_of_this_one() -> None:
    run = ScreeningRun.objects.get(version__article=file(1))
    other = ScreeningRun.objects.get(version__article=file(2))
    with triggers_off():
        AuditEvent.objects.filter(action="run.done", object_id=str(run.pk)).update(object_id=str(other.pk + 1))

    said = complaints()

    assert "2 rows, 1 of them told as run.done" in said
    assert "run.done is told of 1 that are not there" in said


def test_a_return_is_told_of_its_review_whatever_the_versions_number() -> None:
    # A crash of the database skips numbers, in each table others.
    with numbers_skipped("articles_articleversion_id_seq"):
        review = Review.objects.get(article=file(1))
    with triggers_off():
        Review.objects.filter(pk=review.pk).update(state="returned")
    record(action="version.returned", actor=Actor.system(), obj=review, now=timezone.now())

    said = complaints()

    assert review.pk != review.version_id
    assert not [one for one in said if "version.returned" in one]


@pytest.mark.parametrize("number", range(3))
def test_a_trial_in_which_nothing_was_tried_proves_nothing(number: int) -> None:
    seen: list[list[Any]] = [[1], [1], ["a"]]
    seen[number] = []

    assert list(proof.idle([1], [1], ["a"])) == []
    assert list(proof.idle(*seen)) == [f"nothing was {('filed', 'returned', 'heard')[number]}"]


def test_a_message_that_was_called_delivered_and_not_heard_is_said() -> None:
    article = file(1)
    OutboxEvent.objects.create(
        type="flag.raised", article=article, message_id="msg_1", body="{}", occurred_at=timezone.now()
    )

    assert "1 messages are called delivered and were not heard" in list(proof.unsaid((), since=BEFORE))
    assert not any("not heard" in one for one in proof.unsaid(["msg_1"], since=BEFORE))


def test_a_return_whose_mail_was_sent_twice_is_said(tmp_path: Path) -> None:
    article = file(4)
    robin = User.objects.create_user("robin", "robin@northgate.example")
    keep_mails(tmp_path, 2, to=robin.email)
    with triggers_off():
        Review.objects.filter(article=article).update(state="returned")
    now = timezone.now()
    Notice.objects.create(kind="returned", article=article, recipient=robin, created_at=now, mailed_at=now)

    said = list(proof.unmailed(tmp_path, [article.pk]))

    assert [one.partition(" was ")[2] for one in said] == ["sent 2 times (attempts that failed: 0)"]


def test_a_message_that_was_not_written_is_said() -> None:
    file(1)

    assert any("messages were not written" in one for one in proof.unsaid((), since=BEFORE))


def test_a_mail_is_counted_by_whom_it_went_to_and_what_it_names(tmp_path: Path) -> None:
    keep_mails(tmp_path, 2, to="filer@localhost")

    assert list(proof.mails_in(tmp_path)) == [("filer@localhost", "000004")] * 2


def test_a_return_that_was_answered_and_not_done_is_said(tmp_path: Path) -> None:
    article = file(4)

    said = list(proof.unmailed(tmp_path, [article.pk]))

    assert said == ["1 returns were answered and not done"]

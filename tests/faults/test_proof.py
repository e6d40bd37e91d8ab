"""What the trial would say of a house that has lost something: a proof that never complains proves nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.utils import timezone

from articles.actor import Actor
from articles.intake.draft import Draft
from articles.models import Article, Desk, Wire
from articles.operations import receive_copy
from moderation.models import Flag, ScreeningRun
from moderation.tasks import screen_version
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


def test_a_message_that_was_not_written_is_said() -> None:
    file(1)

    assert any("messages were not written" in one for one in proof.unsaid((), since=BEFORE))


def test_a_mail_is_counted_by_whom_it_went_to_and_what_it_names(tmp_path: Path) -> None:
    for number in range(2):
        mail = EmailMessage()
        mail["To"], mail["Subject"] = "filer@localhost", f"Returned: {headline_of(4)}"
        (tmp_path / f"{number:020d}-abcdef.eml").write_bytes(bytes(mail))

    assert list(proof.mails_in(tmp_path)) == [("filer@localhost", "000004")] * 2


def test_a_return_that_was_answered_and_not_done_is_said(tmp_path: Path) -> None:
    article = file(4)

    said = list(proof.unmailed(tmp_path, [article.pk]))

    assert said == ["1 returns were answered and not done"]

"""The chain is whole, or its first wrong link is named."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection

from articles.actor import Actor
from moderation.models import GENESIS, AuditEvent, AuditHead
from moderation.workflow.audit import Event, record_all
from moderation.workflow.checkpoints import BadCheckpoint, read_checkpoint, write_checkpoint
from moderation.workflow.verification import KnownHead, verify_chain
from tests.audit.conftest import NOW

pytestmark = pytest.mark.django_db
Chain = Callable[[int], list[AuditEvent]]
Tampering = Callable[[], AbstractContextManager[None]]


def run(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_an_empty_chain_is_whole(db: None) -> None:
    verdict = verify_chain()

    assert (verdict.is_whole, verdict.checked, verdict.head_hash) == (True, 0, GENESIS)


def test_a_chain_is_whole_as_it_was_written(chain: Chain) -> None:
    events = chain(5)

    verdict = verify_chain()

    assert (verdict.is_whole, verdict.checked, verdict.head_hash) == (True, 5, events[-1].hash)


def test_the_database_gives_number_and_hash(chain: Chain) -> None:
    first, second = chain(2)

    assert [first.sequence, second.sequence] == [1, 2]
    assert (first.previous_hash, second.previous_hash) == (GENESIS, first.hash)


def test_what_a_writer_claims_of_number_and_hash_is_overwritten(chain: Chain) -> None:
    chain(1)

    forged = AuditEvent(
        sequence=77, previous_hash="f" * 64, hash="e" * 64, at=NOW, actor_kind="system", actor_label="x", action="a.b",
        object_type="t", object_id="1",
    )  # fmt: skip
    forged.save(force_insert=True)

    assert list(AuditEvent.objects.values_list("sequence", flat=True)) == [1, 2]
    assert verify_chain().is_whole


@pytest.mark.parametrize(
    "change",
    [
        "reason = 'another'",
        "after = '{}'::jsonb",
        "after = NULL",
        "actor_label = 'somebody else'",
        "at = at + interval '1 microsecond'",
        "article_id = 1",
        "action = 'test.happene', object_type = 'd' || object_type",
    ],
)
def test_an_edited_event_is_named(chain: Chain, tampering: Tampering, change: str) -> None:
    chain(5)
    with tampering():
        run(f"UPDATE moderation_auditevent SET {change} WHERE sequence = 3")

    broken = verify_chain().first_break

    assert broken is not None
    assert (broken.sequence, broken.kind) == (3, "edited")


def test_a_removed_event_is_named(chain: Chain, tampering: Tampering) -> None:
    chain(5)
    with tampering():
        run("DELETE FROM moderation_auditevent WHERE sequence = 3")

    broken = verify_chain().first_break

    assert broken is not None
    assert (broken.sequence, broken.kind) == (3, "removed")


def test_reordered_events_are_named(chain: Chain, tampering: Tampering) -> None:
    chain(5)
    with tampering():
        run("UPDATE moderation_auditevent SET sequence = sequence - 5 WHERE sequence IN (2, 3)")
        run("UPDATE moderation_auditevent SET sequence = -sequence WHERE sequence < 0")

    broken = verify_chain().first_break

    assert broken is not None
    assert (broken.sequence, broken.kind) == (2, "reordered")


def test_a_chain_cut_off_at_the_end_is_seen_by_its_own_head(chain: Chain, tampering: Tampering) -> None:
    chain(5)
    with tampering():
        run("DELETE FROM moderation_auditevent WHERE sequence > 3")

    broken = verify_chain().first_break

    assert broken is not None
    assert (broken.sequence, broken.kind) == (4, "truncated")


def test_a_cut_stays_visible_when_the_chain_goes_on(chain: Chain, tampering: Tampering) -> None:
    chain(5)
    with tampering():
        run("DELETE FROM moderation_auditevent WHERE sequence > 3")

    chain(2)

    broken = verify_chain().first_break
    assert broken is not None
    assert (broken.sequence, broken.kind) == (4, "removed")


def test_events_of_one_statement_follow_each_other(chain: Chain, somebody: User) -> None:
    chain(1)

    record_all([Event("test.happened", somebody, reason=str(n)) for n in range(3)], actor=Actor.system(), now=NOW)

    reasons = AuditEvent.objects.order_by("sequence").values_list("reason", flat=True)
    assert list(reasons) == ["because 0", "0", "1", "2"]
    assert verify_chain().is_whole


def test_a_head_that_left_the_house_shows_a_careful_cut(chain: Chain, tampering: Tampering) -> None:
    events = chain(5)
    with tampering():
        run("DELETE FROM moderation_auditevent WHERE sequence > 3")
        run("UPDATE moderation_audithead SET sequence = 3, hash = %s", events[2].hash)
    assert verify_chain().is_whole

    broken = verify_chain(heads=[KnownHead(events[4].hash, 5)]).first_break

    assert broken is not None
    assert (broken.sequence, broken.kind) == (5, "truncated")


def test_a_chain_written_anew_from_some_point_is_seen_by_a_known_head(chain: Chain, tampering: Tampering) -> None:
    events = chain(5)
    with tampering():
        run("DELETE FROM moderation_auditevent WHERE sequence > 2")
        run("UPDATE moderation_audithead SET sequence = 2, hash = %s", events[1].hash)
    chain(3)
    assert verify_chain().is_whole

    broken = verify_chain(heads=[KnownHead(events[4].hash)]).first_break

    assert broken is not None
    assert broken.kind == "truncated"


def test_a_known_head_inside_the_chain_is_found(chain: Chain) -> None:
    events = chain(5)

    assert verify_chain(heads=[KnownHead(events[1].hash, 2)]).is_whole
    assert verify_chain(since=NOW + timedelta(minutes=3), heads=[KnownHead(events[1].hash, 2)]).is_whole


def test_the_head_of_an_empty_history_is_before_every_event(chain: Chain, tmp_path: Path, db: None) -> None:
    assert not AuditEvent.objects.exists()
    written = write_checkpoint(tmp_path / "head.txt", actor=Actor.system(), now=NOW)

    chain(2)

    assert written.sequence == 0
    assert verify_chain(heads=[KnownHead(written.hash, written.sequence)]).is_whole
    call_command("verify_audit", checkpoint=[tmp_path / "head.txt"])


def test_a_head_beside_that_of_an_empty_history_is_looked_for_all_the_same(chain: Chain) -> None:
    chain(2)

    broken = verify_chain(heads=[KnownHead(GENESIS, 0), KnownHead("f" * 64, 2)]).first_break

    assert broken is not None
    assert (broken.sequence, broken.kind) == (2, "truncated")


def test_since_checks_only_what_came_later(chain: Chain, tampering: Tampering) -> None:
    chain(5)
    with tampering():
        run("UPDATE moderation_auditevent SET reason = 'another' WHERE sequence = 2")

    verdict = verify_chain(since=NOW + timedelta(minutes=2))

    assert (verdict.is_whole, verdict.checked) == (True, 3)


def test_a_lost_head_row_is_a_break(chain: Chain, tampering: Tampering) -> None:
    chain(2)
    with tampering():
        run("DELETE FROM moderation_audithead")

    broken = verify_chain().first_break

    assert broken is not None
    assert broken.kind == "head"


def test_a_checkpoint_comes_back_as_it_left(chain: Chain, tmp_path: Path) -> None:
    events = chain(3)

    written = write_checkpoint(tmp_path / "head.txt", actor=Actor.system(), now=NOW)

    assert read_checkpoint(tmp_path / "head.txt") == written
    assert (written.sequence, written.hash) == (3, events[-1].hash)
    assert AuditEvent.objects.latest("sequence").action == "audit.checkpoint_written"


@pytest.mark.parametrize("forged", ["", "{}", '{"at": "x", "hash": "0", "sequence": 1}.c2lnbmF0dXJl'])
def test_a_checkpoint_that_the_house_did_not_sign_is_refused(tmp_path: Path, forged: str, db: None) -> None:
    path = tmp_path / "head.txt"
    path.write_text(forged)

    with pytest.raises(BadCheckpoint, match="checkpoint"):
        read_checkpoint(path)


def test_a_checkpoint_is_signed_with_its_own_key_where_there_is_one(
    chain: Chain, tmp_path: Path, settings: Any
) -> None:
    chain(1)
    path = tmp_path / "head.txt"
    settings.MODERATION_CHECKPOINT_KEY = "apart from the house"

    written = write_checkpoint(path, actor=Actor.system(), now=NOW)

    settings.SECRET_KEY = "another"
    assert read_checkpoint(path) == written
    settings.MODERATION_CHECKPOINT_KEY = ""
    with pytest.raises(BadCheckpoint):
        read_checkpoint(path)


def test_a_changed_checkpoint_is_refused(chain: Chain, tmp_path: Path) -> None:
    chain(3)
    path = tmp_path / "head.txt"
    write_checkpoint(path, actor=Actor.system(), now=NOW)
    path.write_text(path.read_text().replace('"sequence": 3', '"sequence": 2'))

    with pytest.raises(BadCheckpoint):
        read_checkpoint(path)


def test_the_command_tells_the_head(chain: Chain, capsys: pytest.CaptureFixture[str]) -> None:
    events = chain(3)

    call_command("verify_audit")

    said = capsys.readouterr().out
    assert "3 events hold" in said
    assert f"Head: event 3, {events[-1].hash}" in said


def test_the_command_fails_at_the_first_wrong_link(chain: Chain, tampering: Tampering) -> None:
    chain(4)
    with tampering():
        run("UPDATE moderation_auditevent SET reason = 'another' WHERE sequence IN (2, 4)")

    with pytest.raises(CommandError, match=r"event 2 \(edited\)"):
        call_command("verify_audit")


def test_the_command_takes_heads_and_checkpoints(chain: Chain, tampering: Tampering, tmp_path: Path) -> None:
    events = chain(4)
    path = tmp_path / "head.txt"
    call_command("verify_audit", write_checkpoint=path)
    call_command("verify_audit", checkpoint=[path], head=[events[1].hash], since="2026-03-10T09:02")
    with tampering():
        run("DELETE FROM moderation_auditevent WHERE sequence > 3")
        run("UPDATE moderation_audithead SET sequence = 3, hash = %s", events[2].hash)

    with pytest.raises(CommandError, match="left the house"):
        call_command("verify_audit", checkpoint=[path])


def test_a_date_that_is_none_is_refused(db: None) -> None:
    with pytest.raises(CommandError, match="write 2026-03-10"):
        call_command("verify_audit", since="yesterday")


def test_the_head_row_is_what_the_chain_ends_with(chain: Chain) -> None:
    events = chain(2)

    head = AuditHead.objects.get()

    assert (head.sequence, head.hash) == (2, events[-1].hash)

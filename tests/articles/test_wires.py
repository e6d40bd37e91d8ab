"""A wire's feed and folder are checked before they are kept."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles import tasks
from articles.models import Desk, Wire
from articles.operations import keep_refused


def test_a_feed_or_a_folder_needs_a_desk(wire: Wire, desk: Desk) -> None:
    for changes in ({"feed_url": "https://meridien.example/une"}, {"folder": "meridien"}):
        asked = Wire(code="x", name="X", kind="agency", language="fr", **changes)

        with pytest.raises(ValidationError) as refusal:
            asked.full_clean()
        assert "files_to" in refusal.value.message_dict
        with pytest.raises(IntegrityError), transaction.atomic():
            Wire.objects.filter(pk=wire.pk).update(**changes)
        asked.files_to = desk
        asked.full_clean()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("feed_url", "http://127.0.0.1/une"),
        ("feed_url", "https://u:p@meridien.example/"),
        ("folder", "../etc"),
        ("folder", "/etc"),
        ("folder", "a/b"),
        ("feed_minutes", 0),
        ("quiet_hours", 0),
    ],
)
def test_what_would_not_work_is_refused_in_the_form(wire: Wire, desk: Desk, field: str, value: object) -> None:
    wire.files_to = desk
    setattr(wire, field, value)

    with pytest.raises(ValidationError) as refusal:
        wire.full_clean()

    assert field in refusal.value.message_dict


def test_a_folder_belongs_to_one_wire(wire: Wire, desk: Desk) -> None:
    Wire.objects.filter(pk=wire.pk).update(folder="shared", files_to=desk)

    with pytest.raises(IntegrityError), transaction.atomic():
        Wire.objects.create(code="y", name="Y", kind="agency", language="fr", folder="shared", files_to=desk)


def test_a_tick_sends_for_what_is_due(
    wire: Wire, desk: Desk, eager_tasks: None, settings: object, tmp_path: object
) -> None:
    settings.WATCHED_FOLDERS = tmp_path  # type: ignore[attr-defined]
    Wire.objects.filter(pk=wire.pk).update(feed_url="https://[::1]/une", folder="meridien", files_to=desk)

    assert tasks.watch_wires() == 2

    wire.refresh_from_db()
    assert "no public address" in wire.state.trouble
    assert tasks.watch_wires() == 1  # the feed rests, the folder is looked into again


def test_refused_bytes_are_kept_once_for_each_reason(wire: Wire, desk: Desk, actor: object, now: object) -> None:
    heads = {"filename": "a\x00b", "wire": wire, "desk": desk, "actor": actor, "now": now}

    kept = [
        keep_refused(content=content, reason=reason, **heads).pk
        for content, reason in ((b"x", "odd"), (b"x", "odd"), (b"x", "empty"), (b"y", "odd"))
    ]

    assert len(set(kept)) == 3
    assert kept[0] == kept[1]

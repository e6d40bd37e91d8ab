"""Seeds: what is missing is made, what people changed stays."""

import json
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission

from articles.models import Desk, Wire
from moderation.management.seeding import (
    UnreadableSeed,
    read_rows,
    seed_desks,
    seed_reports,
    seed_roles,
    seed_wires,
)
from moderation.models import ReportSubscription

NOW = datetime(2026, 3, 10, 8, 0, tzinfo=UTC)
DESKS = [{"code": "monde", "name": "Monde", "language": "fr", "opens_at": "06:30"}]
ROLES: list[dict[str, Any]] = [
    {"name": "filer", "permissions": ["articles.add_upload"]},
    {"name": "editor", "includes": ["filer"], "permissions": ["articles.view_*"]},
]
REPORT: dict[str, Any] = {
    "name": "Brief",
    "report": "morning_brief",
    "desks": ["monde"],
    "roles": ["filer"],
    "send_at": "07:30",
}


def codenames(role: str) -> set[str]:
    return set(Group.objects.get(name=role).permissions.values_list("codename", flat=True))


def test_a_file_that_is_not_there_has_no_rows(tmp_path: Path) -> None:
    assert read_rows(tmp_path / "nothing.json") == []


@pytest.mark.parametrize(("text", "reason"), [("{", "is no JSON"), ('{"a": 1}', "must hold a list")])
def test_a_file_that_is_no_list_is_refused_by_name(tmp_path: Path, text: str, reason: str) -> None:
    file = tmp_path / "desks.json"
    file.write_text(text)

    with pytest.raises(UnreadableSeed, match=rf"desks\.json {reason}"):
        read_rows(file)


@pytest.mark.django_db
def test_desks_are_made_once_with_their_hours() -> None:
    counts = [seed_desks(DESKS), seed_desks(DESKS)]

    assert counts == [1, 0]
    assert Desk.objects.get().opens_at == time(6, 30)


@pytest.mark.django_db
def test_what_an_administrator_changed_stays() -> None:
    seed_desks(DESKS)
    Desk.objects.update(name="Étranger")

    seed_desks(DESKS)

    assert Desk.objects.get().name == "Étranger"


@pytest.mark.django_db
def test_wires_are_made_once() -> None:
    rows = [{"code": "meridien", "name": "Agence Méridien", "kind": "agency", "language": "fr"}]

    counts = [seed_wires(rows), seed_wires(rows)]

    assert counts == [1, 0]
    assert Wire.objects.get().kind == "agency"


@pytest.mark.django_db
def test_a_role_gets_its_own_permissions_and_those_it_includes() -> None:
    seed_roles(ROLES)

    assert codenames("filer") == {"add_upload"}
    assert {"add_upload", "view_article", "view_desk"} <= codenames("editor")


@pytest.mark.django_db
def test_a_permission_that_an_administrator_added_stays() -> None:
    seed_roles(ROLES)
    Group.objects.get(name="filer").permissions.add(Permission.objects.get(codename="add_wire"))

    seed_roles(ROLES)

    assert codenames("filer") == {"add_upload", "add_wire"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rows", "culprit"),
    [
        (
            [{"name": "filer", "permissions": ["articles.add_nothing"]}],
            "“articles.add_nothing”, which is no permission",
        ),
        ([{"name": "filer", "includes": ["nobody"]}], "the role “nobody”"),
    ],
)
def test_a_role_that_names_what_is_not_there_is_refused(rows: list[dict[str, Any]], culprit: str) -> None:
    with pytest.raises(UnreadableSeed, match=culprit):
        seed_roles(rows)


@pytest.mark.django_db
def test_reports_are_made_once_for_desks_and_roles() -> None:
    seed_desks(DESKS)
    seed_roles(ROLES)

    counts = [seed_reports([REPORT], now=NOW), seed_reports([REPORT], now=NOW)]

    subscription = ReportSubscription.objects.get()
    assert counts == [1, 0]
    assert [desk.code for desk in subscription.desks.all()] == ["monde"]
    assert [role.name for role in subscription.recipient_roles.all()] == ["filer"]
    assert (subscription.send_at, subscription.starts_at) == (time(7, 30), NOW)


@pytest.mark.django_db
def test_a_seeded_report_follows_its_story_and_is_left_out_where_it_says_so() -> None:
    seed_roles(ROLES)
    seed_desks(DESKS)

    seed_reports([{**REPORT, "report": "toll_watch", "slugline": "STORM-VELMAR", "empty_policy": "skip"}], now=NOW)

    subscription = ReportSubscription.objects.get()
    assert (subscription.slugline, subscription.empty_policy) == ("STORM-VELMAR", "skip")


@pytest.mark.django_db
def test_a_report_for_a_desk_that_is_not_there_is_refused() -> None:
    seed_roles(ROLES)

    with pytest.raises(UnreadableSeed, match="the seeds name monde, which is no desk here"):
        seed_reports([REPORT], now=NOW)


def test_every_seed_file_is_json_and_keeps_its_letters(settings: Any) -> None:
    files = sorted(settings.SEEDS_DIR.rglob("*.json"))

    texts = [file.read_text(encoding="utf-8") for file in files]

    assert files
    assert all(json.loads(text) for text in texts)
    assert not any("\\u" in text for text in texts)

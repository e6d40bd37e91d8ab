"""Every address of the admin, tried by every role on its own desk's rows and on another's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.messages import get_messages
from django.db import transaction
from django.test import Client, RequestFactory

from articles.admin.seen import SeenByDesk
from articles.models import Desk, Wire
from moderation.models import LexiconRelease
from tests.desk.two_desks import METHODS, ROLES, Door, House, acted, doors, seat

TABLE = Path(__file__).with_name("doors.txt")
PEOPLE = ("nobody", *ROLES)
# What tells of copy stands below SeenByDesk; these tell of the house, to whoever has the permission.
OF_THE_HOUSE = {
    "articles.apitoken",
    "articles.desk",
    "articles.wire",
    "auth.group",
    "auth.user",
    "axes.accessattempt",
    "axes.accessfailurelog",
    "axes.accesslog",
    "moderation.lexicondraft",
    "moderation.lexiconrelease",
    "moderation.reviewplan",
    "moderation.route",
    "moderation.standingexception",
    "moderation.webhookendpoint",
}


@pytest.fixture
def other(db: None) -> Desk:
    """Return the other desk."""
    return Desk.objects.create(code="sport", name="Sport", language="en", time_zone="Europe/Paris")


def read_table() -> dict[str, dict[str, str]]:
    """Return what each role finds behind each door."""
    lines = [line for line in TABLE.read_text().splitlines() if line and not line.startswith("#")]
    cells = [line.split(" | ") for line in lines]
    return {door: dict(zip(PEOPLE, found, strict=True)) for door, *found in cells}


def named(method: str, door: Door) -> str:
    return f"{method} {door.route}"


def test_every_door_stands_in_the_table_and_no_other() -> None:
    known = set(read_table())
    walked = {named(method, door) for door in doors() for method in METHODS}

    shut = " | ".join(["login", *["none"] * len(ROLES)])
    lines = "\n".join(f"{door} | {shut}" for door in sorted(walked - known))
    assert not walked - known, f"say in {TABLE.name} who may pass; shut to all, it is\n{lines}"
    assert not known - walked


def test_every_table_is_seen_by_desk_or_is_the_houses() -> None:
    unbound = {
        model._meta.label_lower for model, its in admin.site._registry.items() if not isinstance(its, SeenByDesk)
    }

    assert unbound == OF_THE_HOUSE, "let its admin be a SeenByDesk, or say here that it tells of nobody's copy"


@pytest.mark.parametrize("role", PEOPLE)
def test_each_role_passes_the_doors_that_the_table_says(
    house: LexiconRelease, wire: Wire, desk: Desk, other: Desk, role: str
) -> None:
    shared = House(wire, house)
    own, foreign = shared.rows(desk, "ownword"), shared.rows(other, "foreignword")
    client = Client()
    if role != "nobody":
        client.force_login(seat(role, desk))

    found = {named(method, door): look(client, method, door, own, foreign) for door in doors() for method in METHODS}

    expected = {door: people[role] for door, people in read_table().items()}
    assert {door: said for door, said in found.items() if said != expected.get(door)} == {}


@pytest.mark.parametrize("role", ["auditor", "filer"])
def test_who_reads_or_files_only_is_offered_no_change_anywhere(db: None, desk: Desk, role: str) -> None:
    request = RequestFactory().get("/admin/")
    request.user = seat(role, desk)

    offered = {
        model._meta.label_lower: [name for name in ("add", "change", "delete") if its.get_model_perms(request)[name]]
        + list(its.get_actions(request))
        for model, its in admin.site._registry.items()
        if its.has_view_permission(request)
    }

    assert {table: acts for table, acts in offered.items() if acts} == (
        {"articles.upload": ["add"]} if role == "filer" else {}
    )


def look(client: Client, method: str, door: Door, own: dict[str, Any], foreign: dict[str, Any]) -> str:
    """Say whose rows are open behind a door: all, own, none; or that it leads to the sign-in page."""
    passed = [ask(client, method, door, own)]
    # What belongs to no desk has one address only.
    is_alike = door.address(own) == door.address(foreign)
    passed += passed if is_alike else [ask(client, method, door, foreign)]
    if "login" in passed:
        return "login"
    return {(True, True): "all", (True, False): "own", (False, False): "none"}[passed[0], passed[1]]


def ask(client: Client, method: str, door: Door, rows: dict[str, Any]) -> bool | str:
    """Tell whether the door opens; what an act changes is taken back."""
    with taken_back():
        visitor = Client()
        visitor.cookies = client.cookies.copy()
        send = visitor.get if method == "GET" else visitor.post
        answer = send(door.address(rows), acted(rows, door.name) if method == "POST" else {})
        if answer.status_code == 302 and answer["Location"].startswith("/admin/login/"):
            return "login"
        if answer.status_code in {403, 404, 405}:
            return False
        return not any("doesn’t exist" in str(said) for said in get_messages(answer.wsgi_request))


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)

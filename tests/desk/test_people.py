"""Accounts are in the history: who was let in, with what roles, and whose password somebody set."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from articles.actor import Actor
from articles.models import Desk
from moderation.models import AuditEvent
from moderation.workflow.states import Role
from tests.desk.conftest import staff

PASSWORD = "seven quiet harbours"


@pytest.fixture
def administrator(desk: Desk, roles: None) -> Actor:
    """Return an administrator."""
    return staff("admin", Role.ADMINISTRATOR, None)


@pytest.fixture
def client(sign_in: Callable[[Actor], Client], administrator: Actor) -> Client:
    """Return a client signed in as the administrator."""
    return sign_in(administrator)


def page_of(person: Actor) -> str:
    return f"/admin/auth/user/{person.user.pk}/change/"


def fields(person: Actor, *roles: Role, **changes: Any) -> dict[str, Any]:
    """Return what the page of an account sends."""
    user = person.user
    numbers = list(Group.objects.filter(name__in=roles).values_list("pk", flat=True))
    joined = {"date_joined_0": "2026-03-10", "date_joined_1": "10:00:00"}
    kept = {"username": user.username, "email": user.email, "is_active": "on", "is_staff": "on", "groups": numbers}
    return {name: value for name, value in {**joined, **kept, **changes}.items() if value is not None}


def told() -> list[tuple[str, str, Any, Any]]:
    events = AuditEvent.objects.filter(action__startswith="user.").exclude(action="user.signed_in").order_by("sequence")
    return [(event.action, event.actor_label, event.before, event.after) for event in events]


def test_a_role_that_is_given_is_told_with_what_was_before(client: Client, editor: Actor) -> None:
    client.post(page_of(editor), fields(editor, Role.DESK_EDITOR, Role.STANDARDS_EDITOR))

    before, after = {"roles": ["desk_editor"]}, {"username": "editor", "roles": ["desk_editor", "standards_editor"]}
    assert told() == [("user.changed", "admin", before, after)]


def test_an_account_that_is_closed_is_told(client: Client, editor: Actor) -> None:
    client.post(page_of(editor), fields(editor, Role.DESK_EDITOR, is_active=None))

    assert told() == [("user.changed", "admin", {"is_active": True}, {"username": "editor", "is_active": False})]


def test_of_another_address_it_is_told_that_it_is_another(client: Client, editor: Actor) -> None:
    client.post(page_of(editor), fields(editor, Role.DESK_EDITOR, email="elsewhere@example.org"))

    ((action, _who, before, after),) = told()
    assert (action, set(before)) == ("user.changed", {"email"})
    assert before["email"] != after["email"]
    assert "example.org" not in str(told())


def test_what_did_not_change_tells_nothing(client: Client, editor: Actor) -> None:
    answer = client.post(page_of(editor), fields(editor, Role.DESK_EDITOR, first_name="Ada"))

    assert answer.status_code == 302
    assert told() == []


def test_a_new_account_is_told(client: Client) -> None:
    client.post(
        "/admin/auth/user/add/",
        {"username": "new", "usable_password": "true", "password1": PASSWORD, "password2": PASSWORD},
    )

    ((action, who, before, after),) = told()
    assert (action, who, before, after["username"], after["roles"]) == ("user.added", "admin", None, "new", [])
    assert PASSWORD not in str(told())


@pytest.mark.parametrize(("second", "count"), [(PASSWORD, 1), ("another one altogether", 0)])
def test_a_colleagues_password_that_is_set_is_told(client: Client, editor: Actor, second: str, count: int) -> None:
    address = f"/admin/auth/user/{editor.user.pk}/password/"

    client.get(address)
    client.post(
        address, {"usable_password": "true", "password1": PASSWORD, "password2": second, "set-password": "Change"}
    )

    assert told() == [("user.password_set", "admin", None, {"username": "editor"})] * count
    editor.user.refresh_from_db()
    assert editor.user.check_password(PASSWORD) is bool(count)


def test_ones_own_password_is_told_as_set_by_oneself(sign_in: Callable[[Actor], Client], editor: Actor) -> None:
    editor.user.set_password("an old pass phrase")
    editor.user.save()
    client = sign_in(editor)

    for old in ("a wrong one", "an old pass phrase"):
        client.post(
            "/admin/password_change/", {"old_password": old, "new_password1": PASSWORD, "new_password2": PASSWORD}
        )

    assert told() == [("user.password_set", "editor", None, {"username": "editor"})]


def test_an_administrator_makes_no_superuser_and_gives_no_rights_beside_roles(client: Client, editor: Actor) -> None:
    right = Permission.objects.get(codename="delete_user")

    client.post(page_of(editor), fields(editor, Role.DESK_EDITOR, is_superuser="on", user_permissions=[right.pk]))

    changed = User.objects.get(pk=editor.user.pk)
    assert (changed.is_superuser, changed.user_permissions.count()) == (False, 0)


def test_an_administrator_becomes_no_superuser_by_their_password(client: Client, editor: Actor) -> None:
    User.objects.filter(pk=editor.user.pk).update(is_superuser=True)

    answer = client.get(f"/admin/auth/user/{editor.user.pk}/password/")

    assert answer.status_code == 403
    assert client.post(page_of(editor), fields(editor)).status_code == 403


def test_a_superuser_makes_another(sign_in: Callable[[Actor], Client], administrator: Actor, editor: Actor) -> None:
    User.objects.filter(pk=administrator.user.pk).update(is_superuser=True)

    sign_in(administrator).post(page_of(editor), fields(editor, Role.DESK_EDITOR, is_superuser="on"))

    assert told() == [
        ("user.changed", "admin", {"is_superuser": False}, {"username": "editor", "is_superuser": True}),
    ]

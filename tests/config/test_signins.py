"""The first people of a new house."""

from pathlib import Path

import pytest
from django.contrib.auth.models import Group, User

from articles.models import Desk
from config.local.signins import SignIn, first_sign_ins

pytestmark = pytest.mark.django_db


@pytest.fixture
def roles() -> list[Group]:
    return [Group.objects.create(name=name) for name in ("desk editor", "administrator")]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "sign-ins"


def make(file: Path) -> dict[str, SignIn]:
    return {one.role: one for one in first_sign_ins(file, administrators="administrator")}


def test_each_role_gets_a_person_who_can_sign_in(roles: list[Group], file: Path) -> None:
    sign_ins = make(file)

    editor = User.objects.get(username="desk_editor")
    assert editor.check_password(sign_ins["desk editor"].password)
    assert editor.is_staff
    assert [group.name for group in editor.groups.all()] == ["desk editor"]


def test_only_administrators_may_do_everything(roles: list[Group], file: Path) -> None:
    make(file)

    mighty = User.objects.filter(is_superuser=True)

    assert [user.username for user in mighty] == ["administrator"]


def test_everybody_sits_at_every_desk(roles: list[Group], file: Path) -> None:
    desk = Desk.objects.create(code="world", name="World")

    make(file)

    assert desk.memberships.count() == 2


def test_a_second_start_changes_nothing(roles: list[Group], file: Path) -> None:
    first = make(file)
    hashes = list(User.objects.order_by("pk").values_list("password", flat=True))

    second = make(file)

    assert second == first
    assert list(User.objects.order_by("pk").values_list("password", flat=True)) == hashes


def test_a_password_that_a_person_changed_is_kept(roles: list[Group], file: Path) -> None:
    make(file)
    editor = User.objects.get(username="desk_editor")
    editor.set_password("my own, chosen")
    editor.save()

    make(file)

    editor.refresh_from_db()
    assert editor.check_password("my own, chosen")


def test_a_new_role_gets_its_person_and_the_others_keep_theirs(roles: list[Group], file: Path) -> None:
    before = make(file)
    Group.objects.create(name="auditor")

    after = make(file)

    assert after["desk editor"] == before["desk editor"]
    assert User.objects.get(username="auditor").check_password(after["auditor"].password)


def test_a_new_database_makes_new_people_for_an_old_file(roles: list[Group], file: Path) -> None:
    before = make(file)
    User.objects.all().delete()

    after = make(file)

    assert after["desk editor"].password != before["desk editor"].password
    assert User.objects.get(username="desk_editor").check_password(after["desk editor"].password)


def test_the_file_is_for_its_owner_only(roles: list[Group], file: Path) -> None:
    make(file)

    assert file.stat().st_mode & 0o777 == 0o600


def test_no_two_passwords_are_alike(roles: list[Group], file: Path) -> None:
    passwords = {one.password for one in make(file).values()}

    assert len(passwords) == 2
    assert min(map(len, passwords)) >= 12

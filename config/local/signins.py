"""The first people of a new house: one for each role, with passwords made on this machine."""

import csv
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.models import Group, User
from django.db import transaction

from articles.models import Desk, DeskMembership

PASSWORD_BYTES = 9


@dataclass(frozen=True, slots=True)
class SignIn:
    """Hold what a person types to enter."""

    role: str
    username: str
    password: str


def first_sign_ins(file: Path, *, administrators: str) -> list[SignIn]:
    """Return one sign-in for each role; people who are missing are made, passwords that people changed are kept.

    `administrators` names the role whose people may do everything.
    """
    known = {sign_in.username: sign_in for sign_in in _read(file)}
    with transaction.atomic():
        for group in Group.objects.order_by("pk"):
            username = group.name.replace(" ", "_")
            if username not in known or not User.objects.filter(username=username).exists():
                known[username] = SignIn(group.name, username, secrets.token_urlsafe(PASSWORD_BYTES))
                _make_person(known[username], group, may_do_everything=group.name == administrators)
        _write(file, list(known.values()))
    return list(known.values())


def _make_person(sign_in: SignIn, group: Group, *, may_do_everything: bool) -> None:
    user, _ = User.objects.get_or_create(username=sign_in.username)
    user.email = f"{sign_in.username}@localhost"
    user.first_name = group.name.capitalize()
    user.is_staff = True
    user.is_superuser = may_do_everything
    user.set_password(sign_in.password)
    user.save()
    user.groups.add(group)
    for desk in Desk.objects.all():
        DeskMembership.objects.get_or_create(desk=desk, user=user)


def _read(file: Path) -> list[SignIn]:
    if not file.exists():
        return []
    with file.open(newline="") as lines:
        return [SignIn(*row) for row in csv.reader(lines, delimiter="\t")]


def _write(file: Path, sign_ins: list[SignIn]) -> None:
    unfinished = file.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    # Readable by its owner only, from its first byte on.
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", newline="") as lines:
        csv.writer(lines, delimiter="\t").writerows((one.role, one.username, one.password) for one in sign_ins)
    unfinished.replace(file)

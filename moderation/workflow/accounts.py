"""Keep in the history what becomes of accounts: who is let in and with what roles, and whose password was set.

Roles and passwords are what four eyes rest on: whoever can sign in as somebody else is two people.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import transaction

from articles.actor import Actor
from moderation.workflow.acting import changed
from moderation.workflow.audit import record, snapshot

_KEPT = ("username", "is_active", "is_staff", "is_superuser")


def describe_account(person: User) -> dict[str, Any]:
    """Return what the history keeps of an account as it stands in the database.

    The address of its mails is folded: what is told there stays for good.
    """
    stored = User.objects.get(pk=person.pk)
    return {
        **snapshot(stored, *_KEPT),
        "email": sha256(stored.email.encode()).hexdigest()[:12] if stored.email else "",
        "roles": sorted(stored.groups.values_list("name", flat=True)),
        "permissions": sorted(stored.user_permissions.values_list("codename", flat=True)),
    }


def keep_account(*, person: User, before: dict[str, Any] | None, actor: Actor, now: datetime) -> None:
    """Record what became of an account; without a *before* it is new, and one that did not change tells nothing."""
    after = describe_account(person)
    if before is None:
        record(action="user.added", actor=actor, obj=person, now=now, after=after)
    elif before != after:
        was, is_ = changed(before, after), changed(after, before)
        told = {"username": after["username"], **is_}
        record(action="user.changed", actor=actor, obj=person, now=now, before=was, after=told)


@contextmanager
def watch_password(person: User, *, actor: Actor, now: datetime) -> Iterator[None]:
    """Record whether the password of an account is another one at the end, and never what it is."""
    with transaction.atomic():
        before = _password_of(person)
        yield
        if _password_of(person) != before:
            told = {"username": person.get_username()}
            record(action="user.password_set", actor=actor, obj=person, now=now, after=told)


def forget_sign_ins(*, now: datetime) -> int:
    """Remove the sessions that have ended, and what was noted of sign-ins long ago; return how many rows."""
    before = now - settings.SIGN_INS_KEPT_FOR
    ended = Session.objects.filter(expire_date__lt=now).delete()[0]
    noted = (AccessAttempt, AccessFailureLog, AccessLog)
    return ended + sum(model.objects.filter(attempt_time__lt=before).delete()[0] for model in noted)


def _password_of(person: User) -> str:
    return User.objects.values_list("password", flat=True).get(pk=person.pk)

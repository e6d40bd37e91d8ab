"""What is noted of sign-ins goes after a while; ended sessions go at once, and nobody is signed out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from moderation.models import AuditEvent
from moderation.tasks import forget_sign_ins

pytestmark = pytest.mark.django_db
WORD = "paper and ink"


@pytest.fixture
def robin() -> User:
    """Return somebody who may sign in."""
    return User.objects.create_user("robin", password=WORD, is_staff=True)


def sign_in(password: str) -> None:
    Client().post("/admin/login/", {"username": "robin", "password": password})


def let_pass(model: Any, age: timedelta) -> None:
    model.objects.update(attempt_time=timezone.now() - age)


def test_a_session_that_has_ended_goes_and_one_that_runs_stays(robin: User) -> None:
    sign_in(WORD)
    ended = Session.objects.get()
    Session.objects.filter(pk=ended.pk).update(expire_date=timezone.now() - timedelta(minutes=1))
    sign_in(WORD)

    forget_sign_ins()

    assert Session.objects.exclude(pk=ended.pk).count() == Session.objects.count() == 1


@pytest.mark.parametrize(("days", "kept"), [(-1, True), (1, False)])
def test_what_is_noted_of_sign_ins_is_kept_for_as_long_as_the_settings_say(robin: User, days: int, kept: bool) -> None:
    sign_in("wrong")
    # The house does not write these; one that was told to would have them.
    AccessFailureLog.objects.create(username="robin", ip_address="127.0.0.1")
    noted = (AccessAttempt, AccessFailureLog)
    for model in noted:
        let_pass(model, settings.SIGN_INS_KEPT_FOR + timedelta(days=days))

    forget_sign_ins()

    assert [model.objects.exists() for model in noted] == [kept, kept]


def test_the_history_keeps_who_signed_in(robin: User) -> None:
    sign_in(WORD)
    assert AccessLog.objects.count() == 1
    let_pass(AccessLog, timedelta(days=400))

    forget_sign_ins()

    assert not AccessLog.objects.exists()
    assert AuditEvent.objects.filter(action="user.signed_in", object_id=str(robin.pk)).exists()


def test_the_clock_sends_for_it() -> None:
    named = [one["task"] for one in settings.CELERY_BEAT_SCHEDULE.values()]

    assert forget_sign_ins.name in named

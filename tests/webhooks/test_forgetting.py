"""Old messages are forgotten, but none that waits."""

from collections.abc import Callable
from datetime import timedelta

import time_machine
from django.conf import settings

from articles.models import Article
from moderation import tasks
from moderation.models import AuditEvent, OutboxEvent, WebhookAttempt
from moderation.webhooks.forgetting import forget_old
from tests.listening import Reply
from tests.webhooks.conftest import Clock, Hook


def test_what_was_delivered_long_ago_goes_with_its_log(hook: Hook, make: Callable[..., Article], clock: Clock) -> None:
    make(uri="urn:x:1")
    hook.send()
    clock.now += settings.WEBHOOKS_KEPT_FOR

    assert forget_old(now=clock()) == 0
    clock.turn(seconds=1)
    assert forget_old(now=clock()) == 1

    assert not OutboxEvent.objects.exists()
    assert not WebhookAttempt.objects.exists()
    assert AuditEvent.objects.filter(action="version.filed").count() == 1


def test_what_waits_is_never_forgotten(hook: Hook, make: Callable[..., Article], clock: Clock) -> None:
    make()
    hook.listener.answer(Reply(500))
    hook.send()

    assert forget_old(now=clock() + settings.WEBHOOKS_KEPT_FOR + timedelta(days=900)) == 0
    assert OutboxEvent.objects.exists()


def test_the_clock_forgets_by_itself(hook: Hook, make: Callable[..., Article], clock: Clock) -> None:
    make()
    hook.send()

    with time_machine.travel(clock.now + settings.WEBHOOKS_KEPT_FOR + timedelta(days=1)):
        assert tasks.keep_time("forgotten") == 1

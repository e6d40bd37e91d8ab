"""Senders at work at the same time: no message twice, none out of turn, no endpoint waiting for another's."""

import json
import threading
import time
from collections.abc import Callable

import pytest
from django.db import connection

from articles.models import Article
from moderation.models import WebhookAttempt, WebhookDelivery
from moderation.webhooks.sending import deliver
from tests.listening import Reply
from tests.webhooks.conftest import Clock, Hook

pytestmark = pytest.mark.django_db(transaction=True)
MESSAGES = 8
HANGS = 3.0


def at_once(*work: Callable[[], object]) -> None:
    """Do all of it at the same time, each on a connection of its own."""

    def do(one: Callable[[], object]) -> None:
        try:
            one()
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=(one,)) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)


def test_many_senders_send_each_message_once_and_in_turn(
    hook: Hook, make: Callable[..., Article], clock: Clock
) -> None:
    made = [make(uri=f"urn:x:{number}") for number in range(MESSAGES)]

    at_once(*[lambda: deliver(hook.endpoint.pk, clock=clock)] * 4)
    deliver(hook.endpoint.pk, clock=clock)

    came = [json.loads(heard.body)["data"]["article"] for heard in hook.listener.heard]
    assert came == [one.pk for one in made]
    assert WebhookAttempt.objects.count() == MESSAGES


def test_an_endpoint_that_hangs_does_not_delay_another(
    hook_up: Callable[..., Hook], make: Callable[..., Article], clock: Clock
) -> None:
    slow, quick = hook_up(name="slow"), hook_up(name="quick")
    make()
    slow.listener.answer(Reply(204, hangs=HANGS))
    took: dict[str, float] = {}

    def send_quickly() -> None:
        while not slow.listener.heard:
            time.sleep(0.01)
        began = time.monotonic()
        deliver(quick.endpoint.pk, clock=clock)
        took["quick"] = time.monotonic() - began

    at_once(lambda: deliver(slow.endpoint.pk, clock=clock), send_quickly)

    assert took["quick"] < HANGS / 2
    assert set(WebhookDelivery.objects.values_list("state", flat=True)) == {"delivered"}


def test_copy_is_filed_while_an_endpoint_hangs(hook: Hook, make: Callable[..., Article], clock: Clock) -> None:
    make(uri="urn:x:1")
    hook.listener.answer(Reply(204, hangs=HANGS))
    took: dict[str, float] = {}

    def file_copy() -> None:
        while not hook.listener.heard:
            time.sleep(0.01)
        began = time.monotonic()
        make(uri="urn:x:2")
        took["filing"] = time.monotonic() - began

    at_once(lambda: deliver(hook.endpoint.pk, clock=clock), file_copy)

    assert took["filing"] < HANGS / 2
    assert len(hook.listener.heard) == 2

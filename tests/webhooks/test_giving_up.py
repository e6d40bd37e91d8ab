"""What nobody takes is given up after a day, and what rests is left alone."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from articles.models import Article
from moderation.models import (
    AuditEvent,
    WebhookDelivery,
    WebhookState,
)
from moderation.webhooks.endpoints import resend
from tests.listening import Reply
from tests.webhooks.acts import due, kill
from tests.webhooks.conftest import ADMINISTRATOR, Clock, Hook
from tests.workflow.newsroom import NOW


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_left_alone_for_as_long_as_it_asks(
    hook: Hook, make: Callable[..., Article], clock: Clock, status: int
) -> None:
    made = make()
    hook.listener.answer(Reply(status, b"", {"Retry-After": "600"}))

    hook.send()
    kill(made, clock)
    clock.turn(seconds=599)

    assert (due(clock), hook.send()) == ([], 0)
    clock.turn(seconds=2)
    assert due(clock) == [hook.endpoint.pk]
    hook.send()
    assert hook.told()[:2] == ["article.filed", "kill.received"]


def test_a_busy_server_that_names_no_time_rests_too(hook: Hook, make: Callable[..., Article], clock: Clock) -> None:
    made = make()
    hook.listener.answer(Reply(502))

    hook.send()
    kill(made, clock)

    assert hook.send() == 0
    clock.turn(seconds=7)
    assert hook.send() > 1


def test_a_message_that_nobody_takes_for_a_day_is_given_up_and_the_next_one_goes_on(
    hook: Hook, make: Callable[..., Article], clock: Clock
) -> None:
    make(uri="urn:x:1")
    hook.listener.usual = Reply(500)
    while WebhookDelivery.objects.get().state == WebhookState.PENDING:
        hook.send()
        clock.now = max(clock.now, WebhookDelivery.objects.get().next_attempt_at)

    delivery = WebhookDelivery.objects.get()
    assert (delivery.state, delivery.finished_at) == (WebhookState.FAILED, NOW + timedelta(hours=24))
    assert 10 <= delivery.attempts <= 16
    assert AuditEvent.objects.get(action="webhook.given_up").reason == "500"

    hook.listener.usual = Reply(204)
    resend(delivery, actor=ADMINISTRATOR, now=clock())
    hook.send()
    assert WebhookDelivery.objects.get().state == WebhookState.DELIVERED


def test_copy_that_waited_for_a_day_before_it_was_filed_is_told_for_a_day(
    hook: Hook, make: Callable[..., Article], clock: Clock
) -> None:
    clock.turn(hours=30)
    # Filed as what came then: at its own time.
    make()
    hook.listener.answer(Reply(500))

    hook.send()
    clock.turn(minutes=1)
    hook.send()

    assert hook.told() == ["article.filed", "article.filed"]
    assert WebhookDelivery.objects.get().state == WebhookState.DELIVERED


def test_a_server_that_asks_for_rest_is_left_alone_though_its_message_is_given_up(
    hook: Hook, make: Callable[..., Article], clock: Clock
) -> None:
    make(uri="urn:x:1")
    make(uri="urn:x:2")
    clock.turn(hours=25)
    hook.listener.answer(Reply(429, b"", {"Retry-After": "600"}))

    assert hook.send() == 1
    clock.turn(seconds=599)
    assert (due(clock), hook.send()) == ([], 0)
    clock.turn(seconds=2)
    assert hook.send() == 1

    states = WebhookDelivery.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [WebhookState.FAILED, WebhookState.DELIVERED]

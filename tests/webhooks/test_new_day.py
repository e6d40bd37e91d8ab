"""A message that is sent again, or has waited for its endpoint, has a day of its own, with all its attempts."""

from collections.abc import Callable
from datetime import timedelta

from articles.models import Article
from moderation.models import WebhookDelivery
from moderation.webhooks.endpoints import disable, enable, resend
from tests.listening import Reply
from tests.webhooks.conftest import ADMINISTRATOR, Clock, Hook

SOON = timedelta(seconds=6)


def pause_after(hook: Hook, clock: Clock) -> timedelta:
    """Send what is due, and return in how long it is tried again."""
    hook.send()
    return WebhookDelivery.objects.get().next_attempt_at - clock()


def test_what_was_tried_before_makes_no_later_attempt_rarer(
    hook: Hook, make: Callable[..., Article], clock: Clock
) -> None:
    make()
    hook.listener.usual = Reply(500)
    for _attempt in range(9):
        clock.now += pause_after(hook, clock)
    disable(hook.endpoint, reason="moving house", actor=ADMINISTRATOR, now=clock())
    clock.turn(days=2)

    enable(hook.endpoint, actor=ADMINISTRATOR, now=clock())
    assert pause_after(hook, clock) < SOON

    clock.turn(minutes=1)
    resend(WebhookDelivery.objects.get(), actor=ADMINISTRATOR, now=clock())
    assert pause_after(hook, clock) < SOON
    assert WebhookDelivery.objects.get().log.count() == 11


def test_within_its_day_it_is_tried_ever_more_rarely(hook: Hook, make: Callable[..., Article], clock: Clock) -> None:
    make()
    hook.listener.usual = Reply(500)

    pauses = []
    for _attempt in range(5):
        pauses.append(pause_after(hook, clock))
        clock.now += pauses[-1]

    assert pauses == sorted(pauses)
    assert pauses[0] < SOON
    assert pauses[-1] > timedelta(minutes=25)

"""Messages reach a real server that fails, hangs, is busy, has moved, is gone and comes back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Desk
from articles.outgoing import Limits
from moderation.models import (
    AuditEvent,
    OutboxEvent,
    WebhookAttempt,
    WebhookDelivery,
    WebhookEndpoint,
    WebhookLine,
    WebhookState,
)
from moderation.webhooks import sending
from moderation.webhooks.endpoints import enable, resend, rotate_secret
from moderation.webhooks.sending import LEASE, claim_next, keep
from tests.listening import Reply
from tests.webhooks.acts import due, kill
from tests.webhooks.conftest import ADMINISTRATOR, Clock, Hook
from tests.workflow.newsroom import NOW


def test_a_message_arrives_signed_over_the_bytes_sent(hook: Hook, make: Callable[..., Article]) -> None:
    made = make()

    assert hook.send() == 1

    heard = hook.listener.heard[0]
    message = OutboxEvent.objects.get()
    assert hook.verify(heard)["data"]["article"] == made.pk
    assert heard.body.decode() == message.body
    assert heard.headers["webhook-id"] == message.message_id
    assert heard.headers["webhook-timestamp"] == str(int(NOW.timestamp()))
    assert heard.headers["content-type"] == "application/json"
    delivery = WebhookDelivery.objects.get()
    assert (delivery.state, delivery.finished_at) == (WebhookState.DELIVERED, NOW)


def test_nothing_due_sends_nothing(hook: Hook, clock: Clock) -> None:
    assert hook.send() == 0
    assert due(clock) == []


def test_a_retry_has_the_same_id_and_a_new_second(hook: Hook, make: Callable[..., Article], clock: Clock) -> None:
    make()
    hook.listener.answer(Reply(500, b"out of order"))

    hook.send()
    clock.turn(seconds=7)
    hook.send()

    first, second = hook.listener.heard
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body
    assert int(second.headers["webhook-timestamp"]) - int(first.headers["webhook-timestamp"]) == 7
    assert hook.verify(second)
    assert WebhookDelivery.objects.get().state == WebhookState.DELIVERED


def test_every_attempt_is_in_the_log(hook: Hook, make: Callable[..., Article], clock: Clock) -> None:
    make()
    hook.listener.answer(Reply(500, b"\x00broken \xff" + b"x" * 5000), Reply(200, b"thanks"))

    hook.send()
    clock.turn(seconds=7)
    hook.send()

    log = list(WebhookAttempt.objects.order_by("number").values_list("number", "status", "answer"))
    assert log[1] == (2, 200, "thanks")
    assert log[0][:2] == (1, 500)
    assert log[0][2].startswith("broken �xx")
    assert len(log[0][2]) < 600
    assert all(one.milliseconds < 30_000 for one in WebhookAttempt.objects.all())


@pytest.mark.parametrize("status", [301, 302, 307, 400, 401, 404, 500])
def test_an_answer_that_is_no_2xx_is_tried_again(
    hook: Hook, make: Callable[..., Article], clock: Clock, status: int
) -> None:
    make()
    hook.listener.answer(Reply(status, b"", {"Location": hook.listener.url("/moved")}))

    hook.send()

    assert [heard.path for heard in hook.listener.heard] == ["/hook"]
    delivery = WebhookDelivery.objects.get()
    assert delivery.state == WebhookState.PENDING
    assert timedelta(seconds=4) < delivery.next_attempt_at - NOW < timedelta(seconds=6)
    assert hook.endpoint.line.failing_since == NOW
    assert due(clock) == []


def test_gone_takes_the_endpoint_out_of_use_and_says_so(hook: Hook, make: Callable[..., Article], clock: Clock) -> None:
    make(uri="urn:x:1")
    make(uri="urn:x:2")
    hook.listener.answer(Reply(410))

    hook.send()
    clock.turn(hours=1)

    assert (hook.send(), due(clock)) == (0, [])
    endpoint = WebhookEndpoint.objects.get()
    assert (endpoint.is_enabled, endpoint.disabled_at) == (False, NOW)
    assert "410" in endpoint.disabled_reason
    event = AuditEvent.objects.get(action="webhook.disabled")
    assert (event.object_id, event.reason) == (str(endpoint.pk), endpoint.disabled_reason)
    assert set(WebhookDelivery.objects.values_list("state", flat=True)) == {"pending"}


def test_an_endpoint_taken_into_use_again_gets_what_has_waited(
    hook: Hook, make: Callable[..., Article], clock: Clock
) -> None:
    made = [make(uri="urn:x:1"), make(uri="urn:x:2")]
    hook.listener.answer(Reply(410))
    hook.send()
    clock.turn(hours=1)

    enable(hook.endpoint, actor=ADMINISTRATOR, now=clock())
    hook.send()

    told = [hook.verify(heard)["data"]["article"] for heard in hook.listener.heard[1:]]
    assert told == [one.pk for one in made]
    assert AuditEvent.objects.filter(action="webhook.enabled").exists()


def test_a_kill_answered_by_a_stray_gone_is_told_when_the_endpoint_is_used_again(
    hook: Hook, make: Callable[..., Article], clock: Clock
) -> None:
    made = make()
    hook.send()
    kill(made, clock)
    hook.listener.answer(Reply(410))
    hook.send()
    clock.turn(days=3)

    enable(hook.endpoint, actor=ADMINISTRATOR, now=clock())
    hook.listener.answer(Reply(500))
    hook.send()
    clock.turn(minutes=1)
    hook.send()

    assert hook.told()[-3:-1] == ["kill.received", "kill.received"]
    assert not WebhookDelivery.objects.filter(state=WebhookState.FAILED).exists()


def test_a_later_message_does_not_overtake_one_that_waits(
    hook: Hook, make: Callable[..., Article], clock: Clock
) -> None:
    first = make(uri="urn:x:1")
    hook.listener.answer(Reply(500), Reply(500))
    hook.send()
    second = make(uri="urn:x:2")

    assert (due(clock), hook.send()) == ([], 0)
    clock.turn(seconds=7)
    hook.send()
    clock.turn(seconds=40)
    hook.send()

    articles = [hook.verify(heard)["data"]["article"] for heard in hook.listener.heard[2:]]
    assert articles == [first.pk, second.pk]


def test_a_kill_goes_before_what_waits(hook: Hook, make: Callable[..., Article], clock: Clock) -> None:
    made = make()
    hook.listener.answer(Reply(500))
    hook.send()

    kill(made, clock)

    assert due(clock) == [hook.endpoint.pk]
    hook.send()
    assert hook.told() == ["article.filed", "kill.received"]
    clock.turn(seconds=7)
    hook.send()
    assert hook.told() == ["article.filed", "kill.received", "article.filed", "decision.made"]


def test_a_message_is_sent_again_under_the_same_id(hook: Hook, make: Callable[..., Article], clock: Clock) -> None:
    make()
    hook.send()
    delivery = WebhookDelivery.objects.get()
    clock.turn(days=3)

    resend(delivery, actor=ADMINISTRATOR, now=clock())
    hook.send()

    first, second = hook.listener.heard
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert list(delivery.log.values_list("number", flat=True)) == [2, 1]
    assert AuditEvent.objects.filter(action="webhook.resent").count() == 1


def test_while_secrets_change_over_both_sign(hook: Hook, make: Callable[..., Article], clock: Clock) -> None:
    new = rotate_secret(hook.endpoint, actor=ADMINISTRATOR, now=clock())

    make(uri="urn:x:1")
    hook.send()
    clock.turn(hours=25)
    make(uri="urn:x:2")
    hook.send()

    during, after = hook.listener.heard
    assert during.headers["webhook-signature"].count("v1,") == 2
    assert after.headers["webhook-signature"].count("v1,") == 1
    clock.turn(hours=-25)
    assert hook.verify(during, new) == hook.verify(during, hook.secret)
    clock.turn(hours=25)
    assert hook.verify(after, new)


def test_a_server_that_hangs_is_left_and_tried_again(
    hook: Hook, make: Callable[..., Article], clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sending.LIMITS.seconds == 30
    monkeypatch.setattr(sending, "LIMITS", Limits(seconds=0.4, bytes=500, is_cut=True))
    make()
    hook.listener.answer(Reply(204, hangs=20))

    hook.send()
    clock.turn(seconds=7)
    hook.send()

    hung, answered = WebhookAttempt.objects.order_by("number")
    assert (hung.status, answered.status) == (None, 204)
    assert "no whole answer" in hung.error
    assert hung.milliseconds >= 400


def test_a_receiver_that_is_away_comes_back(hook: Hook, make: Callable[..., Article], clock: Clock) -> None:
    make()
    address = hook.endpoint.url
    WebhookEndpoint.objects.update(url=address.replace(str(hook.listener.port), "1"))

    hook.send()
    assert "port 1 is not called" in WebhookAttempt.objects.get().error
    WebhookEndpoint.objects.update(url=address)
    clock.turn(seconds=7)
    hook.send()

    assert WebhookDelivery.objects.get().state == WebhookState.DELIVERED
    assert WebhookLine.objects.get().failing_since is None


def test_an_address_that_turned_private_is_not_called(
    hook: Hook, make: Callable[..., Article], settings: object
) -> None:
    make()
    settings.OUTGOING_ALLOWED_NETWORKS = []  # type: ignore[attr-defined]

    hook.send()

    assert hook.listener.heard == []
    assert "no public address" in WebhookAttempt.objects.get().error


def test_an_endpoint_without_a_secret_is_sent_nothing(hook: Hook, make: Callable[..., Article]) -> None:
    make()
    hook.endpoint.secrets.all().delete()

    hook.send()

    assert hook.listener.heard == []
    assert "no secret" in WebhookAttempt.objects.get().error


def test_one_endpoint_that_fails_does_not_delay_another(
    hook_up: Callable[..., Hook], make: Callable[..., Article], clock: Clock
) -> None:
    failing, well = hook_up(name="failing"), hook_up(name="well")
    make()
    failing.listener.answer(Reply(500))
    failing.send()

    assert due(clock) == [well.endpoint.pk]
    well.send()

    states = dict(WebhookDelivery.objects.values_list("endpoint__name", "state"))
    assert states == {"failing": "pending", "well": "delivered"}


def test_a_line_that_somebody_sends_on_is_left_alone(hook: Hook, make: Callable[..., Article], clock: Clock) -> None:
    make()
    taken = sending.Turn().claim
    claim_next(hook.endpoint.pk, claim=taken, now=clock())

    assert (hook.send(), due(clock)) == (0, [])


def test_a_sender_that_died_is_followed_by_another(hook: Hook, make: Callable[..., Article], clock: Clock) -> None:
    make()
    dead = sending.Turn().claim
    delivery = claim_next(hook.endpoint.pk, claim=dead, now=clock())
    assert delivery is not None

    clock.turn(seconds=LEASE.total_seconds() + 1)

    assert due(clock) == [hook.endpoint.pk]
    assert hook.send() == 1
    # What the one thought dead heard is in the log; it decides nothing any more.
    keep(delivery, sending.Heard(5, 500), claim=dead, now=clock())
    assert WebhookDelivery.objects.get().state == WebhookState.DELIVERED


def test_a_turn_ends_and_leaves_the_rest(
    hook: Hook, make: Callable[..., Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        make(uri=f"urn:x:{number}")
    monkeypatch.setattr(sending, "TURN_SECONDS", 0.0)

    assert not sending.deliver(hook.endpoint.pk, clock=hook.clock).is_over
    monkeypatch.setattr(sending, "TURN_SECONDS", 5.0)
    turn = sending.deliver(hook.endpoint.pk, clock=hook.clock)

    assert (turn.attempts, turn.is_over) == (3, True)


def test_an_endpoint_that_was_removed_is_nothing_to_do(db: None, clock: Clock) -> None:
    assert sending.deliver(999, clock=clock).is_over


def test_what_nobody_asks_for_costs_one_query(
    hook_up: Callable[..., Hook], make: Callable[..., Article], desk: Desk
) -> None:
    hook_up(events=["embargo.lifted"])

    with CaptureQueriesContext(
        connection,
    ) as asked:
        make()

    about_outbox = [query for query in asked.captured_queries if "webhook" in query["sql"]]
    assert len(about_outbox) == 1

"""Endpoints can be kept from a shell."""

import io
from collections.abc import Callable

import pytest
import time_machine
from django.core.management import CommandError, call_command

from articles.models import Article, Desk
from moderation.models import EventType, OutboxEvent, WebhookDelivery, WebhookEndpoint, WebhookState
from tests.listening import Reply
from tests.webhooks.conftest import Clock, Hook


def run(*words: str) -> str:
    said = io.StringIO()
    call_command("webhook", *words, stdout=said)
    return said.getvalue()


def test_one_is_added_with_its_secret(desk: Desk) -> None:
    said = run("add", "CMS", "https://cms.example/hook", "--desk", "monde", "--event", "kill.received")

    endpoint = WebhookEndpoint.objects.get()
    assert endpoint.secrets.get().secret in said
    assert (endpoint.event_types, list(endpoint.desks.all())) == (["kill.received"], [desk])
    assert run("list").splitlines() == [
        "CMS: https://cms.example/hook, in use, 0 waiting",
        "  events: kill.received",
        "  desks: monde",
    ]


def test_a_house_without_endpoints_says_so(db: None) -> None:
    assert run("list").startswith("There is no endpoint")


def test_without_events_it_is_told_everything(desk: Desk) -> None:
    run("add", "CMS", "https://cms.example/hook", "--desk", "Monde")

    assert WebhookEndpoint.objects.get().event_types == EventType.values


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("add", "CMS", "http://127.0.0.1/", "--desk", "monde"), "no public address"),
        (("add", "CMS", "https://cms.example/", "--desk", "sport"), "there are: monde"),
        (("rotate", "nobody"), "there are: none"),
        (("resend", "msg_1"), "no message msg_1"),
    ],
)
def test_what_cannot_be_done_says_why(desk: Desk, words: tuple[str, ...], why: str) -> None:
    with pytest.raises(CommandError, match=why):
        run(*words)


def test_a_secret_is_rotated(hook: Hook, clock: Clock) -> None:
    with time_machine.travel(clock.now, tick=False):
        said = run("rotate", "cms")

    newest = hook.endpoint.secrets.current(clock()).first()
    assert newest is not None
    assert newest.secret in said
    assert newest.secret != hook.secret


def test_trouble_shows_in_the_list_and_in_the_log(hook: Hook, make: Callable[..., Article]) -> None:
    make()
    hook.listener.answer(Reply(500))
    hook.send()

    assert "failing since 2026-03-10 09:00 UTC, 1 waiting" in run("list")
    log = run("log", "CMS")
    assert f"{OutboxEvent.objects.get().message_id} article.filed #1: 500" in log


def test_one_is_taken_out_of_use_and_back(hook: Hook) -> None:
    run("disable", "CMS", "--reason", "moving house")
    assert "out of use (moving house)" in run("list")

    run("enable", "CMS")
    assert "in use" in run("list")


def test_a_message_is_sent_again(hook: Hook, make: Callable[..., Article]) -> None:
    make()
    hook.send()
    name = OutboxEvent.objects.get().message_id

    assert run("resend", name) == "Goes to CMS again.\n"
    assert WebhookDelivery.objects.get().state == WebhookState.PENDING

    run("disable", "CMS", "--reason", "moving house")
    with pytest.raises(CommandError, match="moving house"):
        run("resend", name)


def test_a_message_is_sent_again_to_those_in_use_whichever_is_not(
    hook_up: Callable[..., Hook], make: Callable[..., Article]
) -> None:
    hooks = [hook_up(name) for name in ("Archive", "CMS", "Search")]
    make()
    for hook in hooks:
        hook.send()
    for out in ("Archive", "Search"):
        run("disable", out, "--reason", "moving house")

    with pytest.raises(CommandError, match=r"Search is not in use.*Archive is not in use"):
        run("resend", OutboxEvent.objects.get().message_id)

    waiting = WebhookDelivery.objects.filter(state=WebhookState.PENDING)
    assert [delivery.endpoint.name for delivery in waiting] == ["CMS"]

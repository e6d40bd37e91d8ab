"""From copy that is filed to the CMS that hears of it: a real worker, a real broker, a real receiver."""

import json
import time
from collections.abc import Iterator

import pytest
from django.utils import timezone
from standardwebhooks import Webhook

from articles.actor import Actor
from articles.intake import Copy
from articles.models import Article, Desk, Wire
from articles.operations import file_copy, kill_copy
from config.celery import app
from config.local.child import Child
from moderation.models import EventType, WebhookDelivery, WebhookState
from moderation.webhooks.endpoints import add_endpoint
from tests.listening import Listener, Reply, listening
from tests.planting import plant_newsroom

PATIENCE = 60  # seconds

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cms(monkeypatch: pytest.MonkeyPatch) -> Iterator[Listener]:
    """Return a CMS on this machine, which the worker's settings let calls go to."""
    with listening() as listener:
        monkeypatch.setenv("OUTGOING_ALLOWED_NETWORKS", "127.0.0.0/8")
        monkeypatch.setenv("OUTGOING_PORTS", str(listener.port))
        yield listener


def connect(cms: Listener, settings: object) -> str:
    settings.OUTGOING_ALLOWED_NETWORKS, settings.OUTGOING_PORTS = ["127.0.0.0/8"], [cms.port]  # type: ignore[attr-defined]
    plant_newsroom()
    _endpoint, secret = add_endpoint(
        name="CMS",
        url=cms.url(),
        events=EventType.values,
        desks=[Desk.objects.get(code="world")],
        actor=Actor.system(),
        now=timezone.now(),
    )
    return secret


def file() -> Article:
    return file_copy(
        copy=Copy(text="A bus left the road near Orvane. 12 people were killed.", headline="Bus"),
        wire=Wire.objects.get(code="northgate"),
        desk=Desk.objects.get(code="world"),
        language="en",
        kind="syndicated",
        actor=Actor.system(),
        now=timezone.now(),
    )


def told(cms: Listener) -> list[str]:
    return [json.loads(heard.body)["type"] for heard in cms.heard]


def wait_for(type_: str, cms: Listener) -> None:
    """Wait for a message, and let the sweep look once a second, as beat does."""
    deadline = time.monotonic() + PATIENCE
    while type_ not in told(cms):
        assert time.monotonic() < deadline, f"no {type_} among {told(cms)}"
        app.send_task("moderation.tasks.sweep_webhooks")
        time.sleep(1)


@pytest.mark.broker
def test_the_cms_hears_of_copy_and_what_is_lost_on_the_way_is_found_again(
    cms: Listener, settings: object, request: pytest.FixtureRequest
) -> None:
    secret = connect(cms, settings)
    lost = file()
    # The worker's fixture empties the broker: the words about this article are lost.
    worker: Child = request.getfixturevalue("live_worker")
    assert told(cms) == []

    wait_for("article.filed", cms)
    cms.answer(Reply(500))
    made = file()
    wait_for("article.screened", cms)
    kill_copy(article=made, actor=Actor.system(), reason="Withdrawn.", now=timezone.now())
    wait_for("kill.received", cms)

    messages = [Webhook(secret).verify(heard.body, dict(heard.headers)) for heard in cms.heard]
    assert messages[0]["data"]["article"] == lost.pk
    assert all(heard.headers["webhook-timestamp"].isdigit() for heard in cms.heard)
    assert worker.is_running
    assert WebhookDelivery.objects.filter(state=WebhookState.FAILED).count() == 0

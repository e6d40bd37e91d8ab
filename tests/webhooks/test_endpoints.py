"""Endpoints are added, given secrets and taken out of use, each step recorded."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles.models import Desk
from moderation.models import AuditEvent, WebhookDelivery, WebhookEndpoint, WebhookSecret
from moderation.webhooks.endpoints import EndpointIsOut, add_endpoint, disable, enable, resend, rotate_secret
from tests.webhooks.conftest import ADMINISTRATOR, Hook
from tests.workflow.newsroom import NOW

ADDRESS = "https://cms.example/hooks"


def add(desk: Desk, **changes: object) -> tuple[WebhookEndpoint, str]:
    given = {"name": "CMS", "url": ADDRESS, "events": ["kill.received"], "desks": [desk], **changes}
    return add_endpoint(actor=ADMINISTRATOR, now=NOW, **given)  # type: ignore[arg-type]


def test_an_endpoint_is_recorded_and_its_secret_is_in_no_record(desk: Desk) -> None:
    endpoint, secret = add(desk)

    added = AuditEvent.objects.get(action="webhook.added")
    assert added.after == {"name": "CMS", "url": ADDRESS, "events": ["kill.received"], "desks": ["monde"]}
    assert added.object_id == str(endpoint.pk)
    assert endpoint.secrets.get().secret == secret
    assert not AuditEvent.objects.filter(after__icontains=secret).exists()


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "https://[::1]/",
        "https://user:pw@cms.example/",
        "ftp://cms.example/",
        "https://cms.example:25/",
    ],
)
def test_an_address_that_would_not_be_called_is_refused_at_once(desk: Desk, url: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        add(desk, url=url)

    assert "url" in refusal.value.message_dict


@pytest.mark.parametrize("events", [["article.lost"], [], ["kill.received", "kill.received"]])
def test_events_that_cannot_be_told_are_refused(desk: Desk, events: list[str]) -> None:
    with pytest.raises(ValidationError) as refusal:
        add(desk, events=events)

    assert "event_types" in refusal.value.message_dict


def test_the_database_refuses_an_endpoint_that_asks_for_nothing(db: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        WebhookEndpoint.objects.create(name="mute", url=ADDRESS, event_types=[])


def test_a_third_secret_ends_the_first_at_once(desk: Desk) -> None:
    endpoint, first = add(desk)

    second = rotate_secret(endpoint, actor=ADMINISTRATOR, now=NOW + timedelta(hours=1))
    third = rotate_secret(endpoint, actor=ADMINISTRATOR, now=NOW + timedelta(hours=2))

    signing = WebhookSecret.objects.current(NOW + timedelta(hours=3)).values_list("secret", flat=True)
    assert list(signing) == [third, second]
    assert first not in signing
    assert list(WebhookSecret.objects.current(NOW + timedelta(hours=27)).values_list("secret", flat=True)) == [third]


def test_taking_out_of_use_twice_is_recorded_once(desk: Desk) -> None:
    endpoint, _secret = add(desk)

    disable(endpoint, reason="moving house", actor=ADMINISTRATOR, now=NOW)
    out = disable(endpoint, reason="again", actor=ADMINISTRATOR, now=NOW)
    assert out.disabled_reason == "moving house"
    used = enable(endpoint, actor=ADMINISTRATOR, now=NOW)
    enable(endpoint, actor=ADMINISTRATOR, now=NOW)

    assert (used.is_enabled, used.disabled_reason, used.disabled_at) == (True, "", None)
    actions = AuditEvent.objects.filter(action__startswith="webhook.").order_by("sequence")
    assert list(actions.values_list("action", flat=True)) == [
        "webhook.added",
        "webhook.secret_made",
        "webhook.disabled",
        "webhook.enabled",
    ]


def test_nothing_is_sent_again_to_an_endpoint_out_of_use(hook: Hook, article: object) -> None:
    delivery = WebhookDelivery.objects.earliest("pk")
    disable(hook.endpoint, reason="moving house", actor=ADMINISTRATOR, now=NOW)

    with pytest.raises(EndpointIsOut, match="moving house"):
        resend(delivery, actor=ADMINISTRATOR, now=NOW)


def test_a_change_from_anywhere_shows_in_the_history(desk: Desk) -> None:
    endpoint, _secret = add(desk)

    WebhookEndpoint.objects.filter(pk=endpoint.pk).update(url="https://elsewhere.example/")

    history = apps.get_model("moderation", "WebhookEndpointHistory").objects.order_by("pgh_id")
    assert list(history.values_list("url", flat=True)) == [ADDRESS, "https://elsewhere.example/"]

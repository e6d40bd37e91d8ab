"""Tokens and webhook endpoints in the admin: a secret is shown once, and nothing else of it again."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone

from articles.models import ApiToken, Desk
from articles.operations.recognising import recognise
from moderation.models import AuditEvent
from moderation.models.outbox import WebhookEndpoint
from tests.planting import plant_newsroom

TOKENS, ENDPOINTS = "/admin/articles/apitoken/", "/admin/moderation/webhookendpoint/"


def sit_down(role: str) -> Client:
    user, _ = User.objects.get_or_create(username=f"one_{role}", defaults={"is_staff": True})
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def admin(db: None) -> Client:
    """Return the browser of an administrator in a seeded house."""
    plant_newsroom()
    return sit_down("administrator")


def said(page: object) -> str:
    return page.content.decode()  # type: ignore[attr-defined]


def issue(admin: Client, **changes: object) -> str:
    user = User.objects.get(username="one_administrator")
    form = {"name": "cms", "user": user.pk, "scopes": ["read", "file"], **changes}
    return said(admin.post(f"{TOKENS}add/", form, follow=True))


def test_a_token_is_issued_and_its_secret_shown_once(admin: Client) -> None:
    page = issue(admin, desks=[Desk.objects.get(code="world").pk])

    (secret,) = re.findall(r"sso_[\w-]{40,}", page)
    token = recognise(secret, now=timezone.now())
    assert token is not None
    assert (token.scopes, token.desks.get().code) == (["read", "file"], "world")
    assert secret not in said(admin.get(TOKENS))
    assert AuditEvent.objects.filter(action="token.issued", actor_label="one_administrator").count() == 1


def test_a_token_without_a_scope_is_refused_with_a_word(admin: Client) -> None:
    page = issue(admin, scopes=[])

    assert "errorlist" in page
    assert ApiToken.objects.count() == 0


def test_a_token_is_rotated_and_revoked_from_the_list(admin: Client) -> None:
    issue(admin)
    old = ApiToken.objects.get()

    rotated = said(admin.post(TOKENS, {"action": "rotate", "_selected_action": [old.pk]}, follow=True))
    again = said(admin.post(TOKENS, {"action": "rotate", "_selected_action": [old.pk]}, follow=True))
    admin.post(TOKENS, {"action": "revoke", "_selected_action": [old.pk]})

    assert len(set(re.findall(r"sso_[\w-]{40,}", rotated))) == 1
    assert "issue a new one" in again
    assert ApiToken.objects.get(pk=old.pk).revoked_at is not None
    assert ApiToken.objects.get(replaces=old).revoked_at is None


def test_a_token_is_neither_changed_nor_deleted(admin: Client) -> None:
    issue(admin)
    token = ApiToken.objects.get()

    changed = admin.post(f"{TOKENS}{token.pk}/change/", {"name": "other"})
    deleted = admin.post(f"{TOKENS}{token.pk}/delete/", {"post": "yes"})

    assert (changed.status_code, deleted.status_code) == (403, 403)
    assert ApiToken.objects.get().name == "cms"


def add_endpoint(admin: Client, **changes: object) -> str:
    form = {
        "name": "CMS",
        "url": "https://cms.example/hook",
        "event_types": ["flag.opened"],
        "desks": [Desk.objects.get(code="world").pk],
        **changes,
    }
    return said(admin.post(f"{ENDPOINTS}add/", form, follow=True))


def test_an_endpoint_is_added_and_its_secret_shown_once(admin: Client) -> None:
    page = add_endpoint(admin)

    endpoint = WebhookEndpoint.objects.get()
    secrets = re.findall(r"whsec_[\w+/=]+", page)
    assert len(secrets) == 1
    assert endpoint.desks.get().code == "world"
    assert "whsec_" not in said(admin.get(f"{ENDPOINTS}{endpoint.pk}/change/"))
    assert AuditEvent.objects.filter(action="webhook.added").count() == 1


def test_a_changed_endpoint_stands_in_the_history(admin: Client) -> None:
    add_endpoint(admin)
    endpoint = WebhookEndpoint.objects.get()
    form = {"name": endpoint.name, "url": endpoint.url, "event_types": endpoint.event_types}
    monde = Desk.objects.get(code="monde").pk

    for desks in (endpoint.desks.get().pk, monde):
        admin.post(f"{ENDPOINTS}{endpoint.pk}/change/", {**form, "desks": [desks]})

    changed = AuditEvent.objects.get(action="webhook.changed")
    assert changed.before is not None
    assert changed.after is not None
    assert (changed.before["desks"], changed.after["desks"]) == (["world"], ["monde"])


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "ftp://cms.example/", "https://me:it@cms.example/", "cms"])
def test_an_address_that_the_guard_refuses_is_refused_in_the_form(admin: Client, url: str) -> None:
    page = add_endpoint(admin, url=url)

    assert "errorlist" in page
    assert WebhookEndpoint.objects.count() == 0


def test_an_endpoint_is_switched_off_and_on_and_its_secret_replaced(admin: Client) -> None:
    add_endpoint(admin)
    endpoint = WebhookEndpoint.objects.get()
    chosen = {"_selected_action": [endpoint.pk]}

    admin.post(ENDPOINTS, {"action": "use_no_more", **chosen})
    off = WebhookEndpoint.objects.get()
    admin.post(ENDPOINTS, {"action": "use", **chosen})
    rotated = said(admin.post(ENDPOINTS, {"action": "rotate", **chosen}, follow=True))

    assert (off.is_enabled, "one_administrator" in off.disabled_reason) == (False, True)
    assert WebhookEndpoint.objects.get().is_enabled
    assert len(re.findall(r"whsec_[\w+/=]+", rotated)) == 1


@pytest.mark.parametrize("role", ["filer", "desk_editor", "standards_editor", "desk_chief", "auditor"])
@pytest.mark.parametrize("place", [TOKENS, ENDPOINTS])
def test_only_an_administrator_gives_keys_to_programs(admin: Client, role: str, place: str) -> None:
    other = sit_down(role)

    assert other.get(f"{place}add/").status_code == 403
    assert other.get(place).status_code == (200 if role == "auditor" else 403)

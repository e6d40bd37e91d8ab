"""The health page tells which server does not answer."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from config import health

pytestmark = pytest.mark.django_db


def test_a_healthy_house_answers_200(client: Client) -> None:
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"database": True, "broker": True, "mail": True})


def test_a_silent_broker_answers_503(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    silent = health.app.connection_for_write("redis://127.0.0.1:1/0")
    monkeypatch.setattr(health.app, "connection_for_write", lambda **_: silent)

    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (503, {"database": True, "broker": False, "mail": True})


def test_a_silent_database_answers_503(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise health.DatabaseError("gone")

    monkeypatch.setattr(connection, "cursor", refuse)

    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (503, {"database": False, "broker": True})


def test_health_is_never_kept_by_a_cache(client: Client) -> None:
    answer = client.get("/healthz")

    assert "no-store" in answer["Cache-Control"]


def test_health_is_only_read(client: Client) -> None:
    answer = client.post("/healthz")

    assert answer.status_code == 405


@pytest.mark.parametrize("host", ["10.20.0.7:8000", "[fd00::7]", "not a host"])
def test_a_probe_by_address_is_answered_whatever_hosts_the_house_has(client: Client, settings: Any, host: str) -> None:
    settings.ALLOWED_HOSTS = ["desk.example"]

    answer = client.get("/healthz", headers={"Host": host})

    assert (answer.status_code, answer.json()["database"]) == (200, True)


@pytest.mark.parametrize("path", ["/admin/login/", "/api/schema", "/healthz/", "/"])
def test_every_other_page_refuses_a_host_that_is_not_the_houses(client: Client, settings: Any, path: str) -> None:
    settings.ALLOWED_HOSTS = ["desk.example"]

    answer = client.get(path, headers={"Host": "10.20.0.7:8000"})

    assert answer.status_code == 400

"""Embedded servers, or those whose addresses are given."""

import os
from pathlib import Path

import psycopg
import pytest

from config.local import postgres
from config.local.places import APP_ROLE, DATABASE_NAME, OWNER_ROLE, Places
from config.local.postgres import NoEmbeddedPostgres, find_tools
from config.local.servers import ServerSilent, embedded_servers
from config.local.valkey import NoEmbeddedValkey, start_valkey

NOWHERE = "127.0.0.1:1"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "local")


@pytest.fixture
def no_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "CELERY_BROKER_URL"):
        monkeypatch.delenv(name, raising=False)


def test_rows_survive_a_restart(places: Places, no_addresses: None) -> None:
    with embedded_servers(places), psycopg.connect(places.database_url(OWNER_ROLE)) as connection:
        connection.execute("CREATE TABLE note AS SELECT 'kept' AS words")

    with embedded_servers(places), psycopg.connect(places.database_url(OWNER_ROLE)) as connection:
        row = connection.execute("SELECT words FROM note").fetchone()

    assert row == ("kept",)


def test_rows_survive_a_killed_server(places: Places, no_addresses: None) -> None:
    with embedded_servers(places) as servers:
        with psycopg.connect(places.database_url(OWNER_ROLE)) as connection:
            connection.execute("CREATE TABLE note AS SELECT 'kept' AS words")
        servers[0].process.kill()
        servers[0].process.wait()

    with embedded_servers(places), psycopg.connect(places.database_url(OWNER_ROLE)) as connection:
        row = connection.execute("SELECT words FROM note").fetchone()

    assert row == ("kept",)


def test_nothing_listens_on_the_network(places: Places, no_addresses: None) -> None:
    with embedded_servers(places), psycopg.connect(places.database_url(OWNER_ROLE)) as connection:
        listening = connection.execute("SHOW listen_addresses").fetchone()

        modes = {path.name: path.stat().st_mode & 0o077 for path in (places.sockets, places.valkey_socket)}

    assert listening == ("",)
    assert set(modes.values()) == {0}


def test_a_long_path_works(tmp_path: Path, no_addresses: None) -> None:
    places = Places(tmp_path / ("deep" * 30) / "local")

    with embedded_servers(places), psycopg.connect(places.database_url(APP_ROLE)) as connection:
        row = connection.execute("SELECT current_database()").fetchone()

    assert row == (DATABASE_NAME,)


def test_where_addresses_are_given_nothing_is_started(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    with embedded_servers(places, throw_away=True):
        monkeypatch.setenv("DATABASE_URL", os.environ.get("DATABASE_URL") or places.database_url("postgres"))
        monkeypatch.setenv("CELERY_BROKER_URL", os.environ.get("CELERY_BROKER_URL") or places.broker_url)

        with embedded_servers(Places(places.folder / "unused")) as servers:
            started = list(servers)

    assert started == []
    assert not (places.folder / "unused").exists()


@pytest.mark.parametrize(
    ("variable", "address"),
    [
        ("DATABASE_URL", f"postgresql://ann@{NOWHERE}/desk"),
        ("CELERY_BROKER_URL", f"redis://{NOWHERE}/0"),
        ("CELERY_BROKER_URL", f"amqp://guest:guest@{NOWHERE}//"),
        ("CELERY_BROKER_URL", "pigeon://loft"),
    ],
)
def test_a_silent_server_is_named_with_what_to_do(
    places: Places, no_addresses: None, monkeypatch: pytest.MonkeyPatch, variable: str, address: str
) -> None:
    monkeypatch.setenv(variable, address)

    with pytest.raises(ServerSilent, match=f"of {variable} does not answer .* or unset {variable}") as refusal:  # noqa: SIM117
        with embedded_servers(places, throw_away=True):
            pass

    assert "\n" not in str(refusal.value)


def test_an_old_postgres_is_refused(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    with embedded_servers(places, throw_away=True):
        monkeypatch.setattr("config.local.servers.OLDEST_POSTGRES", 99)
        monkeypatch.setenv("DATABASE_URL", os.environ.get("DATABASE_URL") or places.database_url("postgres"))

        with pytest.raises(ServerSilent, match="99 or newer is needed"), embedded_servers(places):
            pass


def test_a_machine_without_the_wheel_is_told_what_to_set(monkeypatch: pytest.MonkeyPatch, places: Places) -> None:
    monkeypatch.setattr("config.local.postgres.find_spec", lambda name: None)
    monkeypatch.setattr("config.local.valkey.find_spec", lambda name: None)

    with pytest.raises(NoEmbeddedPostgres, match="set DATABASE_URL"):
        find_tools()
    with pytest.raises(NoEmbeddedValkey, match="set CELERY_BROKER_URL"):
        start_valkey(places)


def test_a_machine_that_forbids_user_namespaces_runs_the_server_all_the_same(
    places: Places, no_addresses: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "_may_unshare", lambda: False)

    with embedded_servers(places, throw_away=True), psycopg.connect(places.database_url(APP_ROLE)) as connection:
        row = connection.execute("SELECT 1").fetchone()

    assert row == (1,)

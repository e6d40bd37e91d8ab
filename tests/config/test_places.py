"""Where the embedded servers keep what they keep."""

from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict

from config.local.places import Places, read_port
from config.local.postgres import Seat, _clear_stale_lock


def test_a_short_path_keeps_its_sockets_beside_the_data() -> None:
    places = Places(Path("/srv/house/.local"))

    assert places.sockets == Path("/srv/house/.local/run")


def test_a_long_path_keeps_its_sockets_where_their_address_fits() -> None:
    places = Places(Path("/srv") / ("deep/" * 30) / ".local")

    assert len(str(places.sockets / ".s.PGSQL.5432.lock")) <= 107


def test_two_long_paths_do_not_share_their_sockets() -> None:
    one, other = (Places(Path("/srv") / ("deep/" * 30) / name) for name in ("one", "other"))

    assert one.sockets != other.sockets


def test_the_data_folder_is_named_by_major_version() -> None:
    places = Places(Path("/srv/house/.local"))

    assert places.postgres_data.name == "postgres-18"


def test_an_address_leads_to_the_socket_as_the_role() -> None:
    places = Places(Path("/srv/house/.local"))

    parts = conninfo_to_dict(places.database_url("clerk"))

    assert parts == {"user": "clerk", "dbname": "second_source", "host": "/srv/house/.local/run"}


@pytest.mark.parametrize(("noted", "port"), [("8026", 8026), ("", None), ("80x", None), (None, None)])
def test_a_port_that_was_noted_by_half_is_none(tmp_path: Path, noted: str | None, port: int | None) -> None:
    if noted is not None:
        (tmp_path / "smtp-port").write_text(noted)

    assert read_port(tmp_path / "smtp-port") == port


def test_an_empty_note_of_a_server_that_was_stopped_hard_is_cleared(tmp_path: Path) -> None:
    (tmp_path / "postmaster.pid").write_text("")

    _clear_stale_lock(Seat(tmp_path, tmp_path))

    assert not (tmp_path / "postmaster.pid").exists()

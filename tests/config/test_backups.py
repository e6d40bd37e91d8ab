"""A house is dumped and restored by the README's own commands: all is there, and the history holds."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.utils import timezone
from psycopg.conninfo import make_conninfo

from articles.actor import Actor
from config.local.postgres import find_tools
from moderation.models import AuditEvent
from moderation.workflow.audit import record

pytestmark = pytest.mark.django_db(transaction=True)

RESTORED = "second_source_restored"
README = (Path(settings.BASE_DIR) / "README.md").read_text(encoding="utf-8")


def commands(word: str) -> str:
    """Return the one block of commands that holds a word."""
    (block,) = [one for one in re.findall(r"^```\n(.*?)^```$", README, re.DOTALL | re.MULTILINE) if word in one]
    return block


def address(name: str) -> str:
    parts = {"user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    known = {key: connection.settings_dict.get(word) for key, word in parts.items()}
    return make_conninfo(dbname=name, **{key: str(value) for key, value in known.items() if value})


def programs() -> Path:
    """Return the folder of programs of the server's own version: others may restore what an older server knows not."""
    version = str(connection.pg_version // 10_000)
    folders = [find_tools().folder, *(Path(one).parent for one in [shutil.which("pg_dump")] if one)]
    said = {folder: subprocess.check_output([folder / "pg_dump", "--version"], text=True) for folder in folders}
    found = [folder for folder, line in said.items() if re.search(r"\) (\d+)", line)[1] == version]  # type: ignore[index]
    assert found, f"no pg_dump of PostgreSQL {version} in {folders}; install that server's client programs"
    return found[0]


def run(block: str, folder: Path, database: str) -> str:
    """Run a block as an operator would, its programs PostgreSQL's own and its files in a folder."""
    words = block.replace("house.dump", str(folder / "house.dump"))
    environment = {
        **os.environ,
        "PATH": f"{programs()}:{os.environ['PATH']}",
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "DATABASE_URL": address(database),
        "DATABASE_OWNER_URL": address(database),
    }
    done = subprocess.run(
        ["bash", "-euc", words], cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def empty() -> Iterator[str]:
    """Return the name of an empty database."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {RESTORED}")
    yield RESTORED
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {RESTORED} WITH (FORCE)")


def test_what_is_restored_is_whole_and_as_well_guarded(tmp_path: Path, empty: str) -> None:
    somebody = User.objects.create_user("somebody")
    for number in range(3):
        record(action=f"a.{number}", actor=Actor.system(), obj=somebody, now=timezone.now())

    run(commands("pg_dump"), tmp_path, connection.settings_dict["NAME"])
    said = run(commands("pg_restore"), tmp_path, empty)

    assert AuditEvent.objects.latest("sequence").hash in said
    with psycopg.connect(address(empty)) as restored:
        assert restored.execute("SELECT username FROM auth_user").fetchall() == [("somebody",)]
        with pytest.raises(psycopg.Error, match="keeps what was written"):
            restored.execute("UPDATE moderation_auditevent SET reason = 'other'")

"""Measure the API on this machine: `make load`. One run, one server, one database; what counts is the ratio.

The bare view inserts one row. Filing checks a token and a key, and keeps the copy and its answer before it is given; a
worker then makes an article, a version, a review, a screening to be done and the audit events. With `?wait=0` all that
is done before the answer.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.ports import free_port

MARK_RATIO, MARK_P95 = 0.5, 0.1
SECONDS = float(os.environ.get("LOAD_SECONDS", "15"))
ROOT = Path(__file__).resolve().parents[2]
SENTENCE = "The mayor, Anna Costa, said that the harbour was closed and that 30 people were injured by the storm. "


def main() -> int:
    """Measure and print; fail where a mark is missed."""
    with tempfile.TemporaryDirectory(prefix="load") as folder:
        os.environ.update(LOCAL_DIR=folder, DJANGO_SETTINGS_MODULE="tests.load.settings", LOG_LEVEL="ERROR")
        with house(Path(folder)) as (port, secret):
            return measure(port, secret)


def measure(port: int, secret: str) -> int:
    """Drive the three addresses, print the figures, and return the exit code."""
    from tests.load.driver import at_a_pace, by_turns  # noqa: PLC0415 - settings first

    token = {"Authorization": f"Bearer {secret}"}
    text = (SENTENCE * 40)[: 400 * 6]

    def bare(number: int) -> tuple[str, dict[str, str], dict[str, str]]:
        return "/bare", {}, {"code": f"w{number}", "name": f"Wire {number}", "kind": "agency", "language": "en"}

    def filing(number: int, address: str = "/api/v1/articles") -> tuple[str, dict[str, str], dict[str, str]]:
        copy = {"wire": "northgate", "desk": "world", "language": "en", "text": f"{address} {number}. {text}"}
        return address, {**token, "Idempotency-Key": f"{address} {number}"}, copy

    def filing_now(number: int) -> tuple[str, dict[str, str], dict[str, str]]:
        return filing(number, "/api/v1/articles?wait=0")

    def checking(number: int) -> tuple[str, dict[str, str], dict[str, str]]:
        return "/api/v1/screen", token, {"language": "en", "text": f"Story {number}. {text}"}

    at_a_pace(port, checking, a_second=4, seconds=5)  # the workers read the lexicon once
    driven = by_turns(port, {"bare view": bare, "filing": filing}, seconds=2 * SECONDS)
    drained_rate = drain(SECONDS)
    driven |= by_turns(port, {"filing, ?wait=0": filing_now}, seconds=SECONDS)
    checked = at_a_pace(port, checking, a_second=20, seconds=SECONDS)
    ratio, p95 = driven["filing"][0] / driven["bare view"][0], checked.share(0.95)
    for name, (rate, seen) in driven.items():
        print(f"{name:16} {rate:7.1f} requests/s, median {seen.share(0.5) * 1000:.0f} ms")
    print(f"ratio            {ratio:7.2f} (mark >= {MARK_RATIO})")
    print(f"made articles    {drained_rate:7.1f} a second, by one worker")
    print(
        f"POST /screen, {len(text.split())} words at 20/s: median {checked.share(0.5) * 1000:.0f} ms, "
        f"p95 {p95 * 1000:.0f} ms (mark < {MARK_P95 * 1000:.0f})"
    )
    refused = [one for seen in [*(seen for _rate, seen in driven.values()), checked] for one in seen.refused]
    if refused:
        print(f"{len(refused)} refused, such as: {refused[0]}")
    return 0 if ratio >= MARK_RATIO and p95 < MARK_P95 and not refused else 1


def drain(seconds: float) -> float:
    """File what was received, as a worker does; return how many articles that made a second."""
    from django.utils import timezone  # noqa: PLC0415

    from articles.operations.inbox import file_next  # noqa: PLC0415
    from articles.sight import may_touch  # noqa: PLC0415

    began, made = time.monotonic(), 0
    while time.monotonic() < began + seconds and file_next(may_touch=may_touch, now=timezone.now()):
        made += 1
    return made / (time.monotonic() - began)


@contextmanager
def house(folder: Path) -> Iterator[tuple[int, str]]:
    """Run PostgreSQL, the broker and gunicorn as `make run` does; yield the port and a token's secret."""
    import django  # noqa: PLC0415 - only now is the settings' folder known

    from config.local.places import Places  # noqa: PLC0415
    from config.local.servers import embedded_servers  # noqa: PLC0415

    places = Places(folder)
    folder.mkdir(exist_ok=True)
    places.secret_key.write_text(secrets.token_urlsafe(50))
    with embedded_servers(places, throw_away=True):
        django.setup()
        secret = prepare()
        port = free_port()
        words = ["-m", "gunicorn", "config.wsgi", "-b", f"127.0.0.1:{port}", "-w", "2", "--threads", "4", "--preload"]
        quiet = ["--no-control-socket", "--log-level", "warning"]
        web = subprocess.Popen([sys.executable, *words, *quiet], cwd=ROOT, env={**os.environ, "OMP_NUM_THREADS": "1"})
        try:
            wait_for(port)
            yield port, secret
        finally:
            web.terminate()
            web.wait(20)


def prepare() -> str:
    """Make tables, seeds and one editor with a token; return its secret."""
    from django.contrib.auth.models import Group, User  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from articles.actor import Actor  # noqa: PLC0415
    from articles.models import Desk, TokenScope  # noqa: PLC0415
    from articles.operations import issue_token  # noqa: PLC0415

    call_command("migrate", interactive=False, verbosity=0)
    call_command("seed", verbosity=0)
    user = User.objects.create_user("load")
    user.groups.add(Group.objects.get(name="standards_editor"))
    Desk.objects.get(code="world").memberships.create(user=user)
    issued = issue_token(name="load", user=user, scopes=list(TokenScope), actor=Actor.system(), now=timezone.now())
    connections.close_all()
    return issued.secret


def wait_for(port: int) -> None:
    """Wait until the web server answers."""
    deadline = time.monotonic() + 180
    while True:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return


if __name__ == "__main__":
    sys.exit(main())

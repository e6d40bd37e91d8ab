"""The short form: the house is harmed while copy is filed, and nothing is lost. All of it: `make faults`."""

import os
import subprocess
import sys

from tests.faults.__main__ import ROOT

STRANGE = ("DATABASE_URL", "DATABASE_OWNER_URL", "CELERY_BROKER_URL", "LOCAL_DIR", "DJANGO_SETTINGS_MODULE")


def test_nothing_is_lost_while_the_clock_dies_and_the_broker_is_away() -> None:
    environment = {name: value for name, value in os.environ.items() if name not in STRANGE}

    tried = subprocess.run(
        [sys.executable, "-m", "tests.faults", "--short", "--rate", "0.5"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=1800,
    )  # fmt: skip

    assert tried.returncode == 0, tried.stdout + tried.stderr
    assert "the broker is away for 5 s" in tried.stdout
    assert tried.stdout.endswith("nothing is lost\n")

"""Harm the running house while copy is filed, and prove that nothing is lost: `make faults`."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
# What the trial chooses for itself, whatever this shell has for a house of its own.
STRANGE = ("DATABASE_APP_ROLE", "SITE_ADDRESS", "EMAIL_BACKEND", "EMAIL_HOST", "CACHE_URL", "WATCHED_FOLDERS", "DEBUG")


def main() -> int:
    """Run the trial in a folder that is thrown away; return 1 where something is lost."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m tests.faults")
    parser.add_argument("--short", action="store_true", help="only the faults that are over within seconds")
    parser.add_argument("--only", action="append", metavar="NAME", help="one fault by its name; may be given again")
    parser.add_argument("--rate", type=float, default=1.0, help="articles a second (1)")
    parser.add_argument("--patience", type=float, default=600.0, help="seconds until all must be whole again (600)")
    parser.add_argument("--log", type=Path, help="keep here what the house says")
    words = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="faults", ignore_cleanup_errors=True) as folder:
        prepare(Path(folder))
        from tests.faults.trial import Wishes, run_trial  # noqa: PLC0415 - settings first

        wishes = Wishes(words.short, words.only or (), words.rate, words.patience, words.log)
        return run_trial(Path(folder), wishes)


def prepare(folder: Path) -> None:
    """Name the servers in the environment, for the house and for this process, and read the settings."""
    import django  # noqa: PLC0415

    from config.local.places import APP_ROLE, OWNER_ROLE, Places  # noqa: PLC0415

    for name in STRANGE:
        os.environ.pop(name, None)
    places, mail, receiver = Places(folder), free_port(), free_port()
    os.environ.update(
        DJANGO_SETTINGS_MODULE="config.settings.local",
        LOCAL_DIR=str(folder),
        DATABASE_URL=places.database_url(APP_ROLE),
        DATABASE_OWNER_URL=places.database_url(OWNER_ROLE),
        CELERY_BROKER_URL=places.broker_url,
        EMAIL_PORT=str(mail),
        OUTGOING_ALLOWED_NETWORKS="127.0.0.0/8",
        OUTGOING_PORTS=str(receiver),
        API_RATE="1000000/min",
        LOG_LEVEL="WARNING",
    )
    django.setup()


if __name__ == "__main__":
    sys.exit(main())

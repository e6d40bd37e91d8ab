"""`manage.py file_demo`: file the demo copy and wait until it is screened."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Exists, OuterRef
from django.utils import timezone

from articles.actor import Actor
from articles.models import Article, Desk, Wire
from articles.operations import IncomingOriginal, UploadReceipt, receive_upload
from moderation.management.seeding import Row, UnreadableSeed, read_rows
from moderation.models import Flag, RunState, ScreeningRun

_PAUSE_SECONDS = 0.2
_OPEN = (RunState.QUEUED, RunState.RUNNING)


class Command(BaseCommand):
    """File the demo copy, each article once however often it is run, and tell how its screening goes."""

    help = "File the demo copy from seeds/demo; articles that were filed before are left alone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how long to wait for the screening."""
        parser.add_argument("--wait", type=float, default=60, metavar="SECONDS", help="for the screening (60)")

    def handle(self, *args: Any, **options: Any) -> None:
        """File what is missing, then wait."""
        folder = settings.SEEDS_DIR / "demo"
        try:
            rows = read_rows(folder / "demo.json")
        except UnreadableSeed as error:
            raise CommandError(str(error)) from None
        receipts = [self._file(folder, row, f"{number}/{len(rows)}") for number, row in enumerate(rows, 1)]
        filed = [article for article in receipts if article is not None]
        if not filed:
            self.stdout.write(f"All {len(rows)} demo articles were filed before")
            return
        self._wait([article.latest_version_id for article in filed], seconds=options["wait"])

    def _file(self, folder: Path, row: Row, count: str) -> Article | None:
        receipt = _receive(folder, row)
        if receipt.article is None:
            raise CommandError(f"{row['file']} was refused: {receipt.upload.reason}")
        if receipt.is_duplicate:
            return None
        self.stdout.write(f"{count} filed: {receipt.article.headline}")
        self.stdout.flush()
        return receipt.article

    def _wait(self, versions: list[int | None], *, seconds: float) -> None:
        deadline, left_before = time.monotonic() + seconds, -1
        while True:
            left = ScreeningRun.objects.filter(version__in=versions, state__in=_OPEN).count()
            if left != left_before:
                self.stdout.write(f"{len(versions) - left}/{len(versions)} screened")
                self.stdout.flush()
            if left == 0:
                self.stdout.write(_outcomes(versions))
                return
            if time.monotonic() > deadline:
                self.stdout.write(f"{left} still wait to be screened; the worker will do it while it runs")
                return
            left_before = left
            time.sleep(_PAUSE_SECONDS)


def _outcomes(versions: list[int | None]) -> str:
    """Say how the screening ended: only what was read to the end and holds no flag is clean."""
    runs = ScreeningRun.objects.filter(version__in=versions)
    done = runs.filter(state=RunState.DONE)
    flagged = done.filter(Exists(Flag.objects.standing().filter(version=OuterRef("version")))).count()
    counts = {"flagged": flagged, "clean": done.count() - flagged, "not read": runs.count() - done.count()}
    return "Demo copy: " + ", ".join(f"{number} {name}" for name, number in counts.items() if number)


def _receive(folder: Path, row: Row) -> UploadReceipt:
    original = row.get("original")
    return receive_upload(
        content=(folder / row["file"]).read_bytes(),
        filename=row["file"],
        wire=Wire.objects.get(code=row["wire"]),
        desk=Desk.objects.get(code=row["desk"]),
        language=row["language"],
        kind=row["kind"],
        actor=Actor.system(),
        now=timezone.now(),
        original=original
        and IncomingOriginal((folder / original["file"]).read_bytes(), original["file"], original["language"]),
    )

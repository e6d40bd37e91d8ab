"""`manage.py make_archive`: fill the database with invented copy, to see how the house works when it is full."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.models import Desk, Wire
from moderation.management.archive_making import Archive, make_archive


class Command(BaseCommand):
    """Make many articles with flags, answers and decisions; what is there stays."""

    help = "Fills the database with invented articles, flagged, answered and decided. Not for a house that works."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how much to make."""
        parser.add_argument("--articles", type=int, default=100_000)
        parser.add_argument("--flags-each", type=int, default=10, help="on the average (10)")
        parser.add_argument("--on-hand", type=int, default=400, help="how many are not decided yet (400)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them, and say how far it has come."""
        desks, wires = list(Desk.objects.order_by("pk")), list(Wire.objects.active().order_by("pk"))
        if not desks or not wires:
            raise CommandError("there is no desk or no wire yet: run `manage.py seed` first")
        began = time.monotonic()
        archive = Archive(options["articles"], flags_each=options["flags_each"], on_hand=options["on_hand"])
        make_archive(archive, desks=desks, wires=wires, now=timezone.now(), say=self._say)
        self.stdout.write(f"{archive.articles} articles made in {time.monotonic() - began:.0f} s")

    def _say(self, made: int) -> None:
        if made % 10_000 == 0:
            self.stdout.write(f"{made} articles")
            self.stdout.flush()

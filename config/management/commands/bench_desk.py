"""Measure the desk's pages on a small and a large archive, on servers of the command's own."""

import platform
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections
from django.utils import timezone

from articles.models import Article, Desk, Wire
from config.local.guards import StartRefused, only_one
from config.local.servers import embedded_servers
from config.local.start import make_secret_key
from moderation.management.archive_making import Archive, make_archive
from moderation.management.desk_bench import MOST_GROWTH, MOST_QUERIES, RARE, RARE_IN, Timing, measure_desk

# As many wait on the small archive as on the large one: a desk's day does not grow with what it has behind it.
ON_HAND = 400
_HEAD = "| page | {small:,} articles | {large:,} articles | times | queries |\n| --- | --- | --- | --- | --- |"


class Command(BaseCommand):
    """Make an archive, measure, make it larger, measure again."""

    help = "Measure home, queue, search and review page on a small and a large archive. Set LOCAL_DIR to a new folder."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how large the archives are and how often to ask."""
        parser.add_argument("--small", type=int, default=1_000)
        parser.add_argument("--large", type=int, default=100_000)
        parser.add_argument("--flags-each", type=int, default=10)
        parser.add_argument("--rounds", type=int, default=11, help="how often each page is asked for in a series")
        parser.add_argument("--series", type=int, default=3, help="of which each page's fastest counts")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure, print a table, and fail where a mark is missed.

        :raises CommandError: a page is slow, asks too often, or grows with the archive
        """
        try:
            with only_one(settings.PLACES), embedded_servers(settings.PLACES):
                make_secret_key(settings.PLACES)
                small, large = self._measure_both(options)
                connections.close_all()
        except StartRefused as error:
            raise CommandError(str(error)) from error
        self._print(small, large, options)
        if missed := _missed(small, large):
            raise CommandError("; ".join(missed))

    def _measure_both(self, options: dict[str, Any]) -> tuple[list[Timing], list[Timing]]:
        call_command("migrate", interactive=False, verbosity=0)
        if Article.objects.exists():
            raise CommandError("there are articles here: set LOCAL_DIR to a folder that does not exist yet")
        call_command("seed", verbosity=0)
        flags, times = options["flags_each"], {"rounds": options["rounds"], "series": options["series"]}
        self._make(Archive(options["small"], RARE, RARE_IN, flags_each=flags, on_hand=ON_HAND), first=0)
        small = measure_desk(**times)
        self._make(Archive(options["large"], flags_each=flags, on_hand=0), first=Article.objects.count())
        return small, measure_desk(**times)

    def _make(self, archive: Archive, *, first: int) -> None:
        desks, wires = list(Desk.objects.order_by("pk")), list(Wire.objects.order_by("pk"))
        self.stderr.write(f"making {archive.articles - first} articles")
        make_archive(archive, desks=desks, wires=wires, now=timezone.now(), first=first)

    def _print(self, small: Sequence[Timing], large: Sequence[Timing], options: dict[str, Any]) -> None:
        self.stdout.write(f"{timezone.now():%Y-%m-%d}, {platform.machine()}, Python {platform.python_version()}")
        self.stdout.write(_HEAD.format(**options))
        for before, after in zip(small, large, strict=True):
            times = f"{after.seconds / before.seconds:.2f}"
            cells = f"{before.seconds * 1000:.0f} ms | {after.seconds * 1000:.0f} ms | {times} | {after.queries}"
            self.stdout.write(f"| {after.name} | {cells} |")


def _missed(small: Sequence[Timing], large: Sequence[Timing]) -> list[str]:
    """Return the marks that a page misses, in words."""
    slow = [f"{one.name}: {one.seconds * 1000:.0f} ms, {one.queries} queries" for one in large if not one.is_quick]
    asking = [f"{one.name}: {one.queries} queries on the small archive" for one in small if one.queries > MOST_QUERIES]
    grown = [
        f"{after.name}: {after.seconds / before.seconds:.2f} times as slow as on the small archive"
        for before, after in zip(small, large, strict=True)
        if after.seconds > before.seconds * MOST_GROWTH
    ]
    return slow + asking + grown

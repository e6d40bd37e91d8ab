"""`manage.py bench_reports`: what each report costs over the archive that is there."""

from __future__ import annotations

import statistics
import time
from argparse import ArgumentParser
from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.models import Max, Min
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article
from moderation.models import Flag
from moderation.models.report import ReportKind
from moderation.reports.asking import Request, answer

# Seconds that a week's report may take over 100,000 articles and a million flags.
MOST = 3.0


class Command(BaseCommand):
    """Make every report of the archive's last days, and fail where one takes too long."""

    help = "Makes every report over the last days of the archive (see make_archive) and prints what it took."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how many days, how often, and the story that the toll watch follows."""
        parser.add_argument("--days", type=int, default=7)
        parser.add_argument("--times", type=int, default=5, help="the median of so many is printed")
        parser.add_argument("--story", default="", help="slugline for the toll watch; left out: the most used one")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure, print, and fail where the mark is missed."""
        span = Article.objects.aggregate(first=Min("filed_at"), last=Max("filed_at"))
        if span["last"] is None:
            raise CommandError("there is no copy to report on; make some: manage.py make_archive")
        self.stdout.write(
            f"{Article.objects.count()} articles, {Flag.objects.count()} flags, "
            f"filed {span['first']:%Y-%m-%d} to {span['last']:%Y-%m-%d}; the last {options['days']} days:"
        )
        last = timezone.localdate(span["last"])
        slow = [kind.value for kind in ReportKind if self._measure(kind, last, options) > MOST]
        if slow:
            raise CommandError(f"over {MOST:g} s: {', '.join(slow)}")

    def _measure(self, kind: ReportKind, last: date, options: dict[str, Any]) -> float:
        asked = Request(
            kind=kind,
            first=last - timedelta(days=options["days"] - 1),
            last=last,
            story=options["story"] or _most_told(),
            is_whole_house=True,
        )
        spent, queries = [], 0
        for _turn in range(options["times"]):
            started = time.perf_counter()
            with CaptureQueriesContext(connection) as asked_for:
                answer(asked, now=timezone.now(), zone=timezone.get_current_timezone(), language="en")
            spent.append(time.perf_counter() - started)
            queries = len(asked_for)
        median = statistics.median(spent)
        self.stdout.write(f"{kind.value:18} {median * 1000:8.0f} ms  {queries:3} queries")
        return median


def _most_told() -> str:
    told = Article.objects.exclude(slugline="").values_list("slugline", flat=True).order_by("-filed_at")[:1000]
    return statistics.mode(told) if told else ""

"""`manage.py bench_rescreen`: what a one-term lexicon change costs over a large archive."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from articles.actor import Actor
from articles.models import Desk, Wire
from moderation.management.archive_making import Archive, make_archive
from moderation.models import LexiconRelease, RescreenJob, ScreeningRun
from moderation.workflow.drafting import apply_changes
from moderation.workflow.engine import screen_version
from moderation.workflow.lexicons import publish_release
from moderation.workflow.rescreening import advance, start_rescreening
from moderation.workflow.runs import claim_run, finish_run, queue_again

# The most that reading again may cost, as a share of reading everything.
MOST = 0.01

_WORD = "zorbist"


class Command(BaseCommand):
    """Measure in a transaction that is rolled back: nothing is left behind."""

    help = "Makes an archive, changes one term and reads again what it touches; everything is rolled back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how much to measure."""
        parser.add_argument("--articles", type=int, default=100_000)
        parser.add_argument("--share", type=float, default=0.001, help="of the articles that hold the term")
        parser.add_argument("--sample", type=int, default=500, help="articles read to tell what all of them cost")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure, print, and fail where the mark is missed."""
        count = options["articles"]
        with transaction.atomic():
            archive = Archive(count, _WORD, max(round(count * options["share"]), 1))
            make_archive(archive, desks=[_desk()], wires=[_wire()], now=timezone.now())
            everything = self._read_everything(count, options["sample"])
            again = self._change_one_term()
            transaction.set_rollback(True)
        share = again / everything
        self.stdout.write(f"All {count} articles: {everything:.1f} s; after the change: {again:.2f} s ({share:.2%})")
        if share > MOST:
            raise CommandError(f"reading again costs {share:.2%} of reading everything; the most is {MOST:.0%}")

    def _read_everything(self, count: int, sample: int) -> float:
        """Return what reading all articles would cost, from an even sample of them."""
        numbers = list(ScreeningRun.objects.order_by("pk").values_list("pk", flat=True))
        chosen = numbers[:: max(len(numbers) // sample, 1)][:sample]
        _read(_queued(chosen[0]))
        started = time.monotonic()
        for number in chosen[1:]:
            _read(_queued(number))
        return (time.monotonic() - started) / (len(chosen) - 1) * count

    def _change_one_term(self) -> float:
        """Publish a release with one more term, and read again what holds it."""
        before = LexiconRelease.objects.latest()
        row = {**before.tables["en"]["terms"][0], "id": "en.term.bench", "lemma": _WORD, "variants": "", "requires": ""}
        changes = [{"language": "en", "table": "terms", "id": "en.term.bench", "row": row}]
        actor, now = Actor.system(), timezone.now()
        started = time.monotonic()
        release = publish_release(
            tables=apply_changes(before.tables, changes), parties=before.parties, reason="bench", actor=actor, now=now
        )
        job: RescreenJob = start_rescreening(release=release, changes=changes, before=before, actor=actor, now=now)
        while advance(job_id=job.pk, now=now):
            continue
        runs: Sequence[int] = list(ScreeningRun.objects.filter(release=release).values_list("pk", flat=True))
        for number in runs:
            _read(number)
        spent = time.monotonic() - started
        self.stdout.write(f"{len(runs)} articles hold the term and were read again")
        return spent


def _read(run_id: int) -> None:
    """Do what the worker's task does with a run."""
    run = claim_run(run_id=run_id, now=timezone.now())
    if run is not None:
        outcome = screen_version(run.version, run.release, run.version.article.desk)
        finish_run(run=run, outcome=outcome, now=timezone.now())


def _queued(run_id: int) -> int:
    run = ScreeningRun.objects.get(pk=run_id)
    return queue_again(run=run, actor=Actor.system(), now=timezone.now()).pk


def _desk() -> Desk:
    return Desk.objects.create(code="bench-desk", name="Bench", language="en")


def _wire() -> Wire:
    return Wire.objects.create(code="bench-wire", name="Bench", kind="agency", language="en")

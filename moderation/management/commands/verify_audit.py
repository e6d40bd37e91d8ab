"""`manage.py verify_audit`: walk the audit chain and name the first wrong link."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.actor import Actor
from moderation.management.files import need_folder_of, telling_of
from moderation.management.moments import read_moment
from moderation.workflow.checkpoints import BadCheckpoint, read_checkpoint, write_checkpoint
from moderation.workflow.verification import KnownHead, verify_chain


class Command(BaseCommand):
    """Check every link; exit with 1 where one is wrong."""

    help = "Walk the audit chain and name the first wrong link: edited, removed, reordered or cut off."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take where to begin, the heads that left the house, and where to write the next one."""
        parser.add_argument("--since", metavar="DATE", help="check from this day or moment on")
        parser.add_argument("--head", metavar="HASH", action="append", default=[], help="a hash that a mail carried")
        parser.add_argument(
            "--checkpoint", metavar="FILE", type=Path, action="append", default=[], help="a signed head"
        )
        parser.add_argument(
            "--write-checkpoint", metavar="FILE", type=Path, help="sign the head into a file if all holds"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify, say how it went, and write the checkpoint that was asked for."""
        since = read_moment(options["since"]) if options["since"] else None
        if options["write_checkpoint"]:
            need_folder_of(options["write_checkpoint"])
        started = time.monotonic()
        verdict = verify_chain(since=since, heads=[*self._given(options), *self._signed(options)])
        if verdict.first_break is not None:
            wrong = verdict.first_break
            raise CommandError(f"The audit chain is broken at event {wrong.sequence} ({wrong.kind}): {wrong.message}")
        seconds = max(time.monotonic() - started, 1e-6)
        self.stdout.write(f"{verdict.checked} events hold ({verdict.checked / seconds:,.0f} a second)")
        self.stdout.write(f"Head: event {verdict.head}, {verdict.head_hash}")
        if options["write_checkpoint"]:
            with telling_of(options["write_checkpoint"]):
                made = write_checkpoint(options["write_checkpoint"], actor=Actor.system(), now=timezone.now())
            self.stdout.write(f"Checkpoint of event {made.sequence} written to {options['write_checkpoint']}")

    def _given(self, options: dict[str, Any]) -> list[KnownHead]:
        return [KnownHead(value.strip().lower()) for value in options["head"]]

    def _signed(self, options: dict[str, Any]) -> list[KnownHead]:
        try:
            checkpoints = [read_checkpoint(path) for path in options["checkpoint"]]
        except BadCheckpoint as error:
            raise CommandError(str(error)) from None
        return [KnownHead(checkpoint.hash, checkpoint.sequence) for checkpoint in checkpoints]

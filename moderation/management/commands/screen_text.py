"""Screen JSON lines from standard input; needs no database and no server."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from moderation.management.words import load_words
from moderation.screening.json_lines import answer_lines


class Command(BaseCommand):
    """Answer each line of standard input with one line of standard output."""

    help = 'Reads {"id", "language"?, "text", "original"?} a line, writes status, tolls, labels and findings a line.'
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the release and the format."""
        parser.add_argument("--release", help="number or digest of a stored lexicon release; left out: the seeds")
        parser.add_argument("--format", choices=["jsonl"], default="jsonl", help="the only format there is")

    def handle(self, *args: Any, **options: Any) -> None:
        """Screen line by line, so that a caller may talk to the process."""
        words = load_words(options["release"])
        if warning := words.warn():
            self.stderr.write(warning)
        for answer in answer_lines(sys.stdin.buffer, words.screen):
            self.stdout.write(answer)
            self.stdout.flush()

"""`manage.py precision`: how often each check, and each term, was right."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand

from moderation.management.moments import read_moment
from moderation.workflow.precision import Precision, precision_of_checks, precision_of_terms


class Command(BaseCommand):
    """Print what editors' answers say of checks and terms, the worst first."""

    help = "Print how often flags of each check and term were answered as false alarms, the worst first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take from when on."""
        parser.add_argument("--since", metavar="DATE", help="only answers from this day or moment on")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print both tables."""
        since = read_moment(options["since"]) if options["since"] else None
        self._tell("Checks", precision_of_checks(since=since))
        self._tell("Terms", precision_of_terms(since=since))

    def _tell(self, title: str, found: Iterable[Precision]) -> None:
        lines = [f"{one.share:7.1%}  {one.answered:6}  {one.name}" for one in found]
        self.stdout.write("\n".join([f"{title}: right, answered, name", *(lines or ["  nothing was answered"])]))

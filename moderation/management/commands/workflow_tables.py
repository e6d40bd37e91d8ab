"""`manage.py workflow_tables`: the workflow's states, verbs and roles as tables."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from moderation.workflow.tables import put_tables, write_tables


class Command(BaseCommand):
    """Print the tables, or write them into a document."""

    help = "Print the workflow's states, verbs and roles as Markdown tables."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the document to write into."""
        parser.add_argument("--write", metavar="FILE", type=Path, help="a document with the two marks for the tables")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print or write."""
        path = options["write"]
        if path is None:
            self.stdout.write(write_tables())
            return
        path.write_text(put_tables(path.read_text(encoding="utf-8")), encoding="utf-8")
        self.stdout.write(f"Tables written into {path}")

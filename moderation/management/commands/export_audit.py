"""`manage.py export_audit`: a slice of the audit history, with the proof that it belongs to the chain."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.actor import Actor
from articles.models import Desk
from moderation.management.files import need_folder_of, telling_of
from moderation.management.moments import read_moment
from moderation.workflow.exporting import BrokenProof, Slice, check_export, export_audit

_BUT_CSV = "a CSV does not tell what is empty from what is missing; export the same slice without --format csv"


class Command(BaseCommand):
    """Export events of a desk, an article or a period; or check an export that comes back."""

    help = "Export a slice of the audit history; in JSON Lines, the last line proves that it is the chain's."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the slice, the form and the file."""
        parser.add_argument("--article", type=int, help="only what happened to this article")
        parser.add_argument("--desk", help="only what happened to articles of this desk (code or name)")
        parser.add_argument("--since", metavar="DATE", help="from this day or moment on")
        parser.add_argument("--until", metavar="DATE", help="before this day or moment")
        parser.add_argument("--format", choices=["jsonl", "csv"], default="jsonl")
        parser.add_argument("--output", metavar="FILE", type=Path, help="write here instead of to the terminal")
        parser.add_argument(
            "--check", metavar="FILE", type=Path, help="check an export in JSON Lines against its proof"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Export, or check."""
        if options["check"]:
            self._check(options["check"])
            return
        if options["output"]:
            need_folder_of(options["output"])
        made = export_audit(
            chosen=self._slice(options), form=options["format"], actor=Actor.system(), now=timezone.now()
        )
        text = "\n".join(made.lines) + "\n"
        if options["output"]:
            with telling_of(options["output"]):
                options["output"].write_text(text, encoding="utf-8")
            self.stdout.write(f"{made.events} events written to {options['output']}")
        else:
            self.stdout.write(text, ending="")

    def _check(self, path: Path) -> None:
        try:
            # Only "\n" ends a line: what else Python takes for a line's end may stand inside the JSON.
            lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
            if lines[0].startswith("sequence,"):
                raise CommandError(f"{path} is a CSV, and only JSON Lines can be checked: {_BUT_CSV}")
            proven = check_export(lines)
        except (OSError, BrokenProof, ValueError, KeyError, TypeError) as error:
            raise CommandError(f"{path} proves nothing: {error}") from None
        self.stdout.write(f"{proven} events are what the chain holds; compare the head with one you were mailed")

    def _slice(self, options: dict[str, Any]) -> Slice:
        desk = None
        if options["desk"]:
            desk = Desk.objects.named(options["desk"]).first()
            if desk is None:
                raise CommandError(f"there is no desk {options['desk']}; give a desk's code or name")
        return Slice(
            article_id=options["article"],
            desk_id=desk.pk if desk else None,
            since=read_moment(options["since"]) if options["since"] else None,
            until=read_moment(options["until"]) if options["until"] else None,
        )

"""`manage.py watch_folder`: look into the watched folders now."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.feeds.folder import Look, look, printable
from articles.models import Wire


class Command(BaseCommand):
    """Look into the folders once, as the workers do all the time, and say what became of each file."""

    help = "Look into the watched folders now: what has lain still for ten seconds is filed and moved."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the wire, or none for all."""
        parser.add_argument("wire", metavar="WIRE", nargs="?", help="its name or code; left out: every watched one")

    def handle(self, *args: Any, **options: Any) -> None:
        """Look, and fail where a folder cannot be used."""
        if not settings.WATCHED_FOLDERS:
            raise CommandError("no folder is watched: set WATCHED_FOLDERS to the folder above the wires' own")
        results = [self._look(wire) for wire in _chosen(options["wire"])]
        if not all(results):
            raise CommandError("not everything could be taken; the lines above say why")

    def _look(self, wire: Wire) -> bool:
        seen = look(wire.pk)
        if seen is None:
            self.stdout.write(f"{wire.code}: a worker looks into it now")
            return True
        for line in _lines(seen):
            # A name may be of bytes that are no UTF-8, and a terminal takes nothing else.
            self.stdout.write(f"{wire.code}: {printable(line)}")
        return not seen.trouble


def _chosen(name: str | None) -> list[Wire]:
    watched = Wire.objects.watched()
    found = list(watched.named(name) if name else watched)
    if not found:
        known = ", ".join(watched.values_list("code", flat=True)) or "none"
        raise CommandError(f"no watched wire is named “{name}”; there are: {known}" if name else "no wire has a folder")
    return found


def _lines(seen: Look) -> list[str]:
    lines = [f"filed {name}" for name in seen.filed]
    lines += [f"refused {name}: {reason}" for name, reason in seen.refused.items()]
    lines += [f"{name} is not yet whole" for name in seen.waiting]
    lines += [f"{name} cannot be taken: {error}" for name, error in seen.stuck.items()]
    is_said = bool(seen.stuck) or not seen.trouble
    return [*lines, *([] if is_said else [seen.trouble])] or ["nothing there"]

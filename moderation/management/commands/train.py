"""`manage.py train`: learn the estimators from the annotated corpus, always the same from the same corpus."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from moderation.management.training import HINDSIGHT, UnfitCorpus, gather, read_corpus, train
from moderation.management.words import load_words
from moderation.screening.tolls.estimate import FOLDER

# From which likelihood a figure is a toll. Between 0.4 and 0.6 the held copy finds about as many rightly; below it more
# figures of silent copy are taken for tolls, above it more tolls are missed.
THRESHOLDS = {"en": 0.5, "fr": 0.5}
# From which likelihood a toll is settled history: there nine in ten are.
HISTORY = 0.6
# Hundredths: smaller weights tell nothing on the held copy, and fill the files.
LEAST_OF_FIGURES, LEAST_OF_HISTORY = 3, 10


class Command(BaseCommand):
    """Train the estimators of each language and write their files."""

    help = "Learns the weights of the estimators from the annotated corpus and writes them beside the engine."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the languages, the corpus, and where to write."""
        parser.add_argument("languages", nargs="*", default=list(THRESHOLDS))
        parser.add_argument("--corpus", type=Path, default=Path(settings.SEEDS_DIR) / "corpus")
        parser.add_argument("--folder", type=Path, default=FOLDER, help="where the estimators' files go")

    def handle(self, *args: Any, **options: Any) -> None:
        """Train and write."""
        packs = load_words().lexicon.packs
        for language in options["languages"]:
            try:
                texts = read_corpus(options["corpus"], language)
            except UnfitCorpus as error:
                raise CommandError(str(error)) from error
            lessons = [gather(text, packs[language]) for text in texts]
            figures = [example for lesson in lessons for example in lesson.figures]
            kept = {"language": language, "stands": THRESHOLDS[language], **train(figures, least=LEAST_OF_FIGURES)}
            self._keep(options["folder"] / f"{language}.json", kept, f"{len(texts)} texts, {len(figures)} figures")
            tolls = [example for lesson in lessons for example in lesson.tolls]
            kept = {"language": language, "stands": HISTORY, **train(tolls, HINDSIGHT, LEAST_OF_HISTORY)}
            self._keep(options["folder"] / f"{language}-hindsight.json", kept, f"{len(tolls)} tolls")

    def _keep(self, path: Path, kept: dict[str, Any], learned: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_write(kept), encoding="utf-8")
        self.stdout.write(f"{kept['language']}: {learned}, {len(kept['weights'])} traits → {path.name}")


def _write(kept: dict[str, Any]) -> str:
    """Write one trait a line, so that a change of the corpus shows as a change of lines."""
    head = json.dumps({name: value for name, value in kept.items() if name != "weights"}, sort_keys=True)[1:-1]
    rows = ",\n".join(
        f"{json.dumps(trait, ensure_ascii=False)}:{json.dumps(row, separators=(',', ':'))}"
        for trait, row in kept["weights"].items()
    )
    return f'{{{head}, "weights": {{\n{rows}\n}}}}\n'

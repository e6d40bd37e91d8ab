"""`manage.py train`: learn the estimators of tolls from the annotated corpus, always the same from the same corpus."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from moderation.management.training import UnfitCorpus, gather, read_corpus, train
from moderation.management.words import load_words
from moderation.screening.tolls.estimate import FOLDER

# From which likelihood a figure is a toll. Between 0.4 and 0.6 the held copy finds about as many rightly; below it more
# figures of silent copy are taken for tolls, above it more tolls are missed.
THRESHOLDS = {"en": 0.5, "fr": 0.5}


class Command(BaseCommand):
    """Train one estimator a language and write its file."""

    help = "Learns the weights of the toll estimators from the annotated corpus and writes them beside the engine."
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
            examples = [example for text in texts for example in gather(text, packs[language])]
            kept = {"language": language, "stands": THRESHOLDS[language], **train(examples)}
            path = options["folder"] / f"{language}.json"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_write(kept), encoding="utf-8")
            self.stdout.write(
                f"{language}: {len(texts)} texts, {len(examples)} figures, {len(kept['weights'])} traits → {path.name}"
            )


def _write(kept: dict[str, Any]) -> str:
    """Write one trait a line, so that a change of the corpus shows as a change of lines."""
    head = json.dumps({name: value for name, value in kept.items() if name != "weights"}, sort_keys=True)[1:-1]
    rows = ",\n".join(
        f"{json.dumps(trait, ensure_ascii=False)}:{json.dumps(row, separators=(',', ':'))}"
        for trait, row in kept["weights"].items()
    )
    return f'{{{head}, "weights": {{\n{rows}\n}}}}\n'

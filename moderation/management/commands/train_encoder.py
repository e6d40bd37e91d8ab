"""`manage.py train_encoder`: fit the encoder to the annotated corpus; `make train` installs what this needs."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from moderation.management.training import UnfitCorpus, digest_of, read_corpus
from moderation.management.words import load_words
from moderation.screening.encoder.encoder import FOLDER, NOTE, VOCABULARY
from moderation.screening.parser import MODELS

_LAYERS = 8
_CORES = 2  # another number adds in another order: the weights then differ in their last places


class Command(BaseCommand):
    """Fit the network, and write it, its vocabulary and a note on what they were made of."""

    help = "Fits the encoder to the annotated corpus, in some 15 minutes on two cores, and writes it beside the engine."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the corpus, and where to write."""
        parser.add_argument("--corpus", type=Path, default=Path(settings.SEEDS_DIR) / "corpus")
        parser.add_argument("--folder", type=Path, default=FOLDER, help="where the encoder's files go")

    def handle(self, *args: Any, **options: Any) -> None:
        """Fit beside the encoder that is kept, and put the new one in its place when it is whole."""
        folder = options["folder"]
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder) as made:
            self._make(options["corpus"], Path(made))
            for file in Path(made).iterdir():
                file.replace(folder / file.name)

    def _make(self, corpus: Path, folder: Path) -> None:
        """Choose the pieces, fit, export."""
        try:
            import torch  # noqa: PLC0415 - tools of the workshop

            from moderation.management.encoding import base, export, fitting, lessons, network, vocabulary  # noqa: PLC0415

            source = base.read_base(base.find_base(), _LAYERS)
            texts = [text for language in MODELS for text in read_corpus(corpus, language)]
        except (ImportError, LookupError, UnfitCorpus) as error:
            raise CommandError(f"{error}; `make train` installs what this needs") from error
        torch.set_num_threads(_CORES)
        words = vocabulary.words_of_models(MODELS)
        kept = vocabulary.choose_pieces(source, [text["text"] for text in texts], words, folder)
        vocabulary.write_vocabulary(source, kept, folder / VOCABULARY)
        cutter, house = lessons.Cutter(folder / VOCABULARY), load_words()
        packs, parties = house.lexicon.packs, house.parties
        made = [lesson for text in texts for lesson in lessons.make_lessons(text, packs[text["lang"]], parties, cutter)]
        self.stdout.write(f"{len(texts)} texts, {len(made)} windows, {len(kept)} pieces")
        torch.manual_seed(0)  # the heads begin at random
        fitted = network.Network(source, kept, _LAYERS, {name: len(told) for name, told in lessons.CLASSES.items()})
        fitting.fit(fitted, made, self.stdout.write)
        export.write_network(fitted, source, folder)
        export.write_judges(fitted, folder)
        note = {
            "classes": lessons.CLASSES,
            "languages": sorted(MODELS),
            "terms": sorted(frozenset().union(*(lessons.terms_of(text, packs[text["lang"]]) for text in texts))),
            "corpus": digest_of(corpus, tuple(MODELS)),
            "base": f"{base.PACKAGE} {version(base.PACKAGE)}, {base.FILE}: multilingual-e5-small",
            "layers": _LAYERS,
        }
        (folder / NOTE).write_text(json.dumps(note, indent=1) + "\n", encoding="utf-8")

"""The words that the engine's commands read with: the seeds, or a stored lexicon release."""

from __future__ import annotations

import gc
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError

from moderation.checks import House
from moderation.screening.attribution import Parties, build_parties, read_parties
from moderation.screening.languages import complete_packs
from moderation.screening.lexicon import Lexicon, UnreadableLexicon, build_lexicon, read_lexicon
from moderation.screening.parser import Parsers
from moderation.screening.screen import Original, Screening, screen
from moderation.screening.tolls.weighing import Weighers
from moderation.workflow.engine import wanted_weighers

_HOUSE = House()
# Holds a figure, a casualty word and a label in both languages, so that every table is compiled.
_ANYTHING = "2 terrorists killed; 2 terroristes tués."


@dataclass(frozen=True, slots=True)
class Words:
    """All the words of one engine, ready to screen with."""

    lexicon: Lexicon
    parties: Parties
    parsers: Parsers = field(default_factory=Parsers)
    weighers: Weighers = field(default_factory=wanted_weighers)

    def screen(self, text: str, language: str | None, original: Original | None = None) -> Screening:
        """Screen one text under the default house style."""
        return screen(
            text,
            language=language,
            original=original,
            lexicon=self.lexicon,
            parties=self.parties,
            parsers=self.parsers,
            weighers=self.weighers,
            house=_HOUSE,
        )

    def warm(self) -> None:
        """Compile every pack and load every model now, and keep the collector from walking them ever after."""
        for language in complete_packs(self.lexicon):
            self.screen(_ANYTHING, language)
        self.parsers.load()
        self.weighers.load(complete_packs(self.lexicon))
        gc.collect()
        gc.freeze()

    def warn(self) -> str:
        """Say which parsers are missing and whether the encoder is, for whoever starts the engine."""
        said = []
        if missing := self.parsers.missing():
            said.append(f"parser: none for lack of {', '.join(missing)}; patterns alone read. Run `make install`.")
        if self.weighers.lacks_encoder():
            said.append("encoder: none; estimators alone weigh what is doubtful. Run `make train`.")
        return "\n".join(said)


def load_words(release: str | None = None) -> Words:
    """Load the seeds, which needs no database, or the stored release of that number or digest.

    :raises CommandError: the seeds cannot be read, or there is no such release
    """
    if release:
        return _load_release(release)
    seeds = Path(settings.SEEDS_DIR)
    try:
        return Words(read_lexicon(seeds / "lexicons"), read_parties(seeds / "parties"))
    except (OSError, UnreadableLexicon) as error:
        raise CommandError(f"the lexicons in {seeds} cannot be read: {error}") from error


def _load_release(name: str) -> Words:
    from moderation.models import LexiconRelease  # noqa: PLC0415 - the seeds' path must not touch the database

    releases = LexiconRelease.objects.all()
    chosen = releases.filter(number=int(name)) if name.isdigit() else releases.filter(digest__startswith=name)
    release = chosen.first()
    if release is None:
        raise CommandError(f"there is no lexicon release {name}; give its number or the start of its digest")
    return Words(build_lexicon(release.tables), build_parties(release.parties))

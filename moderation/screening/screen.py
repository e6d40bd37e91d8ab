"""Screen one text: a pure function of the text, its original, the lexicons and the engine's version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Protocol

from moderation.screening.attribution import Parties
from moderation.screening.languages import complete_packs, detect
from moderation.screening.lexicon import Lexicon
from moderation.screening.parser import NO_PARSERS, Parsers
from moderation.screening.reading import read
from moderation.screening.tolls.weighing import NO_WEIGHERS, Weighers
from moderation.screening.values import Finding, Reading

# Raise it with every change that may change a finding; runs keep it beside the lexicon release.
ENGINE_VERSION = "1.8.0"


class Status(StrEnum):
    """How a screening ended; a caller whose engine broke says failed."""

    DONE = "done"
    UNSUPPORTED = "unsupported"
    FAILED = "failed"


class Judge(Protocol):
    """Who judges a reading: the checks and the house style of a desk."""

    def inspect(self, reading: Reading, *, language: str) -> Sequence[Finding]:
        """Return the findings in the order of the text, with messages in *language*."""
        ...


@dataclass(frozen=True, slots=True)
class Original:
    """The text that an article was translated from."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Screening:
    """What screening one text came to. ``reading`` is None where its language is unsupported."""

    status: Status
    language: str
    is_detected: bool
    release: str
    engine: str = ENGINE_VERSION
    reading: Reading | None = None
    findings: tuple[Finding, ...] = ()
    original: Reading | None = None
    reason: str = ""


def screen(  # noqa: PLR0913 - each keyword is one thing that the findings are a function of
    text: str,
    *,
    lexicon: Lexicon,
    parties: Parties,
    house: Judge,
    language: str | None = None,
    original: Original | None = None,
    message_language: str | None = None,
    parsers: Parsers = NO_PARSERS,
    weighers: Weighers = NO_WEIGHERS,
) -> Screening:
    """Read *text* and judge it as *house* does; a *language* left out is detected.

    Messages come in *message_language*, else in the article's. *parsers* are asked about sentences that the
    patterns leave open, *weighers* about every figure beside words of harm.
    """
    spoken = language or detect(text)[0]
    packs = complete_packs(lexicon)
    if spoken not in packs:
        return Screening(
            Status.UNSUPPORTED, spoken, language is None, lexicon.digest, reason=_unsupported(spoken, sorted(packs))
        )
    read_one = partial(read, lexicon=lexicon, parties=parties, parsers=parsers, weighers=weighers)
    reading = read_one(text, language=spoken)
    return Screening(
        Status.DONE,
        spoken,
        language is None,
        lexicon.digest,
        reading=reading,
        findings=tuple(house.inspect(reading, language=message_language or spoken)),
        original=read_one(original.text, language=original.language)
        if original and original.language in packs
        else None,
    )


def _unsupported(language: str, supported: Sequence[str]) -> str:
    named = f"'{language}'" if language else "an unknown language"
    return f"no complete lexicon for {named}; there is one for: {', '.join(supported) or 'no language'}"

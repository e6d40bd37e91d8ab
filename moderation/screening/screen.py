"""Screen one text: a pure function of the text, its original, the lexicons and the engine's version."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Protocol

from moderation.screening.attribution import Parties
from moderation.screening.drift import TOO_LONG, Comparison, compare, why_partly
from moderation.screening.languages import complete_packs, detect_among, legible_packs
from moderation.screening.lexicon import LanguagePack, Lexicon
from moderation.screening.parser import NO_PARSERS, Parsers
from moderation.screening.reading import read
from moderation.screening.tolls.weighing import NO_WEIGHERS, Weighers
from moderation.screening.values import Finding, Reading

# Raise it with every change that may change a finding; runs keep it beside the lexicon release.
ENGINE_VERSION = "1.18.0"


class Status(StrEnum):
    """How a screening ended; a caller whose engine broke says failed."""

    DONE = "done"
    UNSUPPORTED = "unsupported"
    FAILED = "failed"


class Judge(Protocol):
    """Who judges a reading: the checks and the house style of a desk."""

    def inspect(self, reading: Reading, *, language: str, comparison: Comparison | None = None) -> Sequence[Finding]:
        """Return the findings in the order of the text, with messages in *language*.

        *comparison* is *reading* beside its original, where there is one that could be compared.
        """
        ...


@dataclass(frozen=True, slots=True)
class Original:
    """The text that an article was translated from."""

    language: str
    text: str


class Extent(StrEnum):
    """How far a text was compared with its original."""

    NO_ORIGINAL = ""
    COMPARED = "compared"
    PARTLY = "partly"
    TOO_LONG = "too_long"
    NOT_COMPARED = "not_compared"


@dataclass(frozen=True, slots=True)
class Beside:
    """A text beside its original: how far the two were compared, why no farther, and what came of it.

    ``language`` is the original's. Only an extent of ``compared`` without findings of drift is a faithful translation.
    """

    extent: Extent = Extent.NO_ORIGINAL
    language: str = ""
    reason: str = ""
    original: Reading | None = None
    comparison: Comparison | None = None


@dataclass(frozen=True, slots=True)
class Screening:
    """What screening one text came to. ``reading`` is None where its language is unsupported."""

    status: Status
    language: str
    is_detected: bool
    release: str
    engine: str
    reading: Reading | None = None
    findings: tuple[Finding, ...] = ()
    beside: Beside = Beside()
    reason: str = ""


def engine_with(weighers: Weighers) -> str:
    """Return the engine's version as these *weighers* make it, the absent ones named as ``1.2.3+no-encoder``."""
    return "+".join([ENGINE_VERSION, *weighers.absent()])


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
    year: int | None = None,
) -> Screening:
    """Read *text* and judge it as *house* does; a *language* left out is detected.

    Messages come in *message_language*, else in the article's. *parsers* are asked about sentences that the
    patterns leave open, *weighers* about every figure beside words of harm. What happened before *year*, in which the
    copy was filed, is background; where it is not told, it is the engine's own.
    """
    packs = complete_packs(lexicon)
    spoken = language or detect_among(text, packs).code
    engine = engine_with(weighers)
    answer = partial(Screening, language=spoken, is_detected=language is None, release=lexicon.digest, engine=engine)
    if spoken not in packs:
        reason = _unsupported(spoken, sorted(packs))
        beside = Beside(Extent.NOT_COMPARED, original.language, reason) if original else Beside()
        return answer(Status.UNSUPPORTED, beside=beside, reason=reason)
    read_one = partial(read, lexicon=lexicon, parties=parties, parsers=parsers, weighers=weighers, year=year)
    reading = read_one(text, language=spoken)
    beside = _lay_beside(reading, original, legible_packs(lexicon), read_one)
    return answer(
        Status.DONE,
        reading=reading,
        findings=tuple(house.inspect(reading, language=message_language or spoken, comparison=beside.comparison)),
        beside=beside,
    )


def _lay_beside(
    reading: Reading, original: Original | None, packs: Mapping[str, LanguagePack], read_one: Callable[..., Reading]
) -> Beside:
    """Compare *reading* with its original, as far as the packs can read it."""
    if original is None:
        return Beside()
    spoken = original.language
    if spoken not in packs:
        return Beside(Extent.NOT_COMPARED, spoken, _unreadable(spoken, sorted(packs)))
    read_there = read_one(original.text, language=spoken, is_original=True)
    comparison = compare(read_there, reading, (packs[spoken], packs[reading.language]))
    if comparison is None:
        return Beside(Extent.TOO_LONG, spoken, TOO_LONG, read_there)
    reason = why_partly(read_there, reading)
    return Beside(Extent.PARTLY if reason else Extent.COMPARED, spoken, reason, read_there, comparison)


def _unsupported(language: str, supported: Sequence[str]) -> str:
    return f"no complete lexicon for {_named(language)}; there is one for: {', '.join(supported) or 'no language'}"


def _unreadable(language: str, legible: Sequence[str]) -> str:
    return f"no lexicon reads originals in {_named(language)}; there is one for: {', '.join(legible) or 'no language'}"


def _named(language: str) -> str:
    return f"'{language}'" if language else "an unknown language"

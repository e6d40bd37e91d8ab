"""What a check is, and the table by which a desk weighs who says a loaded label."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from moderation.screening.drift import Comparison
from moderation.screening.values import Finding, Reading, Severity, Voice

MESSAGE_LANGUAGES = ("en", "fr")

_DEFAULT_VOICES: Mapping[Voice, int | None] = {Voice.OWN: 0, Voice.SCARE: 1, Voice.ATTRIBUTED: 1, Voice.QUOTED: None}


class UnknownVoice(ValueError):
    """A house style weighs a voice that does not exist, or in steps that are no number."""


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """A desk's rules: how many steps lower each voice is flagged; None is no flag at all."""

    name: str = "default"
    voices: Mapping[Voice, int | None] = field(default_factory=lambda: _DEFAULT_VOICES)

    def weigh(self, voice: Voice, severity: Severity) -> Severity | None:
        """Return the severity of a label said in *voice*, or None where the desk lets it pass."""
        steps = self.voices.get(voice, 0)
        return None if steps is None else severity.lowered(steps)


class Find(Protocol):
    """The work of a check that looks at one text."""

    def __call__(self, reading: Reading, house: HouseStyle, language: str) -> Iterable[Finding]:
        """Return the findings of *reading*, with messages in *language*."""
        ...


class Compare(Protocol):
    """The work of a check that looks at a translation beside its original."""

    def __call__(self, comparison: Comparison, house: HouseStyle, language: str) -> Iterable[Finding]:
        """Return the findings of *comparison*, with messages in *language*."""
        ...


@dataclass(frozen=True, slots=True)
class Check:
    """One detector: its id is the name of its file, its docstring the catalogue's entry.

    It finds in one text, or compares a translation with its original; without an original it then has nothing to say.
    Checks of one ``question`` ask an editor the same of the same words; left out, it is the check's own.
    """

    check_id: str
    titles: Mapping[str, str]
    guidance: str
    languages: tuple[str, ...]
    doc: str
    find: Find | None = None
    compare: Compare | None = None
    question: str = ""

    def title_in(self, language: str) -> str:
        """Return the title shown to editors who read *language*."""
        return self.titles.get(language, self.titles["en"])

    def look(
        self, reading: Reading, comparison: Comparison | None, house: HouseStyle, language: str
    ) -> Iterable[Finding]:
        """Return what the check finds in *reading*, or between it and its original; messages are in *language*."""
        if self.find is not None:
            return self.find(reading, house, language)
        return self.compare(comparison, house, language) if self.compare and comparison else ()


@dataclass(frozen=True, slots=True)
class RetiredCheck:
    """A check that no longer runs; the flags it raised still show its title."""

    check_id: str
    titles: Mapping[str, str]


def read_house_style(name: str, voices: Mapping[str, int | None]) -> HouseStyle:
    """Build a desk's house style from ``{"own": 0, "scare": 1, "quoted": null}``; what is left out stays.

    :raises UnknownVoice: naming the voice and the ones that exist.
    """
    weighed = dict(_DEFAULT_VOICES)
    for voice, steps in voices.items():
        if voice not in list(Voice):
            raise UnknownVoice(f"house style {name!r}: no voice {voice!r}; there are {', '.join(Voice)}")
        if steps is not None and (isinstance(steps, bool) or not isinstance(steps, int) or steps < 0):
            raise UnknownVoice(f"house style {name!r}: {voice} must be a number of steps from 0 on, or null: {steps!r}")
        weighed[Voice(voice)] = steps
    return HouseStyle(name, weighed)


def message_language(language: str) -> str:
    """Return the language messages are written in for a desk that works in *language*."""
    return language if language in MESSAGE_LANGUAGES else "en"

"""Read a marked sentence: brackets around the figure or label that is asked about."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from moderation.screening.attribution import Parties, Speech, read_parties, read_speech
from moderation.screening.lexicon import Lexicon, read_lexicon
from moderation.screening.text import read_layout
from moderation.screening.values import Attribution, Span, Voice

SEEDS = Path(__file__).parents[2] / "seeds"


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    return read_lexicon(SEEDS / "lexicons")


@lru_cache(maxsize=1)
def parties() -> Parties:
    return read_parties(SEEDS / "parties")


def unmark(marked: str) -> tuple[str, tuple[Span, ...]]:
    """Return the text without its brackets, and the spans they held."""
    text, spans, start = "", [], 0
    for char in marked:
        if char == "[":
            start = len(text)
        elif char == "]":
            spans.append(Span(start, len(text)))
        else:
            text += char
    return text, tuple(spans)


def listen(marked: str, language: str) -> tuple[str, Speech, tuple[Span, ...]]:
    text, spans = unmark(marked)
    pack = lexicon().packs[language]
    return text, read_speech(read_layout(text, pack), pack, parties(), spans), spans


def attribution_of(marked: str, language: str) -> Attribution:
    """Return who vouches for the first bracket of *marked*."""
    _, speech, spans = listen(marked, language)
    return speech.of(spans[0])


def grade_of(marked: str, language: str) -> str:
    return attribution_of(marked, language).grade.value


def source_of(marked: str, language: str) -> str | None:
    text, speech, spans = listen(marked, language)
    source = speech.of(spans[0]).source
    return source.of(text) if source else None


def voice_of(marked: str, language: str) -> Voice:
    _, speech, spans = listen(marked, language)
    return speech.voice_of(spans[0])[0]

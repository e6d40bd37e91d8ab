"""The two verbs of check tests: what a check must flag in a text, and what it must leave alone."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from moderation.checks import House
from moderation.screening.attribution import Parties, read_parties
from moderation.screening.lexicon import Lexicon, read_lexicon
from moderation.screening.screen import Original, Screening, Status, screen
from moderation.screening.values import Finding

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@cache
def seed_lexicon() -> Lexicon:
    """Return the lexicons of the seeds, read once."""
    return read_lexicon(SEEDS / "lexicons")


@cache
def seed_parties() -> Parties:
    """Return the parties of the seeds, read once."""
    return read_parties(SEEDS / "parties")


def screened(text: str, language: str | None = "en", original: Original | None = None) -> Screening:
    """Screen *text* as the default house does."""
    return screen(
        text, language=language, original=original, lexicon=seed_lexicon(), parties=seed_parties(), house=House()
    )


def flags(check_id: str, text: str, language: str = "en") -> list[Finding]:
    """Return what *check_id* finds in *text*."""
    screening = screened(text, language)
    assert screening.status is Status.DONE, screening.reason
    return [finding for finding in screening.findings if finding.check_id == check_id]


def assert_fires(check_id: str, text: str, *spans: str, language: str = "en") -> None:
    """Assert that *check_id* flags exactly *spans* in *text*, in their order."""
    assert [finding.text for finding in flags(check_id, text, language)] == list(spans), text


def assert_silent(check_id: str, text: str, language: str = "en") -> None:
    """Assert that *check_id* finds nothing in *text*."""
    assert [finding.text for finding in flags(check_id, text, language)] == [], text

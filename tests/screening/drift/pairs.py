"""Two readings made by hand, and what comparing them comes to."""

from __future__ import annotations

from moderation.screening.drift import Comparison, compare
from moderation.screening.values import Effect, Grade
from tests.checks.readings import Draft
from tests.checks.verbs import seed_lexicon


def compared(original: Draft, translation: Draft) -> Comparison:
    """Compare two drafts with the packs of their languages."""
    packs = seed_lexicon().packs
    made = compare(original.read(), translation.read(), (packs[original.language], packs[translation.language]))
    assert made is not None, "too long to be compared"
    return made


def killed(text: str, *figures: str, language: str = "en", grade: Grade = Grade.NONE) -> Draft:
    """Draft a text with these digits as its dead, in their order."""
    draft = Draft(text, language=language)
    for figure in figures:
        draft.toll(figure, grade)
    return draft


def hurt(draft: Draft, figure: str) -> Draft:
    """Add the injured to a draft."""
    return draft.toll(figure, Grade.NONE, effect=Effect.INJURED)

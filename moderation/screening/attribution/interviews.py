"""Find the answers of an interview: whoever is interviewed vouches for them, without a cue in any sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from moderation.screening.attribution.vocabulary import Vocabulary
from moderation.screening.values import Layout, Span

# An interview asks and answers at least so often; in a "what we know" piece nobody says "I".
FEWEST_QUESTIONS = 2
FEWEST_ANSWERS = 2
# A longer paragraph is no question.
LONGEST_QUESTION = 240

_MARKS = "\"'«-–—"


@dataclass(frozen=True, slots=True)
class Answer:
    """A paragraph that answers the one before it."""

    question: Span
    span: Span


def find_answers(layout: Layout, vocabulary: Vocabulary) -> tuple[Answer, ...]:
    """Return the paragraphs of *layout* in which somebody answers questions; none where it is no interview."""
    if layout.plain.count("?") < FEWEST_QUESTIONS:
        return ()
    questions = [place for place, part in enumerate(layout.paragraphs) if _asks(layout, part)]
    asked = (layout.paragraphs[place] for place in questions)
    if not any(vocabulary.addressees.search(layout.folded, *part) for part in asked):
        return ()
    answers = tuple(_answers(layout.paragraphs, questions))
    speaking = sum(vocabulary.speakers.search(layout.folded, *answer.span) is not None for answer in answers)
    return answers if speaking >= FEWEST_ANSWERS else ()


def _asks(layout: Layout, part: Span) -> bool:
    is_short = part.end - part.start <= LONGEST_QUESTION
    return is_short and layout.plain[part.end - 1] == "?" and layout.plain[part.start] not in _MARKS


def _answers(paragraphs: Sequence[Span], questions: Sequence[int]) -> Iterator[Answer]:
    asked = frozenset(questions)
    for place in questions:
        if place + 1 < len(paragraphs) and place + 1 not in asked:
            yield Answer(paragraphs[place], paragraphs[place + 1])

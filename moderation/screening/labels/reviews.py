"""Copy about a work of stage, screen or page, in which regimes and mercenaries are parts that somebody plays."""

from __future__ import annotations

import re

from moderation.screening.labels.vocabulary import Vocabulary
from moderation.screening.values import Layout, Span

_REVIEW_WORDS = 4  # different words of stage and page that make a text a review, whatever its headline
_WORD = re.compile(r"\w+")
_KICKER = re.compile(r"\s*([^\n:]{1,40}):\s")


def find_reviewed(layout: Layout, vocabulary: Vocabulary) -> tuple[Span, ...]:
    """Return the paragraphs about a work: behind a kicker that names but kinds of works, or once many words are of it.

    A paragraph and those before it decide: what is appended changes nothing. "State television:" opens news, as "Power
    play:" does. A memoir tells of real rulers, and those who make works may be jailed by them: no more from there on.
    """
    words_of = vocabulary.review_words
    if not words_of.works:
        return ()
    kicker = _KICKER.match(layout.folded)
    named = _WORD.findall(kicker[1]) if kicker else []
    is_opened = bool(named) and words_of.kinds.issuperset(named)
    reviewed: list[Span] = []
    seen: set[str] = set()
    for paragraph in layout.paragraphs:
        words = _WORD.findall(layout.folded, *paragraph)
        if not words_of.facts.isdisjoint(words):
            break
        seen |= words_of.works.intersection(words)
        if is_opened or len(seen) >= _REVIEW_WORDS:
            reviewed.append(paragraph)
    return tuple(reviewed)

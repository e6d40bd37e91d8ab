"""Copy about a work of stage, screen or page, in which regimes and mercenaries are parts that somebody plays."""

from __future__ import annotations

import re

from moderation.screening.labels.vocabulary import Vocabulary
from moderation.screening.values import Layout

_REVIEW_WORDS = 4  # different words of stage and page that make a text a review, whatever its headline
_WORD = re.compile(r"\w+")
_KICKER = re.compile(r"\s*([^\n:]{1,40}):\s")


def is_review(layout: Layout, vocabulary: Vocabulary) -> bool:
    """Say whether *layout* is about a work: its kicker names but kinds of works, or many words are of such copy.

    "State television:" opens news, as "Power play:" does. A memoir tells of real rulers, and those who make works may
    be jailed by them.
    """
    words_of = vocabulary.review_words
    if not words_of.works:
        return False
    words = _WORD.findall(layout.folded)
    if not words_of.facts.isdisjoint(words):
        return False
    kicker = _KICKER.match(layout.folded)
    named = _WORD.findall(kicker[1]) if kicker else []
    if named and words_of.kinds.issuperset(named):
        return True
    return len(words_of.works.intersection(words)) >= _REVIEW_WORDS

"""Every single word that a pack knows: what the repairs of broken and of bare words go by."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from moderation.screening.attribution.vocabulary import read_vocabulary
from moderation.screening.labels.vocabulary import compile_vocabulary
from moderation.screening.lexicon import LanguagePack
from moderation.screening.sieve import words_of

_COLUMNS = {
    "common_words": "words",
    "frames": "forms",
    "link_words": "forms",
    "quantity_words": "forms",
    "sources": "noun",
    "speech_words": "forms",
    "victims": "forms",
}


@lru_cache(maxsize=12)
def known_words(pack: LanguagePack) -> frozenset[str]:
    """Return the words of *pack*'s tables in every form they are listed or generated in, in lower case."""
    return frozenset(word for phrase in _phrases(pack) for word in words_of(phrase.lower()))


def _phrases(pack: LanguagePack) -> Iterator[str]:
    for table, column in _COLUMNS.items():
        for row in pack.rows(table):
            yield row[column]
    for form, (_, forms) in compile_vocabulary(pack).automaton.items():
        if any(found.accented is None for found in forms):
            yield form
    yield from read_vocabulary(pack).starters

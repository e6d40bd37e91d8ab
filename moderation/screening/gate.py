"""Tell, at the price of one scan, that a text holds neither a toll nor a label; most of a wire's do not."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from moderation.screening.labels.vocabulary import compile_vocabulary
from moderation.screening.lexicon import LanguagePack
from moderation.screening.sieve import Sieve, build_sieve, words_of
from moderation.screening.tolls.lexemes import read_lexemes

# How many words of harm or judgement one text may hold before the rest of it is left unread.
MOST_HITS = 1_800
_LONG = 2 * MOST_HITS  # code points; no shorter text holds as many
_WORD = re.compile(r"[^\W\d_]+")


def is_silent(folded: str, pack: LanguagePack) -> bool:
    """Say whether no word of *folded* can belong to a toll or a label."""
    words = words_of(folded)
    return all(sieve.holds_back(words) for sieve in _sieves(pack))


def end_of_reading(folded: str, pack: LanguagePack) -> int:
    """Return where reading ends: the length of the text, or sooner in one that nobody could have written.

    Past that many words of harm or judgement a text is a list or an attack; what follows is named unread.
    """
    if len(folded) < _LONG:
        return len(folded)
    tolls, labels = _sieves(pack)
    hits = (match.end() for match in _WORD.finditer(folded) if match[0] in tolls.words or match[0] in labels.words)
    return next(islice(hits, MOST_HITS, None), len(folded))


@lru_cache(maxsize=12)
def _sieves(pack: LanguagePack) -> tuple[Sieve, Sieve]:
    """Return the sieves of casualty words and of labels' forms."""
    common = {word for row in pack.rows("common_words") for word in row["words"].split("|")}
    return read_lexemes(pack).gate, build_sieve(compile_vocabulary(pack).automaton.keys(), common)

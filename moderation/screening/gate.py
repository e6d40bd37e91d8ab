"""Tell, at the price of one scan, that a text holds neither a toll nor a label; most of a wire's do not."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from moderation.screening.labels.vocabulary import compile_vocabulary
from moderation.screening.lexicon import LanguagePack
from moderation.screening.tolls.lexemes import read_lexemes

# How many words of harm or judgement one text may hold before the rest of it is left unread.
MOST_HITS = 6_000
_LONG = 2 * MOST_HITS  # code points; no shorter text holds as many
_WORD = re.compile(r"[^\W\d_]+")


def is_silent(folded: str, pack: LanguagePack) -> bool:
    """Say whether no word of *folded* can belong to a toll or a label."""
    return _gate(pack).isdisjoint(_WORD.findall(folded))


def end_of_reading(folded: str, pack: LanguagePack) -> int:
    """Return where reading ends: the length of the text, or sooner in one that nobody could have written.

    Past six thousand words of harm or judgement a text is a list or an attack; what follows is named unread.
    """
    if len(folded) < _LONG:
        return len(folded)
    gate = _gate(pack)
    hits = (match.end() for match in _WORD.finditer(folded) if match[0] in gate)
    return next(islice(hits, MOST_HITS, None), len(folded))


@lru_cache(maxsize=64)
def _gate(pack: LanguagePack) -> frozenset[str]:
    """Return the words of which a text needs at least one; of a label's form the longest, rarest one."""
    forms = compile_vocabulary(pack).automaton.keys()
    return read_lexemes(pack).gate | {max(_WORD.findall(form), key=len) for form in forms if _WORD.search(form)}

"""Tell, at the price of one scan, that a text holds neither a toll nor a label; most of a wire's do not."""

from __future__ import annotations

import re
from functools import lru_cache

from moderation.screening.labels.vocabulary import compile_vocabulary
from moderation.screening.lexicon import LanguagePack
from moderation.screening.tolls.lexemes import read_lexemes

_WORD = re.compile(r"[^\W\d_]+")


def is_silent(folded: str, pack: LanguagePack) -> bool:
    """Say whether no word of *folded* can belong to a toll or a label."""
    return _gate(pack).isdisjoint(_WORD.findall(folded))


@lru_cache(maxsize=64)
def _gate(pack: LanguagePack) -> frozenset[str]:
    """Return the words of which a text needs at least one; of a label's form the longest, rarest one."""
    forms = compile_vocabulary(pack).automaton.keys()
    return read_lexemes(pack).gate | {max(_WORD.findall(form), key=len) for form in forms if _WORD.search(form)}

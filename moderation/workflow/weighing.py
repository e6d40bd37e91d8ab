"""The words of a sentence that carry doubt or name who speaks: an answer given with them does not hold without them.

Pure. An attribution keeps the best source it has; a hedge beside it, or a second source, is in no evidence. The
sentence's own hedges and source nouns are therefore facts of their own.
"""

from __future__ import annotations

import re
from functools import lru_cache

from moderation.screening.lexicon import LanguagePack

_SHORTEST_CONDITIONAL = 5  # letters; shorter words only look like one
_NEVER = re.compile(r"(?!)")


def weighty_words(sentence: str, pack: LanguagePack) -> list[str]:
    """Return the hedges and source nouns that stand in a sentence, sorted, each once."""
    return sorted({found.lower() for found in _pattern(pack).findall(sentence.replace("’", "'"))})


@lru_cache(maxsize=16)
def _pattern(pack: LanguagePack) -> re.Pattern[str]:
    phrases = [row["phrase"] for row in pack.rows("hedges") if row["kind"] == "mark"]
    phrases += [row["noun"] for row in pack.rows("sources")]
    endings = [row["phrase"] for row in pack.rows("hedges") if row["kind"] == "ending"]
    parts = [re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True)]
    parts += [rf"\w{{{max(_SHORTEST_CONDITIONAL - len(ending), 1)},}}{re.escape(ending)}" for ending in endings]
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE) if parts else _NEVER

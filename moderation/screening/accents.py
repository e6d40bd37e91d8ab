"""Give capitals the accents that typists leave off them: "LE MINISTERE", "Elimine"; offsets hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from moderation.screening.inflection import unaccented
from moderation.screening.known_words import known_words
from moderation.screening.lexicon import LanguagePack
from moderation.screening.sieve import words_of

# The capital comes first, what may not stand before it second: so the search goes from capital to capital.
_CAPITALISED = re.compile(r"[A-Z](?<!\w[A-Z])[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class _Spellings:
    """Accented words under their bare spelling: bare altogether, and bare in the first letter alone."""

    whole: Mapping[str, str]
    first: Mapping[str, str]
    bare: frozenset[str]  # all these bare spellings


def accent_capitals(plain: str, folded: str, pack: LanguagePack) -> str:
    """Return *folded* with the accents that words of *plain* written with capitals lack.

    A bare spelling that is a word too ("TUE") is left as it stands.
    """
    spellings = _spellings(pack)
    if spellings.bare.isdisjoint(words_of(folded)):
        return folded
    pieces, at = [], 0
    for match in _CAPITALISED.finditer(plain):
        start, end = match.span()
        words = spellings.whole if match[0].isupper() else spellings.first
        accented = words.get(folded[start:end])
        if accented is not None:
            pieces += [folded[at:start], accented]
            at = end
    return "".join([*pieces, folded[at:]]) if pieces else folded


@lru_cache(maxsize=12)
def _spellings(pack: LanguagePack) -> _Spellings:
    known = known_words(pack)
    whole = _under(((unaccented(word), word) for word in known), known)
    first = _under(((unaccented(word[0]) + word[1:], word) for word in known), known)
    return _Spellings(whole, first, frozenset(whole.keys() | first.keys()))


def _under(pairs: Iterable[tuple[str, str]], known: frozenset[str]) -> dict[str, str]:
    """Return the accented word that answers to each bare spelling: of several, the one with the fewest accents."""
    found: dict[str, list[str]] = {}
    for bare, word in pairs:
        if bare not in known:
            found.setdefault(bare, []).append(word)
    return {bare: min(words, key=lambda word: (_marks(word, bare), word)) for bare, words in found.items()}


def _marks(word: str, bare: str) -> int:
    return sum(one != other for one, other in zip(word, bare, strict=True))

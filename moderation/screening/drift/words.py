"""The words that comparing must know of a language: the table ``drift_words``."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from moderation.screening.lexicon import LanguagePack, UnreadableLexicon


class DriftWords(NamedTuple):
    """Folded words of one language; a pack without the table has none."""

    # Sources whom nobody could call back in any language.
    nameless: frozenset[str]
    # Those harmed, which may well mean the dead.
    victims: frozenset[str]
    # Words by which a rendering keeps a doubt, though they hedge no figure by themselves.
    doubting: frozenset[str]
    # What one wants or promises to do to somebody; who says so has not said what he calls them.
    vowing: frozenset[str]
    # Verbs by which somebody calls others something.
    naming: frozenset[str]
    # Words right before a name that somebody is called by.
    predicating: frozenset[str]


@lru_cache(maxsize=12)
def drift_words(pack: LanguagePack) -> DriftWords:
    """Return *pack*'s words, read once.

    :raises UnreadableLexicon: a row is of no known kind
    """
    kinds: dict[str, frozenset[str]] = {}
    for row in pack.rows("drift_words"):
        if row["kind"] not in DriftWords._fields:
            raise UnreadableLexicon(
                f"drift_words, {row['id']}: no kind {row['kind']!r}: {', '.join(DriftWords._fields)}"
            )
        kinds[row["kind"]] = kinds.get(row["kind"], frozenset()).union(row["forms"].split("|"))
    return DriftWords(*(kinds.get(kind, frozenset()) for kind in DriftWords._fields))

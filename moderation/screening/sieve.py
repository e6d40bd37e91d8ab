"""Hold back, at the price of one scan, copy in which none of many thousand forms can stand."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]+")


# Words on either side of its rarest in which a phrase must stand: other words may part it, not half a page.
_REACH = 8


@dataclass(frozen=True, slots=True)
class Sieve:
    """Single words that stand for themselves, and phrases under the rarest of their words."""

    alone: frozenset[str]
    phrases: Mapping[str, tuple[frozenset[str], ...]]
    words: frozenset[str]

    def holds_back(self, words: Sequence[str]) -> bool:
        """Say whether no form can stand in copy of these *words*, given in its order."""
        if self.words.isdisjoint(words):
            return True
        if not self.alone.isdisjoint(words):
            return False
        present = frozenset(words)
        rare = present & self.phrases.keys()
        likely = [(word, phrase) for word in rare for phrase in self.phrases[word] if phrase <= present]
        return not any(phrase.issubset(_around(words, at)) for word, phrase in likely for at in _places(words, word))


def words_of(folded: str, start: int = 0, end: int | None = None) -> list[str]:
    """Return the words of a stretch of *folded* text, as sieves know them."""
    found: list[str] = _WORD.findall(folded, start, len(folded) if end is None else end)
    return found


def build_sieve(forms: Iterable[str], common: Collection[str] = ()) -> Sieve:
    """Build the sieve of *forms*; a phrase goes under its longest word that is not *common*."""
    alone: set[str] = set()
    phrases: dict[str, list[frozenset[str]]] = {}
    for form in forms:
        words = words_of(form)
        if len(words) == 1:
            alone.add(words[0])
        elif words:
            rarest = max(reversed(words), key=lambda word: (word not in common, len(word)))
            phrases.setdefault(rarest, []).append(frozenset(words))
    grouped = {word: tuple(found) for word, found in phrases.items() if word not in alone}
    return Sieve(frozenset(alone), grouped, frozenset(alone | grouped.keys()))


def _places(words: Sequence[str], word: str) -> Iterator[int]:
    return (at for at, found in enumerate(words) if found == word)


def _around(words: Sequence[str], at: int) -> Sequence[str]:
    return words[max(0, at - _REACH) : at + _REACH + 1]

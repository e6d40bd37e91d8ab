"""Hold back, at the price of one scan, copy in which none of many thousand forms can stand."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]+")
# Character sets of one byte a sign, the fastest first, with what becomes of their bytes: letters stay, others part.
_WESTERN = {
    charset: bytes(sign if _WORD.match(bytes([sign]).decode(charset, "replace")) else 32 for sign in range(256))
    for charset in ("latin-1", "cp1252")
}
# Words on either side of its rarest in which a phrase must stand: other words may part it, not half a page.
_REACH = 8


@dataclass(frozen=True, slots=True)
class Sieve:
    """Single words that stand for themselves, and phrases under the rarest of their words and the next rarest."""

    alone: frozenset[str]
    phrases: Mapping[str, Mapping[str, tuple[frozenset[str], ...]]]
    words: frozenset[str]

    def holds_back(self, words: Sequence[str]) -> bool:
        """Say whether no form can stand in copy of these *words*, given in its order."""
        if self.words.isdisjoint(words):
            return True
        if not self.alone.isdisjoint(words):
            return False
        present = frozenset(words)
        for word in self.phrases.keys() & present:
            under = self.phrases[word]
            likely = [phrase for second in under.keys() & present for phrase in under[second] if phrase <= present]
            if any(phrase.issubset(_around(words, at)) for phrase in likely for at in _places(words, word)):
                return False
        return True


def words_of(folded: str, start: int = 0, end: int | None = None) -> list[str]:
    """Return the words of a stretch of *folded* text, as sieves know them."""
    stretch = folded[start:end]
    for charset, letters in _WESTERN.items():
        try:
            return stretch.encode(charset).translate(letters).decode(charset).split()
        except UnicodeEncodeError:
            continue  # it holds a sign that this character set lacks
    found: list[str] = _WORD.findall(stretch)
    return found


def build_sieve(forms: Iterable[str], common: Collection[str] = ()) -> Sieve:
    """Build the sieve of *forms*; a phrase goes under its longest word that is not *common*."""
    alone: set[str] = set()
    phrases: dict[str, dict[str, list[frozenset[str]]]] = {}
    for form in forms:
        words = words_of(form)
        if len(words) == 1:
            alone.add(words[0])
        elif words:
            (_, rarest), (_, second), *_ = sorted(
                enumerate(words), key=lambda item: (item[1] in common, -len(item[1]), -item[0])
            )
            phrases.setdefault(rarest, {}).setdefault(second, []).append(frozenset(words))
    grouped = {
        word: {second: tuple(found) for second, found in under.items()}
        for word, under in phrases.items()
        if word not in alone
    }
    return Sieve(frozenset(alone), grouped, frozenset(alone | grouped.keys()))


def _places(words: Sequence[str], word: str) -> Iterator[int]:
    return (at for at, found in enumerate(words) if found == word)


def _around(words: Sequence[str], at: int) -> Sequence[str]:
    return words[max(0, at - _REACH) : at + _REACH + 1]

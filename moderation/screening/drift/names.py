"""Names as they sound, so that one written in another script is known again: «Лосев» and "Lossev", «تعز» and "Taëz".

Transliterations differ most in vowels, in doubled letters and among kindred consonants; what is left when these are
taken alike is enough to know a name by that stands in two sentences of which one renders the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from anyascii import anyascii

from moderation.screening.lexicon import LanguagePack
from moderation.screening.quantities import small_words

_SHORTEST = 3  # consonants by which a name is known; fewer are shared by chance
_LONGEST = 4  # … and what follows may be an ending
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_LETTER = re.compile(r"[^\W\d_]")
_MUTE = "mute"
# Letters and pairs of them that stand for one sound or kindred ones, the longest first; vowels and breaths for none.
_SOUNDS = (
    ("s", r"shch|sch|tch|dsch|dzh|dj|sh|ch|zh|ts|tz|c(?=[eiy])|x|j|z|s"),
    ("k", r"kh|gh|ck|k|q|c|g"),
    ("t", r"th|dh|t|d"),
    ("f", r"ph|f|v"),
    ("p", r"p|b"),
    (_MUTE, r"[aeiouywh]|[^a-z]"),
)
_ANY = re.compile("|".join(f"(?P<{sound}>{letters})" for sound, letters in _SOUNDS))
_TWICE = re.compile(r"(.)\1+")


def is_latin(text: str) -> bool:
    """Say whether *text* is written in Latin letters for the most part."""
    return 2 * len(_LATIN.findall(text)) >= len(_LETTER.findall(text))


def sounds_in(sentence: str, pack: LanguagePack) -> Iterator[str]:
    """Yield how the names of a *sentence* sound; in a script without capitals any word may be one.

    The first word has its capital from the sentence.
    """
    small = small_words(pack)
    for word in list(_WORD.finditer(sentence))[1:]:
        letters = word[0]
        if letters[0].isupper() or not _has_cases(letters):
            parted = {letters, *_without(letters, small)}
            parted.update(rest for one in list(parted) for rest in _without(one, small))
            yield from filter(None, map(_sound, sorted(parted)))


def _without(word: str, small: Iterable[str]) -> Iterator[str]:
    """Yield what stands behind the small words that *word* may begin with: an article, a conjunction."""
    return (word.removeprefix(first) for first in small if word.startswith(first))


@lru_cache(maxsize=4096)
def _sound(word: str) -> str:
    """Return the consonants of *word* by their kinds; nothing where they are too few to tell a name."""
    letters = anyascii(word).lower()
    if _has_cases(word):  # elsewhere two letters in a row had a vowel between them
        letters = _TWICE.sub(r"\1", letters)
    kept = _ANY.sub(_kind_of, letters)
    return kept[:_LONGEST] if len(kept) >= _SHORTEST else ""


def _kind_of(letters: re.Match[str]) -> str:
    kind = letters.lastgroup or ""
    return "" if kind == _MUTE else kind


def _has_cases(word: str) -> bool:
    return word.lower() != word.upper()

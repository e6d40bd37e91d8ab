"""Spell out forms written with slots: "plaque/stone names/lists the? dead" stands for eight phrases.

As in the tables of labels, words parted by a slash may stand for each other, and one with a question mark may be left
out with all that it is parted from. A slash between digits is part of a name: "the 7/7 bombings".
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from moderation.screening.lexicon import UnreadableLexicon

_EITHER = re.compile(r"(?<!\d)/|/(?!\d)")
_OPTIONAL = "?"


@lru_cache(maxsize=4096)
def spell_out(cell: str) -> tuple[str, ...]:
    """Return the forms of a *cell*, parted by ``|``, in the order in which they are written.

    :raises UnreadableLexicon: a slot lacks a word, or a form consists of words that may all be left out.
    """
    return tuple(spelled for form in cell.split("|") for spelled in _spelled(form))


def _spelled(form: str) -> tuple[str, ...]:
    if "/" not in form and _OPTIONAL not in form:
        return (form,)
    slots = [_words(slot, form) for slot in form.split()]
    if all("" in words for words in slots):
        raise UnreadableLexicon(f"{form!r} asks for nothing; a ? lets its whole slot be left out")
    return tuple(" ".join(filter(None, words)) for words in product(*slots))


def _words(slot: str, form: str) -> list[str]:
    words = _EITHER.split(slot.replace(_OPTIONAL, ""))
    if not all(words):
        raise UnreadableLexicon(f"{form!r}: a slot lacks a word; write one on either side of each slash")
    return [*words, *([""] if _OPTIONAL in slot else [])]

"""Put the lines of a paragraph together that were broken at a fixed width, where a hyphen ends one of them too."""

from __future__ import annotations

import re
from collections.abc import Iterable

# The words of which numbers are put together by hyphens: seventy-five, quatre-vingt-dix-sept, vingt-et-un.
_NUMBER_WORDS = """
one two three four five six seven eight nine first second third fourth fifth sixth seventh eighth ninth
twenty thirty forty fifty sixty seventy eighty ninety hundred thousand
un une deux trois quatre cinq sept huit neuf dix onze douze treize quatorze quinze seize
vingt vingts trente quarante cinquante soixante cent cents mille et
"""
_NUMBERS = frozenset(_NUMBER_WORDS.split())
# A hyphen before these belongs to what follows later: 12- and 13-year-olds.
_SUSPENDING = frozenset({"and", "or", "to", "et", "ou", "à"})
_BEFORE = re.compile(r"(\w+)[-\u2010\u2011]\Z")
_AFTER = re.compile(r"[^\W\d_]+|\d+")


def join_lines(lines: Iterable[str]) -> str:
    """Return wrapped lines as one: by a space, but by nothing behind a hyphen that is a number's or a name's own.

    A hyphen may also break a word for the width (demon-, stration). Which words there are is known to those who read
    the text, and they put it together: it stays as it came, with the space that tells it from a hyphen of its own.
    """
    joined = ""
    for line in lines:
        joined += line if not joined or _is_own(joined, line) else f" {line}"
    return joined


def _is_own(before: str, after: str) -> bool:
    """Tell whether the hyphen at the end of a line is the text's own."""
    last, first = _BEFORE.search(before[-40:]), _AFTER.match(after)
    if last is None or first is None:
        return False
    one, other = last[1], first[0]
    if other[0].isdigit():
        return True
    if one[-1].isdigit():
        return other.lower() not in _SUSPENDING
    if other[0].isupper() and not one.isupper():
        return True
    return {one.lower(), other.lower()} <= _NUMBERS

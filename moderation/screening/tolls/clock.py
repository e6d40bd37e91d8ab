"""Tell the times of a ticker from years: "1840 Dockers carry a man out", "1802 GMT".

A chronicle sets years before its paragraphs, a ticker times, and both write them as four digits. Times are those beside
the name of a zone; and, where all that open paragraphs could be times, those of a text in which one is no year, or
which goes back behind 1900 through four of them or more, in small steps.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

_OPENING = re.compile(r"^(?P<digits>\d{4}) (?P<next>[^\W\d_]+|[\"“‘«'])", re.MULTILINE)
_OLDEST = 1000  # the years of chronicles that news desks print
_LATELY = 1900
_FEWEST, _LONGEST_STEP = 4, 100  # a chronicle goes back in long steps, or in few
_LAST_HOUR, _LAST_MINUTE = 23, 59


@lru_cache(maxsize=8)
def find_times(folded: str, zones: frozenset[str], year: int) -> frozenset[int]:
    """Return where the times of day stand that open a paragraph of *folded* and look like years up to *year*.

    *zones* are the words behind a time: "gmt".
    """
    openings = list(_OPENING.finditer(folded))
    zoned = [opening for opening in openings if opening["next"] in zones]
    digits = [int(opening["digits"]) for opening in openings]
    if not all(map(_may_be_time, digits)):
        openings = zoned
    elif not (zoned or _holds_no_year(digits, year) or _goes_back(digits)):
        return frozenset()
    return frozenset(opening.start() for opening in openings)


def _may_be_time(digits: int) -> bool:
    return digits // 100 <= _LAST_HOUR and digits % 100 <= _LAST_MINUTE


def _holds_no_year(digits: Sequence[int], year: int) -> bool:
    return any(not _OLDEST <= one <= year for one in digits)


def _goes_back(digits: Sequence[int]) -> bool:
    steps = [earlier - later for earlier, later in pairwise(digits)]
    is_steady = len(digits) >= _FEWEST and all(0 <= step <= _LONGEST_STEP for step in steps)
    return is_steady and digits[-1] < _LATELY <= digits[0]

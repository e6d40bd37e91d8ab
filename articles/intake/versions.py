"""A wire's own version numbers, compared as it counts."""

from __future__ import annotations

import re

_NUMBERS = re.compile(r"[0-9]{1,18}(?:\.[0-9]{1,18}){0,7}\Z")


def written_version(said: object) -> str | None:
    """Return a version as the wire counts, a whole number in digits alone; None for what is neither number nor words.

    A number with a fraction is none: JSON's 1.10 is 1.1.
    """
    if isinstance(said, str):
        return said.strip()
    if isinstance(said, bool) or not isinstance(said, int | float) or said % 1 != 0:
        return None
    return str(int(said))


def is_older(version: str, than: str) -> bool:
    """Tell whether a version comes before another: `9` before `10`, `1.2` before `1.10`.

    Versions that are no numbers have no order that could be relied on: none is older.
    """
    if not _NUMBERS.match(version) or not _NUMBERS.match(than):
        return False
    return _parts(version) < _parts(than)


def _parts(version: str) -> list[int]:
    parts = [int(part) for part in version.split(".")]
    while parts and parts[-1] == 0:
        parts.pop()
    return parts

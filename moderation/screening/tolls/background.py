"""Tell news from settled history: a toll dated in an earlier year is background."""

from __future__ import annotations

from collections.abc import Sequence

from moderation.screening.quantities import Sort
from moderation.screening.tolls.chunks import Chunk
from moderation.screening.tolls.lexemes import LETTER

_SINCE, _PAST_YEAR, _STOP = LETTER["SINCE"], LETTER["PASTYEAR"], LETTER["STOP"]
_DATING = frozenset(LETTER[name] for name in ("IN", "OF", "AT", "WORD", "NAME", "DET", "FROM", "OPEN", "AND"))
_GUARD = LETTER["GUARD"]
_DATES = frozenset((_PAST_YEAR, _GUARD))
_NEAR = 4  # chunks before a year in which "since" makes the count a running one


def in_the_past(chunks: Sequence[Chunk]) -> frozenset[int]:
    """Return the indices of the chunks whose clause names an earlier year; a stop ends a clause."""
    if _DATES.isdisjoint([chunk.letter for chunk in chunks]):
        return frozenset()
    past: list[int] = []
    clause: list[int] = []
    dated = False
    for index, chunk in enumerate(chunks):
        clause.append(index)
        dated = dated or _is_past_date(chunks, index)
        if chunk.letter == _STOP or index + 1 == len(chunks):
            past.extend(clause if dated else ())
            clause, dated = [], False
    return frozenset(past)


def _is_past_date(chunks: Sequence[Chunk], index: int) -> bool:
    chunk = chunks[index]
    if chunk.letter == _PAST_YEAR:
        return True
    if chunk.letter != _GUARD or chunk.figure is None or chunk.figure.sort is not Sort.YEAR or index == 0:
        return False
    before = [earlier.letter for earlier in chunks[max(0, index - _NEAR) : index]]
    return _SINCE not in before and before[-1] in _DATING

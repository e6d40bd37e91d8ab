"""Hear the encoder on whether anybody vouches for a figure: it knows turns of speech that no rule names."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Protocol

from moderation.screening.values import Attribution, Grade, Scope, Span

_SURE = 0.75  # from this likelihood on the encoder is believed against the rules
_OPEN = (Grade.NONE, Grade.HEDGED)


class Hearer(Protocol):
    """Who has heard a text: an encoder."""

    def grade_at(self, span: Span, attribution: Attribution) -> Mapping[str, float] | None:
        """Return the log-likelihood of each grade for the figure at *span*, of which the rules say *attribution*."""
        ...


def hear_again(
    attribution: Attribution, span: Span, hearer: Hearer, nearby: Callable[[Span], Attribution | None]
) -> Attribution:
    """Return who vouches for the figure at *span* once *hearer* has been heard.

    A figure is given to somebody only where the text names one *nearby*: an editor who is told nothing must be able to
    see whom the engine relied on. Which source is named and which is not, the rules know better.
    """
    said = hearer.grade_at(span, attribution)
    if said is None:
        return attribution
    likely = {grade: math.exp(said[grade]) for grade in Grade}
    is_open = sum(likely[grade] for grade in _OPEN)
    if attribution.grade in _OPEN:
        found = nearby(span) if 1 - is_open >= _SURE else None
        return replace(found, likelihood=1 - is_open) if found else attribution
    if is_open < _SURE or likely[Grade.HEDGED] > likely[Grade.NONE]:
        return attribution
    return replace(attribution, grade=Grade.NONE, scope=Scope.ABSENT, party=False, likelihood=is_open)

"""Hear the encoder on whether anybody vouches for a figure: it knows turns of speech that no rule names."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Protocol

from moderation.screening.values import Attribution, Grade, Span

_SURE = 0.7  # from this likelihood on the encoder is believed against the rules
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

    It is asked where the rules found nobody and the text names a source *nearby*: an editor who is told nothing must be
    able to see whom the engine relied on, and asking costs more than all rules do. What rules gave to a source they
    take back too seldom to be asked about, and which source is named and which is not, they know better.
    """
    found = nearby(span) if attribution.grade in _OPEN else None
    said = hearer.grade_at(span, attribution) if found else None
    if found is None or said is None:
        return attribution
    likely = 1 - sum(math.exp(said[grade]) for grade in _OPEN)
    return replace(found, likelihood=likely) if likely >= _SURE else attribution

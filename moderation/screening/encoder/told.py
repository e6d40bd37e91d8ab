"""Put what the rules found of a figure's source into the numbers that the encoder is told."""

from __future__ import annotations

from moderation.screening.values import Attribution, Grade, Scope

# Where nobody tells it, as of copy that the rules were written for.
UNTOLD = (0.0,) * (len(Grade) + len(Scope) + 1)


def traits_of(attribution: Attribution) -> tuple[float, ...]:
    """Return one number for each grade and each scope, and one for a party: 1 where it is so, else 0."""
    grades = (float(attribution.grade is grade) for grade in Grade)
    scopes = (float(attribution.scope is scope) for scope in Scope)
    return (*grades, *scopes, float(attribution.party))

"""Put what the rules found into the numbers that the encoder's judges are told."""

from __future__ import annotations

from collections.abc import Mapping

from moderation.screening.values import Attribution, Grade, Scope, Voice

# What is judged: who vouches for a figure, and in whose voice a label is.
GRADES, LABELS = "grades", "labels"
# Where nobody tells a judge what the rules found, as of copy that they were written for.
UNTOLD: Mapping[str, tuple[float, ...]] = {
    GRADES: (0.0,) * (len(Grade) + len(Scope) + 1),
    LABELS: (0.0,) * (len(Voice) + 1),
}


def traits_of_source(attribution: Attribution) -> tuple[float, ...]:
    """Return one number for each grade and each scope, and one for a party: 1 where it is so, else 0."""
    grades = (float(attribution.grade is grade) for grade in Grade)
    scopes = (float(attribution.scope is scope) for scope in Scope)
    return (*grades, *scopes, float(attribution.party))


def traits_of_label(voice: Voice | None) -> tuple[float, ...]:
    """Return one number for each voice and one for a word that the rules hold back, *voice* None."""
    return (*(float(voice is one) for one in Voice), float(voice is None))

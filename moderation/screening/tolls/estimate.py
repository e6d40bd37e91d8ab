"""Estimate how likely a figure is a toll, and of what effect: weights learned from annotated copy.

The constructions speak first; what they tied is one of the traits that an estimator weighs before it decides: a
log-linear model over `traits`, trained by ``manage.py train`` and kept as one file a language beside this one.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from moderation.screening.values import Effect, Span

FOLDER = Path(__file__).parent / "estimates"
NO_TOLL = "none"


class Estimate(NamedTuple):
    """How likely a figure is a toll, and which effect it would then have."""

    likelihood: float
    effect: Effect


class Weigher(Protocol):
    """Whoever says which figures are tolls: an estimator, or in training the annotation."""

    @property
    def stands(self) -> float:
        """Return the likelihood from which a figure is a toll."""
        ...

    def weigh(self, span: Span, traits: Sequence[str]) -> Estimate:
        """Return the estimate for the figure at *span*, which has these *traits*."""
        ...


@dataclass(frozen=True, slots=True)
class Estimator:
    """One language's weights: a row of one number a class for each trait; a figure is a toll from ``stands`` on."""

    classes: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, Sequence[float]]
    stands: float

    def weigh(self, span: Span, traits: Sequence[str]) -> Estimate:
        """Return the estimate for a figure of these *traits*, wherever it stands."""
        rows = filter(None, map(self.weights.get, traits))
        sums = list(map(sum, zip(self.bias, *rows, strict=True)))
        most = max(sums)
        shares = [math.exp(total - most) for total in sums]
        named = dict(zip(self.classes, shares, strict=True))
        none = named.pop(NO_TOLL)
        _, best = max(zip(named.values(), named, strict=True))
        return Estimate(1 - none / sum(shares), Effect(best))


@cache
def read_estimator(language: str) -> Estimator | None:
    """Return the estimator kept for *language*, read once a process; None where nobody trained one."""
    path = FOLDER / f"{language}.json"
    if not language.isalpha() or not path.exists():
        return None
    return build_estimator(json.loads(path.read_text(encoding="utf-8")))


def build_estimator(kept: Mapping[str, Any]) -> Estimator:
    """Build an estimator from what its file holds: weights are kept as whole numbers of a ``scale``.

    Equal weights, and equal rows of them, are one object in memory: so what is added up stays near the processor.
    """
    scale, rows = kept["scale"], kept["weights"]
    numbers = {value: value / scale for row in rows.values() for value in row}
    shared: dict[tuple[int, ...], tuple[float, ...]] = {}
    for row in rows.values():
        shared.setdefault(tuple(row), tuple(map(numbers.__getitem__, row)))
    return Estimator(
        classes=tuple(kept["classes"]),
        bias=tuple(value / scale for value in kept["bias"]),
        weights={trait: shared[tuple(row)] for trait, row in rows.items()},
        stands=kept["stands"],
    )

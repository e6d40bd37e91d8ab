"""Estimate how likely a figure is a toll, and of what effect: weights learned from annotated copy.

The constructions decide first. An estimator speaks where they tied a figure to nothing, or tied one that looks like
none: a log-linear model over `traits`, trained by ``manage.py train`` and kept as one file a language beside this one.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from moderation.screening.values import Effect

FOLDER = Path(__file__).parent / "estimates"
NO_TOLL = "none"


@dataclass(frozen=True, slots=True)
class Estimate:
    """How likely a figure is a toll, and which effect it would then have."""

    likelihood: float
    effect: Effect


@dataclass(frozen=True, slots=True)
class Estimator:
    """One language's weights: a row of one number a class for each trait, and where its word counts.

    A figure that no construction ties is a toll from the likelihood ``adds`` on; one that is tied is none below
    ``drops``.
    """

    classes: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, Sequence[float]]
    adds: float
    drops: float

    def weigh(self, traits: Sequence[str]) -> Estimate:
        """Return the estimate for a figure of these *traits*."""
        rows = filter(None, map(self.weights.get, traits))
        sums = list(map(sum, zip(self.bias, *rows, strict=True)))
        most = max(sums)
        shares = [math.exp(total - most) for total in sums]
        named = dict(zip(self.classes, shares, strict=True))
        none = named.pop(NO_TOLL)
        _, best = max(zip(named.values(), named, strict=True))
        return Estimate(1 - none / sum(shares), Effect(best))


class Estimators:
    """The estimators at hand, by language."""

    def __init__(self, *, are_wanted: bool = True) -> None:
        self._are_wanted = are_wanted

    def of(self, language: str) -> Estimator | None:
        """Return the estimator of *language*, or None where there is none or none is wanted."""
        return read_estimator(language) if self._are_wanted else None


NO_ESTIMATORS = Estimators(are_wanted=False)


@cache
def read_estimator(language: str) -> Estimator | None:
    """Return the estimator kept for *language*, read once a process; None where nobody trained one."""
    path = FOLDER / f"{language}.json"
    if not language.isalpha() or not path.exists():
        return None
    return build_estimator(json.loads(path.read_text(encoding="utf-8")))


def build_estimator(kept: Mapping[str, Any]) -> Estimator:
    """Build an estimator from what its file holds: weights are kept as whole numbers of a ``scale``."""
    scale = kept["scale"]
    return Estimator(
        classes=tuple(kept["classes"]),
        bias=tuple(value / scale for value in kept["bias"]),
        weights={trait: tuple(value / scale for value in row) for trait, row in kept["weights"].items()},
        adds=kept["adds"],
        drops=kept["drops"],
    )

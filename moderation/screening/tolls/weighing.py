"""Weigh a figure by the estimator and, where that doubts, by the encoder as well."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from moderation.screening.encoder import EncodedText, has_encoder, load_encoder
from moderation.screening.tolls.estimate import NO_TOLL, Estimate, Estimator, Weigher, read_estimator
from moderation.screening.tolls.hindsight import Historian, read_hindsight
from moderation.screening.values import Effect, Layout, Span

# Outside of these likelihoods the estimator is alone: there the encoder changes next to nothing, and it costs more than
# everything else that is done to a figure.
_DOUBT = (0.05, 0.95)
# The encoder's part where both are heard: it is right somewhat more often, but not where the constructions know better.
_SHARE = 0.6


class Reader(Protocol):
    """Who has read a text whole: an encoder."""

    def figure_at(self, span: Span) -> Mapping[str, float] | None:
        """Return the log-likelihood of each effect, and of no toll, for the figure at *span*."""
        ...


@dataclass(frozen=True, slots=True)
class TwoReaders:
    """The estimator and one text as the encoder reads it; where both are heard, the encoder has the greater part."""

    estimator: Estimator
    text: Reader

    @property
    def stands(self) -> float:
        """Return the likelihood from which a figure is a toll."""
        return self.estimator.stands

    def weigh(self, span: Span, traits: Sequence[str]) -> Estimate:
        """Return the estimator's estimate of the figure at *span*, or the weighted mean of both, as log-odds."""
        first = self.estimator.weigh(span, traits)
        least, most = _DOUBT
        seen = self.text.figure_at(span) if least < first.likelihood < most else None
        return first if seen is None else _mean(first, seen)


@dataclass(frozen=True, slots=True)
class Weighers:
    """Who weighs the figures of a text: the estimator of its language, with the encoder or without, or nobody."""

    with_estimators: bool = True
    with_encoder: bool = True

    def encode(self, layout: Layout, language: str) -> EncodedText | None:
        """Return *layout* as the encoder reads it, or None where there is none, or it does not know *language*."""
        encoder = load_encoder() if self.with_encoder else None
        return EncodedText(encoder, layout) if encoder and language in encoder.languages else None

    def of(self, language: str, encoded: EncodedText | None) -> Weigher | None:
        """Return who weighs the figures of a text that is *encoded*; nobody where its language has no estimator."""
        estimator = read_estimator(language) if self.with_estimators else None
        return TwoReaders(estimator, encoded) if estimator and encoded else estimator

    def historian(self, language: str) -> Historian | None:
        """Return who tells settled history from news in copy of *language*."""
        return read_hindsight(language) if self.with_estimators else None

    def absent(self) -> tuple[str, ...]:
        """Return who does not weigh, for copy is then read otherwise: ``no-estimators``, ``no-encoder`` or both."""
        present = {"no-estimators": self.with_estimators, "no-encoder": self.with_encoder and has_encoder()}
        return tuple(name for name, is_there in present.items() if not is_there)

    def lacks_encoder(self) -> bool:
        """Say whether the encoder is wanted and nobody trained one; whoever starts the engine says so."""
        return self.with_encoder and not has_encoder()

    def load(self, languages: Sequence[str]) -> None:
        """Load what may be loaded before a process forks: the encoder's network does not survive it."""
        for language in languages if self.with_estimators else ():
            read_estimator(language)
            read_hindsight(language)


NO_WEIGHERS = Weighers(with_estimators=False, with_encoder=False)


def _mean(first: Estimate, seen: Mapping[str, float]) -> Estimate:
    """Return the weighted mean of both as log-odds; the effect is the encoder's likeliest."""
    harms = {effect: weight for effect, weight in seen.items() if effect != NO_TOLL}
    against = seen[NO_TOLL]
    most = max(harms.values())
    for_it = most + math.log(sum(math.exp(weight - most) for weight in harms.values()))
    odds = (1 - _SHARE) * math.log(first.likelihood / (1 - first.likelihood)) + _SHARE * (for_it - against)
    return Estimate(1 / (1 + math.exp(-odds)), Effect(max(harms, key=harms.__getitem__)))

"""Ask for tolls with somebody who takes whatever it is asked about for one: what is not told then was turned away."""

from collections.abc import Sequence
from pathlib import Path

from moderation.screening.lexicon import read_lexicon
from moderation.screening.text import read_layout
from moderation.screening.tolls import find_tolls
from moderation.screening.tolls.estimate import Estimate
from moderation.screening.values import Effect, Span

PACKS = read_lexicon(Path(__file__).parents[2] / "seeds" / "lexicons").packs


class Believer:
    """Takes whatever it is asked about for a toll."""

    stands = 0.5

    def __init__(self, effect: Effect = Effect.KILLED) -> None:
        self._effect = effect

    def weigh(self, span: Span, traits: Sequence[str]) -> Estimate:
        return Estimate(1.0, self._effect)


def told(sentence: str, language: str, effect: Effect = Effect.KILLED) -> list[str]:
    found = find_tolls(read_layout(sentence, PACKS[language]), PACKS[language], None, Believer(effect))
    return [toll.span.of(sentence) for toll in found]

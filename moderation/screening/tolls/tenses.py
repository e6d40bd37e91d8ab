"""Tell by a verb's tense what it tells: history, a plot, or what goes back behind the times told of.

One table for dates and plots alike. News is told in a past tense too, in English in hardly another, and that makes no
plot of it; the French passé simple tells of what nobody remembers seeing, and so do the words that go back a tense.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from moderation.screening.lexicon import LanguagePack
from moderation.screening.tolls.lexemes import forms_of
from moderation.screening.tolls.phrases import any_of


@dataclass(frozen=True, slots=True)
class Tenses:
    """A language's forms of verbs, by what their tense says."""

    preterite: frozenset[str]  # of harm, in a tense that news is not told in: "périrent"
    narrating: frozenset[str]  # others in that tense: "devint", but not "engloutit", which is a present as well
    past_verb: frozenset[str]  # in a past tense that news is told in, and plots are not: "were", "sont morts"
    participle: frozenset[str]  # past where nothing present stands before it: "killed"
    present: frozenset[str]  # what makes a participle present: "are"
    pluperfect: re.Pattern[str]  # what goes back behind the times told of: "had died"
    backshifting: re.Pattern[str]  # behind it the pluperfect tells no tale of old: "said"

    def narrates(self, words: Iterable[str]) -> bool:
        """Say whether one of *words* is a verb in a tense that news is seldom told in."""
        return any(word in self.narrating or word in self.preterite for word in words)

    def is_past(self, words: Sequence[str]) -> bool:
        """Say whether *words* tell of the past: "drowned", "a fire killed 12", but not "two men are killed"."""
        return any(
            word in self.past_verb
            or f"{before} {word}" in self.past_verb
            or self.narrates((word,))
            or (word in self.participle and before not in self.present)
            for before, word in zip(["", *words], words, strict=False)
        )


@lru_cache(maxsize=12)
def read_tenses(pack: LanguagePack) -> Tenses:
    """Compile *pack*'s forms of verbs, once."""
    return Tenses(
        preterite=forms_of(pack, "preterite"),
        narrating=forms_of(pack, "narrating"),
        past_verb=forms_of(pack, "past_verb"),
        participle=forms_of(pack, "participle"),
        present=forms_of(pack, "present"),
        pluperfect=any_of(forms_of(pack, "pluperfect")),
        backshifting=any_of(forms_of(pack, "backshifting")),
    )

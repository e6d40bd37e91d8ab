"""What a cue that reaches a span comes down to: a source, with its scope and whether it is a party."""

from __future__ import annotations

from typing import NamedTuple

from moderation.screening.attribution.cue import Cue
from moderation.screening.attribution.echoes import identities, resolve
from moderation.screening.attribution.forms import Force
from moderation.screening.attribution.parties import Partisanship
from moderation.screening.attribution.readings import Readings
from moderation.screening.attribution.sources import Source
from moderation.screening.values import Attribution, Grade, Scope, Span


class Voicing(NamedTuple):
    """A cue that reaches a span, with the source it comes down to."""

    cue: Cue
    source: Source
    scope: Scope
    party: bool

    def attribution(self) -> Attribution:
        """Return what a reading keeps of the voicing."""
        return Attribution(self.source.grade, self.scope, self.cue.span, self.source.span, self.party)


class Voicer:
    """Voices the cues of one text."""

    def __init__(self, readings: Readings, partisans: Partisanship) -> None:
        self._readings, self._partisans = readings, partisans
        self._parties: dict[tuple[Span, Span], bool] = {}

    def voice(self, cue: Cue, sentence: Span, *, is_quoted: bool) -> Voicing:
        """Return the voicing of *cue*, which stands in *sentence*; *is_quoted* where its words stand between marks."""
        source = resolve(cue, sentence, self._readings)
        scope = Scope.QUOTE if is_quoted else Scope.INHERITED if source.is_echo else Scope.SENTENCE
        party = source.grade is Grade.NAMED and cue.force is not Force.CHARGE and self._is_party(source, sentence)
        return Voicing(cue, source, scope, party)

    def _is_party(self, source: Source, sentence: Span) -> bool:
        key = source.span, sentence
        if key not in self._parties:
            places = identities(source, sentence, self._readings)
            judgements = (self._partisans.judge(place, sentence) for place in places)
            self._parties[key] = next((judged for judged in judgements if judged is not None), False)
        return self._parties[key]

"""Who says a quotation: named beside it, within it, before it, behind it, or by the one that it resumes."""

from __future__ import annotations

from moderation.screening.attribution.behind import find_opening
from moderation.screening.attribution.cue import phrase_cue
from moderation.screening.attribution.forms import Force
from moderation.screening.attribution.links import Link
from moderation.screening.attribution.readings import Readings
from moderation.screening.attribution.voicing import Voicer, Voicing
from moderation.screening.values import Grade, Quotation, Span

# A charge ("blamed") speaks of figures, not between marks.
QUOTING = frozenset(Force) - {Force.CHARGE}
# A speaker included in the quotation is named within its first sentences.
LONGEST_QUOTATION = 4

_SPEAKING = frozenset({Force.SAY, Force.TELL, Force.QUOTE})


class Speakers:
    """The speakers of the quotations of one text."""

    def __init__(self, readings: Readings, voicer: Voicer) -> None:
        self._readings, self._voicer = readings, voicer
        self._speakers: dict[Quotation, Voicing | None] = {}

    def of(self, quotation: Quotation) -> Voicing | None:
        """Return who says *quotation*, where the text tells."""
        # Quotations that resume one another are asked for in reading order, so the chain never grows deep.
        if quotation not in self._speakers:
            self._speakers[quotation] = self._find_speaker(quotation)
        return self._speakers[quotation]

    def _find_speaker(self, quotation: Quotation) -> Voicing | None:
        """Find the cue in the sentence in which *quotation* ends, or begins, or the one it resumes."""
        first = self._readings.sentence(quotation.outer.start)
        for sentence in dict.fromkeys((self._readings.sentence(quotation.outer.end - 1), first)):
            place = Span(max(quotation.outer.start, sentence.start), min(quotation.outer.end, sentence.end))
            covering = (reach for reach in self._readings.read(sentence).reaches if reach.covers(place))
            reaches = [reach for reach in covering if reach.cue.force in QUOTING]
            near = min(reaches, key=lambda reach: _gap(reach.cue.span, place), default=None)
            if near is not None:
                return self._voicer.voice(near.cue, sentence, is_quoted=True)
        return (
            self._inner_speaker(quotation)
            or self._introducer(quotation, first)
            or self._last_speaker(quotation, first)
            or self._resumed(quotation, first)
            or self._next_speaker(quotation)
        )

    def _inner_speaker(self, quotation: Quotation) -> Voicing | None:
        """Return the speaker whom the marks include: "« Nobody came, says Ana Brill. It rained. »"."""
        first = self._readings.number(quotation.inner.start)
        for sentence in self._readings.sentences[first : first + LONGEST_QUOTATION]:
            place = Span(max(sentence.start, quotation.inner.start), sentence.end)
            if place.start >= quotation.inner.end:
                break
            for reach in self._readings.innermost(Span(place.start, place.start)).reaches:
                if reach.cue.link is Link.INVERTED and reach.cue.is_closing and reach.cue.force in _SPEAKING:
                    return self._voicer.voice(reach.cue, sentence, is_quoted=True)
        return None

    def _introducer(self, quotation: Quotation, sentence: Span) -> Voicing | None:
        """Return whom the clause before a colon is about: "The mayor was blunt: “…”", "Ana Brill, a baker: “…”"."""
        run = self._readings.read(sentence).run
        at = next((at for at in range(1, len(run)) if run.starts[at] == quotation.outer.start), 0)
        if at == 0 or run.words[at - 1] != ":":
            return None
        source = find_opening(run, at - 1)
        if source is None:
            return None
        cue = phrase_cue(run, 0, at - 1, source=source, force=Force.QUOTE, link=Link.PLAIN, is_closing=False)
        return self._voicer.voice(cue, sentence, is_quoted=True)

    def _last_speaker(self, quotation: Quotation, sentence: Span) -> Voicing | None:
        """Return who spoke in the sentence before, where *quotation* opens the next one of the paragraph."""
        earlier = next(self._readings.before(sentence, 1), None)
        if earlier is None or quotation.outer.start != sentence.start:
            return None
        if self._readings.are_parted(earlier.end, sentence.start):
            return None
        cues = [reach.cue for reach in self._readings.read(earlier).reaches if reach.cue.force in _SPEAKING]
        return self._voicer.voice(cues[-1], earlier, is_quoted=True) if cues else self.opener(earlier)

    def _next_speaker(self, quotation: Quotation) -> Voicing | None:
        """Return whom the next sentence of the paragraph is about: "“Nobody came.” Ana Brill, 40, is a baker."."""
        own = self._readings.sentence(quotation.outer.end - 1)
        later = self._readings.after(own)
        if later is None or quotation.outer.end != own.end or self._readings.are_parted(own.end, later.start):
            return None
        return self.opener(later)

    def opener(self, sentence: Span) -> Voicing | None:
        """Return whom *sentence* is about, where it opens with somebody who can be called back."""
        run = self._readings.read(sentence).run
        source = find_opening(run, len(run))
        if source is None or source.grade is not Grade.NAMED or source.is_echo:
            return None
        cue = phrase_cue(run, 0, 1, source=source, force=Force.QUOTE, link=Link.PLAIN, is_closing=False)
        return self._voicer.voice(cue, sentence, is_quoted=True)

    def _resumed(self, quotation: Quotation, sentence: Span) -> Voicing | None:
        """Return the speaker of the quotation before, where *quotation* goes on in the same or the next sentence."""
        before = self._readings.quotation_before(quotation)
        if before is None or (
            self._readings.are_parted(before.outer.end, quotation.outer.start) and not self._is_alone(quotation)
        ):
            return None
        last = self._readings.sentence(before.outer.end - 1)
        follows = next(self._readings.before(sentence, 1), None) == last and quotation.outer.start == sentence.start
        return self.of(before) if follows or before.outer.start >= sentence.start else None

    def _is_alone(self, quotation: Quotation) -> bool:
        """Say whether a quotation is a paragraph of its own: it goes on from the one before."""
        plain, (start, end) = self._readings.layout.plain, quotation.outer
        return plain[start - 1 : start] == "\n" and plain[end : end + 1] in ("", "\n")


def _gap(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)

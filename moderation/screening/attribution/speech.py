"""Who says what in a text: read lazily, sentence by sentence, and only where something wanted stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from moderation.screening.attribution.cues import Cue, find_cues, iter_credits
from moderation.screening.attribution.hedges import find_hedge
from moderation.screening.attribution.parties import NO_PARTIES, Parties, Partisanship, read_roles
from moderation.screening.attribution.reach import Reach, reach_of
from moderation.screening.attribution.runs import Run, read_run
from moderation.screening.attribution.sources import Source
from moderation.screening.attribution.vocabulary import Force, Kind, Vocabulary, read_vocabulary
from moderation.screening.lexicon import LanguagePack
from moderation.screening.values import Attribution, Grade, Layout, Quotation, Scope, Span, Voice

# How many sentences back an echo ("the same source") finds the source it refers to.
FARTHEST_ANTECEDENT = 8
# A quotation that holds at most this many characters beside the label quotes the label alone.
SCARE_MARGIN = 14
# What the items of a list begin with.
BULLETS = ("- ", "– ", "— ", "• ", "* ")
# Whom a pronoun stands for is sought in so many characters at the head of the sentences before.
OPENING = 90

_GRADES = tuple(Grade)
_FIGURES = frozenset(Force) - {Force.STANCE}
_SPEAKING = frozenset({Force.SAY, Force.QUOTE})
_WORDS = frozenset(Force) - {Force.CHARGE}


@dataclass(frozen=True, slots=True)
class Voicing:
    """A cue that reaches a span, with the source it comes down to."""

    cue: Cue
    source: Source
    scope: Scope
    party: bool


@dataclass(slots=True)
class _Sentence:
    """One sentence's outer run and what its cues reach."""

    run: Run
    reaches: tuple[Reach, ...]


@dataclass(eq=False)
class Speech:
    """The speakers of one text; ask ``of`` for a figure, ``voice_of`` for a label."""

    layout: Layout
    words: Vocabulary
    partisans: Partisanship
    wanted: tuple[Span, ...]
    _sentences: dict[Span, _Sentence] = field(default_factory=dict)
    _speakers: dict[Quotation, Voicing | None] = field(default_factory=dict)
    _parties: dict[tuple[Span, Span], bool] = field(default_factory=dict)

    def of(self, span: Span) -> Attribution:
        """Return who vouches for *span*, the best grade that reaches it."""
        best = self._best(self._voicings(span, _FIGURES))
        if best is not None:
            source = best.source
            return Attribution(source.grade, best.scope, best.cue.span, source.span, best.party)
        listed = self._listed(span)
        if listed is not None:
            source = listed.source
            return Attribution(source.grade, Scope.INHERITED, listed.cue.span, source.span, listed.party)
        hedge = find_hedge(self._innermost(span).run, span, self.words)
        if hedge is not None:
            return Attribution(Grade.HEDGED, Scope.SENTENCE, hedge)
        return Attribution()

    def voice_of(self, span: Span) -> tuple[Voice, Span | None]:
        """Return the voice in which *span* is said, and the speaker where one is named."""
        quotation = self._quotation(span)
        if quotation is not None:
            speaker = self._speaker(quotation)
            if speaker is not None:
                return Voice.QUOTED, speaker.source.span
            margin = len(quotation.inner.of(self.layout.text).strip()) - (span.end - span.start)
            return (Voice.SCARE if margin <= SCARE_MARGIN else Voice.QUOTED), None
        own = self._speaker_of_verb(span)
        for voicing in self._voicings(span, _WORDS):
            if own is None or voicing.cue.source != own:
                return Voice.ATTRIBUTED, voicing.source.span
        return Voice.OWN, None

    def _speaker_of_verb(self, span: Span) -> Source | None:
        """Return the subject of the reporting verb that *span* is: its choice is the article's own."""
        for reach in self._innermost(span).reaches:
            if reach.cue.verb.overlaps(span):
                return reach.cue.source
        return None

    def speaker_of(self, quotation: Quotation) -> Span | None:
        """Return the span naming who says *quotation*, where the text names one."""
        speaker = self._speaker(quotation)
        return speaker.source.span if speaker else None

    def cues_in(self, sentence: Span) -> tuple[tuple[Cue, Source], ...]:
        """Return the cues of *sentence* outside quotations, each with the source it comes down to."""
        found = []
        for reach in self._read(sentence).reaches:
            if reach.cue.source is not None:
                found.append((reach.cue, self._resolve(reach.cue, sentence)))
        return tuple(found)

    def sentence_of(self, span: Span) -> int:
        """Return the number of the sentence in which *span* begins."""
        return max(bisect_right(self.layout.sentences, span.start, key=lambda sentence: sentence.start) - 1, 0)

    def _listed(self, span: Span) -> Voicing | None:
        """Return the cue of the line that introduces the list in which *span* is an item."""
        sentences, plain = self.layout.sentences, self.layout.plain
        place = sentences.index(self._sentence_at(span.start))
        if not plain.startswith(BULLETS, sentences[place].start):
            return None
        while place > 0 and plain.startswith(BULLETS, sentences[place].start):
            place -= 1
        lead = sentences[place]
        if plain[lead.end - 1] != ":":
            return None
        reaches = [reach for reach in self._read(lead).reaches if reach.cue.force in _FIGURES and reach.cue.source]
        return self._voicing(reaches[-1].cue, lead, None) if reaches else None

    def _best(self, voicings: Sequence[Voicing]) -> Voicing | None:
        return min(voicings, key=lambda voicing: _GRADES.index(voicing.source.grade), default=None)

    def _voicings(self, span: Span, forces: frozenset[Force]) -> list[Voicing]:
        """Return every cue that reaches *span*, nearest first."""
        found = []
        sentence = self._sentence_at(span.start)
        quotation = self._quotation(span)
        if quotation is not None:
            speaker = self._speaker(quotation)
            if speaker is not None:
                found.append(speaker)
        reading = self._innermost(span)
        near = sorted(reading.reaches, key=lambda reach: abs(reach.cue.span.start - span.start))
        for reach in near:
            if reach.cue.force in forces and reach.covers(span) and not reach.cue.span.covers(span):
                found.append(self._voicing(reach.cue, sentence, quotation))
        return found

    def _voicing(self, cue: Cue, sentence: Span, quotation: Quotation | None) -> Voicing:
        source = self._resolve(cue, sentence)
        is_echo = cue.source is not None and cue.source.is_echo
        scope = Scope.QUOTE if quotation else Scope.INHERITED if is_echo else Scope.SENTENCE
        party = source.grade is Grade.NAMED and cue.force is not Force.CHARGE and self._is_party(source, sentence)
        return Voicing(cue, source, scope, party)

    def _is_party(self, source: Source, sentence: Span) -> bool:
        """Judge the source by its own words, else by whom it echoes, by its introduction, by who spoke last."""
        key = source.span, sentence
        if key not in self._parties:
            judgements = (self.partisans.judge(span, sentence) for span in self._identities(source, sentence))
            self._parties[key] = next((judged for judged in judgements if judged is not None), False)
        return self._parties[key]

    def _identities(self, source: Source, sentence: Span) -> Iterator[Span]:
        yield source.span
        if source.is_echo or source.kind in (Kind.BODY, Kind.DOCUMENT, Kind.OFFICE):
            antecedent = self._antecedent(source, sentence)
            if antecedent:
                yield antecedent.span
        introduction = self.partisans.introduction(source.span)
        if introduction:
            yield introduction
        if source.is_echo:
            place = self.sentence_of(sentence)
            for earlier in reversed(self.layout.sentences[max(place - 2, 0) : place]):
                yield Span(earlier.start, min(earlier.end, earlier.start + OPENING))

    def _innermost(self, span: Span) -> _Sentence:
        sentence = self._sentence_at(span.start)
        quotation = self._quotation(span)
        if quotation is None:
            return self._read(sentence)
        stretch = Span(max(quotation.inner.start, sentence.start), min(quotation.inner.end, sentence.end))
        return self._read(stretch, depth=1)

    def _read(self, stretch: Span, depth: int = 0) -> _Sentence:
        known = self._sentences.get(stretch)
        if known is None:
            quotations = [q for q in self.layout.quotations if q.depth == depth and q.outer.overlaps(stretch)]
            run = read_run(self.layout, stretch, quotations, self.words)
            spans = [span for span in self.wanted if span.overlaps(stretch)]
            cues = find_cues(run, spans, self.words)
            cues = (*cues, *(credit for credit in iter_credits(run, self.words)))
            known = self._sentences[stretch] = _Sentence(run, reach_of(run, sorted(cues, key=lambda c: c.anchor), self.words))
        return known

    def _sentence_at(self, at: int) -> Span:
        return self.layout.sentences[self.sentence_of(Span(at, at))]

    def _quotation(self, span: Span) -> Quotation | None:
        return next((q for q in self.layout.quotations if q.depth == 0 and q.inner.covers(span)), None)

    def _speaker(self, quotation: Quotation) -> Voicing | None:
        if quotation not in self._speakers:
            self._speakers[quotation] = self._find_speaker(quotation)
        return self._speakers[quotation]

    def _find_speaker(self, quotation: Quotation) -> Voicing | None:
        last, first = self._sentence_at(quotation.outer.end - 1), self._sentence_at(quotation.outer.start)
        for sentence in dict.fromkeys((last, first)):
            place = Span(max(quotation.outer.start, sentence.start), min(quotation.outer.end, sentence.end))
            reaches = [reach for reach in self._read(sentence).reaches if reach.covers(place)]
            near = min(reaches, key=lambda reach: _gap(reach.cue.span, place), default=None)
            if near is not None:
                return self._voicing(near.cue, sentence, quotation)
        return self._resumed(quotation, first)

    def _resumed(self, quotation: Quotation, sentence: Span) -> Voicing | None:
        """Return the speaker of the quotation before, where this one only resumes it."""
        before = [q for q in self.layout.quotations if q.depth == 0 and q.outer.end <= quotation.outer.start]
        is_opening = quotation.outer.start == sentence.start or (before and before[-1].outer.start >= sentence.start)
        if quotation.outer.start == sentence.start and not self._starts_paragraph(sentence):
            earlier = self._sentence_at(sentence.start - 1)
            cues = [reach.cue for reach in self._read(earlier).reaches if reach.cue.source and reach.cue.force in _SPEAKING]
            if cues:
                return self._voicing(cues[-1], earlier, quotation)
        if before and is_opening and not self._paragraph_break(before[-1].outer.end, quotation.outer.start):
            last = self._sentence_at(before[-1].outer.end - 1)
            if last.end >= sentence.start - 2 or last == sentence:
                return self._speaker(before[-1])
        return None

    def _starts_paragraph(self, sentence: Span) -> bool:
        return self.layout.plain[max(sentence.start - 1, 0) : sentence.start].strip(" ") in ("", "\n") and (
            sentence.start == 0 or "\n" in self.layout.plain[sentence.start - 2 : sentence.start]
        )

    def _paragraph_break(self, start: int, end: int) -> bool:
        return "\n" in self.layout.plain[start:end]

    def _resolve(self, cue: Cue, sentence: Span) -> Source:
        """Return the source that an echo comes down to; any other source is its own."""
        source = cue.source
        assert source is not None
        if not source.is_echo:
            return source
        antecedent = self._antecedent(source, sentence)
        if antecedent is None or source.kind in (Kind.BODY, Kind.OFFICE):
            return source
        return Source(source.span, antecedent.grade, source.kind or antecedent.kind, is_echo=True)

    def _antecedent(self, echo: Source, sentence: Span) -> Source | None:
        sentences = self.layout.sentences
        place = sentences.index(sentence) if sentence in sentences else 0
        for earlier in reversed(sentences[max(place - FARTHEST_ANTECEDENT, 0) : place + 1]):
            for reach in reversed(self._read(earlier).reaches):
                source = reach.cue.source
                if source and not source.is_echo and source.span.end <= echo.span.start and source.is_known:
                    return source
        return None


def read_speech(layout: Layout, pack: LanguagePack, parties: Parties = NO_PARTIES, wanted: Sequence[Span] = ()) -> Speech:
    """Return the speech of a text; nothing is read before somebody asks."""
    partisans = Partisanship(layout, read_roles(pack, parties))
    return Speech(layout, read_vocabulary(pack), partisans, tuple(wanted))


def _gap(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)

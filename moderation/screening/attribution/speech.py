"""Who says what in a text: read lazily, sentence by sentence, and only where something wanted stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from moderation.screening.attribution.behind import find_opening
from moderation.screening.attribution.circumstances import is_circumstance
from moderation.screening.attribution.cue import Cue, phrase_cue
from moderation.screening.attribution.echoes import identities, resolve
from moderation.screening.attribution.hedges import find_hedge
from moderation.screening.attribution.interviews import Answer, find_answers
from moderation.screening.attribution.links import Link
from moderation.screening.attribution.parties import NO_PARTIES, Parties, Partisanship, read_roles
from moderation.screening.attribution.readings import Readings
from moderation.screening.attribution.runs import Run
from moderation.screening.attribution.sources import Source
from moderation.screening.attribution.vocabulary import Force, Word, read_vocabulary
from moderation.screening.lexicon import LanguagePack
from moderation.screening.values import Attribution, Grade, Layout, Quotation, Scope, Span, Voice

# A quotation that holds at most this many characters beside the label quotes the label alone.
SCARE_MARGIN = 14
# One that holds at most this many, an article, holds nothing but the label.
LONE_MARGIN = 4
# What the items of a list begin with, and how many items may stand between one and the line that leads in.
BULLETS = ("- ", "– ", "— ", "• ", "* ")
LONGEST_LIST = 40
# A speaker included in the quotation is named within its first sentences.
LONGEST_QUOTATION = 4

_GRADES = tuple(Grade)
# A stance ("condemned") carries labels and no figures, a charge figures and no labels.
_FIGURES = frozenset(Force) - {Force.STANCE}
_LABELS = frozenset(Force) - {Force.CHARGE}
_VOUCHING = frozenset({Force.SAY, Force.COUNT})
_SPEAKING = frozenset({Force.SAY, Force.TELL, Force.QUOTE})


class Voicing(NamedTuple):
    """A cue that reaches a span, with the source it comes down to."""

    cue: Cue
    source: Source
    scope: Scope
    party: bool

    def attribution(self) -> Attribution:
        """Return what a reading keeps of the voicing."""
        return Attribution(self.source.grade, self.scope, self.cue.span, self.source.span, self.party)


class Speech:
    """The speakers of one text; ask ``of`` for a figure, ``voice_of`` for a label."""

    def __init__(self, readings: Readings, partisans: Partisanship) -> None:
        self.readings = readings
        self._partisans = partisans
        self._speakers: dict[Quotation, Voicing | None] = {}
        self._parties: dict[tuple[Span, Span], bool] = {}
        self._answers: tuple[Answer, ...] | None = None

    def of(self, span: Span) -> Attribution:
        """Return who vouches for *span*, the best grade that reaches it."""
        voicings = self._voicings(span, _FIGURES)
        best = min(voicings, key=lambda voicing: _GRADES.index(voicing.source.grade), default=None)
        best = best or self._listed(span) or self._backed(span) or self._told(span)
        if best is not None:
            return best.attribution()
        question = self._question_of(span)
        if question is not None:
            return Attribution(Grade.NAMED, Scope.QUOTE, question)
        hedge = find_hedge(self.readings.innermost(span).run, span)
        return Attribution(Grade.HEDGED, Scope.SENTENCE, hedge) if hedge else Attribution()

    def voice_of(self, span: Span) -> tuple[Voice, Span | None]:
        """Return the voice in which *span* is said, and the speaker where one is named."""
        quotation = self.readings.quotation(span)
        if quotation is not None:
            return self._quoted_voice(quotation, span)
        own = self._subject_of(span)
        for voicing in self._voicings(span, _LABELS):
            run = self.readings.innermost(span).run
            if self._is_past(voicing.cue, span) or _is_the_writer(run, voicing.cue):
                continue
            if is_circumstance(run, voicing.cue, span):
                continue
            if own is None or voicing.cue.source != own:
                return Voice.ATTRIBUTED, voicing.source.span
        return Voice.OWN, None

    def _quoted_voice(self, quotation: Quotation, span: Span) -> tuple[Voice, Span | None]:
        """Return the voice of a label between marks: a writer who says "we" only holds the word at arm's length."""
        speaker = self._speaker(quotation)
        margin = len(quotation.inner.of(self.readings.layout.text).strip()) - (span.end - span.start)
        if speaker is None:
            return (Voice.SCARE if margin <= SCARE_MARGIN else Voice.QUOTED), None
        if margin <= LONE_MARGIN and self._is_writers(speaker.source.span):
            return Voice.SCARE, None
        return Voice.QUOTED, speaker.source.span

    def _is_writers(self, source: Span) -> bool:
        """Say whether *source* is the writer's own "we" or "I"."""
        run = self.readings.innermost(source).run
        at = next((at for at in range(len(run)) if run.starts[at] == source.start), None)
        return at is not None and bool(run.flags[at] & Word.SELF)

    def _is_past(self, cue: Cue, span: Span) -> bool:
        """Say whether *span* stands behind a semicolon, where what a survey shows or counts is over."""
        return cue.force is Force.COUNT and ";" in self.readings.layout.plain[cue.span.end : span.start]

    def speaker_of(self, quotation: Quotation) -> Span | None:
        """Return the span naming who says *quotation*, where the text names one."""
        speaker = self._speaker(quotation)
        return speaker.source.span if speaker else None

    def cues_in(self, sentence: Span) -> tuple[tuple[Cue, Source], ...]:
        """Return the cues of *sentence* outside quotations, each with the source it comes down to."""
        cues = (reach.cue for reach in self.readings.read(sentence).reaches)
        return tuple((cue, resolve(cue, sentence, self.readings)) for cue in cues)

    def _subject_of(self, span: Span) -> Source | None:
        """Return the subject of the reporting verb that *span* is: the choice of the verb is the article's own."""
        cues = (reach.cue for reach in self.readings.innermost(span).reaches)
        return next((cue.source for cue in cues if cue.verb.overlaps(span)), None)

    def _voicings(self, span: Span, forces: frozenset[Force]) -> list[Voicing]:
        """Return every cue that reaches *span*: its quotation's speaker, then the nearest first."""
        sentence, quotation = self.readings.sentence(span.start), self.readings.quotation(span)
        speaker = self._speaker(quotation) if quotation else None
        reaches = [
            reach
            for reach in self.readings.innermost(span).reaches
            if reach.cue.force in forces and reach.covers(span) and not reach.cue.span.covers(span)
        ]
        reaches.sort(key=lambda reach: abs(reach.cue.span.start - span.start))
        found = [self._voicing(reach.cue, sentence, is_quoted=quotation is not None) for reach in reaches]
        return [speaker, *found] if speaker else found

    def _voicing(self, cue: Cue, sentence: Span, *, is_quoted: bool) -> Voicing:
        source = resolve(cue, sentence, self.readings)
        scope = Scope.QUOTE if is_quoted else Scope.INHERITED if source.is_echo else Scope.SENTENCE
        party = source.grade is Grade.NAMED and cue.force is not Force.CHARGE and self._is_party(source, sentence)
        return Voicing(cue, source, scope, party)

    def _is_party(self, source: Source, sentence: Span) -> bool:
        key = source.span, sentence
        if key not in self._parties:
            places = identities(source, sentence, self.readings)
            judgements = (self._partisans.judge(place, sentence) for place in places)
            self._parties[key] = next((judged for judged in judgements if judged is not None), False)
        return self._parties[key]

    def _question_of(self, span: Span) -> Span | None:
        """Return the question that *span* answers: whoever is interviewed says it."""
        if self._answers is None:
            self._answers = find_answers(self.readings.layout, self.readings.vocabulary)
        place = bisect_right(self._answers, span.start, key=_answer_start) - 1
        answer = self._answers[place] if place >= 0 else None
        return answer.question if answer is not None and answer.span.covers(span) else None

    def _listed(self, span: Span) -> Voicing | None:
        """Return the cue of the line that leads in the list in which *span* is an item."""
        plain = self.readings.layout.plain
        item = self.readings.sentence(span.start)
        if not plain.startswith(BULLETS, item.start):
            return None
        earlier = self.readings.before(item, LONGEST_LIST)
        lead = next((sentence for sentence in earlier if not plain.startswith(BULLETS, sentence.start)), None)
        if lead is None or not plain.endswith(":", lead.start, lead.end):
            return None
        cues = [reach.cue for reach in self.readings.read(lead).reaches if reach.cue.force in _FIGURES]
        if not cues:
            return None
        voicing = self._voicing(cues[-1], lead, is_quoted=False)
        return Voicing(voicing.cue, voicing.source, Scope.INHERITED, voicing.party)

    def _told(self, span: Span) -> Voicing | None:
        """Return whom a sentence is about whose quotation holds *span*: "Ana Brill saw “four friends fall”"."""
        sentence, quotation = self.readings.sentence(span.start), self.readings.quotation(span)
        is_inside = quotation is not None and sentence.start < quotation.outer.start
        return self._opener(sentence) if is_inside else None

    def _backed(self, span: Span) -> Voicing | None:
        """Return the cue of a sentence that only backs the one of *span*: "So said the mayor.", "(Source: police)"."""
        own = self.readings.sentence(span.start)
        backing = self._note_below(own) or self.readings.after(own)
        if backing is None or self._are_parted(own.end, backing.start):
            return None
        words = self.readings.layout.folded[backing.start : backing.end].lstrip("([")
        if not words.startswith(self.readings.vocabulary.backings):
            return self._confirmed(backing)
        cues = [reach.cue for reach in self.readings.read(backing).reaches if reach.cue.force in _FIGURES]
        if not cues:
            return None
        voicing = self._voicing(cues[-1], backing, is_quoted=False)
        return Voicing(voicing.cue, voicing.source, Scope.INHERITED, voicing.party)

    def _note_below(self, own: Span) -> Span | None:
        """Return the bracket that ends the paragraph, and backs all of it: "Dead: 84. Hurt: 611. (Source: police)"."""
        layout = self.readings.layout
        end = layout.plain.find("\n", own.end)
        last = self.readings.sentence((end if end > 0 else len(layout.text)) - 1)
        opens = layout.plain.startswith(("(", "["), last.start)
        return last if opens and last.start > own.start and not self._are_parted(own.end, last.start) else None

    def _confirmed(self, backing: Span) -> Voicing | None:
        """Return the cue of a sentence that owns the figure before it: "The ministry confirmed the toll."."""
        reading = self.readings.read(backing)
        run = reading.run
        if run.is_wanted(0, len(run)):
            return None
        for reach in reading.reaches:
            if reach.cue.force in _VOUCHING and _takes_up(run, reach.cue):
                voicing = self._voicing(reach.cue, backing, is_quoted=False)
                return Voicing(voicing.cue, voicing.source, Scope.INHERITED, voicing.party)
        return None

    def _speaker(self, quotation: Quotation) -> Voicing | None:
        # Quotations that resume one another are asked for in reading order, so the chain never grows deep.
        if quotation not in self._speakers:
            self._speakers[quotation] = self._find_speaker(quotation)
        return self._speakers[quotation]

    def _find_speaker(self, quotation: Quotation) -> Voicing | None:
        """Find the cue in the sentence in which *quotation* ends, or begins, or the one it resumes."""
        first = self.readings.sentence(quotation.outer.start)
        for sentence in dict.fromkeys((self.readings.sentence(quotation.outer.end - 1), first)):
            place = Span(max(quotation.outer.start, sentence.start), min(quotation.outer.end, sentence.end))
            covering = (reach for reach in self.readings.read(sentence).reaches if reach.covers(place))
            reaches = [reach for reach in covering if reach.cue.force in _LABELS]
            near = min(reaches, key=lambda reach: _gap(reach.cue.span, place), default=None)
            if near is not None:
                return self._voicing(near.cue, sentence, is_quoted=True)
        return (
            self._inner_speaker(quotation)
            or self._introducer(quotation, first)
            or self._last_speaker(quotation, first)
            or self._resumed(quotation, first)
            or self._next_speaker(quotation)
        )

    def _inner_speaker(self, quotation: Quotation) -> Voicing | None:
        """Return the speaker whom the marks include: "« Nobody came, says Ana Brill. It rained. »"."""
        first = self.readings.number(quotation.inner.start)
        for sentence in self.readings.sentences[first : first + LONGEST_QUOTATION]:
            place = Span(max(sentence.start, quotation.inner.start), sentence.end)
            if place.start >= quotation.inner.end:
                break
            for reach in self.readings.innermost(Span(place.start, place.start)).reaches:
                if reach.cue.link is Link.INVERTED and reach.cue.is_closing and reach.cue.force in _SPEAKING:
                    return self._voicing(reach.cue, sentence, is_quoted=True)
        return None

    def _introducer(self, quotation: Quotation, sentence: Span) -> Voicing | None:
        """Return whom the clause before a colon is about: "The mayor was blunt: “…”", "Ana Brill, a baker: “…”"."""
        run = self.readings.read(sentence).run
        at = next((at for at in range(1, len(run)) if run.starts[at] == quotation.outer.start), 0)
        if at == 0 or run.words[at - 1] != ":":
            return None
        source = find_opening(run, at - 1)
        if source is None:
            return None
        cue = phrase_cue(run, 0, at - 1, source=source, force=Force.QUOTE, link=Link.PLAIN, is_closing=False)
        return self._voicing(cue, sentence, is_quoted=True)

    def _last_speaker(self, quotation: Quotation, sentence: Span) -> Voicing | None:
        """Return who spoke in the sentence before, where *quotation* opens the next one of the paragraph."""
        earlier = next(self.readings.before(sentence, 1), None)
        if earlier is None or quotation.outer.start != sentence.start or self._are_parted(earlier.end, sentence.start):
            return None
        cues = [reach.cue for reach in self.readings.read(earlier).reaches if reach.cue.force in _SPEAKING]
        return self._voicing(cues[-1], earlier, is_quoted=True) if cues else self._opener(earlier)

    def _next_speaker(self, quotation: Quotation) -> Voicing | None:
        """Return whom the next sentence of the paragraph is about: "“Nobody came.” Ana Brill, 40, is a baker."."""
        own = self.readings.sentence(quotation.outer.end - 1)
        later = self.readings.after(own)
        if later is None or quotation.outer.end != own.end or self._are_parted(own.end, later.start):
            return None
        return self._opener(later)

    def _opener(self, sentence: Span) -> Voicing | None:
        """Return whom *sentence* is about, where it opens with somebody who can be called back."""
        run = self.readings.read(sentence).run
        source = find_opening(run, len(run))
        if source is None or source.grade is not Grade.NAMED or source.is_echo:
            return None
        cue = phrase_cue(run, 0, 1, source=source, force=Force.QUOTE, link=Link.PLAIN, is_closing=False)
        return self._voicing(cue, sentence, is_quoted=True)

    def _resumed(self, quotation: Quotation, sentence: Span) -> Voicing | None:
        """Return the speaker of the quotation before, where *quotation* goes on in the same or the next sentence."""
        before = self.readings.quotation_before(quotation)
        if before is None or (
            self._are_parted(before.outer.end, quotation.outer.start) and not self._is_alone(quotation)
        ):
            return None
        last = self.readings.sentence(before.outer.end - 1)
        follows = next(self.readings.before(sentence, 1), None) == last and quotation.outer.start == sentence.start
        return self._speaker(before) if follows or before.outer.start >= sentence.start else None

    def _is_alone(self, quotation: Quotation) -> bool:
        """Say whether a quotation is a paragraph of its own: it goes on from the one before."""
        plain, (start, end) = self.readings.layout.plain, quotation.outer
        return plain[start - 1 : start] == "\n" and plain[end : end + 1] in ("", "\n")

    def _are_parted(self, start: int, end: int) -> bool:
        return "\n" in self.readings.layout.plain[start:end]


def read_speech(
    layout: Layout,
    pack: LanguagePack,
    parties: Parties = NO_PARTIES,
    wanted: Sequence[Span] = (),
    labels: Sequence[Span] = (),
) -> Speech:
    """Return the speech of a text; nothing is read before somebody asks.

    *wanted* are its figures and labels, *labels* those among them that are no figures.
    """
    readings = Readings(layout, read_vocabulary(pack), wanted, labels)
    return Speech(readings, Partisanship(layout, read_roles(pack, parties)))


def _answer_start(answer: Answer) -> int:
    return answer.span.start


def _gap(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def _is_the_writer(run: Run, cue: Cue) -> bool:
    """Say whether the one who speaks is the writer: "I ask that …"."""
    return bool(run.flags[cue.first] & Word.SELF) and run.starts[cue.first] == cue.source.span.start


def _takes_up(run: Run, cue: Cue) -> bool:
    """Say whether a cue takes up what was told before it: "confirmed the toll", "This was reported by the mayor"."""
    behind = cue.last
    if cue.link is Link.INVERTED and cue.is_closing and cue.anchor == 1:
        return bool(run.flags[0] & Word.DEMONSTRATIVE)
    if behind + 1 >= len(run) or run.flags[behind] & Word.INDEFINITE:
        return False
    return bool(run.flags[behind] & Word.DETERMINER and run.flags[behind + 1] & Word.FIGURE)

"""Who says what in a text: read lazily, sentence by sentence, and only where something wanted stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from moderation.screening.attribution.circumstances import is_circumstance
from moderation.screening.attribution.cue import Cue
from moderation.screening.attribution.echoes import resolve
from moderation.screening.attribution.forms import Force
from moderation.screening.attribution.hedges import find_hedge
from moderation.screening.attribution.interviews import Answer, find_answers
from moderation.screening.attribution.links import Link
from moderation.screening.attribution.narrated import (
    is_before_colon,
    is_before_figure,
    is_behind_clause,
    is_matter,
    is_of_source,
)
from moderation.screening.attribution.objects import is_passed_on
from moderation.screening.attribution.parties import NO_PARTIES, Parties, Partisanship, read_roles
from moderation.screening.attribution.readings import Readings
from moderation.screening.attribution.relatives import is_beyond_clause
from moderation.screening.attribution.runs import Run
from moderation.screening.attribution.sources import Source
from moderation.screening.attribution.speakers import QUOTING, Speakers
from moderation.screening.attribution.vocabulary import read_vocabulary
from moderation.screening.attribution.voicing import Voicer, Voicing
from moderation.screening.attribution.words import Word
from moderation.screening.lexicon import LanguagePack
from moderation.screening.values import Attribution, Grade, Layout, Quotation, Scope, Span, Voice

# A quotation that holds at most this many characters beside the label quotes the label alone.
SCARE_MARGIN = 14
# One that holds at most this many, an article, holds nothing but the label.
LONE_MARGIN = 4
# What the items of a list begin with, and how many items may stand between one and the line that leads in.
BULLETS = ("- ", "– ", "— ", "• ", "* ")
LONGEST_LIST = 40

# A report goes on over so many sentences in its own mood, and nobody says again who speaks.
LONGEST_REPORT = 4
_FINITE = Word.HAVE | Word.BE | Word.REPORTED

# What a speaker stands beside and does not say.
_NARRATED = (
    is_circumstance,
    is_beyond_clause,
    is_passed_on,
    is_behind_clause,
    is_of_source,
    is_before_colon,
    is_before_figure,
    is_matter,
)
_GRADES = tuple(Grade)
# A stance ("condemned") carries labels and no figures, a charge figures and no labels.
_FIGURES = frozenset(Force) - {Force.STANCE}
_OWNING = frozenset({Force.SAY, Force.COUNT})
_SAYING = frozenset({Force.SAY, Force.TELL, Force.COUNT, Force.FIND})


class Speech:
    """The speakers of one text; ask ``of`` for a figure, ``voice_of`` for a label."""

    def __init__(self, readings: Readings, partisans: Partisanship) -> None:
        self.readings = readings
        self._voicer = Voicer(readings, partisans)
        self._speakers = Speakers(readings, self._voicer)
        self._answers: tuple[Answer, ...] | None = None

    def of(self, span: Span) -> Attribution:
        """Return who vouches for *span*, the best grade that reaches it."""
        voicings = self._voicings(span, _FIGURES)
        best = min(voicings, key=lambda voicing: _GRADES.index(voicing.source.grade), default=None)
        best = best or self._listed(span) or self._backed(span) or self._told(span) or self._reported(span)
        if best is not None:
            return best.attribution()
        question = self._question_of(span)
        if question is not None:
            return Attribution(Grade.NAMED, Scope.QUOTE, question)
        hedge = find_hedge(self.readings.innermost(span).run, span)
        return Attribution(Grade.HEDGED, Scope.SENTENCE, hedge) if hedge else Attribution()

    def nearby(self, span: Span, within: int) -> Attribution | None:
        """Return the attribution to the nearest source, *within* sentences at most, that says or counts.

        Of what follows only the rest of the paragraph is heard: a paragraph more must change nothing before it.
        """
        own = self.readings.sentence(span.start)
        for away, sentence in self.readings.around(own, within):
            if sentence.start > own.start and self.readings.are_parted(own.end, sentence.start):
                continue
            if cues := self._saying(sentence, asides=False):
                nearest = min(cues, key=lambda cue: abs(cue.span.start - span.start))
                voicing = self._voicer.voice(nearest, sentence, is_quoted=False)
                return voicing._replace(scope=Scope.INHERITED if away else voicing.scope).attribution()
        return None

    def voice_of(self, span: Span) -> tuple[Voice, Span | None]:
        """Return the voice in which *span* is said, and the speaker where one is named."""
        quotation = self.readings.quotation(span)
        if quotation is not None:
            return self._quoted_voice(quotation, span)
        own = self._subject_of(span)
        for voicing in self._voicings(span, QUOTING):
            run = self.readings.innermost(span).run
            if self._is_past(voicing.cue, span) or _is_the_writer(run, voicing.cue):
                continue
            if any(tells(run, voicing.cue, span) for tells in _NARRATED):
                continue
            if own is None or voicing.cue.source != own:
                return Voice.ATTRIBUTED, voicing.source.span
        return Voice.OWN, None

    def is_narrated(self, span: Span) -> bool:
        """Say whether whoever speaks in the sentence speaks of a clause behind *span* alone, and nobody before it."""
        sentence, reading = self.readings.sentence(span.start), self.readings.innermost(span)
        cues = [reach.cue for reach in reading.reaches]
        if not cues or not all(is_beyond_clause(reading.run, cue, span) for cue in cues):
            return False
        earlier = self.readings.before(sentence, 1)
        return all(self.readings.are_parted(one.end, sentence.start) or not self._saying(one) for one in earlier)

    def is_left_to_narrator(self, span: Span) -> bool:
        """Say whether all who speak in its sentence are the writer, or speak in a clause that ends before *span*."""
        reading = self.readings.innermost(span)
        cues = [reach.cue for reach in reading.reaches if reach.covers(span)]
        return bool(cues) and all(
            _is_the_writer(reading.run, cue) or is_behind_clause(reading.run, cue, span) for cue in cues
        )

    def _quoted_voice(self, quotation: Quotation, span: Span) -> tuple[Voice, Span | None]:
        """Return the voice of a label between marks: a writer who says "we" only holds the word at arm's length."""
        speaker = self._speakers.of(quotation)
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
        speaker = self._speakers.of(quotation)
        return speaker.source.span if speaker else None

    def source_in(self, sentence: Span) -> Source | None:
        """Return the first source that says or counts something in *sentence*, outside of quotations."""
        cue = next(iter(self._saying(sentence)), None)
        return resolve(cue, sentence, self.readings) if cue is not None else None

    def _saying(self, sentence: Span, *, asides: bool = True) -> list[Cue]:
        """Return the cues of *sentence* outside of quotations that say or count, those of *asides* among them."""
        reaches = self.readings.read(sentence).reaches
        return [reach.cue for reach in reaches if reach.cue.force in _SAYING and (asides or not reach.is_aside)]

    def _subject_of(self, span: Span) -> Source | None:
        """Return the subject of the reporting verb that *span* is: the choice of the verb is the article's own."""
        cues = (reach.cue for reach in self.readings.innermost(span).reaches)
        return next((cue.source for cue in cues if cue.verb.overlaps(span)), None)

    def _voicings(self, span: Span, forces: frozenset[Force]) -> list[Voicing]:
        """Return every cue that reaches *span*: its quotation's speaker, then the nearest first."""
        sentence, quotation = self.readings.sentence(span.start), self.readings.quotation(span)
        speaker = self._speakers.of(quotation) if quotation else None
        reaches = [
            reach
            for reach in self.readings.innermost(span).reaches
            if reach.cue.force in forces and reach.covers(span) and not reach.cue.span.covers(span)
        ]
        reaches.sort(key=lambda reach: abs(reach.cue.span.start - span.start))
        found = [self._voicer.voice(reach.cue, sentence, is_quoted=quotation is not None) for reach in reaches]
        return [speaker, *found] if speaker else found

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
        voicing = self._voicer.voice(cues[-1], lead, is_quoted=False)
        return Voicing(voicing.cue, voicing.source, Scope.INHERITED, voicing.party)

    def _told(self, span: Span) -> Voicing | None:
        """Return whom a sentence is about whose quotation holds *span*: "Ana Brill saw “four friends fall”"."""
        sentence, quotation = self.readings.sentence(span.start), self.readings.quotation(span)
        is_inside = quotation is not None and sentence.start < quotation.outer.start
        return self._speakers.opener(sentence) if is_inside else None

    def _reported(self, span: Span) -> Voicing | None:
        """Return who spoke last, where the clause of *span* goes on in the mood of report: "Zwei seien verletzt."."""
        sentence = self.readings.sentence(span.start)
        if not _is_reported(self.readings.innermost(span).run, span):
            return None
        for earlier in (sentence, *self.readings.before(sentence, LONGEST_REPORT)):
            reading = self.readings.read(earlier)
            cues = [cue for cue in (reach.cue for reach in reading.reaches) if cue.force in _SAYING]
            cues = [cue for cue in cues if cue.span.end <= span.start]
            if cues:
                return self._voicer.voice(cues[-1], earlier, is_quoted=False)._replace(scope=Scope.INHERITED)
            if not reading.run.has(0, len(reading.run), Word.REPORTED):
                return None
        return None

    def _backed(self, span: Span) -> Voicing | None:
        """Return the cue of a sentence that only backs the one of *span*: "So said the mayor.", "(Source: police)"."""
        own = self.readings.sentence(span.start)
        backing = self._note_below(own) or self.readings.after(own)
        if backing is None or self.readings.are_parted(own.end, backing.start):
            return None
        words = self.readings.layout.folded[backing.start : backing.end].lstrip("([")
        if not words.startswith(self.readings.vocabulary.backings):
            return self._confirmed(backing)
        cues = [reach.cue for reach in self.readings.read(backing).reaches if reach.cue.force in _FIGURES]
        if not cues:
            return None
        voicing = self._voicer.voice(cues[-1], backing, is_quoted=False)
        return Voicing(voicing.cue, voicing.source, Scope.INHERITED, voicing.party)

    def _note_below(self, own: Span) -> Span | None:
        """Return the bracket that ends the paragraph, and backs all of it: "Dead: 84. Hurt: 611. (Source: police)"."""
        layout = self.readings.layout
        end = layout.plain.find("\n", own.end)
        last = self.readings.sentence((end if end > 0 else len(layout.text)) - 1)
        opens = layout.plain.startswith(("(", "["), last.start)
        return last if opens and last.start > own.start and not self.readings.are_parted(own.end, last.start) else None

    def _confirmed(self, backing: Span) -> Voicing | None:
        """Return the cue of a sentence that owns the figure before it: "The ministry confirmed the toll."."""
        reading = self.readings.read(backing)
        run = reading.run
        if run.is_wanted(0, len(run)):
            return None
        for reach in reading.reaches:
            if reach.cue.force in _OWNING and _takes_up(run, reach.cue):
                voicing = self._voicer.voice(reach.cue, backing, is_quoted=False)
                return Voicing(voicing.cue, voicing.source, Scope.INHERITED, voicing.party)
        return None


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


def _is_the_writer(run: Run, cue: Cue) -> bool:
    """Say whether the one who speaks is the writer, or of the writer's side: "I ask that …", "Our forces mourn …"."""
    if run.starts[cue.first] != cue.source.span.start:
        return False
    is_ours = run.flags[cue.first] & Word.OURS and run.flags[cue.first + 1] & Word.CAMP
    return bool(run.flags[cue.first] & Word.SELF or is_ours)


def _is_reported(run: Run, span: Span) -> bool:
    """Say whether the finite verb nearest to *span* is in the mood of report."""
    finite = [at for at in range(len(run)) if run.flags[at] & _FINITE]
    nearest = min(finite, key=lambda at: max(run.starts[at] - span.end, span.start - run.ends[at]), default=None)
    return nearest is not None and bool(run.flags[nearest] & Word.REPORTED)


def _takes_up(run: Run, cue: Cue) -> bool:
    """Say whether a cue takes up what was told before it: "confirmed the toll", "This was reported by the mayor"."""
    behind = cue.last
    if cue.link is Link.INVERTED and cue.is_closing and cue.anchor == 1:
        return bool(run.flags[0] & Word.DEMONSTRATIVE)
    if behind + 1 >= len(run) or run.flags[behind] & Word.INDEFINITE:
        return False
    return bool(run.flags[behind] & Word.DETERMINER and run.flags[behind + 1] & Word.FIGURE)

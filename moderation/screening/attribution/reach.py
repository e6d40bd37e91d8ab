"""Say how far a cue reaches in its run, and what stops it: a new speaker, a new clause behind a closing cue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from moderation.screening.attribution.closing import is_adverbial
from moderation.screening.attribution.cue import Cue
from moderation.screening.attribution.hedges import has_hedge
from moderation.screening.attribution.runs import Run
from moderation.screening.attribution.subjects import Link
from moderation.screening.attribution.vocabulary import Force, Word
from moderation.screening.values import Span

# Cues that share a sentence with a speaker and do not end the speaker's reach.
_TRANSPARENT = frozenset({Force.CHARGE, Force.STANCE, Force.RUMOUR})
# "Quelques heures après que": the words in front of "que" are no more than so many.
LONGEST_CONJUNCTION = 4

_FINITE = Word.THAT | Word.HAVE | Word.BE | Word.PRONOUN
_DATED = Word.TIME | Word.MONTH | Word.ADVERB
_CLAUSE = Word.AND | Word.CONTRAST | Word.STOP


class Reach(NamedTuple):
    """A cue and the stretches of text that it attributes."""

    cue: Cue
    spans: tuple[Span, ...]

    def covers(self, span: Span) -> bool:
        """Say whether *span* begins inside one of the stretches."""
        return any(part.start <= span.start < part.end for part in self.spans)


def reach_of(run: Run, cues: Sequence[Cue]) -> tuple[Reach, ...]:
    """Return each cue of *run* with what it reaches."""
    return tuple(Reach(cue, tuple(_stretches(run, cues, place))) for place, cue in enumerate(cues))


def _stretches(run: Run, cues: Sequence[Cue], place: int) -> list[Span]:
    cue = cues[place]
    before = _backward(run, cues, place) if cue.is_closing else cue.first
    after = _forward(run, cues, place)
    stretches = ((before, cue.first), (cue.last, after))
    return [run.span(first, last) for first, last in stretches if first < last]


def _backward(run: Run, cues: Sequence[Cue], place: int) -> int:
    """Return the token from which a closing cue reaches: the clause after the last other speaker."""
    cue = cues[place]
    tag = next((at for at in range(cue.first - 1, max(cue.first - 3, 0), -1) if run.flags[at] & Word.QUOTE), 0)
    # "He was angry: “…”, she said": the tag belongs to the quotation alone.
    if tag > 1 and run.words[tag - 1] == ":":
        return tag
    if cue.first > 1 and run.words[cue.first - 1] == "," and run.flags[cue.first - 2] & Word.AND:
        return cue.first - 1  # "killed 40 and, the agency says, displaced": what comes before "and" is another's
    for earlier in reversed(cues[:place]):
        is_interrupted = not earlier.is_closing and run.words[earlier.last : cue.first] == [","]
        # "the families of the 12 say they were lied to, their lawyer said": the first speaker holds a figure itself
        is_interrupted = is_interrupted or (not earlier.is_closing and run.is_wanted(earlier.first, earlier.last))
        is_interrupted = is_interrupted or _is_idle(run, earlier, cue.first)
        if earlier.force not in _TRANSPARENT and earlier.link is not Link.COORDINATED and not is_interrupted:
            return _border(run, earlier, cue, default=earlier.last)
    return max((at for at in range(cue.first) if run.words[at] == ";"), default=0)


def _is_idle(run: Run, cue: Cue, end: int) -> bool:
    """Say whether a cue in the middle of a clause, up to token *end*, speaks of no figure: "when walkers set out"."""
    if cue.is_closing or cue.first == 0 or run.flags[cue.first - 1] & _CLAUSE:
        return False
    return not run.is_wanted(cue.last, end)


def _forward(run: Run, cues: Sequence[Cue], place: int) -> int:
    """Return the token up to which a cue reaches: the next speaker, or the end."""
    cue = cues[place]
    end = len(run)
    for later in cues[place + 1 :]:
        if later.force in _TRANSPARENT or later.link is Link.COORDINATED or _is_nested(run, cue, later):
            continue
        free = cue.last if cue.is_closing else later.first
        # "the office, which had put the dead at 14, said": the later speaker surrounds the cue
        begin = later.first if later.first >= cue.last else later.anchor
        end = _border(run, cue, later, default=free) if later.is_closing else max(begin, cue.last)
        break
    return next((at for at in range(cue.last, end) if _stops(run, cue, at, end)), end)


def _is_nested(run: Run, cue: Cue, later: Cue) -> bool:
    """Say whether a cue goes on over what a later speaker says, whom it calls names: "said that the junta claims"."""
    if cue.is_closing or later.is_closing or later.first < cue.last:
        return False
    if not run.is_wanted(later.first, later.anchor):
        return False
    joints = range(cue.last, later.first)
    return all(run.flags[at] & (Word.THAT | Word.DETERMINER | _DATED) or run.words[at] == "," for at in joints)


def _stops(run: Run, cue: Cue, at: int, end: int) -> bool:
    """Say whether a cue's reach ends at token *at*: a clause on its own, or what is told of the speaker."""
    if run.words[at] == "," and (_is_aside(run, cue) or _is_fronted(run, cue, at)):
        return True
    if cue.force is Force.TELL and run.flags[at] & Word.RELATIVE and _tells_of(run, cue.last, at):
        return True
    if run.words[at] == ";":
        return cue.is_closing or has_hedge(run, at, end)
    if not cue.is_closing or run.words[at] != "," or at + 1 >= end:
        return False
    if run.flags[at + 1] & (Word.AND | Word.CONTRAST):
        return has_hedge(run, at, end)
    return bool(run.flags[at + 1] & Word.SUBJECT_RELATIVE) and not run.has(cue.last, at, Word.BOUNDARY)


def _tells_of(run: Run, first: int, last: int) -> bool:
    """Say whether a thing is told of, and no clause: "described the attack", "spoke of a night"."""
    while first < last and run.flags[first] & (Word.OF | Word.PREPOSITION | Word.ADVERB):
        first += 1
    return first < last and bool(run.flags[first] & Word.DETERMINER)


def _border(run: Run, earlier: Cue, later: Cue, *, default: int) -> int:
    """Return the token where the clause of a later, closing cue begins; *default* where no word parts the two."""
    return next((at for at in range(later.first - 1, earlier.last - 1, -1) if run.flags[at] & _CLAUSE), default)


def _is_aside(run: Run, cue: Cue) -> bool:
    """Say whether the cue stands in a relative clause between commas: "the storm, which forecasters call weak, …"."""
    if cue.link is not Link.PLAIN or cue.first < 2:
        return False
    return bool(run.flags[cue.first - 1] & Word.RELATIVE) and run.words[cue.first - 2] == ","


def _is_fronted(run: Run, cue: Cue, comma: int) -> bool:
    """Say whether the clause that opens the run ends there: "hours after the premier said he would go, …"."""
    joint = cue.first - 1
    if cue.is_closing or cue.link not in (Link.PLAIN, Link.APART) or joint < 0 or _goes_on(run, comma):
        return False
    if not run.flags[joint] & Word.RELATIVE or run.flags[joint] & Word.SUBJECT_RELATIVE:
        return False
    if run.flags[joint] & Word.THAT:
        return _is_conjunction(run, joint)
    leads = Word.TIME | Word.ADVERB | Word.NUMBER | Word.DETERMINER
    if not all(flags & leads for flags in run.flags[:joint]):
        return False
    if run.flags[joint] & Word.PREPOSITION:
        return True
    # "as police told state television, …" says no more than who speaks
    return run.has(cue.last, comma, _FINITE) and not is_adverbial(run, cue.last, comma)


def _goes_on(run: Run, comma: int) -> bool:
    """Say whether the clause goes on behind a comma: ", and", ", 12 of them children"."""
    if comma + 1 >= len(run) or run.flags[comma + 1] & (Word.AND | Word.PREPOSITION):
        return True
    last = next((at for at in range(comma + 1, len(run)) if not run.is_wanted(at, at + 1)), len(run))
    return comma + 1 < last < len(run) and bool(run.flags[last] & Word.OF)


def _is_conjunction(run: Run, that: int) -> bool:
    """Say whether the words that open the run and the "que" behind them join clauses: "quelques heures après que"."""
    if not 0 < that <= LONGEST_CONJUNCTION or run.has(0, that, Word.HAVE | Word.BE | Word.BOUNDARY | Word.PRONOUN):
        return False
    return not any(word in run.vocabulary.verbs for word in run.words[:that])

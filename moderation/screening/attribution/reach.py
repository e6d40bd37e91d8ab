"""Say how far a cue reaches in its run, and what stops it: a new speaker, a new clause behind a closing cue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from moderation.screening.attribution.cue import Cue
from moderation.screening.attribution.hedges import has_hedge
from moderation.screening.attribution.runs import Run
from moderation.screening.attribution.subjects import Link
from moderation.screening.attribution.vocabulary import Force, Word
from moderation.screening.values import Span

# Cues that share a sentence with a speaker and do not end the speaker's reach.
_TRANSPARENT = frozenset({Force.CHARGE, Force.STANCE})
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
    for earlier in reversed(cues[:place]):
        is_interrupted = not earlier.is_closing and run.words[earlier.last : cue.first] == [","]
        if earlier.force not in _TRANSPARENT and earlier.link is not Link.COORDINATED and not is_interrupted:
            return _border(run, earlier, cue, default=earlier.last)
    return max((at for at in range(cue.first) if run.words[at] == ";"), default=0)


def _forward(run: Run, cues: Sequence[Cue], place: int) -> int:
    """Return the token up to which a cue reaches: the next speaker, or the end."""
    cue = cues[place]
    end = len(run)
    for later in cues[place + 1 :]:
        if later.force in _TRANSPARENT or later.link is Link.COORDINATED:
            continue
        free = cue.last if cue.is_closing else later.first
        # "the office, which had put the dead at 14, said": the later speaker surrounds the cue
        begin = later.first if later.first >= cue.last else later.anchor
        end = _border(run, cue, later, default=free) if later.is_closing else max(begin, cue.last)
        break
    return next((at for at in range(cue.last, end) if _stops(run, cue, at, end)), end)


def _stops(run: Run, cue: Cue, at: int, end: int) -> bool:
    """Say whether a cue's reach ends at token *at*: a clause on its own, or what is told of the speaker."""
    if run.words[at] == "," and _is_aside(run, cue):
        return True
    if run.words[at] == ";":
        return cue.is_closing or has_hedge(run, at, end)
    if not cue.is_closing or run.words[at] != "," or at + 1 >= end:
        return False
    if run.flags[at + 1] & (Word.AND | Word.CONTRAST):
        return has_hedge(run, at, end)
    return bool(run.flags[at + 1] & Word.SUBJECT_RELATIVE) and not run.has(cue.last, at, Word.BOUNDARY)


def _border(run: Run, earlier: Cue, later: Cue, *, default: int) -> int:
    """Return the token where the clause of a later, closing cue begins; *default* where no word parts the two."""
    return next((at for at in range(later.first - 1, earlier.last - 1, -1) if run.flags[at] & _CLAUSE), default)


def _is_aside(run: Run, cue: Cue) -> bool:
    """Say whether the cue stands in a relative clause between commas: "the storm, which forecasters call weak, …"."""
    if cue.link is not Link.PLAIN or cue.first < 2:
        return False
    return bool(run.flags[cue.first - 1] & Word.RELATIVE) and run.words[cue.first - 2] == ","

"""Say how far a cue reaches in its run, and what stops it: a new speaker, a new clause behind a closing cue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from moderation.screening.attribution.clause_ends import ends_at, looks_back
from moderation.screening.attribution.cue import Cue
from moderation.screening.attribution.forms import Force
from moderation.screening.attribution.links import Link
from moderation.screening.attribution.relatives import clause_broken_by
from moderation.screening.attribution.runs import Run
from moderation.screening.attribution.words import Word
from moderation.screening.values import Span

# Cues that share a sentence with a speaker and do not end the speaker's reach.
_TRANSPARENT = frozenset({Force.CHARGE, Force.STANCE, Force.RUMOUR})

# "Un triste record": what somebody calls a figure is no longer than so many tokens.
LONGEST_REMARK = 3

_VERB = Word.HAVE | Word.BE
_DATED = Word.TIME | Word.MONTH | Word.ADVERB
_CLAUSE = Word.AND | Word.CONTRAST | Word.STOP


class Reach(NamedTuple):
    """A cue and the stretches of text that it attributes; ``is_aside`` where it speaks of nothing but an aside."""

    cue: Cue
    spans: tuple[Span, ...]
    is_aside: bool = False

    def covers(self, span: Span) -> bool:
        """Say whether *span* begins inside one of the stretches."""
        return any(part.start <= span.start < part.end for part in self.spans)


def reach_of(run: Run, cues: Sequence[Cue]) -> tuple[Reach, ...]:
    """Return each cue of *run* with what it reaches."""
    return tuple(_reach_of_one(run, cues, place) for place in range(len(cues)))


def _reach_of_one(run: Run, cues: Sequence[Cue], place: int) -> Reach:
    cue = cues[place]
    if aside := _aside_of(run, cue):
        return Reach(cue, (run.span(aside, cue.first),), is_aside=True)
    spans = tuple(_stretches(run, cues, place))
    # "in a fire which, police say, began at dawn": no figure is theirs
    is_aside = clause_broken_by(run, cue) > 0 and not any(part.overlaps(span) for part in spans for span in run.wanted)
    return Reach(cue, spans, is_aside)


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
    if part := _second_verb(run, cue) or _relative_of(run, cue):
        return part
    for earlier in reversed(cues[:place]):
        is_interrupted = not earlier.is_closing and run.words[earlier.last : cue.first] == [","]
        # "the families of the 12 say they were lied to, their lawyer said": the first speaker holds a figure itself
        is_interrupted = is_interrupted or (not earlier.is_closing and run.is_wanted(earlier.first, earlier.last))
        is_interrupted = is_interrupted or _is_idle(run, earlier, cue.first)
        if earlier.force not in _TRANSPARENT and earlier.link is not Link.COORDINATED and not is_interrupted:
            return _border(run, earlier, cue, default=earlier.last)
    stop = max((at for at in range(cue.first) if run.words[at] == ";"), default=0)
    return stop or (_backdrop_end(run, cue) if looks_back(run, 0) else 0)


def _backdrop_end(run: Run, cue: Cue) -> int:
    """Return where the clause ends that opens the run and is background.

    "A year after a fire killed 12 there, the club is to reopen, its owner said"; "A year after the fire that killed 12,
    the owner has spoken" has no other clause.
    """
    return cue.first if cue.link is Link.PLAIN and _is_main(run, cue.first) else _first_comma(run, cue.first)


def _second_verb(run: Run, cue: Cue) -> int:
    """Return the verb behind "and" whose object alone the cue speaks of: "a tué dix civils et causé, selon X, la"."""
    comma = cue.first - 1
    if comma < 2 or cue.last + 1 >= len(run) or run.words[comma] != "," or run.words[cue.last] != ",":
        return 0
    object_, last = run.flags[cue.last + 1], min(cue.last + 3, len(run))
    is_object = object_ & Word.DETERMINER and not object_ & Word.RELATIVE and not run.is_wanted(cue.last, last)
    joint = next((at for at in range(comma - 1, max(comma - 4, 0), -1) if run.flags[at] & Word.AND), 0)
    is_bare = joint > 0 and joint < comma - 1 and not run.has(joint, comma, Word.VICTIMS | Word.BOUNDARY)
    return joint + 1 if is_object and is_bare and not run.is_wanted(joint, comma) else 0


def _aside_of(run: Run, cue: Cue) -> int:
    """Return where the aside begins that alone the cue speaks of: "le conducteur, ivre selon la police, a tué"."""
    opening = next((at for at in range(cue.first - 1, 0, -1) if run.flags[at] & Word.BOUNDARY), 0)
    if _is_remark(run, cue, opening):
        return opening
    if run.words[opening] != "," or opening + 1 >= cue.first or cue.last >= len(run) - 1 or run.words[cue.last] != ",":
        return 0
    if cue.span != cue.verb or not run.flags[cue.last + 1] & (_VERB | Word.CLITIC):
        return 0  # only a phrase, and only between a subject and its verb
    return 0 if run.is_wanted(0, cue.first) or _has_verb(run, 0, cue.first) else opening


def _is_remark(run: Run, cue: Cue, opening: int) -> bool:
    """Say whether the cue speaks of no more than a noun behind a figure: "douze morts, un record selon la mairie"."""
    is_phrase = cue.span == cue.verb and run.words[opening] == "," and 0 < cue.first - opening - 1 <= LONGEST_REMARK
    if not is_phrase or not run.flags[opening + 1] & Word.INDEFINITE:
        return False
    barred = Word.FIGURE | Word.VICTIMS | Word.NUMBER
    return not run.has(opening, cue.first, barred) and not run.is_wanted(opening, cue.first)


def _first_comma(run: Run, end: int) -> int:
    """Return the first comma before token *end*, if another one parts the cue from what it reports; else the start."""
    commas = [at for at in range(end) if run.words[at] == ","]
    return commas[0] if len(commas) > 1 else 0


def _relative_of(run: Run, cue: Cue) -> int:
    """Return where the relative clause begins that alone the cue speaks of: ", whose cause, police say, is open"."""
    if broken := clause_broken_by(run, cue):
        return broken
    is_apart = cue.first > 0 and run.words[cue.first - 1] == ","
    last = cue.first - 1 if is_apart else cue.first
    opening = next((at for at in range(last - 1, 0, -1) if run.flags[at] & Word.BOUNDARY), 0)
    if run.words[opening] != "," or not run.flags[opening + 1] & Word.RELATIVE or run.is_wanted(opening + 1, last):
        return 0
    if not is_apart:
        is_phrase = cue.link is Link.INVERTED and cue.span == cue.verb
        return opening + 1 if is_phrase and run.has(opening + 1, last, _VERB) else 0
    goes_on = cue.last < len(run) - 1 and run.words[cue.last] == "," and not run.flags[cue.last + 1] & _CLAUSE
    return opening + 1 if goes_on and not _has_verb(run, opening + 1, last) else 0


def _has_verb(run: Run, first: int, last: int) -> bool:
    """Say whether a verb stands among the tokens; what an article leads in is a noun: "la crue"."""
    small = Word.CLITIC | Word.PREPOSITION  # "en", though "en trouver" is a verb
    return run.has(first, last, _VERB) or any(
        run.words[at] in run.vocabulary.verbs
        and not run.flags[at] & small
        and not (at and run.flags[at - 1] & Word.DETERMINER)
        for at in range(first, last)
    )


def _is_main(run: Run, first: int) -> bool:
    """Say whether but asides stand between what opens the run and token *first*: "A year after X, which Y,"."""
    commas = [at for at in range(first) if run.words[at] == ","]
    return bool(commas) and commas[-1] == first - 1 and all(run.flags[at + 1] & Word.RELATIVE for at in commas[:-1])


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
    return next((at for at in range(cue.last, end) if ends_at(run, cue, at, end)), end)


def _is_nested(run: Run, cue: Cue, later: Cue) -> bool:
    """Say whether a cue goes on over what a later speaker says, whom it calls names: "said that the junta claims"."""
    if cue.is_closing or later.is_closing or later.first < cue.last:
        return False
    if not run.is_wanted(later.first, later.anchor):
        return False
    joints = range(cue.last, later.first)
    return all(run.flags[at] & (Word.THAT | Word.DETERMINER | _DATED) or run.words[at] == "," for at in joints)


def _border(run: Run, earlier: Cue, later: Cue, *, default: int) -> int:
    """Return the token where the clause of a later, closing cue begins; *default* where no word parts the two."""
    return next((at for at in range(later.first - 1, earlier.last - 1, -1) if run.flags[at] & _CLAUSE), default)

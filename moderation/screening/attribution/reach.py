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

_VOICED = frozenset({Force.SAY, Force.COUNT})
_VERB = Word.HAVE | Word.BE
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
    relative = _relative_of(run, cue)
    if relative:
        return relative
    for earlier in reversed(cues[:place]):
        is_interrupted = not earlier.is_closing and run.words[earlier.last : cue.first] == [","]
        # "the families of the 12 say they were lied to, their lawyer said": the first speaker holds a figure itself
        is_interrupted = is_interrupted or (not earlier.is_closing and run.is_wanted(earlier.first, earlier.last))
        is_interrupted = is_interrupted or _is_idle(run, earlier, cue.first)
        if earlier.force not in _TRANSPARENT and earlier.link is not Link.COORDINATED and not is_interrupted:
            return _border(run, earlier, cue, default=earlier.last)
    stop = max((at for at in range(cue.first) if run.words[at] == ";"), default=0)
    # "A year after a fire killed 12 there, the club is to reopen, its owner said": the first clause is background
    return stop or (_first_comma(run, cue.first) if _looks_back(run, 0) else 0)


def _first_comma(run: Run, end: int) -> int:
    """Return the first comma before token *end*, if another one parts the cue from what it reports; else the start."""
    commas = [at for at in range(end) if run.words[at] == ","]
    return commas[0] if len(commas) > 1 else 0


def _relative_of(run: Run, cue: Cue) -> int:
    """Return where the relative clause begins that alone the cue speaks of: ", whose cause, police say, is open"."""
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
    return run.has(first, last, _VERB) or any(run.words[at] in run.vocabulary.verbs for at in range(first, last))


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
    if run.flags[at] & Word.AFTER and _is_measure(run, cue, at, end):
        return True
    return (run.words[at] == "," and _opens_clause(run, cue, at, end)) or _parts_here(run, cue, at, end)


def _parts_here(run: Run, cue: Cue, at: int, end: int) -> bool:
    """Say whether the mark at token *at* parts what the cue reports from what stands behind."""
    if _breaks(run, cue, at, end):
        return True
    if run.words[at] == ";":
        return cue.is_closing or has_hedge(run, at, end)
    if not cue.is_closing or run.words[at] != "," or at + 1 >= end:
        return False
    if run.flags[at + 1] & (Word.AND | Word.CONTRAST):
        return has_hedge(run, at, end)
    tells = Word.SUBJECT_RELATIVE | Word.WHOSE
    return (
        _is_of_speaker(run, at + 1, end)
        and bool(run.flags[at + 1] & tells)
        and not run.has(cue.last, at, Word.BOUNDARY)
    )


def _is_measure(run: Run, cue: Cue, at: int, end: int) -> bool:
    """Say whether a measure is announced, and what it follows is known: "a annoncé un deuil après la mort de dix"."""
    if cue.is_closing or cue.force is not Force.SAY or cue.last >= at or run.has(cue.last, end, Word.THAT):
        return False
    is_article = run.flags[cue.last] & Word.DETERMINER and not run.is_wanted(cue.last, at)
    return bool(is_article) and not run.has(cue.last, at, Word.BOUNDARY | Word.VICTIMS | Word.FIGURE)


def _opens_clause(run: Run, cue: Cue, comma: int, end: int) -> bool:
    """Say whether the article goes on behind the comma: "a fait état de dix morts, mais trois blessés ont succombé".

    What was said with "that" goes on ("a dit que …, mais …"); behind a tag, so does a clause that begins with a figure.
    """
    joint = comma + 1
    if joint + 1 >= end or not run.flags[joint] & (Word.AND | Word.CONTRAST):
        return False
    if run.flags[joint] & Word.AND and not cue.is_closing:
        return False
    if (
        cue.force not in _VOICED
        or run.has(cue.last, comma, Word.THAT | Word.QUOTE)
        or run.has(joint, joint + 2, Word.BE)
    ):
        return False
    verb = next((at for at in range(joint + 1, end) if run.flags[at] & _VERB), end)
    if verb == end or run.has(joint + 1, verb, Word.BOUNDARY):
        return False
    return not cue.is_closing or not run.is_wanted(joint + 1, verb)


def _is_of_speaker(run: Run, relative: int, end: int) -> bool:
    """Say whether a relative clause tells of whoever spoke: "whose town lost two", not "dont deux enfants"."""
    if not run.flags[relative] & Word.WHOSE:
        return True
    first = relative + 1
    is_article = first < end and run.flags[first] & Word.DETERMINER and not run.flags[first] & Word.INDEFINITE
    return bool(is_article) and not run.is_wanted(first, min(first + 2, end)) and run.has(first, end, _VERB)


def _breaks(run: Run, cue: Cue, at: int, end: int) -> bool:
    """Say whether what was said is over at token *at*: an aside, another event, the speaker's own life, a title."""
    if run.words[at] == ",":
        is_aside = _is_aside(run, cue) or _is_fronted(run, cue, at) or _is_told_aside(run, cue, at)
        return is_aside or _looks_back(run, at + 1)
    if run.flags[at] & Word.QUOTE:  # "Governor: 'We will rebuild' after 12 die"
        is_title = at == cue.last + 1 and run.words[cue.last] == ":"
        return is_title and at + 1 < end and bool(run.flags[at + 1] & Word.RELATIVE)
    if cue.is_closing:
        return bool(run.flags[at] & Word.RELATIVE) and _tells_of_speaker(run, cue, at)
    return _leaves_object(run, cue, at)


def _looks_back(run: Run, at: int) -> bool:
    """Say whether what follows a comma sets the report in time by another event: ", a day after a bomb killed two"."""
    first = at
    leads = Word.DETERMINER | Word.NUMBER | Word.ADVERB | Word.TIME
    while at < len(run) and run.flags[at] & leads and not _sets_apart(run.flags[at]):
        at += 1
    return at < len(run) and run.has(first, at, Word.TIME) and _sets_apart(run.flags[at])


def _sets_apart(flags: int) -> bool:
    """Say whether a word is one like "after", "before", "since": preposition and conjunction in one."""
    return bool(flags & Word.RELATIVE and flags & Word.PREPOSITION)


def _tells_of_speaker(run: Run, cue: Cue, at: int) -> bool:
    """Say whether a clause hangs on the speaker behind the verb: "said the mayor of the town where 12 people died"."""
    if not cue.is_closing or cue.link is not Link.INVERTED or cue.source.span.end > run.starts[at]:
        return False
    if run.has(cue.last, at, Word.BOUNDARY) or run.flags[at] & (Word.PREPOSITION | Word.THAT):
        return False
    return at + 1 < len(run) and run.words[at + 1] not in run.vocabulary.verbs  # not so "quoted the mayor as saying"


def _leaves_object(run: Run, cue: Cue, at: int) -> bool:
    """Say whether a cue whose verb takes a thing ("corrected the fault that killed 12") reaches no further."""
    flags, behind = run.flags[at], cue.last
    is_clause = Word.THAT | Word.QUOTE | Word.HAVE | Word.BE | Word.PRONOUN
    has_object = behind < at and bool(run.flags[behind] & Word.DETERMINER) and not run.has(behind, at, is_clause)
    if has_object and cue.force in (Force.SAY, Force.TELL) and flags & Word.TIME and _looks_back(run, at):
        return True  # "announced a truce hours before a shell killed 12"
    if cue.force is not Force.TELL:
        return False
    is_aside = run.flags[behind] & Word.PREPOSITION and not run.flags[behind] & Word.OF
    if flags & Word.RELATIVE and _tells_of(run, behind, at) and not (is_aside and flags & Word.THAT):
        return True  # not so "explained to the court that"
    if flags & Word.RELATIVE and not flags & Word.THAT and not run.has(behind, at, is_clause):
        return not run.is_wanted(behind, at)
    return has_object and bool(flags & Word.PREPOSITION) and _parts_object(run, at)


def _parts_object(run: Run, at: int) -> bool:
    """Say whether a preposition leads away from the thing: "its rules under", not "the deaths of", "on Monday"."""
    if run.flags[at] & Word.OF:
        return not run.has(at - 1, at, Word.VICTIMS | Word.FIGURE | Word.HARM | Word.NUMBER)
    return at + 1 < len(run) and not run.flags[at + 1] & (Word.TIME | Word.MONTH) and not run.is_wanted(at + 1, at + 2)


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


def _is_told_aside(run: Run, cue: Cue, comma: int) -> bool:
    """Say whether the cue closes a relative clause and the main one goes on: ", whose cause, police say, is"."""
    if not cue.is_closing or cue.last != comma or comma + 1 >= len(run) or not run.flags[comma + 1] & _VERB:
        return False
    opening = next((at for at in range(cue.first - 1, 0, -1) if run.flags[at] & Word.BOUNDARY), 0)
    return run.words[opening] == "," and bool(run.flags[opening + 1] & Word.RELATIVE)


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
    if run.flags[that - 1] & Word.DEMONSTRATIVE and any(word in run.vocabulary.phrases for word in run.words[:that]):
        return False  # "d'après ce que le préfet a dit", not "dans ce que le préfet appelle"
    return not any(word in run.vocabulary.verbs for word in run.words[:that])

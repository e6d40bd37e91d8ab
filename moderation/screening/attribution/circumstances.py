"""Tell what somebody says from what is told of the saying: where, to whom, and what went on meanwhile.

"The minister said at a rally for the martyrs that …" and "…, the bank said, as the junta tightened its
hold": the words are the narrator's, though a speaker stands beside them. Figures are not asked for here;
an agency that gives one beside a speaker has it from the speaker as a rule.
"""

from __future__ import annotations

from moderation.screening.attribution.cue import Cue
from moderation.screening.attribution.forms import Force
from moderation.screening.attribution.links import Link
from moderation.screening.attribution.runs import Run
from moderation.screening.attribution.words import Word
from moderation.screening.values import Span

_SPEAKING = frozenset({Force.SAY, Force.TELL})
_PLACED = _SPEAKING | {Force.STANCE}
_DATES = Word.TIME | Word.MONTH | Word.ADVERB
_LEADS = _DATES | Word.NUMBER | Word.DETERMINER | Word.PREPOSITION | Word.BOUNDARY
_VERBAL = Word.HAVE | Word.BE
_JOINTS = Word.OF | Word.BY | Word.PREPOSITION | Word.AND | Word.POSSESSIVE
_CONTENT = Word.THAT | Word.QUOTE


def is_circumstance(run: Run, cue: Cue, span: Span) -> bool:
    """Say whether *span*, which *cue* reaches, tells of the saying and is no part of what is said."""
    is_before_source = span.end <= cue.source.span.start  # "Faced with the lies of the exiles, the leader hailed …"
    if cue.force is Force.STANCE and (cue.link is Link.INVERTED or is_before_source):
        return True  # "the rebels, backed by the palace, …": whoever backs them does not name them
    if cue.force in _SPEAKING and span.start < cue.span.start:
        return cue.is_closing and _is_question(run, span)
    at = next((at for at in range(cue.last, len(run)) if run.ends[at] > span.start), len(run))
    if cue.force not in _PLACED or span.start < cue.span.end or at >= len(run):
        return False
    if cue.is_closing:
        return cue.force in _SPEAKING and _is_backdrop(run, cue.last, at)
    if cue.link is Link.INVERTED or run.has(cue.last, at, _CONTENT):
        return False
    behind = next((place for place in range(at, len(run)) if run.starts[place] >= span.end), len(run))
    return _is_setting(run, cue, at, behind)


def _is_question(run: Run, span: Span) -> bool:
    """Say whether *span* stands in what somebody was asked: "Asked about the terrorists, he said …"."""
    comma = next((at for at in range(len(run)) if run.words[at] == ","), 0)
    return bool(run.flags[0] & Word.ASKED) and span.end <= run.starts[comma]


def _is_backdrop(run: Run, first: int, last: int) -> bool:
    """Say whether a clause of what went on meanwhile opens among the tokens: ", as the", ", hours after"."""
    comma = next((at for at in range(first, last) if run.words[at] == ","), last)
    if run.has(first, comma, _VERBAL | Word.RELATIVE | Word.QUOTE):
        return False
    at = next((at for at in range(comma + 1, last) if not run.flags[at] & _LEADS), last)
    return run.has(comma + 1, min(at + 1, last), Word.BACKDROP)


def _is_setting(run: Run, cue: Cue, at: int, behind: int) -> bool:
    """Say whether token *at* belongs to the place or the listeners that follow the verb of saying."""
    place = _skip_dates(run, cue.last, at)
    if place >= at:
        return False
    is_told = run.has(cue.anchor, cue.last, Word.ADDRESSING) and bool(run.flags[place] & Word.DETERMINER)
    # "paid tribute to the martyrs": whom a stance is taken to is what it says.
    is_listened = cue.force in _SPEAKING and (is_told or bool(run.flags[place] & Word.TOWARDS))
    if not (is_listened or run.flags[place] & Word.SETTING) or not _is_one_phrase(run, place, at):
        return False
    content = next((later for later in range(behind, len(run)) if run.flags[later] & _CONTENT), len(run))
    if _has_verb(run, behind, content):
        return False
    return content < len(run) or not is_listened


def _skip_dates(run: Run, first: int, last: int) -> int:
    """Return the first token that says more than when: "on Monday", "mardi", a comma."""
    at = first
    while at < last:
        flags = run.flags[at]
        if flags & Word.PREPOSITION and at + 1 < last and run.flags[at + 1] & (Word.TIME | Word.MONTH):
            at += 2
        elif run.words[at] == "," or (flags & _DATES and not flags & Word.SETTING):
            at += 1
        else:
            return at
    return at


def _is_one_phrase(run: Run, first: int, last: int) -> bool:
    """Say whether no other phrase begins between: an article behind a noun opens the next one."""
    for at in range(first + 1, last):
        is_joined = run.flags[at - 1] & (_JOINTS | Word.DETERMINER) or run.flags[at] & _JOINTS
        if run.flags[at] & Word.DETERMINER and not is_joined:
            return False
        if run.flags[at] & (_VERBAL | Word.RELATIVE | Word.STOP) and not run.flags[at] & Word.PREPOSITION:
            return False
    return True


def _has_verb(run: Run, first: int, last: int) -> bool:
    """Say whether a verb that the vocabulary knows stands among the tokens."""
    return any(
        run.flags[at] & _VERBAL or (run.words[at] in run.vocabulary.verbs and not run.flags[at - 1] & Word.DETERMINER)
        for at in range(first, last)
    )

"""Find the cues of a run."""

from __future__ import annotations

from collections.abc import Sequence

from moderation.screening.attribution.credits import iter_credits
from moderation.screening.attribution.cue import Cue
from moderation.screening.attribution.forms import Force, match_tail
from moderation.screening.attribution.phrases import read_phrase
from moderation.screening.attribution.runs import Run
from moderation.screening.attribution.subjects import is_tied
from moderation.screening.attribution.verbs import read_tag, read_verb
from moderation.screening.attribution.words import Word

# What a verb of saying does where it reports nothing.
_IDLE = frozenset({Force.DEED, Force.STANCE})


def find_cues(run: Run) -> tuple[Cue, ...]:
    """Return the cues of *run* and its credits, in the order of their own words."""
    found: list[Cue] = []
    last = 0
    for at, word in enumerate(run.words):
        if at >= last and (word in run.vocabulary.starters or run.flags[at] & Word.INVERTED):
            cue = _read_cue(run, at, found)
            if cue is not None:
                found.append(cue)
            last = cue.last if cue is not None and cue.force is not Force.STANCE else _idle_end(run, at)
    return tuple(sorted((*found, *iter_credits(run)), key=lambda cue: cue.anchor))


def _read_cue(run: Run, at: int, before: Sequence[Cue]) -> Cue | None:
    tied = is_tied(run, at)
    for form in run.vocabulary.phrases.get(run.raw(at) if tied else run.words[at], ()):
        end = match_tail(run.words, at + 1, form.tail)
        if end is None and form.kind == "charge":
            end = match_tail(run.words, _skip_dates(run, at + 1), form.tail)
        cue = read_phrase(run, at, end, form) if end is not None else None
        if cue is not None:
            return cue
    after = _skip_adverbs(run, at + 1)
    for form in run.vocabulary.verbs.get(run.words[at], ()):
        end = match_tail(run.words, after, form.tail) if form.tail else at + 1
        if end is not None and form.force is Force.DEED:
            return None
        cue = read_verb(run, at, end, form, before) if end is not None else None
        if cue is not None:
            return cue
    return read_tag(run, at) if tied else None


def _idle_end(run: Run, at: int) -> int:
    """Return where the words end with which a verb of saying says nothing: "gave no details"."""
    idle = (form for form in run.vocabulary.verbs.get(run.words[at], ()) if form.force in _IDLE)
    ends = (match_tail(run.words, _skip_adverbs(run, at + 1), form.tail) for form in idle)
    return next((end for end in ends if end is not None), at + 1)


def _skip_dates(run: Run, at: int) -> int:
    """Return the token behind the day of a charge: "accusé mardi de", "mis en examen jeudi pour"."""
    while at < len(run) and run.flags[at] & (Word.TIME | Word.MONTH):
        at += 1
    return at


def _skip_adverbs(run: Run, at: int) -> int:
    """Return the token behind the adverbs at *at*: "fait également état"."""
    while at < len(run) and run.flags[at] & (Word.ADVERB | Word.EMPHATIC):
        at += 1
    return at

"""Read the cues that are verbs: who is the subject, and whether the verb reports here at all."""

from __future__ import annotations

from collections.abc import Sequence

from moderation.screening.attribution.closing import is_closing
from moderation.screening.attribution.cue import Cue, phrase_cue
from moderation.screening.attribution.needs import fits, is_denied, is_noun, is_plural, meets
from moderation.screening.attribution.runs import Run
from moderation.screening.attribution.sources import Source, judge
from moderation.screening.attribution.subjects import (
    Link,
    Subject,
    find_subject,
    group_start,
    is_impersonal,
    phrase_end,
)
from moderation.screening.attribution.vocabulary import Force, Form, Tense, Word
from moderation.screening.values import Grade, Span

# The subject of a verb without one of its own opens the clause within so many tokens.
LONGEST_OPENING = 8
# "By" stands at most this far behind its participle: "confirmed on Monday by".
BY_REACH = 4

_SUBJECTLESS = frozenset({Force.CHARGE, Force.RUMOUR})
# Plain integers: an ``IntFlag`` takes ten times as long to tell one bit.
_PAST, _FINITE = int(Tense.PAST), int(Tense.FINITE)
_CLAUSE_MARKS = frozenset(":;–—-")
_AFTER_TAG = Word.BOUNDARY | Word.TIME | Word.PREPOSITION | Word.ADVERB


def read_verb(run: Run, at: int, end: int, form: Form, before: Sequence[Cue]) -> Cue | None:
    """Read the verb at token *at*, whose words end at *end*; *before* are the cues found before it."""
    group = group_start(run, at)
    if is_noun(run, at) or not fits(run, at, end, form) or is_denied(run, group, end, form):
        return None
    if form.tenses == Tense.PRESENT and at > 0 and run.is_capital(at) and run.is_capital(at - 1):
        return None  # a name: "the Teaching Hospital"
    if form.tenses == Tense.PRESENT and not run.has(group, at, Word.BE):
        return _read_sharing(run, at, form, before) if form.force is not Force.QUOTE else None
    if form.tenses == Tense.PAST and _is_coordinated(run, group, end, before):
        return _read_sharing(run, at, form, before)
    if form.tenses & _PAST and (run.has(group, at, Word.BE) or not run.has(group, at, Word.HAVE)):
        passive = _read_passive(run, at, group, end, form)
        if passive is not None or not _can_be_active(run, at, group, form):
            return passive
    return _read_active(run, at, group, end, form, before)


def read_tag(run: Run, at: int) -> Cue | None:
    """Read ", a-t-il soufflé", ", jure-t-elle": a pronoun tied to a verb that the cues do not hold."""
    if at == 0 or not run.flags[at - 1] & (Word.BOUNDARY | Word.QUOTE):
        return None
    if is_impersonal(run, at) or run.raw(at) in run.vocabulary.hedges:
        return None
    last = min(at + 2 if run.flags[at] & Word.HAVE else at + 1, len(run))
    if last < len(run) and not run.flags[last] & _AFTER_TAG:
        return None
    source = Source(run.span(at, at + 1), Grade.NAMED, is_echo=True)
    return phrase_cue(run, at, last, source=source, force=Force.QUOTE, link=Link.INVERTED, is_closing=True)


def _read_active(run: Run, at: int, group: int, end: int, form: Form, before: Sequence[Cue]) -> Cue | None:
    subject = find_subject(run, at, end)
    is_led = at > 0 and run.flags[at - 1] & Word.LEAD
    if form.tenses == Tense.BASE and not is_led and not is_plural(run, group, subject):
        return None
    if subject is None and before and _resumes(run, group, before[-1]):
        subject = Subject(before[-1].source, Link.RELATIVE, group)
    if subject is not None and subject.source is None:
        subject = subject._replace(source=_shared(before) or _opening(run, subject.first))
    if subject is None or subject.source is None or not meets(subject.source, form, run, end):
        return None
    if (form.force is Force.QUOTE or form.needs == "quote") and not _is_beside_quote(run, group, end, subject):
        return None
    words = run.span(group, at + 1)
    closes = is_closing(run, subject, end)
    is_tag = closes and subject.link is Link.INVERTED and group > 0 and run.words[group - 1] == ","
    return Cue(
        first=subject.first,
        anchor=group,
        last=at + 1,
        source=subject.source,
        # ", a dénoncé la ligue" passes judgement on what it reports
        force=Force.SAY if form.needs == "tag" and is_tag else form.force,
        link=subject.link,
        is_closing=closes,
        span=Span(min(words.start, subject.source.span.start), max(words.end, subject.source.span.end)),
        verb=run.span(at, at + 1),
    )


def _read_sharing(run: Run, at: int, form: Form, before: Sequence[Cue]) -> Cue | None:
    """Read "adding that", "et précisé que": it speaks with the voice of the verb before it."""
    source = _shared(before)
    if source is None and form.force is not Force.COUNT:
        source = _opening(run, at)
    if source is None or source.span.end > run.starts[at]:
        return None
    return phrase_cue(run, at, at + 1, source=source, force=form.force, link=Link.COORDINATED, is_closing=False)


def _read_passive(run: Run, at: int, group: int, end: int, form: Form) -> Cue | None:
    """Read "confirmed by the ministry", "établi par la préfecture"."""
    by = next((place for place in range(end, min(end + BY_REACH, len(run))) if run.flags[place] & Word.BY), None)
    if (
        form.force is Force.QUOTE
        or form.needs == "active"
        or by is None
        or run.has(end, by, Word.BOUNDARY | Word.NUMBER)
    ):
        return None
    last = phrase_end(run, by + 1)
    source = judge(run, by + 1, last) if not run.bars_source(by + 1, last) else None
    if source is None or not source.is_known:
        return None
    cue = phrase_cue(run, group, last, source=source, force=form.force, link=Link.INVERTED, is_closing=True)
    return cue._replace(verb=run.span(at, at + 1))


def _can_be_active(run: Run, at: int, group: int, form: Form) -> bool:
    """Say whether a form that may be a participle can have a subject of its own: "reported", "s'est félicité"."""
    if form.tenses & _FINITE and not run.has(group, at, Word.BE):
        return True
    return any(run.flags[place] & Word.CLITIC and not run.flags[place] & Word.PRONOUN for place in range(group, at))


def _is_coordinated(run: Run, group: int, end: int, before: Sequence[Cue]) -> bool:
    """Say whether a bare participle shares the auxiliary of an earlier verb: "a ouvert une enquête et précisé que"."""
    if group == 0 or not run.flags[group - 1] & Word.AND:
        return False
    return bool(before) or run.has(end, min(end + 2, len(run)), Word.THAT)


def _is_beside_quote(run: Run, group: int, end: int, subject: Subject) -> bool:
    if subject.link is Link.INVERTED and group > 0 and run.flags[group - 1] & (Word.BOUNDARY | Word.QUOTE):
        return True
    if run.has(end, min(end + 2, len(run)), Word.THAT):
        return True
    return run.has(max(group - 14, 0), min(end + 14, len(run)), Word.QUOTE)


def _resumes(run: Run, group: int, cue: Cue) -> bool:
    """Say whether the verb goes on about the speaker just named: ", a dit la police, qui avait parlé de"."""
    if group < 2 or not run.flags[group - 1] & Word.SUBJECT_RELATIVE:
        return False
    return run.ends[group - 2] - 1 <= cue.source.span.end <= run.starts[group - 1]


def _shared(before: Sequence[Cue]) -> Source | None:
    """Return the last speaker that was the subject of a verb."""
    speaking = (cue for cue in reversed(before) if cue.link is not Link.INVERTED and cue.force not in _SUBJECTLESS)
    return next((cue.source for cue in speaking), None)


def _opening(run: Run, before: int) -> Source | None:
    """Judge the phrase that opens the clause, if it can be the subject of a later verb."""
    first = max((at + 1 for at in range(before) if run.words[at] in _CLAUSE_MARKS), default=0)
    stops = Word.BOUNDARY | Word.HAVE | Word.BE
    end = next((at for at in range(first, before) if run.flags[at] & stops), before)
    for last in range(min(end, first + LONGEST_OPENING), first, -1):
        if not run.bars_source(first, last):
            source = judge(run, first, last)
            if source is not None and (source.is_echo or source.kind is not None):
                return source
    return None

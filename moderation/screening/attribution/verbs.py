"""Read the cues that are verbs: who is the subject, and whether the verb reports here at all."""

from __future__ import annotations

from collections.abc import Sequence

from moderation.screening.attribution.behind import phrase_end
from moderation.screening.attribution.closing import is_closing
from moderation.screening.attribution.cue import Cue, phrase_cue
from moderation.screening.attribution.figures import before_figure
from moderation.screening.attribution.forms import Force, Form, Tense
from moderation.screening.attribution.links import Link, Subject
from moderation.screening.attribution.needs import (
    fits,
    is_denied,
    is_noun,
    is_plural,
    meets,
    opens_with,
    says_that,
    takes_in,
    treats,
)
from moderation.screening.attribution.objects import has_clause, is_feeling, is_report, is_thing
from moderation.screening.attribution.parting import find_agent, find_auxiliary, find_parted
from moderation.screening.attribution.runs import Run
from moderation.screening.attribution.sources import Source, judge
from moderation.screening.attribution.subjects import find_subject, group_start, is_impersonal
from moderation.screening.attribution.vocabulary import Kind
from moderation.screening.attribution.words import Word
from moderation.screening.values import Grade, Span

# The subject of a verb without one of its own opens the clause within so many tokens.
LONGEST_OPENING = 8
# "By" stands at most this far behind its participle: "confirmed on Monday by".
BY_REACH = 4
# "Refused on Monday to": the denial stands at most this far in front of the verb.
LONGEST_DENIAL = 4

_SUBJECTLESS = frozenset({Force.CHARGE, Force.RUMOUR})
# Plain integers: an ``IntFlag`` takes ten times as long to tell one bit.
_PAST, _FINITE = int(Tense.PAST), int(Tense.FINITE)
_CLAUSE_MARKS = frozenset(":;–—-")
_AFTER_TAG = Word.BOUNDARY | Word.TIME | Word.PREPOSITION | Word.ADVERB


def read_verb(run: Run, at: int, end: int, form: Form, before: Sequence[Cue]) -> Cue | None:
    """Read the verb at token *at*, whose words end at *end*; *before* are the cues found before it."""
    group = group_start(run, at)
    if form.tenses & Tense.BASE and at > 1 and run.flags[at - 1] & Word.INFINITIVE:
        return _read_infinitive(run, at, end, form, before)
    is_adverb = form.tenses == Tense.PRESENT and run.flags[at] & Word.ADVERB  # fr "maintenant"
    is_none = is_adverb or is_noun(run, at) or _is_in_phrase(run, at, group, form) or _comes_by_itself(run, at, form)
    is_verb = not is_none and fits(run, at, end, form)
    is_sharing = form.tenses == Tense.PRESENT and not run.has(group, at, Word.BE)
    if not is_verb or is_denied(run, group, end, form) or (is_sharing and form.force is Force.QUOTE):
        return None
    if run.vocabulary.habits.splits and form.tenses & _PAST:
        far = _read_far(run, at, group, end, form)
        if far is not None or not form.tenses & _FINITE:
            return far
    if is_sharing or (form.tenses == Tense.PAST and _is_coordinated(run, group, end, before)):
        return _read_sharing(run, at, form, before)
    if form.tenses & _PAST and (run.has(group, at, Word.BE) or not run.has(group, at, Word.HAVE)):
        passive = _read_passive(run, at, group, end, form)
        if passive is not None or not _can_be_active(run, at, group, end, form):
            return passive
    return _read_active(run, at, group, end, form, before)


def _comes_by_itself(run: Run, at: int, form: Form) -> bool:
    """Say whether nobody does what the verb says: "il s'y ajoute douze morts"."""
    return bool(form.tail and at > 0 and run.flags[at - 1] & Word.REFLEXIVE and run.flags[at] & Word.CLITIC)


def _is_in_phrase(run: Run, at: int, group: int, form: Form) -> bool:
    """Say whether the form is part of a noun phrase: "the Teaching Hospital", "figures released by the city show"."""
    if form.tenses == Tense.PRESENT:
        return at > 0 and run.is_capital(at) and run.is_capital(at - 1)
    return group == at and bool(form.tenses & _PAST) and _belongs_to_paper(run, at)


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
    subject = find_parted(run, at, end, form) if run.vocabulary.habits.splits else find_subject(run, at, end)
    is_led = at > 0 and run.flags[at - 1] & Word.LEAD
    if form.tenses == Tense.BASE and not is_led and not is_plural(run, group, subject):
        return None
    if subject is None and before and _resumes(run, group, before[-1]):
        subject = Subject(before[-1].source, Link.RELATIVE, group)
    subject = subject or _housed(run, group)
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
        force=Force.SAY if form.needs == "tag" and is_tag else _force(run, group, end, form, subject),
        link=subject.link,
        is_closing=closes,
        span=Span(min(words.start, subject.source.span.start), max(words.end, subject.source.span.end)),
        verb=run.span(at, at + 1),
    )


def _read_far(run: Run, at: int, group: int, end: int, form: Form) -> Cue | None:
    """Read a participle whose auxiliary stands far before it, or behind: "hat die Polizei am Montag bestätigt"."""
    if run.has(end, end + 1, Word.HAVE):
        subject, aux, last = find_parted(run, at, end), at, end + 1
    else:
        auxiliary = find_auxiliary(run, at)
        if auxiliary is None:
            return None
        aux, last = auxiliary, auxiliary + 1
        if run.flags[aux] & Word.BE:
            agent = find_agent(run, aux + 1, at)
            if agent is None or form.force is Force.QUOTE:
                return None
            by, source = agent
            return phrase_cue(run, by, by + 1, source=source, force=form.force, link=Link.INVERTED, is_closing=True)
        subject = find_parted(run, aux, aux + 1)
    if subject is None or subject.source is None or not meets(subject.source, form, run, end):
        return None
    words, source = run.span(aux, last), subject.source
    closes = is_closing(run, subject, max(end, last))
    span = Span(min(words.start, source.span.start), max(words.end, source.span.end))
    return Cue(subject.first, aux, last, source, form.force, subject.link, closes, span, run.span(at, at + 1))


def _housed(run: Run, group: int) -> Subject | None:
    """Read "À la préfecture, on parle de": nobody in particular speaks, but it is said where."""
    comma = group - 2
    if comma < 2 or not run.flags[group - 1] & Word.IMPERSONAL or run.words[comma] != ",":
        return None
    if not run.flags[0] & Word.PREPOSITION or run.has(0, comma, Word.BOUNDARY) or run.is_wanted(0, comma):
        return None
    first = next((at for at in range(comma) if run.flags[at] & Word.DETERMINER), comma)
    source = judge(run, first, comma)
    is_house = source is not None and source.kind is Kind.BODY and source.grade is Grade.NAMED
    return Subject(source, Link.PLAIN, 0) if is_house else None


def _force(run: Run, group: int, end: int, form: Form, subject: Subject) -> Force:
    """Return what the verb does: whoever publishes a decree, or expresses sorrow, vouches for no figure behind."""
    if form.needs == "exhibit":  # a register shows a number, a television whoever was captured
        is_screen = subject.source is not None and subject.source.kind in (Kind.OUTLET, Kind.MEDIA)
        return Force.STANCE if is_screen and end < len(run) and not says_that(run, end) else form.force
    if form.force is not Force.SAY or subject.link is Link.INVERTED:
        return form.force
    is_deed = _is_deed(run, group, end, form, subject)
    # "s'est dit bouleversé par la mort de dix habitants"; "s'est dit certain que dix habitants" vouches
    is_deed = is_deed or (not form.tail and run.has(group, end - 1, Word.REFLEXIVE) and not has_clause(run, end))
    return Force.STANCE if is_deed or is_feeling(run, end) else form.force


def _is_deed(run: Run, group: int, end: int, form: Form, subject: Subject) -> bool:
    """Say whether the verb does something with what stands behind it, and reports nothing."""
    if form.needs == "avowal":  # "l'armée a admis la mort de trois civils", but "l'hôpital a admis trois blessés"
        return treats(run, subject.first, group) and takes_in(run, end)
    if form.needs == "grief" and opens_with(run, subject.first, Word.LAND):  # "l'Espagne déplore 212 morts"
        return True
    return form.needs in ("report", "grief") and not is_report(run, end)


def _read_sharing(run: Run, at: int, form: Form, before: Sequence[Cue]) -> Cue | None:
    """Read "adding that", "et précisé que": it speaks with the voice of the verb before it."""
    source = _shared(before)
    if source is None and form.force is not Force.COUNT:
        source = _opening(run, at)
    if source is None or source.span.end > run.starts[at]:
        return None
    return phrase_cue(run, at, at + 1, source=source, force=form.force, link=Link.COORDINATED, is_closing=False)


def _read_infinitive(run: Run, at: int, end: int, form: Form, before: Sequence[Cue]) -> Cue | None:
    """Read "went on television to announce that", "took the stand to tell how"; not "refused to say that"."""
    is_said = form.force in (Force.SAY, Force.TELL) and says_that(run, end)
    if not is_said or run.has(max(at - LONGEST_DENIAL, 0), at, Word.NEGATION | Word.UNSAID):
        return None
    source = _shared(before) or _opening(run, at)
    if source is None or source.span.end > run.starts[at]:
        return None
    return phrase_cue(run, at, at + 1, source=source, force=form.force, link=Link.COORDINATED, is_closing=False)


def _read_passive(run: Run, at: int, group: int, end: int, form: Form) -> Cue | None:
    """Read "confirmed by the ministry", "établi par la préfecture"."""
    by = _find_by(run, at, end, form)
    if form.force is Force.QUOTE or form.needs == "active" or by is None:
        return None
    if group > 0 and not run.has(group, at, Word.BE | Word.HAVE) and is_thing(run, group - 1):
        return None
    last = _agent_end(run, by + 1)
    source = judge(run, by + 1, last) if not run.bars_source(by + 1, last) else None
    if source is None or not source.is_known:
        return None
    # "was put at 40 by the ministry": the figure stands before the cue, which is then no more than "by the ministry"
    first = by if run.is_wanted(end, by) else group
    cue = phrase_cue(run, first, last, source=source, force=form.force, link=Link.INVERTED, is_closing=True)
    return cue._replace(verb=run.span(at, at + 1))


def _agent_end(run: Run, first: int) -> int:
    """Return where the doer of a passive ends: before the figure, and what leads to it ("by police of killing two")."""
    last = before_figure(run, first, phrase_end(run, first))
    if not run.is_wanted(first, last):
        return last
    leads = Word.OF | Word.PREPOSITION
    return next((at for at in range(first + 1, last) if run.flags[at] & leads), last)


def _find_by(run: Run, at: int, end: int, form: Form) -> int | None:
    """Return the "by" of a passive: behind its words, or in the gap of "raised by the agency to"."""
    inner = next((place for place in range(at + 1, end) if run.flags[place] & Word.BY), None)
    if inner is not None:
        return inner if run.has(max(at - 3, 0), at, Word.BE) else None
    for place in range(end, min(end + BY_REACH, len(run))):
        if run.flags[place] & Word.BY:
            return place
        is_figure = form.force in (Force.COUNT, Force.SAY) and run.is_wanted(place, place + 1)
        if run.flags[place] & (Word.BOUNDARY | Word.NUMBER) and not is_figure:
            return None
    return None


def _belongs_to_paper(run: Run, at: int) -> bool:
    """Say whether the participle only says whose a paper is: "figures released by the ministry show"."""
    if at == 0 or at + 1 >= len(run) or not run.flags[at + 1] & Word.BY:
        return False
    if not any(noun.kind is Kind.DOCUMENT for noun in run.vocabulary.nouns.get(run.words[at - 1], ())):
        return False
    # "… show": the paper has a verb of its own
    return any(word in run.vocabulary.verbs for word in run.words[at + 3 : phrase_end(run, at + 2)])


def _can_be_active(run: Run, at: int, group: int, end: int, form: Form) -> bool:
    """Say whether a form that may be a participle can have a subject of its own: "reported", "s'est félicité".

    "A blast claimed by the front" has none, and whoever claims it counts nobody.
    """
    if form.needs == "active" and _find_by(run, at, end, form) is not None:
        return False
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
    if end < len(run) and not run.flags[end] & Word.AND and run.has(end, min(end + 2, len(run)), Word.THAT):
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

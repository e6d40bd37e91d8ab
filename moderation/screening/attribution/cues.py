"""Find the cues of a run: verbs with their speakers, "selon X", charges, and headline credits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from moderation.screening.attribution.runs import Run
from moderation.screening.attribution.sources import Source, judge
from moderation.screening.attribution.subjects import (
    Link,
    Subject,
    find_antecedent,
    find_subject,
    group_start,
    is_impersonal,
    is_tied,
    phrase_end,
)
from moderation.screening.attribution.vocabulary import Force, Form, Kind, Tense, Vocabulary, Word, match_tail
from moderation.screening.values import Grade, Span

# A credit follows one of these, and is no longer than so many words.
_CREDIT_MARKS = frozenset(":(–—-")
LONGEST_CREDIT = 8

_CLAUSE_MARKS = frozenset(":;–—-")
_ENDS_CLAUSE = Word.BOUNDARY | Word.QUOTE | Word.CONTRAST | Word.RELATIVE


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in a run: its tokens, whom it names, what it does, and to which sides it reaches.

    ``first`` is where cue and source begin, ``anchor`` where the cue's own words begin, ``last`` where they end.
    """

    first: int
    anchor: int
    last: int
    source: Source | None
    force: Force
    link: Link
    is_closing: bool
    span: Span
    verb: Span


def find_cues(run: Run, spans: Sequence[Span], words: Vocabulary) -> tuple[Cue, ...]:
    """Return the cues of *run* in order; *spans*, the figures and labels wanted, are never a source."""
    found: list[Cue] = []
    last = 0
    for at, word in enumerate(run.words):
        if at >= last and (word in words.starters or run.flags[at] & Word.INVERTED):
            cue = _read_cue(run, at, spans, words, found)
            if cue is not None:
                found.append(cue)
                last = cue.last
    return tuple(sorted(found, key=lambda cue: cue.anchor))


def _read_cue(run: Run, at: int, spans: Sequence[Span], words: Vocabulary, before: list[Cue]) -> Cue | None:
    tied = is_tied(run, at)
    key = run.raw(at) if tied else run.words[at]
    for form in words.phrases.get(key, ()):
        end = match_tail(run.words, at + 1, form.tail)
        if end is not None:
            cue = _READERS[form.kind](run, at, end, form, spans, words)
            if cue is not None:
                return cue
    after = at + 1
    while after < len(run) and run.flags[after] & Word.ADVERB:
        after += 1
    for form in words.verbs.get(run.words[at], ()):
        end = match_tail(run.words, after, form.tail) if form.tail else at + 1
        if end is not None:
            cue = _read_verb(run, at, end, form, spans, words, before)
            if cue is not None:
                return cue
    return _read_tag(run, at, words) if tied else None


def _read_tag(run: Run, at: int, words: Vocabulary) -> Cue | None:
    """Read ", a-t-il soufflé", ", jure-t-elle": a pronoun tied to a verb that the cues do not hold."""
    if at == 0 or not run.flags[at - 1] & (Word.BOUNDARY | Word.QUOTE):
        return None
    if is_impersonal(run, at, words) or run.raw(at) in words.hedges:
        return None
    last = at + 2 if run.flags[at] & Word.HAVE else at + 1
    if last < len(run) and not run.flags[last] & (Word.BOUNDARY | Word.TIME | Word.PREPOSITION | Word.ADVERB):
        return None
    last = min(last, len(run))
    source = Source(run.span(at, at + 1), Grade.NAMED, is_echo=True)
    return Cue(at, at, last, source, Force.QUOTE, Link.INVERTED, True, run.span(at, last), run.span(at, last))


def _read_verb(
    run: Run, at: int, end: int, form: Form, spans: Sequence[Span], words: Vocabulary, before: list[Cue]
) -> Cue | None:
    group = group_start(run, at)
    if _is_noun(run, at) or not _fits(run, group, end, form):
        return None
    is_passive = run.has(group, at, Word.BE)
    if form.tenses == Tense.PRESENT and not is_passive:
        return _participle(run, at, end, form, spans, words, before)
    if form.tenses == Tense.PAST and _is_coordinated(run, group, end, before):
        span = run.span(at, at + 1)
        return Cue(group, group, at + 1, _shared(before) or _opening(run, at, spans, words), form.force, Link.COORDINATED, False, span, span)
    if form.tenses & Tense.PAST and (is_passive or not run.has(group, at, Word.HAVE)):
        passive = _passive(run, group, at, end, form, spans, words)
        if passive is not None or not form.tenses & Tense.FINITE or is_passive:
            if passive is not None or not _is_reflexive(run, group, at):
                return passive
    subject = find_subject(run, at, end, spans, words)
    if form.tenses == Tense.BASE and not _is_plural(run, group, subject):
        return None
    if subject is None and before and _resumes(run, group, before[-1]):
        subject = Subject(before[-1].source, Link.RELATIVE, group)
    if subject is not None and subject.source is None:
        subject = replace(subject, source=_shared(before) or _opening(run, subject.first, spans, words))
    if subject is None or subject.source is None or not _meets(subject.source, form, run, end):
        return None
    if (form.force is Force.QUOTE or form.needs == "quote") and not _is_beside_quote(run, group, end, subject):
        return None
    is_closing = _is_closing(run, subject, end, spans, words)
    span = _cue_span(run, group, at + 1, subject.source)
    return Cue(subject.first, group, at + 1, subject.source, form.force, subject.link, is_closing, span, run.span(at, at + 1))


def _is_beside_quote(run: Run, group: int, end: int, subject: Subject) -> bool:
    if subject.link is Link.INVERTED and group > 0 and run.flags[group - 1] & (Word.BOUNDARY | Word.QUOTE):
        return True
    if run.has(end, min(end + 2, len(run)), Word.THAT):
        return True
    return run.has(max(group - 14, 0), min(end + 14, len(run)), Word.QUOTE)


def _is_coordinated(run: Run, group: int, end: int, before: Sequence[Cue]) -> bool:
    """Say whether a bare participle shares the auxiliary of an earlier verb: "a ouvert une enquête et précisé que"."""
    if group == 0 or not run.flags[group - 1] & Word.AND:
        return False
    return bool(before) or run.has(end, min(end + 2, len(run)), Word.THAT)


def _is_noun(run: Run, at: int) -> bool:
    """Say whether a verb's form is a noun or a name here: "the report", "la note", "Rivers State"."""
    if at == 0:
        return False
    text = run.span(at, at + 1).of(run.layout.plain)
    if text.istitle() and run.is_capital(at - 1) and not (at + 1 < len(run) and run.is_capital(at + 1)):
        return at + 1 == len(run) or not run.flags[at + 1] & Word.NUMBER
    flags = run.flags[at - 1]
    if flags & Word.CLITIC and not run.flags[at] & (Word.HAVE | Word.BE):
        before = run.flags[at - 2] if at > 1 else Word.BOUNDARY
        return bool(flags & Word.DETERMINER) and not before & (Word.RELATIVE | Word.PRONOUN | Word.CLITIC)
    return bool(flags & (Word.DETERMINER | Word.OF | Word.BY | Word.PREPOSITION | Word.POSSESSIVE))


def _fits(run: Run, group: int, end: int, form: Form) -> bool:
    if form.needs == "that":
        return run.has(end, min(end + 3, len(run)), Word.THAT)
    if form.needs == "clause":
        follows = run.flags[end] if end < len(run) else Word.BOUNDARY
        return run.has(end, min(end + 3, len(run)), Word.THAT) or bool(follows & (Word.DETERMINER | Word.NUMBER))
    return True


def _meets(source: Source, form: Form, run: Run, end: int) -> bool:
    """Say whether the source is one that the verb needs."""
    if form.force is Force.FIND and source.is_known and run.has(end, min(end + 3, len(run)), Word.THAT):
        return True
    if form.force is Force.STAND and (source.is_echo or not _is_owned(run, source)):
        return False
    if form.needs == "document":
        return source.kind is Kind.DOCUMENT
    if form.needs == "body":
        return source.kind is not Kind.PERSON and source.is_known
    if form.needs == "court":
        return source.kind is Kind.BODY and run.has(end, min(end + 8, len(run)), Word.THAT)
    if form.needs == "known":
        return source.is_known
    return True


def _is_owned(run: Run, source: Source) -> bool:
    """Say whether a count that "stands at" a figure is somebody's: "the ministry's count", "le bilan officiel"."""
    tokens = (at for at in range(len(run)) if source.span.start <= run.starts[at] < source.span.end)
    return source.grade is Grade.NAMED or any(run.flags[at] & Word.OWNER for at in tokens)


def _participle(
    run: Run, at: int, end: int, form: Form, spans: Sequence[Span], words: Vocabulary, before: list[Cue]
) -> Cue | None:
    """Read "adding that", "affirmant que": it speaks with the voice of the cue before it."""
    if form.force is Force.QUOTE:
        return None
    source = _shared(before) or _opening(run, at, spans, words)
    if source is None or source.span.end > run.starts[at]:
        return None
    return Cue(at, at, at + 1, source, form.force, Link.COORDINATED, False, run.span(at, at + 1), run.span(at, at + 1))


def _resumes(run: Run, group: int, cue: Cue) -> bool:
    """Say whether the verb goes on about the speaker just named: ", police said, who had spoken of"."""
    if group < 2 or cue.source is None or not run.flags[group - 1] & Word.SUBJECT_RELATIVE:
        return False
    return run.ends[group - 2] - 1 <= cue.source.span.end <= run.starts[group - 1]


def _shared(before: Sequence[Cue]) -> Source | None:
    """Return the last speaker that was the subject of a verb."""
    return next((cue.source for cue in reversed(before) if cue.link is not Link.INVERTED and cue.force is not Force.CHARGE), None)


def _opening(run: Run, before: int, spans: Sequence[Span], words: Vocabulary) -> Source | None:
    """Judge the phrase that opens the clause, if it can be the subject of a later verb."""
    first = max((at + 1 for at in range(before) if run.words[at] in _CLAUSE_MARKS), default=0)
    stops = Word.BOUNDARY | Word.HAVE | Word.BE
    end = next((at for at in range(first, before) if run.flags[at] & stops), before)
    for last in range(min(end, first + 8), first, -1):
        if not run.overlapped(first, last, spans):
            source = judge(run, first, last, words)
            if source is not None and (source.is_echo or source.kind is not None):
                return source
    return None


def _passive(
    run: Run, group: int, at: int, end: int, form: Form, spans: Sequence[Span], words: Vocabulary
) -> Cue | None:
    """Read "confirmed by the ministry", "établi par la préfecture"."""
    if form.force is Force.QUOTE:
        return None
    by = next((place for place in range(end, min(end + 4, len(run))) if run.flags[place] & Word.BY), None)
    if by is None or run.has(end, by, Word.BOUNDARY | Word.NUMBER):
        return None
    last = phrase_end(run, by + 1)
    source = judge(run, by + 1, last, words) if not run.overlapped(by + 1, last, spans) else None
    if source is None or not source.is_known:
        return None
    return Cue(group, group, last, source, form.force, Link.INVERTED, True, run.span(group, last), run.span(at, at + 1))


def _is_reflexive(run: Run, group: int, at: int) -> bool:
    return any(run.flags[place] & Word.CLITIC and not run.flags[place] & Word.PRONOUN for place in range(group, at))


def _is_plural(run: Run, group: int, subject: Subject | None) -> bool:
    """Say whether a bare verb has a plural subject; a noun of the same form has none."""
    if group == 0 or subject is None:
        return False
    flags = run.flags[group - 1]
    if flags & (Word.BOUNDARY | Word.PRONOUN | Word.SELF | Word.SUBJECT_RELATIVE | Word.QUOTE | Word.PLURAL):
        return True
    first = subject.first
    head = next((at for at in range(first + 1, group) if run.flags[at] & (Word.PREPOSITION | Word.BOUNDARY)), group)
    ends = (head - 1, group - 1)
    return any(run.words[at].endswith("s") or run.flags[at] & Word.PLURAL for at in ends) or run.is_capital(group - 1)


def _is_closing(run: Run, subject: Subject, end: int, spans: Sequence[Span], words: Vocabulary) -> bool:
    """Say whether the cue closes what it attributes (", police said on Monday.") rather than opens it."""
    link, first = subject.link, subject.first
    if link is Link.INVERTED:
        return True
    if link not in (Link.PLAIN, Link.APART) or first == 0 or run.flags[first] & Word.AND:
        return False
    if not run.flags[first - 1] & (Word.BOUNDARY | Word.QUOTE):
        return False
    stop = next((place for place in range(end, len(run)) if run.flags[place] & _ENDS_CLAUSE), len(run))
    if stop == end:
        return stop == len(run) or not (run.words[stop] == ":" or run.flags[stop] & Word.QUOTE)
    return not run.overlapped(end, stop, spans) and _is_adverbial(run, end, stop, words)


def _is_adverbial(run: Run, first: int, last: int, words: Vocabulary) -> bool:
    """Say whether the words after a verb tell only when, where or to whom: "on Monday", "told AFP in Goma"."""
    if run.has(first, last, Word.THAT | Word.HAVE | Word.BE | Word.PRONOUN):
        return False
    is_inside = False
    for at in range(first, last):
        flags = run.flags[at]
        if flags & Word.NUMBER and not run.has(max(at - 1, first), min(at + 2, last), Word.MONTH):
            return False
        is_inside = is_inside or bool(flags & (Word.PREPOSITION | Word.DETERMINER))
        is_loose = flags & (Word.TIME | Word.ADVERB | Word.DETERMINER | Word.NUMBER)
        if not (is_inside or is_loose or run.is_capital(at) or run.words[at] in words.nouns):
            return False
    return True


def _read_preposition(
    run: Run, at: int, end: int, form: Form, spans: Sequence[Span], words: Vocabulary
) -> Cue | None:
    """Read "selon X", "according to X"."""
    if end < len(run) and run.flags[end] & Word.RELATIVE:
        source = find_antecedent(run, at, spans, words)
        span = run.span(at, end + 1)
        return Cue(at, at, end + 1, source, form.force, Link.RELATIVE, False, span, span) if source else None
    last = phrase_end(run, end)
    first = end
    source = judge(run, first, last, words) if last > first and not run.overlapped(first, last, spans) else None
    if source is None and last == end and last < len(run) and run.flags[last] & Word.NUMBER:
        last = phrase_end(run, end + 1)
        source = judge(run, end + 1, last, words)
    if source is None:
        return None
    opens = at == 0 or bool(run.flags[at - 1] & (Word.STOP | Word.AND | Word.CONTRAST | Word.RELATIVE))
    opens = opens or all(run.flags[place] & (Word.TIME | Word.ADVERB | Word.AND | Word.BOUNDARY) for place in range(at))
    return Cue(at, at, last, source, form.force, Link.INVERTED, not opens, run.span(at, last), run.span(at, end))


def _read_sourced(run: Run, at: int, end: int, form: Form, spans: Sequence[Span], words: Vocabulary) -> Cue | None:
    """Read "de source policière": the phrase is cue and source in one."""
    last = phrase_end(run, end)
    is_same = run.has(at, end, Word.SAME)
    source = Source(run.span(at, last), Grade.UNNAMED, Kind.PERSON, is_echo=is_same)
    return Cue(at, at, last, source, form.force, Link.INVERTED, at > 0, run.span(at, last), run.span(at, end))


def _read_echo(run: Run, at: int, end: int, form: Form, spans: Sequence[Span], words: Vocabulary) -> Cue | None:
    """Read "à l'en croire": it names nobody, and points back."""
    source = Source(run.span(at, end), Grade.NAMED, is_echo=True)
    return Cue(at, at, end, source, form.force, Link.INVERTED, at > 0, run.span(at, end), run.span(at, end))


def _read_impersonal(run: Run, at: int, end: int, form: Form, spans: Sequence[Span], words: Vocabulary) -> Cue | None:
    source = Source(run.span(at, end), Grade.UNNAMED, Kind.PERSON)
    return Cue(at, at, end, source, form.force, Link.INVERTED, at > 0, run.span(at, end), run.span(at, end))


def _read_charge(run: Run, at: int, end: int, form: Form, spans: Sequence[Span], words: Vocabulary) -> Cue | None:
    """Read "convicted of", "poursuivi pour": a court or a prosecutor answers for what follows."""
    source = Source(run.span(at, end), Grade.NAMED, Kind.BODY)
    return Cue(at, at, end, source, form.force, Link.PLAIN, False, run.span(at, end), run.span(at, end))


def _cue_span(run: Run, group: int, last: int, source: Source) -> Span:
    verb = run.span(group, last)
    return Span(min(verb.start, source.span.start), max(verb.end, source.span.end))


_READERS = {
    "preposition": _read_preposition,
    "sourced": _read_sourced,
    "impersonal": _read_impersonal,
    "echo": _read_echo,
    "charge": _read_charge,
}


def iter_credits(run: Run, words: Vocabulary) -> Iterator[Cue]:
    """Yield what a headline credits: "12 dead – police", "12 morts (OSDH)", "Rebels: 12 dead"."""
    marks = [at for at in range(len(run)) if run.words[at] in _CREDIT_MARKS]
    for at in marks:
        last = next((place for place in range(at + 1, len(run)) if run.flags[place] & Word.BOUNDARY), len(run))
        if last in (len(run), len(run) - 1) and 0 < last - at - 1 <= LONGEST_CREDIT and _is_credit(run, at + 1, last, words):
            source = judge(run, at + 1, last, words)
            if source is not None:
                yield Cue(at, at + 1, last, source, Force.SAY, Link.INVERTED, True, run.span(at + 1, last), run.span(at + 1, last))
    if marks and run.words[marks[0]] == ":" and marks[0] <= 5 and _is_credit(run, 0, marks[0], words):
        source = judge(run, 0, marks[0], words)
        if source is not None and source.kind not in (None, Kind.DOCUMENT):
            yield Cue(0, 0, marks[0] + 1, source, Force.SAY, Link.PLAIN, False, run.span(0, marks[0]), run.span(0, marks[0]))


def _is_credit(run: Run, first: int, last: int, words: Vocabulary) -> bool:
    """Say whether the tokens name a source and nothing else: a known noun, or an abbreviation in capitals."""
    if run.has(first, last, Word.NUMBER | Word.HAVE | Word.BE | Word.VICTIMS | Word.RELATIVE | Word.THAT):
        return False
    source = judge(run, first, last, words)
    if source is None:
        return False
    if source.kind is not None and source.is_known:
        return True
    if first == 0 or run.words[first - 1] in "([":
        return False
    text = run.span(first, last).of(run.layout.plain)
    return all(run.is_capital(at) for at in range(first, last)) and (last - first > 1 or (text.isupper() and len(text) > 2))

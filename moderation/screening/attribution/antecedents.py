"""Find whom a clause tells of, further back: "the mayor, who said", "the mayor, it was said"."""

from __future__ import annotations

from moderation.screening.attribution.behind import phrase_end
from moderation.screening.attribution.forms import Force, Tense, match_tail
from moderation.screening.attribution.links import Link, Subject
from moderation.screening.attribution.runs import Run
from moderation.screening.attribution.sources import Source, judge
from moderation.screening.attribution.vocabulary import Kind
from moderation.screening.attribution.words import Word
from moderation.screening.values import Grade, Span

_INTRODUCES = Word.TIME | Word.ADVERB
_AUXILIARY = Word.HAVE | Word.BE | Word.ADVERB
_TELLS = frozenset({Force.SAY, Force.TELL, Force.COUNT})


def find_antecedent(run: Run, relative: int) -> Source | None:
    """Return whom "d'après lequel", "according to whom" points back to."""
    found = antecedent_of(run, relative)
    return found.source if found else None


def antecedent_of(run: Run, relative: int) -> Subject | None:
    """Find whom "who" or "qui" stands for: the phrase before it."""
    last = relative
    while last > 0 and run.flags[last - 1] & Word.BOUNDARY:
        last -= 1
    if last > 0 and run.flags[last - 1] & Word.DEMONSTRATIVE:
        # "ce qui" is nobody, "those who were there" are some people
        nobody = Source(run.span(last - 1, last), Grade.UNNAMED, Kind.PERSON, is_known=False)
        return Subject(nobody, Link.RELATIVE, last - 1) if run.is_plural(last - 1) else None
    if last == 0:
        return None
    found = _teller_before(run, last) or nearest_source(run, last)
    return Subject(found[0], Link.RELATIVE, found[1]) if found else None


def apart_from(run: Run, mark: int) -> Subject | None:
    """Find the subject that an insertion parts from its verb: "the mayor, 61, said"."""
    found = nearest_source(run, mark)
    return Subject(found[0], Link.APART, found[1]) if found else None


def _teller_before(run: Run, last: int) -> tuple[Source, int] | None:
    """Return whom the phrase before token *last* names as its own source: "selon la police, qui", "said Ana, who"."""
    start = last
    while start > 0 and not _parts(run, start - 1):
        start -= 1
    for at in range(start, last - 1):
        first = _behind_cue(run, start, at)
        while first and first < last and run.flags[first] & _INTRODUCES and not run.flags[first] & Word.DETERMINER:
            first += 1
        if first is None or first >= last or run.flags[first] & (Word.PREPOSITION | Word.RELATIVE) == Word.PREPOSITION:
            continue
        if last <= phrase_end(run, first) and not run.bars_source(first, last):
            source = judge(run, first, last)
            if source is not None and source.is_known:
                return source, first
    return None


def _behind_cue(run: Run, start: int, at: int) -> int | None:
    """Return where the source begins behind the cue at token *at*: a preposition, or a verb that opens the phrase."""
    if run.flags[at] & Word.BY and run.has(start, at, Word.HAVE | Word.BE):
        return at + 1  # "claimed by the militia, which says"
    forms = [form for form in run.vocabulary.phrases.get(run.words[at], ()) if form.kind == "preposition"]
    if not any(not run.flags[place] & _AUXILIARY for place in range(start, at)):
        forms += [form for form in run.vocabulary.verbs.get(run.words[at], ()) if form.force in _TELLS]
    ends = (match_tail(run.words, at + 1, form.tail) for form in forms)
    return next((end for end in ends if end is not None), None)


def nearest_source(run: Run, last: int) -> tuple[Source, int] | None:
    """Return the phrase that can speak and begins furthest left, going back from *last* over insertions."""
    found: tuple[Source, int] | None = None
    is_named = False
    end = last
    while end > 0:
        start = end
        while start > 0 and not _parts(run, start - 1):
            start -= 1
        counts = run.bars_source(start, end)
        is_insertion = start > 0 and (run.flags[start] & Word.RELATIVE or _is_one_of(run, start))
        if counts and not is_insertion:
            break
        source = None if counts else _segment(run, start, end)
        if source is not None:
            if found is not None:
                source = source._replace(span=Span(source.span.start, found[0].span.end))
            found = (source, start)
            is_name = source.is_known and source.kind in (None, Kind.PERSON, Kind.SCHOLAR)
            is_named = is_named or (source.grade is Grade.NAMED and not source.is_echo and is_name)
        elif found is not None and not _is_insertion(run, start, end):
            break
        is_contrast = run.flags[start] & Word.CONTRAST and not _is_meanwhile(run, start)
        if start == 0 or run.flags[start - 1] & (Word.STOP | Word.QUOTE) or is_contrast:
            break
        end = start - 1
    if found and is_named:
        # "A city official, Ana Brill, said": whoever is named can be called back.
        return found[0]._replace(grade=Grade.NAMED, is_echo=False), found[1]
    return found


def _is_one_of(run: Run, start: int) -> bool:
    """Say whether the insertion tells of whom somebody is one: ", one of 30 people hurt in the blast,"."""
    return bool(run.flags[start] & Word.INDEFINITE and start + 1 < len(run) and run.flags[start + 1] & Word.OF)


def _is_meanwhile(run: Run, start: int) -> bool:
    """Say whether the insertion only says when: ", while confirming the incident,"."""
    forms = run.vocabulary.verbs.get(run.words[start + 1], ()) if start + 1 < len(run) else ()
    return any(form.tenses == Tense.PRESENT for form in forms)


def _parts(run: Run, at: int) -> bool:
    """Say whether the token parts two phrases; a paper's name in marks ("le « Monde »") does not."""
    if run.flags[at] & Word.QUOTE:
        return at == 0 or not run.flags[at - 1] & (Word.DETERMINER | Word.OF)
    return bool(run.flags[at] & Word.BOUNDARY)


def _segment(run: Run, start: int, end: int) -> Source | None:
    """Judge what stands between two marks, if it is a phrase that can speak."""
    if _is_meanwhile(run, start):
        return None
    first = start
    leads = Word.AND | Word.CONTRAST | _INTRODUCES
    while first < end and run.flags[first] & leads and not run.flags[first] & Word.DETERMINER:
        first += 1
    if start < first < end and run.flags[first] & Word.THAT and run.flags[first - 1] & Word.CONTRAST:
        first += 1  # "tandis que la chaîne, contrôlée par …, fait état de"
    if first == end:
        return None
    skips = Word.PREPOSITION | Word.RELATIVE | Word.NUMBER
    if run.flags[first] & skips and not run.flags[first] & Word.DETERMINER:
        return None
    source = judge(run, first, end)
    if source is None or not (source.is_known or run.flags[first] & Word.DETERMINER):
        return None
    return source


def _is_insertion(run: Run, start: int, end: int) -> bool:
    """Say whether the words between two marks only describe: an age, a relative clause, "based in London"."""
    return bool(run.flags[start] & (Word.RELATIVE | Word.NUMBER | Word.AND)) or not run.has(
        start, end, Word.HAVE | Word.BE | Word.PRONOUN
    )

"""Find who speaks a verb: the phrase before it, behind it, or further back in its clause."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from moderation.screening.attribution.runs import Run
from moderation.screening.attribution.sources import Source, judge
from moderation.screening.attribution.vocabulary import Kind, Tense, Word
from moderation.screening.values import Grade, Span

# A coordinated subject ("medics and activists") is no longer than this before its conjunction.
LONGEST_CONJUNCT = 8

# A paper's name in quotation marks is no longer than this.
LONGEST_TITLE = 30
# The phrase that opens a sentence ("The mayor of Arden was blunt: …") is no longer than this.
LONGEST_OPENER = 10
# "a toll", "a revised death toll": a figure that somebody speaks of is no longer than this.
LONGEST_FIGURE = 4

_GROUP = Word.CLITIC | Word.ADVERB | Word.HAVE | Word.BE
_CHUNK_STOP = Word.BOUNDARY | Word.RELATIVE | Word.CONTRAST | Word.QUOTE | Word.BE | Word.HAVE
_INTRODUCES = Word.TIME | Word.ADVERB
_NO_NAME = Word.DETERMINER | Word.PREPOSITION | Word.TIME | Word.RELATIVE


_SPEAKERS = frozenset({Kind.BODY, Kind.OFFICE, Kind.PERSON, Kind.SCHOLAR})


class Link(StrEnum):
    """How a subject stands to its verb."""

    PLAIN = "plain"
    INVERTED = "inverted"
    APART = "apart"
    RELATIVE = "relative"
    COORDINATED = "coordinated"


class Subject(NamedTuple):
    """Who speaks, how it is tied to the verb, and the token at which the whole cue begins.

    ``source`` is missing where the verb shares the subject of the cue before it.
    """

    source: Source | None
    link: Link
    first: int


def group_start(run: Run, verb: int) -> int:
    """Return where the verb group that ends in *verb* begins: its auxiliaries, pronouns and adverbs."""
    at = verb
    while at > 0 and run.flags[at - 1] & _GROUP and not _is_subject(run, at - 1):
        at -= 1
    return at


def find_subject(run: Run, verb: int, end: int) -> Subject | None:
    """Find the subject of the verb at token *verb* whose cue ends at *end*."""
    group = group_start(run, verb)
    tied = next((at for at in range(group, verb + 1) if is_tied(run, at)), None)
    if tied is not None:
        pronoun = Source(run.span(tied, verb + 1), Grade.NAMED, is_echo=True)
        return None if is_impersonal(run, tied) else Subject(pronoun, Link.INVERTED, group)
    chunk = _chunk_start(run, group)
    stop = run.flags[chunk - 1] if chunk > 0 else Word.BOUNDARY
    if chunk == group:
        return _parted(run, group, end, stop)
    joint = _relative_before(run, chunk)
    if joint is not None and _relates(run, joint) and (joint < chunk - 1 or not _opens_phrase(run, chunk)):
        # "A woman who answered the radio said": the words before the verb belong to the relative clause.
        found = _antecedent(run, joint)
        return found._replace(link=Link.APART) if found else None
    found = _plain(run, chunk, group)
    if found is None and run.flags[chunk] & _INTRODUCES:
        return _parted(run, chunk, end, stop)
    return _joined(run, found) if found is not None and stop & Word.AND else found


def _relative_before(run: Run, chunk: int) -> int | None:
    """Return the "who" before the words of a clause, over its auxiliaries: "a man who had seen the bodies said"."""
    at = chunk - 1
    while at > 0 and run.flags[at] & (Word.HAVE | Word.BE):
        at -= 1
    return at if at > 0 and run.flags[at] & Word.SUBJECT_RELATIVE else None


def _joined(run: Run, last: Subject) -> Subject:
    """Return the subject with whoever speaks beside it, between commas: ", Ana Brill, a baker, and other residents"."""
    mark = last.first - 2
    if mark < 1 or run.words[mark] != "," or last.source is None:
        return last
    start = next((at + 1 for at in range(mark - 1, -1, -1) if run.flags[at] & Word.BOUNDARY), 0)
    if any(run.words[at] in run.vocabulary.verbs and not run.is_capital(at) for at in range(start, mark)):
        return last
    found = _nearest(run, mark) if start > 0 else None
    if found is None or not run.flags[found[1] - 1] & Word.BOUNDARY:
        return last
    first, grades = found[1], (found[0].grade, last.source.grade)
    grade = Grade.NAMED if Grade.NAMED in grades else Grade.UNNAMED
    span = Span(found[0].span.start, last.source.span.end)
    return Subject(last.source._replace(span=span, grade=grade, is_echo=False), last.link, first)


def _parted(run: Run, chunk: int, end: int, stop: int) -> Subject | None:
    """Find the subject of a verb right behind a mark or a conjunction, whose flags are *stop*."""
    if stop & (Word.AND | Word.CONTRAST):
        return Subject(None, Link.COORDINATED, chunk)
    if stop & Word.QUOTE and _is_title(run, chunk - 1):
        return Subject(Source(run.span(chunk - 1, chunk), Grade.NAMED), Link.PLAIN, chunk - 1)
    if stop & Word.SUBJECT_RELATIVE:
        return _antecedent(run, chunk - 1)
    behind = find_behind(run, end)
    apart = _apart(run, chunk - 1) if stop & (Word.BOUNDARY | Word.QUOTE) else None
    is_somebody = behind is not None and behind.is_known and not _holds_figure(run, end, behind)
    if apart is not None and (run.words[chunk - 1] == ")" or not is_somebody):
        return apart
    return Subject(behind, Link.INVERTED, chunk) if behind else None


def _holds_figure(run: Run, verb_end: int, behind: Source) -> bool:
    """Say whether the phrase behind the verb is a figure that it gives, and nobody: "a avancé le chiffre de 600"."""
    if behind.kind is not Kind.DOCUMENT:
        return False
    last = next((at for at in range(verb_end, len(run)) if run.starts[at] >= behind.span.end), len(run))
    return run.is_wanted(last, last + 1) if last < len(run) else False


def find_antecedent(run: Run, relative: int) -> Source | None:
    """Return whom "d'après lequel", "according to whom" points back to."""
    found = _antecedent(run, relative)
    return found.source if found else None


def find_behind(run: Run, at: int) -> Source | None:
    """Judge the phrase behind a verb that stands before its subject, over any "on Telegram" or "mardi" between."""
    while at < len(run) - 1 and _tells_when(run, at):
        at += 1
    if at < len(run) and run.flags[at] & Word.PRONOUN and run.flags[at] & Word.DEMONSTRATIVE:
        return Source(run.span(at, at + 1), Grade.NAMED, is_echo=True)  # ", a annoncé celle-ci"
    if at >= len(run) or run.flags[at] & (Word.THAT | Word.BOUNDARY | Word.PRONOUN):
        return None
    if run.flags[at] & Word.LISTENER and not run.is_capital(at):
        return None  # "told reporters"
    is_adverbial = run.flags[at] & Word.PREPOSITION and not run.flags[at] & Word.DETERMINER
    for start in _phrase_starts(run, at + 1) if is_adverbial else (at,):
        last = phrase_end(run, start)
        if last == start or run.bars_source(start, last) or _goes_on(run, last) or _speaks_itself(run, start, last):
            continue
        source = judge(run, start, last)
        if source is None or (is_adverbial and source.kind is Kind.DOCUMENT):
            continue
        if source.is_known or run.flags[start] & Word.DETERMINER:
            return source
    return None


def _tells_when(run: Run, at: int) -> bool:
    """Say whether the token only tells when: "mardi", "ce matin", "la semaine dernière", not "the last toll"."""
    if not run.flags[at] & Word.DETERMINER:
        return bool(run.flags[at] & (Word.ADVERB | Word.TIME))
    if not run.flags[at + 1] & Word.TIME or run.is_capital(at + 1) or at + 2 >= len(run):
        return False
    is_article = bool(run.flags[at + 2] & Word.DETERMINER) and not run.flags[at + 2] & Word.OF
    return is_article or bool(run.flags[at + 2] & Word.TIME) or run.is_capital(at + 2)


def find_opening(run: Run, end: int) -> Source | None:
    """Judge the phrase that opens the run, before token *end*, if it surely is somebody."""
    stops = Word.BOUNDARY | Word.HAVE | Word.BE | Word.RELATIVE
    last = next((at for at in range(end) if run.flags[at] & stops), end)
    if last == 0 or last > LONGEST_OPENER or run.bars_source(0, last):
        return None
    if run.flags[0] & Word.PREPOSITION and not run.flags[0] & Word.DETERMINER:
        return None
    source = judge(run, 0, last)
    is_somebody = source is not None and (source.is_echo or source.kind in _SPEAKERS or run.has_full_name(0, last))
    return source if is_somebody else None


def phrase_end(run: Run, first: int) -> int:
    """Return where the noun phrase that begins at *first* ends, a name set off by a comma included."""
    stops = Word.BOUNDARY | Word.RELATIVE | Word.CONTRAST | Word.HAVE | Word.BE | Word.NUMBER
    end = next((at for at in range(first, len(run)) if run.flags[at] & stops), len(run))
    is_apposed = first < end < len(run) - 2 and run.words[end] == "," and run.is_capital(end + 1)
    if not is_apposed or not run.is_capital(end + 2) or run.flags[end + 1] & _NO_NAME:
        return end
    named = next((at for at in range(end + 1, len(run)) if not run.is_capital(at)), len(run))
    if named < len(run) and not run.flags[named] & (stops | Word.OF | Word.PREPOSITION):
        return end  # "according to police, John Smith killed three": the name does something of its own
    return next((at for at in range(named, len(run)) if run.flags[at] & stops), len(run))


def is_tied(run: Run, at: int) -> bool:
    """Say whether a pronoun hangs on the token by a hyphen: "dit-il", "a-t-elle"."""
    return bool(run.flags[at] & Word.INVERTED) and not _is_subject(run, at)


def is_impersonal(run: Run, at: int) -> bool:
    """Say whether the pronoun that hangs on the token is nobody: "dit-on"."""
    pronoun = run.layout.folded[run.starts[at] : run.ends[at]].rpartition("-")[2]
    return bool(run.vocabulary.flags.get(pronoun, 0) & Word.IMPERSONAL)


def _goes_on(run: Run, last: int) -> bool:
    """Say whether what was said follows the phrase: then it was spoken to, and does not speak."""
    if last >= len(run):
        return False
    return bool(run.flags[last] & (Word.THAT | Word.QUOTE)) or run.words[last] == ":"


def _speaks_itself(run: Run, first: int, last: int) -> bool:
    """Say whether the phrase has a reporting verb of its own: in "state media said" nobody "states"."""
    word = run.words[last - 1]
    if last - first < 2 or word in run.vocabulary.nouns:
        return False
    return any(form.tenses & Tense.FINITE and not form.tail for form in run.vocabulary.verbs.get(word, ()))


def _is_title(run: Run, quote: int) -> bool:
    """Say whether a quotation is the name of a paper, and not what somebody said."""
    text = run.span(quote, quote + 1).of(run.layout.plain).strip(" «»\"'“”")
    return len(text) <= LONGEST_TITLE and text[:1].isupper() and text[-1:].isalnum()


def _relates(run: Run, joint: int) -> bool:
    """Say whether "that" hangs on the noun before it, and does not open what a verb reports."""
    return not run.flags[joint] & Word.THAT or (joint > 1 and run.words[joint - 1] in run.vocabulary.nouns)


def _opens_phrase(run: Run, at: int) -> bool:
    if run.flags[at] & (Word.DETERMINER | Word.PRONOUN | Word.NUMBER):
        return True
    return run.is_capital(at) or run.words[at] in run.vocabulary.nouns


def _phrase_starts(run: Run, at: int) -> list[int]:
    """Return the tokens after *at*, before the next mark, at which a noun phrase may begin."""
    found = []
    for place in range(at, min(at + 8, len(run))):
        if run.flags[place] & (Word.BOUNDARY | Word.THAT) or (place > at and run.flags[place] & Word.NUMBER):
            break
        is_start = run.flags[place] & Word.DETERMINER or run.is_capital(place)
        if is_start and not run.flags[place - 1] & (Word.PREPOSITION | Word.DETERMINER) and place > at:
            found.append(place)
    return found


def _is_subject(run: Run, at: int) -> bool:
    return bool(run.flags[at] & (Word.PRONOUN | Word.IMPERSONAL | Word.SELF)) and not run.flags[at] & Word.DETERMINER


def _chunk_start(run: Run, group: int) -> int:
    at = group
    while at > 0 and not _stops_chunk(run, at - 1, group):
        at -= 1
    return at


def _stops_chunk(run: Run, at: int, group: int) -> bool:
    flags = run.flags[at]
    if flags & Word.AND:
        return at + 1 == group or not _conjoins(run, at)
    return bool(flags & _CHUNK_STOP)


def _conjoins(run: Run, conjunction: int) -> bool:
    """Say whether the words before "and" are the first half of one subject."""
    at = conjunction
    while at > 0 and not run.flags[at - 1] & (_CHUNK_STOP | Word.NUMBER | Word.AND):
        at -= 1
    is_clause = at > 0 and bool(run.flags[at - 1] & (Word.BE | Word.HAVE | Word.NUMBER))
    return 0 < conjunction - at <= LONGEST_CONJUNCT and not is_clause


def _plain(run: Run, chunk: int, group: int) -> Subject | None:
    """Judge the phrase right before the verb, without any "in a later message" in front of it."""
    first = chunk
    while first < group and run.flags[first] & (Word.AND | _INTRODUCES) and not run.flags[first] & Word.DETERMINER:
        first += 1
    is_adverbial = first < group and run.flags[first] & Word.PREPOSITION and not run.flags[first] & Word.DETERMINER
    later = _phrase_starts(run, first)
    starts = [*later, first] if is_adverbial else [first, *later]
    if group - first > 1 and _is_subject(run, group - 1) and not run.flags[group - 2] & (Word.OF | Word.PREPOSITION):
        # "an ambush it said it had repelled": the words before the pronoun are another clause's
        starts, chunk = [group - 1], group - 1
    for start in starts:
        if start < group and not is_counted(run, start, group):
            source = judge(run, start, group)
            owners = [at for at in later if start < at < group and run.flags[at] & Word.DETERMINER]
            if source is not None and not _is_spoken_of(run, source, start, owners):
                return Subject(source, Link.PLAIN, chunk)
    return None


def _is_spoken_of(run: Run, source: Source, start: int, owners: Sequence[int]) -> bool:
    """Say whether the phrase is a figure, and whoever speaks of it stands behind: "a toll the coroner confirmed"."""
    is_contact = "first" not in run.vocabulary.order and source.kind is Kind.DOCUMENT
    if not is_contact or not owners or owners[0] - start > LONGEST_FIGURE:
        return False
    return not run.has(start, owners[0], Word.PREPOSITION)


def is_counted(run: Run, first: int, last: int) -> bool:
    """Say whether the tokens count people, and do not name who speaks: not so "the mother of two of the dead"."""
    if not run.bars_source(first, last):
        return False
    # A figure of spaces and marks may lie between two tokens.
    figure = next((at for at in range(first, last) if run.bars_source(at, at + 1)), first)
    place = figure - 1
    while place > first and run.flags[place] & (Word.DETERMINER | Word.ADVERB) and not run.flags[place] & Word.OF:
        place -= 1
    if place <= first or not run.flags[place] & (Word.PREPOSITION | Word.OF):
        return True
    return not run.has_person(first, place)


def _antecedent(run: Run, relative: int) -> Subject | None:
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
    found = _nearest(run, last)
    return Subject(found[0], Link.RELATIVE, found[1]) if found else None


def _apart(run: Run, mark: int) -> Subject | None:
    """Find the subject that an insertion parts from its verb: "the mayor, 61, said"."""
    found = _nearest(run, mark)
    return Subject(found[0], Link.APART, found[1]) if found else None


def _nearest(run: Run, last: int) -> tuple[Source, int] | None:
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

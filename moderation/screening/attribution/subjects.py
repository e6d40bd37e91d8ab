"""Find who speaks a verb: the phrase before it, behind it, or further back in its clause."""

from __future__ import annotations

from collections.abc import Sequence

from moderation.screening.attribution.antecedents import antecedent_of, apart_from, nearest_source
from moderation.screening.attribution.behind import find_behind, find_following, phrase_starts, says_it_itself
from moderation.screening.attribution.forms import Tense
from moderation.screening.attribution.links import Link, Subject
from moderation.screening.attribution.runs import Run
from moderation.screening.attribution.sources import Source, judge
from moderation.screening.attribution.vocabulary import Kind
from moderation.screening.attribution.words import Word
from moderation.screening.values import Grade, Span

# A coordinated subject ("medics and activists") is no longer than this before its conjunction.
LONGEST_CONJUNCT = 8

# A paper's name in quotation marks is no longer than this.
LONGEST_TITLE = 30
# "a toll", "a revised death toll": a figure that somebody speaks of is no longer than this.
LONGEST_FIGURE = 4

_GROUP = Word.CLITIC | Word.ADVERB | Word.HAVE | Word.BE
_CHUNK_STOP = Word.BOUNDARY | Word.RELATIVE | Word.CONTRAST | Word.QUOTE | Word.BE | Word.HAVE
_INTRODUCES = Word.TIME | Word.ADVERB


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
    if run.vocabulary.habits.verb_first:
        return _around(run, verb, group, end)
    chunk = lead_start(run, group)
    stop = run.flags[chunk - 1] if chunk > 0 else Word.BOUNDARY
    if chunk == group:
        return _parted(run, group, end, stop)
    joint = _relative_before(run, chunk)
    if joint is not None and _relates(run, joint) and (joint < chunk - 1 or not _opens_phrase(run, chunk)):
        # "A woman who answered the radio said": the words before the verb belong to the relative clause.
        found = antecedent_of(run, joint)
        return found._replace(link=Link.APART) if found else None
    found = _plain(run, chunk, group)
    if found is None:
        return _after_object(run, chunk, group, end)
    return _joined(run, found) if stop & Word.AND else found


def _after_object(run: Run, chunk: int, group: int, end: int) -> Subject | None:
    """Find the subject behind a verb that something else stands before: ru "О гибели двоих сообщил мэр"."""
    if run.vocabulary.habits.object_first:
        behind = find_behind(run, end)
        return Subject(behind, Link.INVERTED, group) if behind else None
    stop = run.flags[chunk - 1] if chunk > 0 else Word.BOUNDARY
    return _parted(run, chunk, end, stop) if run.flags[chunk] & _INTRODUCES else None


def _around(run: Run, verb: int, group: int, end: int) -> Subject | None:
    """Find the subject of a language's verb that goes before it as a rule: behind, in front, or in the verb itself."""
    behind = find_following(run, end)
    if behind is not None:
        return Subject(behind, Link.PLAIN, group)
    chunk = lead_start(run, group)
    if chunk == group and chunk > 0 and run.flags[chunk - 1] & Word.SUBJECT_RELATIVE:
        return antecedent_of(run, chunk - 1)
    found = _plain(run, chunk, group) if chunk < group and not run.flags[chunk] & Word.PREPOSITION else None
    if found is not None and found.source is not None and found.source.kind is not None:
        return found
    if not says_it_itself(run, end):
        return None
    return Subject(Source(run.span(verb, verb + 1), Grade.NAMED, is_echo=True), Link.PLAIN, group)


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
    found = nearest_source(run, mark) if start > 0 else None
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
        return antecedent_of(run, chunk - 1)
    behind = find_behind(run, end)
    apart = apart_from(run, chunk - 1) if stop & (Word.BOUNDARY | Word.QUOTE) else None
    # ", the ringmaster, Ivo Marek, told local radio": who is told does not tell
    is_hearer = not run.vocabulary.habits.head_first and run.has(chunk, end, Word.ADDRESSING)
    is_somebody = behind is not None and behind.is_known and not (is_hearer or _holds_figure(run, end, behind))
    if apart is not None and (run.words[chunk - 1] == ")" or not is_somebody):
        return apart
    return Subject(behind, Link.INVERTED, chunk) if behind else _dropped(run, chunk, end, stop)


def _dropped(run: Run, first: int, end: int, stop: int) -> Subject | None:
    """Return the pronoun that a verb at the head of a clause goes without: "Añadió que …", "…, añadió"."""
    if not run.vocabulary.habits.drops_pronouns or not stop & (Word.BOUNDARY | Word.QUOTE):
        return None
    if run.has(first, end, Word.REFLEXIVE):
        return None  # "se cree que" is said of nobody
    # Where nobody spoke before, it may be anybody: "dicen que".
    speaker = Source(run.span(first, end), Grade.UNNAMED, is_echo=True)
    if end < len(run) and run.flags[end] & Word.THAT:
        return Subject(speaker, Link.PLAIN, first)
    is_tag = first > 0 and (end == len(run) or bool(run.flags[end] & Word.BOUNDARY))
    return Subject(speaker, Link.INVERTED, first) if is_tag else None


def _holds_figure(run: Run, verb_end: int, behind: Source) -> bool:
    """Say whether the phrase behind the verb is a figure that it gives, and nobody: "a avancé le chiffre de 600"."""
    if behind.kind is not Kind.DOCUMENT:
        return False
    last = next((at for at in range(verb_end, len(run)) if run.starts[at] >= behind.span.end), len(run))
    return run.is_wanted(last, last + 1) if last < len(run) else False


def is_tied(run: Run, at: int) -> bool:
    """Say whether a pronoun hangs on the token by a hyphen: "dit-il", "a-t-elle"."""
    return bool(run.flags[at] & Word.INVERTED) and not _is_subject(run, at)


def is_impersonal(run: Run, at: int) -> bool:
    """Say whether the pronoun that hangs on the token is nobody: "dit-on"."""
    pronoun = run.layout.folded[run.starts[at] : run.ends[at]].rpartition("-")[2]
    return bool(run.vocabulary.flags.get(pronoun, 0) & Word.IMPERSONAL)


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


def _is_subject(run: Run, at: int) -> bool:
    return bool(run.flags[at] & (Word.PRONOUN | Word.IMPERSONAL | Word.SELF)) and not run.flags[at] & Word.DETERMINER


def lead_start(run: Run, group: int) -> int:
    """Return where the words begin that stand before a verb group in its clause."""
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
    if _does_something(run, first, group):
        return None
    is_adverbial = first < group and run.flags[first] & Word.PREPOSITION and not run.flags[first] & Word.DETERMINER
    later = phrase_starts(run, first)
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


def _does_something(run: Run, first: int, group: int) -> bool:
    """Say whether a participle opens the phrase, whose object the rest is: ", contradicting army reports"."""
    forms = run.vocabulary.verbs.get(run.words[first], ()) if first < group else ()
    follows_mark = first > 0 and bool(run.flags[first - 1] & (Word.BOUNDARY | Word.ADVERB))
    return follows_mark and any(form.tenses == Tense.PRESENT and not form.tail for form in forms)


def _is_spoken_of(run: Run, source: Source, start: int, owners: Sequence[int]) -> bool:
    """Say whether the phrase is a figure, and whoever speaks of it stands behind: "a toll the coroner confirmed"."""
    is_contact = not run.vocabulary.habits.head_first and source.kind is Kind.DOCUMENT
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

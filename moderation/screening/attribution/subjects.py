"""Find who speaks a verb: the phrase before it, behind it, or further back in its clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from moderation.screening.attribution.runs import Run
from moderation.screening.attribution.sources import Source, judge
from moderation.screening.attribution.vocabulary import Vocabulary, Word
from moderation.screening.values import Span

# A coordinated subject ("medics and activists") is no longer than this before its conjunction.
LONGEST_CONJUNCT = 8

_GROUP = Word.CLITIC | Word.ADVERB | Word.HAVE | Word.BE
_CHUNK_STOP = Word.BOUNDARY | Word.RELATIVE | Word.CONTRAST | Word.QUOTE | Word.BE | Word.HAVE
_INTRODUCES = Word.TIME | Word.ADVERB


class Link(StrEnum):
    """How a subject stands to its verb."""

    PLAIN = "plain"
    INVERTED = "inverted"
    APART = "apart"
    RELATIVE = "relative"
    COORDINATED = "coordinated"


@dataclass(frozen=True, slots=True)
class Subject:
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


def find_subject(run: Run, verb: int, end: int, spans: Sequence[Span], words: Vocabulary) -> Subject | None:
    """Find the subject of the verb at token *verb* whose cue ends at *end*; *spans* are never part of it."""
    group = group_start(run, verb)
    if any(run.flags[at] & Word.INVERTED and not _is_subject(run, at) for at in range(group, verb + 1)):
        return _inverted_pronoun(run, group, verb, words)
    chunk = _chunk_start(run, group)
    if chunk < group:
        found = _plain(run, chunk, group, spans, words)
        if found is not None or not (run.flags[chunk] & _INTRODUCES):
            return found
    stop = run.flags[chunk - 1] if chunk > 0 else Word.BOUNDARY
    if stop & Word.AND:
        return Subject(None, Link.COORDINATED, group)
    behind = find_behind(run, end, spans, words)
    if behind is not None and not stop & Word.SUBJECT_RELATIVE:
        return Subject(behind, Link.INVERTED, group)
    if stop & Word.SUBJECT_RELATIVE:
        return _antecedent(run, chunk - 1, spans, words)
    if stop & (Word.BOUNDARY | Word.QUOTE):
        return _apart(run, chunk - 1, spans, words)
    return None


def find_behind(run: Run, at: int, spans: Sequence[Span], words: Vocabulary) -> Source | None:
    """Judge the phrase behind a verb or a preposition, over any "on Telegram" or "mardi" between."""
    while at < len(run) and run.flags[at] & (Word.ADVERB | Word.TIME) and not run.flags[at] & Word.DETERMINER:
        at += 1
    if at >= len(run) or run.flags[at] & (Word.THAT | Word.BOUNDARY):
        return None
    starts = [at]
    if run.flags[at] & Word.PREPOSITION:
        starts = [place for place in _phrase_starts(run, at + 1)]
    for start in starts:
        last = phrase_end(run, start)
        if last > start and not run.overlapped(start, last, spans):
            source = judge(run, start, last, words)
            if source is not None and (source.is_known or run.flags[start] & Word.DETERMINER):
                return source
    return None


def phrase_end(run: Run, first: int) -> int:
    """Return where the noun phrase that begins at *first* ends."""
    stops = Word.BOUNDARY | Word.RELATIVE | Word.CONTRAST | Word.HAVE | Word.BE | Word.NUMBER
    return next((at for at in range(first, len(run)) if run.flags[at] & stops and not _is_joined(run, at)), len(run))


def _is_joined(run: Run, at: int) -> bool:
    """Say whether a mark belongs inside a name: "N.", "U.S.", "L'Est-Éclair"."""
    return run.words[at] == "/" and at + 1 < len(run) and run.is_capital(at + 1)


def _phrase_starts(run: Run, at: int) -> list[int]:
    """Return the tokens after *at*, before the next mark, at which a noun phrase may begin."""
    found = []
    for place in range(at, min(at + 8, len(run))):
        if run.flags[place] & (Word.BOUNDARY | Word.THAT):
            break
        is_start = run.flags[place] & Word.DETERMINER or run.is_capital(place)
        if is_start and not run.flags[place - 1] & (Word.PREPOSITION | Word.DETERMINER) and place > at:
            found.append(place)
    return found


def _is_subject(run: Run, at: int) -> bool:
    return bool(run.flags[at] & (Word.PRONOUN | Word.IMPERSONAL | Word.SELF)) and not run.flags[at] & Word.DETERMINER


def _inverted_pronoun(run: Run, group: int, verb: int, words: Vocabulary) -> Subject | None:
    """Read the pronoun that is tied to a verb with a hyphen: "a-t-elle ajouté", "dit-on de source sûre"."""
    at = next(at for at in range(group, verb + 1) if run.flags[at] & Word.INVERTED and not _is_subject(run, at))
    text = run.span(at, at + 1)
    pronoun = run.layout.folded[text.start : text.end].rpartition("-")[2]
    is_impersonal = bool(words.flags.get(pronoun, Word(0)) & Word.IMPERSONAL)
    if is_impersonal:
        return None
    from moderation.screening.values import Grade

    return Subject(Source(text, Grade.NAMED, is_echo=True), Link.INVERTED, group)


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


def _plain(run: Run, chunk: int, group: int, spans: Sequence[Span], words: Vocabulary) -> Subject | None:
    """Judge the phrase right before the verb, without any "in a later message" in front of it."""
    first = chunk
    while first < group and run.flags[first] & (Word.AND | _INTRODUCES) and not run.flags[first] & Word.DETERMINER:
        first += 1
    is_adverbial = first < group and run.flags[first] & Word.PREPOSITION and not run.flags[first] & Word.DETERMINER
    starts = [*_phrase_starts(run, first), first] if is_adverbial else [first]
    for start in starts:
        if start < group and not run.overlapped(start, group, spans):
            source = judge(run, start, group, words)
            if source is not None:
                return Subject(source, Link.PLAIN, chunk)
    return None


def _antecedent(run: Run, relative: int, spans: Sequence[Span], words: Vocabulary) -> Subject | None:
    """Find whom "who" or "qui" stands for: the phrase before it."""
    last = relative
    while last > 0 and run.flags[last - 1] & Word.BOUNDARY:
        last -= 1
    found = _leftmost(run, last, spans, words)
    return Subject(found[0], Link.RELATIVE, found[1]) if found else None


def _apart(run: Run, mark: int, spans: Sequence[Span], words: Vocabulary) -> Subject | None:
    """Find the subject that an insertion parts from its verb: "the mayor, 61, said"."""
    found = _leftmost(run, mark, spans, words)
    return Subject(found[0], Link.APART, found[1]) if found else None


def _leftmost(run: Run, last: int, spans: Sequence[Span], words: Vocabulary) -> tuple[Source, int] | None:
    """Return the first phrase of the clause that ends before *last* that can speak, and where it begins."""
    clause = last
    while clause > 0 and not run.flags[clause - 1] & Word.STOP:
        clause -= 1
    start = clause
    while start < last:
        end = next((at for at in range(start, last) if run.flags[at] & Word.BOUNDARY), last)
        skips = Word.PREPOSITION | Word.RELATIVE | Word.NUMBER
        first = start
        while first < end and run.flags[first] & (Word.AND | Word.CONTRAST | _INTRODUCES) and not (
            run.flags[first] & Word.DETERMINER
        ):
            first += 1
        is_phrase = first < end and (not run.flags[first] & skips or run.flags[first] & Word.DETERMINER)
        if is_phrase and not run.overlapped(first, end, spans):
            source = judge(run, first, end, words)
            if source is not None and source.is_known:
                return source, start
        start = end + 1
    return None

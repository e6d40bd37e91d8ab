"""Tell what is reported from what is done: to publish a toll vouches for it, to publish a decree does not."""

from __future__ import annotations

from bisect import bisect_left

from moderation.screening.attribution.cue import Cue
from moderation.screening.attribution.runs import Run
from moderation.screening.attribution.vocabulary import Kind
from moderation.screening.attribution.words import Word
from moderation.screening.values import Span

# How far behind its verb a clause may begin: "a confié lundi à la radio que".
CLAUSE_REACH = 9
# A figure stands at most so many tokens behind the noun that it counts: "la mort lundi de douze".
FIGURE_REACH = 5

_LEADS = Word.ADVERB | Word.TIME | Word.MONTH
_STARTS = Word.DETERMINER | Word.PREPOSITION | Word.OF
_ARTICLES = Word.DETERMINER | Word.OF
_ENDS = _STARTS | Word.BOUNDARY | Word.QUOTE | Word.RELATIVE | Word.THAT | Word.AND | Word.BE | Word.HAVE


def has_clause(run: Run, end: int) -> bool:
    """Say whether a clause with "that" follows the verb that ends at token *end*."""
    return run.has(end, min(end + CLAUSE_REACH, len(run)), Word.THAT)


def is_thing(run: Run, at: int) -> bool:
    """Say whether a participle behind the token qualifies a thing, and no figure: "the orders given by the mayor"."""
    is_plain = run.words[at].isalpha() and not run.flags[at] and not run.is_capital(at)
    is_open = at > 0 and bool(run.flags[at - 1] & Word.DETERMINER) and not run.flags[at - 1] & Word.NUMBER
    if not is_plain or not is_open or _is_paper(run, at):
        return False
    return not run.is_wanted(max(at - FIGURE_REACH, 0), at + 1)


def is_report(run: Run, end: int) -> bool:
    """Say whether the words behind a verb, from token *end* on, are what it reports, and no thing it deals with."""
    if has_clause(run, end) or run.has(end, min(end + CLAUSE_REACH, len(run)), Word.QUOTE):
        return True
    first = _skip_leads(run, end)
    if first >= len(run) or not run.flags[first] & _STARTS:
        return True
    return _counts(run, first)


def is_feeling(run: Run, end: int) -> bool:
    """Say whether a verb's object is what the speaker feels or owns: "a exprimé sa tristesse", "annonce son départ"."""
    if not run.vocabulary.habits.head_first:
        return False  # a clause may follow without "that": "said its troops had killed 20"
    first = _skip_leads(run, end)
    while first < len(run) and run.flags[first] & Word.OF and not run.flags[first] & Word.DETERMINER:
        first += 1
    if first >= len(run) or not run.flags[first] & Word.OWN:
        return False
    return not _counts(run, first)


def is_passed_on(run: Run, cue: Cue, span: Span) -> bool:
    """Say whether *span* names what the verb of *cue* spreads: "broadcast propaganda", "une propagande relayée par".

    Whoever spreads a thing does not call it so: the word is the article's.
    """
    at = bisect_left(run.starts, cue.verb.start)
    if at >= len(run) or run.words[at] not in run.vocabulary.spreading:
        return False
    if span.end <= cue.verb.start:
        return run.has(at + 1, at + 2, Word.BY) and bisect_left(run.starts, span.end) == at
    first = _skip_leads(run, at + 1)
    if first < len(run) and run.flags[first] & _ARTICLES and not run.flags[first] & Word.THAT:
        first += 1
    label = bisect_left(run.starts, span.start)
    return first <= label and not run.has(first, label, _ENDS)


def _skip_leads(run: Run, at: int) -> int:
    while at < len(run) and run.flags[at] & _LEADS and not run.flags[at] & Word.DETERMINER:
        at += 1
    return at


def _counts(run: Run, first: int) -> bool:
    """Say whether the phrase at token *first* is a figure, a paper, or a noun that counts: "la mort de douze"."""
    head = first
    while head < len(run) and run.flags[head] & _ARTICLES:
        head += 1
    last = min(head + FIGURE_REACH, len(run))
    if run.is_wanted(first, min(head + 2, len(run))):
        return True
    if head == first and run.flags[first] & Word.PREPOSITION:
        return False  # "spoke at the funeral of two": where, and not what
    near = range(head, min(head + 2, len(run)))
    if any(run.flags[at] & Word.FIGURE or _is_paper(run, at) for at in near):
        return True
    return any(_is_of(run, at) and run.is_wanted(at + 1, at + 2) for at in range(head + 1, last - 1))


def _is_of(run: Run, at: int) -> bool:
    """Say whether the token is a bare "of": "the death of twelve", not "des douze", whom the text knows already."""
    return bool(run.flags[at] & Word.OF) and not run.flags[at] & Word.DETERMINER


def _is_paper(run: Run, at: int) -> bool:
    nouns = run.vocabulary.nouns.get(run.words[at], ())
    return not run.flags[at] & Word.VICTIMS and any(noun.kind is Kind.DOCUMENT and not noun.tail for noun in nouns)

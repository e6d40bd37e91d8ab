"""Find what a headline credits: "12 dead – police", "12 morts (OSDH)", "Rebels: 12 dead"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from moderation.screening.attribution.cue import Cue, phrase_cue
from moderation.screening.attribution.forms import Force
from moderation.screening.attribution.links import Link
from moderation.screening.attribution.runs import Run
from moderation.screening.attribution.sources import Source, ends_in_head, judge, opens_clause
from moderation.screening.attribution.vocabulary import Kind
from moderation.screening.attribution.words import Word
from moderation.screening.values import Grade

# A credit follows one of these marks, and is no longer than so many tokens.
_MARKS = frozenset(":(–—-")
LONGEST_CREDIT = 8
# A credit in front ("Rebels: …") is shorter.
LONGEST_OPENING = 8
# Shorter capitals are as often a place ("(VS)") as an organisation.
SHORTEST_INITIALS = 3

_NO_CREDIT = Word.NUMBER | Word.HAVE | Word.BE | Word.RELATIVE | Word.THAT


def iter_credits(run: Run) -> Iterator[Cue]:
    """Yield the credits of *run*, at its end or at its head."""
    marks = [at for at, word in enumerate(run.words) if word in _MARKS]
    if not marks:
        return
    for at in marks[-2:]:
        last = next((place for place in range(at + 1, len(run)) if run.flags[place] & Word.BOUNDARY), len(run))
        source = _credited(run, at + 1, last) if last >= len(run) - 1 else None
        if source is not None:
            yield phrase_cue(run, at + 1, last, source=source, force=Force.SAY, link=Link.INVERTED, is_closing=True)
    yield from _bracketed(run, marks)
    first = _skip_time(run)
    colon = next((at for at in marks if at > first), first)
    if run.words[colon] == ":" and colon - first <= LONGEST_OPENING:
        source = _credited(run, first, colon)
        if source is not None and source.kind is not None and source.is_known and not _is_paper(run, colon, source):
            yield phrase_cue(run, first, colon, source=source, force=Force.SAY, link=Link.PLAIN, is_closing=False)


def _is_paper(run: Run, colon: int, source: Source) -> bool:
    """Say whether what a colon follows is no more than a paper, or the toll itself: "Toll rises in Arden: 12 dead"."""
    if source.kind is not Kind.DOCUMENT:
        return False
    if source.grade is not Grade.NAMED or (colon > 1 and run.flags[colon - 2] & (Word.NUMBER | Word.STOP)):
        return True  # "10.15 UPDATE:" is no more a name than "Update:"
    count = next((at for at in range(colon) if run.flags[at] & Word.FIGURE), colon)
    owner = next((at for at in range(count, colon) if run.flags[at] & Word.OF), colon)
    tellers = (judge(run, first, last) for first, last in ((0, count), (owner + 1, colon)) if first < last)
    return count < colon and not any(one is not None and one.kind is not None and one.is_known for one in tellers)


def _bracketed(run: Run, marks: Sequence[int]) -> Iterator[Cue]:
    """Yield the credits that stand in brackets behind a figure: "12 dead (police), 8 hurt"."""
    for at in marks:
        if run.words[at] != "(" or not run.has(at - 1, at, Word.VICTIMS):
            continue
        last = next((place for place in range(at + 1, len(run)) if run.flags[place] & Word.BOUNDARY), len(run))
        source = _credited(run, at + 1, last) if last < len(run) - 1 else None
        if source is not None and source.kind in (Kind.BODY, Kind.OFFICE):
            yield phrase_cue(run, at + 1, last, source=source, force=Force.SAY, link=Link.INVERTED, is_closing=True)


def _skip_time(run: Run) -> int:
    """Return the token behind the hour or the bullet that opens an entry: "14.31", "9 h 05", "- "."""
    at = 0
    while at < len(run) - 1 and (
        run.flags[at] & (Word.NUMBER | Word.STOP) or (len(run.words[at]) == 1 and not run.is_capital(at))
    ):
        at += 1
    return at if at and run.is_capital(at) else 0


def _credited(run: Run, first: int, last: int) -> Source | None:
    """Return the source, if the tokens name one and nothing else: a known noun, or an abbreviation in capitals.

    Whoever is counted is no source: "nine dead - five men and four women".
    """
    is_short = 0 < last - first <= LONGEST_CREDIT
    if not is_short or run.has(first, last, _NO_CREDIT) or run.is_wanted(first, last):
        return None
    source = None if opens_clause(run, first, last) else judge(run, first, last)
    if source is not None and (_is_victim(run, first, source) or not ends_in_head(run, first, last)):
        return None
    if run.has(first, last, Word.VICTIMS):  # "fire service", not "fire victims"
        return source if source is not None and source.kind in (Kind.BODY, Kind.OFFICE) else None
    if source is None or (source.kind is not None and source.is_known):
        return source
    is_bracketed = first > 0 and run.words[first - 1] == "("
    return source if first > 0 and not is_bracketed and _is_proper(run, first, last) else None


def _is_victim(run: Run, first: int, source: Source) -> bool:
    """Say whether a colon introduces who was hit, not who speaks: "two dead in Arden: a cyclist and his son"."""
    is_anybody = source.kind is Kind.PERSON and run.flags[first] & (Word.INDEFINITE | Word.OWN)
    return bool(is_anybody) and first > 0 and run.words[first - 1] == ":"


def _is_proper(run: Run, first: int, last: int) -> bool:
    """Say whether the tokens are a name of several words, or the initials of one."""
    if not all(run.is_capital(at) for at in range(first, last)):
        return False
    text = run.span(first, last).of(run.layout.plain)
    return last - first > 1 or (text.isupper() and len(text) >= SHORTEST_INITIALS)

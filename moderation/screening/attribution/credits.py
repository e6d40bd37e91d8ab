"""Find what a headline credits: "12 dead – police", "12 morts (OSDH)", "Rebels: 12 dead"."""

from __future__ import annotations

from collections.abc import Iterator

from moderation.screening.attribution.cue import Cue, phrase_cue
from moderation.screening.attribution.runs import Run
from moderation.screening.attribution.sources import Source, judge
from moderation.screening.attribution.subjects import Link
from moderation.screening.attribution.vocabulary import Force, Kind, Word
from moderation.screening.values import Grade

# A credit follows one of these marks, and is no longer than so many tokens.
_MARKS = frozenset(":(–—-")
LONGEST_CREDIT = 8
# A credit in front ("Rebels: …") is shorter.
LONGEST_OPENING = 5
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
    if run.words[marks[0]] == ":" and marks[0] <= LONGEST_OPENING:
        source = _credited(run, 0, marks[0])
        is_paper = source is not None and source.kind is Kind.DOCUMENT
        if source is not None and source.kind is not None and not (is_paper and source.grade is not Grade.NAMED):
            yield phrase_cue(run, 0, marks[0], source=source, force=Force.SAY, link=Link.PLAIN, is_closing=False)


def _credited(run: Run, first: int, last: int) -> Source | None:
    """Return the source, if the tokens name one and nothing else: a known noun, or an abbreviation in capitals."""
    if not 0 < last - first <= LONGEST_CREDIT or run.has(first, last, _NO_CREDIT):
        return None
    source = judge(run, first, last)
    if run.has(first, last, Word.VICTIMS):  # "fire service", not "fire victims"
        return source if source is not None and source.kind in (Kind.BODY, Kind.OFFICE) else None
    if source is None or (source.kind is not None and source.is_known):
        return source
    is_bracketed = first > 0 and run.words[first - 1] == "("
    return source if first > 0 and not is_bracketed and _is_proper(run, first, last) else None


def _is_proper(run: Run, first: int, last: int) -> bool:
    """Say whether the tokens are a name of several words, or the initials of one."""
    if not all(run.is_capital(at) for at in range(first, last)):
        return False
    text = run.span(first, last).of(run.layout.plain)
    return last - first > 1 or (text.isupper() and len(text) >= SHORTEST_INITIALS)

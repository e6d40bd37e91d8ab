"""Tell what the narrator says beside a cue: behind the clause it stands in, of its source, or before a colon.

Figures are not asked for here; an agency that gives one beside a speaker has it from the speaker as a rule.
"""

from __future__ import annotations

from bisect import bisect_left

from moderation.screening.attribution.cue import Cue
from moderation.screening.attribution.forms import Force
from moderation.screening.attribution.runs import Run
from moderation.screening.attribution.words import Word
from moderation.screening.values import Span

_PURE = Word.SUBJECT_RELATIVE | Word.WHOSE
# What cannot be the verb that takes up the main clause behind a relative one.
_NO_VERB = (
    Word.AND
    | Word.THAT
    | Word.RELATIVE
    | Word.DETERMINER
    | Word.PREPOSITION
    | Word.OF
    | Word.BOUNDARY
    | Word.QUOTE
    | Word.NUMBER
    | Word.ADVERB
    | Word.CONTRAST
)


def is_behind_clause(run: Run, cue: Cue, span: Span) -> bool:
    """Say whether *cue* stands in a relative clause that a comma ends before *span*.

    "The channels, which speak of a rout, spread propaganda": the main verb behind the comma is nobody's.
    """
    opening = next((at for at in range(cue.anchor - 1, 0, -1) if run.flags[at] & _PURE), 0)
    if cue.is_closing or opening < 2 or run.words[opening - 1] != "," or run.has(opening, cue.anchor, Word.BOUNDARY):
        return False
    comma = next((at for at in range(cue.last, len(run) - 1) if run.words[at] == ","), len(run))
    return comma < len(run) and run.starts[comma] < span.start and not run.flags[comma + 1] & _NO_VERB


def is_of_source(run: Run, cue: Cue, span: Span) -> bool:
    """Say whether *span* belongs to the source of a cue: "selon Issa, dont la milice …", "Issa, chef de la junte"."""
    if cue.is_closing or span.start < cue.source.span.end:
        return False
    comma = bisect_left(run.starts, cue.source.span.end)
    if comma + 2 >= len(run) or run.words[comma] != ",":
        return False
    if cue.verb.start >= cue.source.span.end:  # a verb behind its subject and what is set apart between them
        return span.end <= cue.verb.start and not run.has(comma, bisect_left(run.starts, cue.verb.start), Word.RELATIVE)
    if not run.flags[comma + 1] & _PURE:
        return False
    end = next((at for at in range(comma + 1, len(run)) if run.words[at] == ","), len(run))
    return end < len(run) and run.starts[comma] < span.start and span.end <= run.starts[end]


def is_before_figure(run: Run, cue: Cue, span: Span) -> bool:
    """Say whether a source gives but the figure set apart behind *span*: "the squatters, 410 according to police, "."""
    at = cue.first
    while at > 0 and run.flags[at - 1] & Word.NUMBER:
        at -= 1
    is_apart = 1 < at < cue.first and run.words[at - 1] == "," and span.end <= run.starts[at - 1]
    return cue.is_closing and is_apart and not run.has(0, 1, Word.NUMBER)


def is_before_colon(run: Run, cue: Cue, span: Span) -> bool:
    """Say whether a colon parts *span* from a closing cue: "The junta shells the town: 30 dead, monitors say"."""
    first = bisect_left(run.starts, span.end)
    return cue.is_closing and any(run.words[at] == ":" for at in range(first, cue.first))


def is_matter(run: Run, cue: Cue, span: Span) -> bool:
    """Say whether the verb of counting is another one with its "of": "relève de la propagande" counts nothing."""
    at = cue.last
    is_of = at < len(run) and run.flags[at] & Word.OF and not run.flags[at] & Word.INDEFINITE
    return bool(is_of) and cue.force is Force.COUNT and not cue.is_closing and run.starts[at] < span.start

"""Find who speaks where a verb stands second and what completes it stands last: "teilte die Polizei am Montag mit".

The subject may stand between the two, and so may the figure: "haben die Behörden zwölf Tote bestätigt".
"""

from __future__ import annotations

from moderation.screening.attribution.behind import find_behind, phrase_end
from moderation.screening.attribution.figures import before_figure
from moderation.screening.attribution.forms import GAP, Form
from moderation.screening.attribution.links import Link, Subject
from moderation.screening.attribution.runs import Run
from moderation.screening.attribution.sources import Source, judge
from moderation.screening.attribution.subjects import find_subject, group_start, lead_start
from moderation.screening.attribution.words import Word

# An auxiliary stands at most so many tokens before its participle.
FARTHEST_AUXILIARY = 18

_LEADS = Word.PREPOSITION | Word.TIME | Word.ADVERB
_PARTS = Word.STOP | Word.RELATIVE | Word.CONTRAST | Word.QUOTE
_AUXILIARY = Word.HAVE | Word.BE


def find_parted(run: Run, verb: int, end: int, form: Form | None = None) -> Subject | None:
    """Find the subject of the finite verb at token *verb*: before it, or behind it where something else leads."""
    group = group_start(run, verb)
    lead = lead_start(run, group)
    is_last = lead > 0 and bool(run.flags[lead - 1] & Word.RELATIVE)
    flags = run.flags[lead]
    is_led = lead == group or bool(flags & _LEADS and not flags & Word.DETERMINER)
    is_led = is_led or bool(lead + 1 == group and flags & Word.DETERMINER)  # "Das teilte die Polizei mit"
    if is_last or not is_led or (lead > 0 and run.flags[lead - 1] & Word.AND):
        return find_subject(run, verb, end)
    is_inside = form is not None and form.tail[:1] == (GAP,)
    if lead == group and not is_inside:
        return find_subject(run, verb, end)
    behind = find_behind(run, verb + 1)
    if behind is not None and not (is_inside and behind.span.start >= run.starts[end - 1]):
        return Subject(behind, Link.INVERTED, group)
    return find_subject(run, verb, end) if lead == group else None


def find_auxiliary(run: Run, participle: int) -> int | None:
    """Return the auxiliary that stands far before the participle, in its clause."""
    for at in range(participle - 1, max(participle - FARTHEST_AUXILIARY, -1), -1):
        if run.flags[at] & _PARTS:
            return None
        if run.flags[at] & _AUXILIARY:
            return at
    return None


def find_agent(run: Run, first: int, participle: int) -> tuple[int, Source] | None:
    """Return where "by" stands between an auxiliary and its participle, and the source behind it."""
    by = next(
        (at for at in range(first, participle) if run.flags[at] & Word.BY and not run.flags[at + 1] & Word.TIME), None
    )
    if by is None:
        return None
    last = min(before_figure(run, by + 1, phrase_end(run, by + 1)), participle)
    source = judge(run, by + 1, last) if by + 1 < last and not run.bars_source(by + 1, last) else None
    return (by, source) if source is not None and source.is_known else None

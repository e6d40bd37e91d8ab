"""Part a phrase from a figure in letters behind it: no mark and no digit ends it there."""

from __future__ import annotations

from moderation.screening.attribution.runs import Run
from moderation.screening.attribution.words import Word


def before_figure(run: Run, first: int, last: int) -> int:
    """Return where a phrase ends in front of a figure in letters: "according to the mayor twelve people …"."""
    end = next((at for at in range(first, last) if run.is_wanted(at, at + 1)), last)
    if end == last:
        return last
    if end > first and run.flags[end - 1] & Word.PREPOSITION:  # "by the agency to nine"
        return end - 1
    ends_phrase = end > first and (run.is_capital(end - 1) or run.words[end - 1] in run.vocabulary.nouns)
    return end if ends_phrase else last

"""The checks: one detector a file, a reading in, findings out. No check looks at the text again."""

from __future__ import annotations

from dataclasses import dataclass, field

from moderation.checks import (
    attribution_lost,
    conflicting_tolls,
    hedge_lost,
    hedged_toll,
    label_added,
    loaded_label,
    party_attribution,
    quote_lost,
    toll_added,
    toll_changed,
    toll_missing,
    unattributed_toll,
    vague_attribution,
)
from moderation.checks.check import Check, HouseStyle, RetiredCheck, message_language
from moderation.checks.wording import say
from moderation.screening.drift import Comparison
from moderation.screening.values import Finding, Reading

# The registry, in the order of an editor's worries. The database keeps the id.
CHECKS: tuple[Check, ...] = (
    unattributed_toll.CHECK,
    hedged_toll.CHECK,
    vague_attribution.CHECK,
    party_attribution.CHECK,
    conflicting_tolls.CHECK,
    loaded_label.CHECK,
    toll_changed.CHECK,
    toll_missing.CHECK,
    toll_added.CHECK,
    attribution_lost.CHECK,
    hedge_lost.CHECK,
    label_added.CHECK,
    quote_lost.CHECK,
)

# Checks that raise nothing any more; the flags they raised still show a title.
RETIRED: tuple[RetiredCheck, ...] = ()


@dataclass(frozen=True, slots=True)
class House:
    """Who judges a reading: a desk's house style and the checks it runs."""

    style: HouseStyle = field(default_factory=HouseStyle)
    checks: tuple[Check, ...] = CHECKS

    def inspect(self, reading: Reading, *, language: str, comparison: Comparison | None = None) -> tuple[Finding, ...]:
        """Return all findings in the order of the text, their messages in *language*.

        What has no place in the text comes first. Without a *comparison* no check on drift has anything to say.
        """
        spoken = message_language(language)
        found = [
            finding
            for check in self.checks
            if reading.language in check.languages
            for finding in check.look(reading, comparison, self.style, spoken)
        ]
        return tuple(sorted(found, key=_place))


def title_of(check_id: str, language: str) -> str:
    """Return the title of a check, retired ones included; an unknown id stands for itself."""
    known: tuple[Check | RetiredCheck, ...] = (*RETIRED, *CHECKS)
    titles = {check.check_id: check.titles for check in known}
    return say(titles[check_id], language) if check_id in titles else check_id


def question_of(check_id: str) -> str:
    """Return what a check asks an editor; flags on the same words with one question want one answer."""
    return next((check.question for check in CHECKS if check.check_id == check_id and check.question), check_id)


def _place(finding: Finding) -> tuple[int, int, str, int]:
    start, end = finding.span or (-1, -1)
    return start, end, finding.check_id, finding.original.start if finding.original else -1

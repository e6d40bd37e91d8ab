"""Flag a statement that the original marks as unverified and the translation states as a fact.

Why: "reportedly" and the French conditional are the agency's warning; without it a rumour is news.
Guidance: CODEBOOK 5 and 2; a source named instead of the hedge keeps the doubt, and so does another hedge.
Fires: "Nine villagers were reportedly killed in Tamara." as « Neuf villageois ont été tués à Tamara. »
Silent: "Nine villagers were reportedly killed in Tamara." as « Neuf villageois auraient été tués à Tamara. »
"""

from __future__ import annotations

from collections.abc import Iterator

from moderation.checks.check import Check, HouseStyle
from moderation.checks.drift_findings import describe_vouched, drift_finding
from moderation.checks.wording import Wording
from moderation.screening.drift import Comparison
from moderation.screening.values import Finding, Severity

_FAULT: Wording = {
    "en": "{here}: the original marks this as unverified ({there}), the translation states it as a fact.",
    "fr": "{here}\u00a0: l'original le donne comme non vérifié ({there}), la traduction comme un fait.",
}
_REMEDY: Wording = {
    "en": "Keep the doubt (“reportedly”, “is said to”), or say who reports it.",
    "fr": "Gardez la réserve (le conditionnel, «\u00a0semble-t-il\u00a0»), ou dites qui l'avance.",
}


def find(comparison: Comparison, house: HouseStyle, language: str) -> Iterator[Finding]:
    """Yield a finding on each statement that lost its hedge: the toll, else the sentence; *house* has no say."""
    for lost in comparison.hedges:
        tolls = {}
        if lost.toll is not None and lost.original_toll is not None:
            original = describe_vouched(comparison.original, lost.original_toll)
            tolls = {**describe_vouched(comparison.translation, lost.toll), "original": original}
        yield drift_finding(
            "hedge_lost",
            Severity.MEDIUM,
            comparison,
            message=_FAULT,
            remedy=_REMEDY,
            language=language,
            span=lost.span,
            original=lost.cue,
            evidence=tolls,
        )


CHECK = Check(
    check_id="hedge_lost",
    titles={"en": "Hedge lost in translation", "fr": "Réserve perdue à la traduction"},
    guidance="CODEBOOK 5",
    languages=("fr", "en"),
    compare=find,
    doc=__doc__,
)

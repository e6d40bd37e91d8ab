"""Flag a loaded label that the original quotes and the translation says by itself.

Why: what stood between marks was somebody's word; without them it is the desk's.
Guidance: CODEBOOK 5 and 4; quoted or scare voice that became own voice.
Fires: "The “terrorists” fled, the governor said. …" as « Les terroristes ont fui. »
Silent: "The “terrorists” fled, the governor said." as « Les « terroristes » ont fui, a dit le gouverneur. »
"""

from __future__ import annotations

from collections.abc import Iterator

from moderation.checks.check import Check, HouseStyle
from moderation.checks.drift_findings import describe_label, drift_finding
from moderation.checks.wording import Wording
from moderation.screening.drift import Comparison
from moderation.screening.values import Finding, Severity

_FAULT: Wording = {
    "en": "{here}: the original has it between quotation marks ({there}), the translation says it by itself.",
    "fr": "{here}\u00a0: l'original le met entre guillemets ({there}), la traduction le dit d'elle-même.",
}
_REMEDY: Wording = {
    "en": "Put it in quotation marks as the original does, or use a plain word.",
    "fr": "Mettez-le entre guillemets comme l'original, ou employez un mot neutre.",
}


def find(comparison: Comparison, house: HouseStyle, language: str) -> Iterator[Finding]:
    """Yield a finding on each label that lost its quotation marks; *house* has no say."""
    for pair in comparison.unmarked:
        mine = comparison.translation.labels[pair.translation]
        theirs = comparison.original.labels[pair.original]
        yield drift_finding(
            "quote_lost",
            Severity.MEDIUM,
            comparison,
            message=_FAULT,
            remedy=_REMEDY,
            language=language,
            span=mine.span,
            original=theirs.span,
            evidence={
                **describe_label(mine, comparison.translation),
                "original": describe_label(theirs, comparison.original),
            },
        )


CHECK = Check(
    check_id="quote_lost",
    titles={"en": "Quotation marks lost in translation", "fr": "Guillemets perdus à la traduction"},
    guidance="CODEBOOK 5",
    languages=("fr", "en"),
    compare=find,
    doc=__doc__,
)

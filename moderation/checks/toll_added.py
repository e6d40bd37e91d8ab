"""Flag a casualty figure that stands in a translation but not in its original.

Why: whoever vouches in the original does not vouch for what a translator added.
Guidance: CODEBOOK 5; a figure repeated in a headline, or added up from its parts, is not new.
Fires: "Police said 12 people were killed." as « La police a fait état de 12 tués et de 30 blessés. »
Silent: "Police said 12 people were killed." as « Douze morts à Belrock ¶ La police a fait état de 12 tués. »
"""

from __future__ import annotations

from collections.abc import Iterator

from moderation.checks.check import Check, HouseStyle
from moderation.checks.drift_findings import describe_vouched, drift_finding, name_toll
from moderation.checks.wording import Wording
from moderation.screening.drift import Comparison
from moderation.screening.values import Finding, Severity

_FAULT: Wording = {
    "en": "{mine}: the original gives no such figure.",
    "fr": "{mine}\u00a0: l'original ne donne pas ce chiffre.",
}
_REMEDY: Wording = {
    "en": "Take it out, or give its source as the desk's own addition.",
    "fr": "Retirez-le, ou donnez-en la source comme un ajout de la rédaction.",
}


def find(comparison: Comparison, house: HouseStyle, language: str) -> Iterator[Finding]:
    """Yield a finding on each toll that renders none of the original; *house* has no say."""
    reading = comparison.translation
    for index in comparison.added:
        toll = reading.tolls[index]
        yield drift_finding(
            "toll_added",
            Severity.HIGH,
            comparison,
            message=_FAULT,
            remedy=_REMEDY,
            language=language,
            span=toll.span,
            words={"mine": name_toll(toll, reading, language)},
            evidence=describe_vouched(comparison.translation, index),
        )


CHECK = Check(
    check_id="toll_added",
    titles={"en": "Casualty figure added in translation", "fr": "Bilan ajouté à la traduction"},
    guidance="CODEBOOK 5",
    languages=("fr", "en"),
    compare=find,
    doc=__doc__,
)

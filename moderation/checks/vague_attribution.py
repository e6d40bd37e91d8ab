"""Flag a casualty figure whose source nobody could call back.

Why: "sources", "officials" and "local media" cannot be held to the figure, nor asked for the next one.
Guidance: CODEBOOK 2 and 3; Reuters and AP ask for the most precise description the source accepts.
Fires: "Officials said 14 people had died in the ferry fire."
Silent: "The Lomara coastguard said 14 people had died in the ferry fire."
"""

from __future__ import annotations

from collections.abc import Iterator

from moderation.checks.check import Check, HouseStyle
from moderation.checks.toll_findings import TollRule, flag_tolls
from moderation.screening.values import Finding, Grade, Reading, Severity

_RULE = TollRule(
    check_id="vague_attribution",
    severity=Severity.MEDIUM,
    is_meant=lambda attribution: attribution.grade is Grade.UNNAMED,
    fault={
        "en": "{toll} ({effect}): the source is one that nobody could call back ({source}).",
        "fr": "{toll} ({effect})\u00a0: la source est de celles que personne ne peut rappeler ({source}).",
    },
    remedy={
        "en": "Name the person, office or publication, or say why they stay anonymous.",
        "fr": "Nommez la personne, l'institution ou la publication, ou dites pourquoi elle reste anonyme.",
    },
)


def find(reading: Reading, house: HouseStyle, language: str) -> Iterator[Finding]:
    """Yield a finding for each toll of grade unnamed; *house* has no say."""
    return flag_tolls(reading, _RULE, language)


CHECK = Check(
    check_id=_RULE.check_id,
    titles={"en": "Casualty figure from an unnamed source", "fr": "Bilan d'une source non identifiée"},
    guidance="CODEBOOK 2–3; Reuters and AP on anonymous sources",
    languages=("fr", "en"),
    find=find,
    question="source",
    doc=__doc__,
)

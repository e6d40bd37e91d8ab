"""Flag a casualty figure given by a party to the conflict.

Why: an army, an armed group or a government at war has an interest in the count of its enemies and its own.
Guidance: CODEBOOK 2 and 3; BBC and Reuters ask to say that a belligerent's figure could not be verified.
Fires: "The Karsk army said it had killed 40 fighters near the border." (a party listed in seeds/parties)
Silent: "The hospital in Dorun said it had received 40 bodies."
"""

from __future__ import annotations

from collections.abc import Iterator

from moderation.checks.check import Check, HouseStyle
from moderation.checks.toll_findings import TollRule, flag_tolls
from moderation.screening.values import Finding, Grade, Reading, Severity

_RULE = TollRule(
    check_id="party_attribution",
    severity=Severity.LOW,
    is_meant=lambda attribution: attribution.grade is Grade.NAMED and attribution.party,
    fault={
        "en": "{toll} ({effect}): the figure comes from a party to the events ({source}).",
        "fr": "{toll} ({effect})\u00a0: le chiffre vient d'une partie aux événements ({source}).",
    },
    remedy={
        "en": "Say that it could not be checked, or add the count of a third party.",
        "fr": "Précisez qu'il n'a pas pu être vérifié, ou ajoutez le décompte d'un tiers.",
    },
)


def find(reading: Reading, house: HouseStyle, language: str) -> Iterator[Finding]:
    """Yield a finding for each toll a named party vouches for; *house* has no say."""
    return flag_tolls(reading, _RULE, language)


CHECK = Check(
    check_id=_RULE.check_id,
    titles={"en": "Casualty figure from a party to the conflict", "fr": "Bilan donné par une partie au conflit"},
    guidance="CODEBOOK 2–3; BBC and Reuters on belligerents' figures",
    languages=("fr", "en"),
    find=find,
    question="source",
    doc=__doc__,
)

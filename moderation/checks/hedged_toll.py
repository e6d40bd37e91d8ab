"""Flag a casualty figure that is hedged but has no source.

Why: "reportedly" and the French conditional warn the reader without saying who is to be believed.
Guidance: CODEBOOK 2 and 3; AFP allows the conditional only beside a source, the BBC asks who reported it.
Fires: "At least thirty villagers were reportedly killed overnight in Tamara."
Silent: "At least thirty villagers were reportedly killed overnight in Tamara, according to the Red Cross."
"""

from __future__ import annotations

from collections.abc import Iterator

from moderation.checks.check import Check, HouseStyle
from moderation.checks.toll_findings import TollRule, flag_tolls
from moderation.screening.values import Finding, Grade, Reading, Severity

_RULE = TollRule(
    check_id="hedged_toll",
    severity=Severity.MEDIUM,
    is_meant=lambda attribution: attribution.grade is Grade.HEDGED,
    fault={
        "en": "{toll} ({effect}): marked as unverified ({cue}), but no source is given for it.",
        "fr": "{toll} ({effect})\u00a0: donné comme non vérifié ({cue}), sans dire par qui.",
    },
    remedy={
        "en": "Say who reports it, or hold the figure until it is confirmed.",
        "fr": "Dites qui l'avance, ou attendez la confirmation pour donner le chiffre.",
    },
)


def find(reading: Reading, house: HouseStyle, language: str) -> Iterator[Finding]:
    """Yield a finding for each toll of grade hedged; *house* has no say."""
    return flag_tolls(reading, _RULE, language)


CHECK = Check(
    check_id=_RULE.check_id,
    titles={"en": "Hedged casualty figure without a source", "fr": "Bilan au conditionnel, sans source"},
    guidance="CODEBOOK 2–3; AFP on the conditional, BBC on “reportedly”",
    languages=("fr", "en"),
    find=find,
    question="source",
    doc=__doc__,
)

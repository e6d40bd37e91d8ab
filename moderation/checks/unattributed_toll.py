"""Flag a casualty figure that nobody vouches for.

Why: a figure without a source is the desk's own claim, and the first thing a reader or a lawyer asks about.
Guidance: CODEBOOK 2 and 3; the sourcing rules of AFP and Reuters, which want every contested fact sourced.
Fires: "Twelve miners were killed on Monday in a shaft near Belrock."
Silent: "Twelve miners were killed on Monday in a shaft near Belrock, the rescue service said."
"""

from __future__ import annotations

from collections.abc import Iterator

from moderation.checks.check import Check, HouseStyle
from moderation.checks.toll_findings import TollRule, flag_tolls
from moderation.screening.values import Finding, Grade, Reading, Severity

_RULE = TollRule(
    check_id="unattributed_toll",
    severity=Severity.HIGH,
    is_meant=lambda attribution: attribution.grade is Grade.NONE,
    fault={
        "en": "{toll} ({effect}): nobody vouches for this figure. No source in the sentence, in a running "
        "quotation, or carried over from an earlier one.",
        "fr": "{toll} ({effect})\u00a0: personne ne répond de ce chiffre. Aucune source dans la phrase, dans une "
        "citation en cours, ni reprise d'une phrase précédente.",
    },
    remedy={
        "en": "Name who gives the figure, or take it out.",
        "fr": "Nommez qui donne le chiffre, ou retirez-le.",
    },
)


def find(reading: Reading, house: HouseStyle, language: str) -> Iterator[Finding]:
    """Yield a finding for each toll of grade none; *house* has no say."""
    return flag_tolls(reading, _RULE, language)


CHECK = Check(
    check_id=_RULE.check_id,
    titles={"en": "Casualty figure without a source", "fr": "Bilan sans source"},
    guidance="CODEBOOK 2–3; AFP and Reuters sourcing rules",
    languages=("fr", "en"),
    find=find,
    question="source",
    doc=__doc__,
)

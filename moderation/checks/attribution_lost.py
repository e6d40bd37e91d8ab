"""Flag a casualty figure whose source the translation dropped, or made nameless.

Why: "according to the Red Cross" is why the figure could be printed; without it the desk says it by itself.
Guidance: CODEBOOK 5 and 2; a figure told twice keeps its source where either telling has it.
Fires: "The Red Cross said 12 people were killed." as « Douze personnes ont été tuées. »
Silent: "The Red Cross said 12 people were killed." as « Selon la Croix-Rouge, douze personnes ont été tuées. »
"""

from __future__ import annotations

from collections.abc import Iterator

from moderation.checks.check import Check, HouseStyle
from moderation.checks.drift_findings import describe_vouched, drift_finding, name_toll
from moderation.checks.toll_findings import quoted_source
from moderation.checks.wording import Wording
from moderation.screening.drift import Comparison, TollPair
from moderation.screening.values import Finding, Grade, Severity

_DROPPED: Wording = {
    "en": "{mine}: the original gives a source for it ({source}), the translation none.",
    "fr": "{mine}\u00a0: l'original en donne la source ({source}), la traduction aucune.",
}
_WEAKENED: Wording = {
    "en": "{mine}: the original names its source ({source}), the translation does not.",
    "fr": "{mine}\u00a0: l'original en nomme la source ({source}), la traduction ne la nomme pas.",
}
_REMEDY: Wording = {
    "en": "Name the source as the original does.",
    "fr": "Nommez la source comme le fait l'original.",
}


def find(comparison: Comparison, house: HouseStyle, language: str) -> Iterator[Finding]:
    """Yield a finding on each toll whose source was lost on the way; *house* has no say."""
    for pair in comparison.sourceless:
        yield _finding(comparison, pair, language)


def _finding(comparison: Comparison, pair: TollPair, language: str) -> Finding:
    here, there = comparison.translation, comparison.original
    toll = here.tolls[pair.translation]
    is_weakened = here.vouchings[pair.translation].attribution.grade is Grade.UNNAMED
    return drift_finding(
        "attribution_lost",
        Severity.HIGH,
        comparison,
        message=_WEAKENED if is_weakened else _DROPPED,
        remedy=_REMEDY,
        language=language,
        span=toll.span,
        original=there.tolls[pair.original].span,
        words={
            "mine": name_toll(toll, here, language),
            "source": quoted_source(there.vouchings[pair.original].attribution, there.layout.text, language),
        },
        evidence={
            **describe_vouched(comparison.translation, pair.translation),
            "original": describe_vouched(comparison.original, pair.original),
        },
    )


CHECK = Check(
    check_id="attribution_lost",
    titles={"en": "Source lost in translation", "fr": "Source perdue à la traduction"},
    guidance="CODEBOOK 5",
    languages=("fr", "en"),
    compare=find,
    question="source",
    doc=__doc__,
)

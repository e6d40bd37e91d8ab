"""Flag a casualty figure that a translation changed: another number, another firmness, other harm.

Why: 12 that became 21, "at least 12" that became "12", wounded who became dead: nobody sees it without the original.
Guidance: CODEBOOK 5; values are compared, not glyphs, and a rounding that says so is no change.
Fires: "12 people were killed, police said." as « 21 personnes ont été tuées, a dit la police. »
Silent: "2,013 people were killed, police said." as « Environ 2 000 personnes ont été tuées, a dit la police. »
"""

from __future__ import annotations

from collections.abc import Iterator

from moderation.checks.check import Check, HouseStyle
from moderation.checks.drift_findings import describe_vouched, drift_finding, name_toll
from moderation.checks.wording import Wording, say
from moderation.screening.drift import Aspect, Comparison
from moderation.screening.values import Finding, Severity

_ASPECTS: dict[Aspect, Wording] = {
    Aspect.VALUE: {"en": "another number", "fr": "un autre nombre"},
    Aspect.PRECISION: {"en": "another firmness", "fr": "une autre précision"},
    Aspect.EFFECT: {"en": "other harm", "fr": "un autre sort"},
}
_FAULT: Wording = {
    "en": "{mine}: the original says {theirs}: {aspects}.",
    "fr": "{mine}\u00a0: l'original dit {theirs}\u00a0: {aspects}.",
}
_REMEDY: Wording = {
    "en": "Put the original's figure in, or say who counts otherwise.",
    "fr": "Reprenez le chiffre de l'original, ou dites qui compte autrement.",
}


def find(comparison: Comparison, house: HouseStyle, language: str) -> Iterator[Finding]:
    """Yield a finding on each toll that renders another with a difference; *house* has no say."""
    here, there = comparison.translation, comparison.original
    for pair in comparison.tolls:
        if not pair.differs:
            continue
        mine, theirs = here.tolls[pair.translation], there.tolls[pair.original]
        yield drift_finding(
            "toll_changed",
            Severity.HIGH,
            comparison,
            message=_FAULT,
            remedy=_REMEDY,
            language=language,
            span=mine.span,
            original=theirs.span,
            words={
                "mine": name_toll(mine, here, language),
                "theirs": name_toll(theirs, there, language),
                "aspects": ", ".join(say(_ASPECTS[aspect], language) for aspect in pair.differs),
            },
            evidence={
                **describe_vouched(comparison.translation, pair.translation),
                "original": describe_vouched(comparison.original, pair.original),
                "differs": [str(aspect) for aspect in pair.differs],
            },
        )


CHECK = Check(
    check_id="toll_changed",
    titles={"en": "Casualty figure changed in translation", "fr": "Bilan changé à la traduction"},
    guidance="CODEBOOK 5",
    languages=("fr", "en"),
    compare=find,
    doc=__doc__,
)

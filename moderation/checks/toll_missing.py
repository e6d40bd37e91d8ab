"""Flag a casualty figure of the original that its translation does not tell.

Why: a reader of the translation never learns that anybody was harmed. It has no place in the translation: the finding
has the original's span alone, and its words. What a mere extract left out with the whole passage is one finding,
a step lower: who cuts copy cuts figures with it, and one look answers for all.
Guidance: CODEBOOK 5; a figure whose number stands in the translation, or that is told there once, is not missing.
Fires: "Police said 12 people were killed. Nine were wounded." as « La police a fait état de 12 tués. »
Silent: "Police said 12 people were killed. Nine were wounded." as « Douze tués et neuf blessés, selon la police. »
"""

from __future__ import annotations

from collections.abc import Iterator

from moderation.checks.check import Check, HouseStyle
from moderation.checks.drift_findings import describe_vouched, drift_finding, name_toll
from moderation.checks.wording import Wording
from moderation.screening.drift import Comparison
from moderation.screening.values import Finding, Severity

_FAULT: Wording = {
    "en": "The original counts {theirs}; the translation does not.",
    "fr": "L'original compte {theirs}\u00a0; la traduction n'en dit rien.",
}
_EXTRACT: Wording = {
    "en": "The translation is an extract; it leaves out passages of the original that count {theirs}.",
    "fr": "La traduction est un extrait\u00a0; elle laisse de côté des passages de l'original qui comptent {theirs}.",
}
_REMEDY: Wording = {
    "en": "Add the figure, or dismiss the flag where it was left out on purpose.",
    "fr": "Ajoutez le chiffre, ou écartez le signalement s'il a été omis à dessein.",
}


def find(comparison: Comparison, house: HouseStyle, language: str) -> Iterator[Finding]:
    """Yield a finding for each toll that is missing, and one for all that an extract left out; *house* has no say."""
    for index in comparison.missing:
        yield _finding(comparison, (index,), _FAULT, Severity.HIGH, language)
    if comparison.left_out:
        yield _finding(comparison, comparison.left_out, _EXTRACT, Severity.MEDIUM, language)


def _finding(
    comparison: Comparison, indexes: tuple[int, ...], fault: Wording, severity: Severity, language: str
) -> Finding:
    reading = comparison.original
    tolls = [reading.tolls[index] for index in indexes]
    others = [describe_vouched(comparison.original, index) for index in indexes[1:]]
    return drift_finding(
        "toll_missing",
        severity,
        comparison,
        message=fault,
        remedy=_REMEDY,
        language=language,
        original=tolls[0].span,
        words={"theirs": ", ".join(name_toll(toll, reading, language) for toll in tolls)},
        evidence={"original": {**describe_vouched(comparison.original, indexes[0]), "others": others}},
    )


CHECK = Check(
    check_id="toll_missing",
    titles={"en": "Casualty figure missing from the translation", "fr": "Bilan absent de la traduction"},
    guidance="CODEBOOK 5",
    languages=("fr", "en"),
    compare=find,
    doc=__doc__,
)

"""Flag a loaded label that a translation put where the original has a plain word, or none.

Why: "militants" who become « terroristes » are a verdict that nobody gave; in a quotation it is one put into a mouth.
Guidance: CODEBOOK 5 and 4; whoever speaks, for the original's speaker did not say it.
Fires: "The militants fled to the hills." as « Les terroristes ont fui dans les collines. »
Silent: "The terrorists fled to the hills." as « Les terroristes ont fui dans les collines. »
"""

from __future__ import annotations

from collections.abc import Iterator

from moderation.checks.check import Check, HouseStyle
from moderation.checks.drift_findings import describe_label, drift_finding
from moderation.checks.wording import Wording, name_category
from moderation.screening.drift import Comparison
from moderation.screening.values import Finding, Severity

_FAULT: Wording = {
    "en": "{here}: {category}; the original has no such word there.",
    "fr": "{here}\u00a0: {category}\u00a0; l'original n'a pas de tel mot à cet endroit.",
}
_REMEDY: Wording = {"en": "Use the original's plain word.", "fr": "Reprenez le mot neutre de l'original."}


def find(comparison: Comparison, house: HouseStyle, language: str) -> Iterator[Finding]:
    """Yield a finding on each label that renders none of the original; *house* has no say."""
    reading = comparison.translation
    for index in comparison.added_labels:
        label = reading.labels[index]
        yield drift_finding(
            "label_added",
            Severity.HIGH,
            comparison,
            message=_FAULT,
            remedy=_REMEDY,
            language=language,
            span=label.span,
            words={"category": name_category(label.category, language)},
            evidence=describe_label(label, reading),
            suggestions=label.replacements,
        )


CHECK = Check(
    check_id="label_added",
    titles={"en": "Loaded label added in translation", "fr": "Mot qui prend parti ajouté à la traduction"},
    guidance="CODEBOOK 5",
    languages=("fr", "en"),
    compare=find,
    question="label",
    doc=__doc__,
)

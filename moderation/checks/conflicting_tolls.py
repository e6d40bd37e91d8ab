"""Flag a casualty figure that contradicts an earlier one of the same event.

Why: "12 dead" in the headline and "14" below it, with nobody said to differ, is a slip that readers see first.
Guidance: CODEBOOK 3; every agency's rule that headline, lead and body agree or say why they do not.
Fires: "Twelve people were killed in the blast, police said. … The blast killed 14 people."
Silent: "Police said 12 people were killed in the blast. … The Red Cross put the toll of the blast at 14."
"""

from __future__ import annotations

from collections.abc import Iterator

from moderation.checks.check import Check, HouseStyle
from moderation.checks.toll_findings import describe_toll
from moderation.checks.wording import EFFECTS, Wording, quote, say
from moderation.screening.values import Finding, Reading, Severity

_FAULT: Wording = {
    "en": "{toll} ({effect}) contradicts {earlier} given earlier for the same event, and nobody is said to differ.",
    "fr": "{toll} ({effect}) contredit {earlier}, donné plus haut pour le même événement, sans que personne soit "
    "dit en désaccord.",
}
_REMEDY: Wording = {
    "en": "Make the figures agree, or say who counts otherwise, and when.",
    "fr": "Accordez les chiffres, ou dites qui compte autrement, et quand.",
}


def find(reading: Reading, house: HouseStyle, language: str) -> Iterator[Finding]:
    """Yield a finding on the later of each two tolls that contradict each other; *house* has no say."""
    for earlier, later in reading.same_event:
        if not _is_disputed(reading, earlier, later):
            yield _finding(reading, earlier, later, language)


def _is_disputed(reading: Reading, earlier: int, later: int) -> bool:
    """Say whether two sources give the two figures: then the text says who differs."""
    sources = [reading.vouchings[index].attribution.source for index in (earlier, later)]
    folded = [span and " ".join(span.of(reading.layout.folded).split()) for span in sources]
    return None not in folded and folded[0] != folded[1]


def _finding(reading: Reading, earlier: int, later: int, language: str) -> Finding:
    text = reading.layout.text
    first, second = reading.tolls[earlier], reading.tolls[later]
    words, remedy = second.span.of(text), say(_REMEDY, language)
    fault = say(_FAULT, language).format(
        toll=quote(words, language),
        effect=say(EFFECTS[second.effect], language),
        earlier=quote(first.span.of(text), language),
    )
    evidence = {
        "toll": describe_toll(second, text),
        "earlier": {"index": earlier, **describe_toll(first, text)},
        "parser": reading.parser,
        "would_clear": remedy,
    }
    return Finding("conflicting_tolls", Severity.MEDIUM, second.span, words, f"{fault} {remedy}", evidence=evidence)


CHECK = Check(
    check_id="conflicting_tolls",
    titles={"en": "Contradictory casualty figures", "fr": "Bilans contradictoires"},
    guidance="CODEBOOK 3; headline, lead and body must agree",
    languages=("fr", "en"),
    find=find,
    doc=__doc__,
)

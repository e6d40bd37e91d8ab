"""The encoder on labels: believed only where it is sure, and never about marks."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import pytest

from moderation.screening.labels import hear_again
from moderation.screening.values import Label, Severity, Span, Voice

LABEL = Label(Span(4, 14), "en.terrorist", "terrorist", "terrorism", Severity.HIGH, Voice.OWN)


class Hears:
    """Stands in the encoder's place."""

    def __init__(self, answer: Mapping[str, float] | None) -> None:
        self._answer = answer

    def label_at(self, _: Span) -> Mapping[str, float] | None:
        return self._answer and {name: math.log(share) for name, share in self._answer.items()}


def hears(own: float, attributed: float, none: float = 0.01) -> Hears:
    return Hears({"own": own, "attributed": attributed, "quoted": 0.01, "scare": 0.01, "none": none})


def test_a_sure_encoder_gives_the_label_to_somebody() -> None:
    (label,) = hear_again([LABEL], hears(0.05, 0.92))

    assert label.voice is Voice.ATTRIBUTED
    assert label.likelihood == pytest.approx(0.92)


def test_a_sure_encoder_gives_it_back_to_the_article() -> None:
    attributed = replace(LABEL, voice=Voice.ATTRIBUTED, speaker=Span(0, 3))

    (label,) = hear_again([attributed], hears(0.95, 0.02))

    assert (label.voice, label.speaker) == (Voice.OWN, None)


def test_another_sense_is_no_label() -> None:
    assert hear_again([LABEL], hears(0.05, 0.02, none=0.9)) == ()


@pytest.mark.parametrize("own", [0.11, 0.5, 0.97])
def test_in_doubt_the_rules_stand(own: float) -> None:
    assert hear_again([LABEL], hears(own, 0.98 - own)) == (LABEL,)


def test_in_doubt_a_speaker_keeps_his_words() -> None:
    attributed = replace(LABEL, voice=Voice.ATTRIBUTED, speaker=Span(0, 3))

    assert hear_again([attributed], hears(0.85, 0.12)) == (attributed,)


@pytest.mark.parametrize("label", [replace(LABEL, voice=Voice.QUOTED), replace(LABEL, voice=Voice.SCARE)])
def test_marks_are_plainer_than_any_likelihood(label: Label) -> None:
    assert hear_again([label], hears(0.97, 0.01)) == (label,)


def test_what_a_rule_exempts_stays_exempt() -> None:
    exempt = replace(LABEL, exemption="en.terrorist.act")

    assert hear_again([exempt], hears(0.97, 0.01)) == (exempt,)


def test_without_an_answer_nothing_changes() -> None:
    assert hear_again([LABEL], Hears(None)) == (LABEL,)

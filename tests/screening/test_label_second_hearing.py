"""The encoder on labels: believed only where it is sure, and never about marks."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import pytest

from moderation.screening.labels import find_held_back, find_labels, hear_again
from moderation.screening.text import read_layout
from moderation.screening.values import Label, Severity, Span, Voice
from tests.screening.labelling import PACKS, OneVoice

LABEL = Label(Span(4, 14), "en.terrorist", "terrorist", "terrorism", Severity.HIGH, Voice.OWN)


class Hears:
    """Stands in the encoder's place."""

    def __init__(self, answer: Mapping[str, float] | None, *, met: bool = True) -> None:
        self._answer, self._met = answer, met
        self.told: list[tuple[Voice | None, Span | None]] = []

    def label_at(self, _: Span, voice: Voice | None, speaker: Span | None = None) -> Mapping[str, float] | None:
        self.told.append((voice, speaker))
        return self._answer and {name: math.log(share) for name, share in self._answer.items()}

    def has_met(self, _: str) -> bool:
        return self._met


def hears(own: float, attributed: float, none: float = 0.01, *, met: bool = True) -> Hears:
    return Hears({"own": own, "attributed": attributed, "quoted": 0.01, "scare": 0.01, "none": none}, met=met)


def test_a_sure_encoder_gives_the_label_to_somebody() -> None:
    (label,) = hear_again([LABEL], hears(0.05, 0.92), OneVoice())

    assert label.voice is Voice.ATTRIBUTED
    assert label.likelihood == pytest.approx(0.92)


def test_a_sure_encoder_gives_it_back_to_the_article() -> None:
    attributed = replace(LABEL, voice=Voice.ATTRIBUTED, speaker=Span(0, 3))

    (label,) = hear_again([attributed], hears(0.95, 0.02), OneVoice())

    assert (label.voice, label.speaker) == (Voice.OWN, None)


def test_the_encoder_is_told_whom_the_rules_hear() -> None:
    hearer = hears(0.5, 0.48)

    hear_again([LABEL, replace(LABEL, voice=Voice.ATTRIBUTED, speaker=Span(0, 3))], hearer, OneVoice())

    assert hearer.told == [(Voice.OWN, None), (Voice.ATTRIBUTED, Span(0, 3))]


def test_another_sense_is_no_label() -> None:
    assert hear_again([LABEL], hears(0.05, 0.02, none=0.9), OneVoice()) == ()


@pytest.mark.parametrize("own", [0.21, 0.5, 0.97])
def test_in_doubt_the_rules_stand(own: float) -> None:
    assert hear_again([LABEL], hears(own, 0.98 - own), OneVoice()) == (LABEL,)


def test_in_doubt_a_speaker_keeps_his_words() -> None:
    attributed = replace(LABEL, voice=Voice.ATTRIBUTED, speaker=Span(0, 3))

    assert hear_again([attributed], hears(0.75, 0.22), OneVoice()) == (attributed,)


@pytest.mark.parametrize("label", [replace(LABEL, voice=Voice.QUOTED), replace(LABEL, voice=Voice.SCARE)])
def test_marks_are_plainer_than_any_likelihood(label: Label) -> None:
    assert hear_again([label], hears(0.97, 0.01), OneVoice()) == (label,)


def test_what_a_rule_exempts_stays_exempt() -> None:
    exempt = replace(LABEL, exemption="en.terrorist.act")

    assert hear_again([exempt], hears(0.97, 0.01), OneVoice()) == (exempt,)


def test_without_an_answer_nothing_changes() -> None:
    assert hear_again([LABEL], Hears(None), OneVoice()) == (LABEL,)


class Narrated(OneVoice):
    """A text whose speakers speak of something else."""

    def is_narrated(self, span: Span) -> bool:
        return True


def test_a_narrator_beside_whom_nobody_speaks_keeps_the_word() -> None:
    assert hear_again([LABEL], hears(0.05, 0.92), Narrated()) == (LABEL,)


def test_a_narrators_word_of_another_sense_is_no_label() -> None:
    assert hear_again([LABEL], hears(0.05, 0.02, none=0.9), Narrated()) == ()


LOADED = "The lackeys of the mayor fled. The heroes kept the ridge."
PLAIN = "The visitors of the mayor fled. The heroes kept the ridge."


def labelled(text: str, hearer: Hears | None) -> list[tuple[str, float | None]]:
    layout = read_layout(text, PACKS["en"])
    found = find_labels(layout, PACKS["en"], lambda _: OneVoice(), hearer)
    return [(label.span.of(text), label.likelihood) for label in found]


def test_copy_that_takes_sides_is_asked_about_words_held_back() -> None:
    hearer = hears(0.97, 0.01)

    assert ("heroes", pytest.approx(0.99)) in labelled(LOADED, hearer)
    assert hearer.told == [(None, None)]


def test_the_rules_hold_them_back_alone() -> None:
    assert "heroes" not in [word for word, _ in labelled(LOADED, None)]


def test_in_doubt_they_stay_held_back() -> None:
    assert "heroes" not in [word for word, _ in labelled(LOADED, hears(0.7, 0.05, none=0.23))]


def test_copy_without_a_label_is_not_asked() -> None:
    assert labelled(PLAIN, hears(0.97, 0.01)) == []


def test_a_paragraph_more_changes_nothing_before_it() -> None:
    text = f"The heroes kept the ridge.\n{LOADED}"

    assert [word for word, _ in labelled(text, hears(0.97, 0.01))].count("heroes") == 1


def test_what_is_held_back_overlaps_no_label() -> None:
    held = find_held_back(read_layout(LOADED, PACKS["en"]), PACKS["en"])

    assert [span.of(LOADED) for span in held] == ["heroes"]


def test_a_term_that_the_encoder_never_met_stays_a_label() -> None:
    unsure, known = hears(0.02, 0.02, none=0.95, met=False), hears(0.02, 0.02, none=0.95)

    assert hear_again([LABEL], unsure, OneVoice()) == (LABEL,)
    assert hear_again([LABEL], known, OneVoice()) == ()

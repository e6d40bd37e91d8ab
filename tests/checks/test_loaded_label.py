"""Labels and the voices that say them, on readings made by hand."""

from __future__ import annotations

from typing import Any

import pytest

from moderation.checks import House, HouseStyle
from moderation.checks.check import UnknownVoice, read_house_style
from moderation.screening.values import Severity, Voice

from .readings import Draft

TEXT = "The terrorists fled, Colonel Verek said."


@pytest.mark.parametrize(
    ("voice", "severity"),
    [(Voice.OWN, Severity.HIGH), (Voice.ATTRIBUTED, Severity.MEDIUM), (Voice.SCARE, Severity.MEDIUM)],
)
def test_the_voice_weighs_the_term(voice: Voice, severity: Severity) -> None:
    draft = Draft(TEXT).label("terrorists", voice)

    (finding,) = House().inspect(draft.read(), language="en")

    assert (finding.check_id, finding.text, finding.severity) == ("loaded_label", "terrorists", severity)


def test_a_quoted_label_is_silent() -> None:
    draft = Draft(TEXT).label("terrorists", Voice.QUOTED)

    assert House().inspect(draft.read(), language="en") == ()


def test_an_exempt_label_is_silent() -> None:
    draft = Draft(TEXT).label("terrorists", Voice.OWN, exemption="en.exemption.0001")

    assert House().inspect(draft.read(), language="en") == ()


def test_a_desk_may_flag_quotations_and_pass_scare_quotes() -> None:
    style = read_house_style("strict on quotes", {"quoted": 2, "scare": None})
    draft = Draft(TEXT).label("terrorists", Voice.QUOTED).label("fled", Voice.SCARE)

    (finding,) = House(style).inspect(draft.read(), language="en")

    assert (finding.text, finding.severity) == ("terrorists", Severity.LOW)
    assert finding.evidence["house_style"] == "strict on quotes"


def test_voices_left_out_of_a_house_style_keep_their_weight() -> None:
    style = read_house_style("half told", {"scare": 0})

    assert style.weigh(Voice.SCARE, Severity.HIGH) is Severity.HIGH
    assert style.weigh(Voice.ATTRIBUTED, Severity.HIGH) is HouseStyle().weigh(Voice.ATTRIBUTED, Severity.HIGH)


@pytest.mark.parametrize("voices", [{"loud": 1}, {"own": -1}, {"own": "high"}, {"own": True}])
def test_a_house_style_that_makes_no_sense_is_refused(voices: dict[str, Any]) -> None:
    with pytest.raises(UnknownVoice, match="house style 'odd'"):
        read_house_style("odd", voices)


def test_the_message_tells_the_voice_the_plain_words_and_the_speaker() -> None:
    draft = Draft(TEXT)
    told = {"suggestions": ("fighters", "(name the group)"), "replacements": ("fighters",)}
    draft.label("terrorists", Voice.ATTRIBUTED, **told, speaker=draft.span("Colonel Verek"))

    (finding,) = House().inspect(draft.read(), language="en")

    assert "without quotation marks" in finding.message
    assert "fighters, (name the group)" in finding.message
    assert "“Colonel Verek”" in finding.message
    assert finding.suggestions == ("fighters",)


def test_a_category_that_a_desk_added_goes_by_its_own_name() -> None:
    draft = Draft(TEXT).label("terrorists", Voice.OWN, category="sport jargon")

    (finding,) = House().inspect(draft.read(), language="fr")

    assert "sport jargon" in finding.message


def test_braces_in_the_copy_are_no_placeholders() -> None:
    draft = Draft("The {label} terrorists fled.").label("{label} terrorists", Voice.OWN)

    (finding,) = House().inspect(draft.read(), language="en")

    assert "“{label} terrorists”" in finding.message

"""Who weighs a figure: the estimator alone where it is sure, both where it doubts."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from moderation.screening.text import read_layout
from moderation.screening.tolls import find_tolls
from moderation.screening.tolls.estimate import Estimator, read_estimator
from moderation.screening.tolls.weighing import NO_WEIGHERS, TwoReaders, Weighers
from moderation.screening.values import Effect, Span
from tests.screening.test_tolls import PACKS

HERE = Span(0, 2)
LAYOUT = read_layout("14 died.", PACKS["en"])


@dataclass
class Says:
    """Stands in the encoder's place: says the same of every figure, and counts how often it was asked."""

    answer: Mapping[str, float] | None
    asked: list[Span] = field(default_factory=list)

    def figure_at(self, span: Span) -> Mapping[str, float] | None:
        self.asked.append(span)
        return self.answer


def thinks(likely: float) -> Estimator:
    return Estimator(("killed", "none"), (math.log(likely / (1 - likely)), 0.0), {}, stands=0.5)


def says(killed: float, injured: float) -> Says:
    none = 1 - killed - injured
    return Says({"killed": math.log(killed), "injured": math.log(injured), "none": math.log(none)})


def test_in_doubt_both_are_heard_and_the_encoder_has_the_greater_part() -> None:
    estimate = TwoReaders(thinks(0.5), says(0.6, 0.2)).weigh(HERE, [])

    assert estimate.likelihood == pytest.approx(4**0.6 / (1 + 4**0.6))  # 4 to 1, and nothing from the estimator
    assert TwoReaders(thinks(0.6), says(0.2, 0.2)).weigh(HERE, []).likelihood < 0.5  # 3 to 2 on, 3 to 2 against
    assert estimate.effect is Effect.KILLED


def test_the_effect_is_that_of_who_read_the_whole_paragraph() -> None:
    assert TwoReaders(thinks(0.5), says(0.2, 0.6)).weigh(HERE, []).effect is Effect.INJURED


@pytest.mark.parametrize("likely", [0.01, 0.99])
def test_a_sure_estimator_is_not_questioned(likely: float) -> None:
    encoder = says(0.5, 0.1)

    estimate = TwoReaders(thinks(likely), encoder).weigh(HERE, [])

    assert estimate.likelihood == pytest.approx(likely)
    assert encoder.asked == []


def test_an_encoder_without_an_answer_leaves_the_estimate_as_it_was() -> None:
    assert TwoReaders(thinks(0.6), Says(None)).weigh(HERE, []).likelihood == pytest.approx(0.6)


def test_the_threshold_is_the_estimators() -> None:
    assert TwoReaders(thinks(0.6), Says(None)).stands == 0.5


def test_each_switch_turns_its_reader_off() -> None:
    encoded = Weighers().encode(LAYOUT, "en")

    assert NO_WEIGHERS.encode(LAYOUT, "en") is None
    assert NO_WEIGHERS.of("en", None) is None
    assert Weighers(with_encoder=False).encode(LAYOUT, "en") is None
    assert Weighers(with_encoder=False).of("en", None) is read_estimator("en")
    assert Weighers(with_estimators=False).of("en", encoded) is None
    assert isinstance(Weighers().of("en", encoded), TwoReaders)


def test_a_language_that_nobody_learned_has_nobody() -> None:
    assert Weighers().encode(LAYOUT, "xx") is None
    assert Weighers().of("xx", None) is None


def test_an_encoder_that_is_wanted_and_lacks_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("moderation.screening.tolls.weighing.load_encoder", lambda: None)
    monkeypatch.setattr("moderation.screening.tolls.weighing.has_encoder", lambda: False)

    assert Weighers().lacks_encoder()
    assert Weighers().encode(LAYOUT, "en") is None
    assert not Weighers(with_encoder=False).lacks_encoder()


def spans_with(text: str, weigher: Estimator) -> list[str]:
    """Return the figures of *text* that are tolls where *weigher* thinks the same of all."""
    tolls = find_tolls(read_layout(text, PACKS["en"]), PACKS["en"], weigher=weigher)
    return [text[toll.span.start : toll.span.end] for toll in tolls]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Divers were searching the estuary for two boys.", ["two"]),
        ("The torrent swept four pickers from the ford.", ["four"]),
        ("The torrent swept away four pickers and two guides.", ["four", "two"]),
        ("None of the six on board got out.", ["six"]),
        ("Two boys drowned in the estuary.", []),
        ("The firm was searching for two engineers.", []),
        ("The rescue team was searching for two recruits after the avalanche.", []),
    ],
)
def test_of_people_searched_for_constructions_know_better(text: str, spans: list[str]) -> None:
    assert spans_with(text, thinks(0.01)) == spans


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Two of the five had drowned.", ["Two"]),
        ("Three of the nine climbers were killed.", ["Three"]),
        ("The deaths of five were announced.", ["five"]),
    ],
)
def test_a_whole_of_which_some_were_harmed_is_not_asked_about(text: str, spans: list[str]) -> None:
    assert spans_with(text, thinks(0.99)) == spans

"""What the estimator does with its weights, and what the reader does with the estimator."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest

from moderation.screening.text import read_layout
from moderation.screening.tolls import find_tolls
from moderation.screening.tolls.chunks import read_row
from moderation.screening.tolls.estimate import (
    FOLDER,
    NO_TOLL,
    Estimator,
    build_estimator,
    read_estimator,
)
from moderation.screening.tolls.hearing import read_sentence, victims_of
from moderation.screening.tolls.lexemes import LETTER
from moderation.screening.tolls.traits import NOWHERE, TIED, Surroundings, Told, stem, traits_of
from moderation.screening.values import Effect, Span, Toll
from tests.screening.test_tolls import PACKS

TWO = Estimator(("injured", "killed", NO_TOLL), (0.0, 0.0, 1.0), {"a": (0.0, 2.0, 0.0), "b": (0.0, 0.0, 5.0)}, 0.7)
ANYWHERE = Span(0, 1)
LANGUAGES = ("en", "fr")


def find(text: str, estimator: Estimator | None, language: str = "en") -> tuple[Toll, ...]:
    return find_tolls(read_layout(text, PACKS[language]), PACKS[language], None, estimator)


def always(likely: float) -> Estimator:
    """Return an estimator that thinks the same of every figure."""
    odds = math.log(likely / (1 - likely))
    return Estimator(("killed", NO_TOLL), (odds, 0.0), {}, stands=0.7)


def traits(text: str, told: Told | None = None, *, rank: int = 0, around: Surroundings = NOWHERE) -> list[str]:
    """Return the traits of a sentence's figure of that *rank*, its first if left out."""
    layout = read_layout(text, PACKS["en"])
    row = read_row(layout, layout.sentences[0], PACKS["en"])
    index = [at for at, chunk in enumerate(row.chunks) if chunk.figure][rank]
    return traits_of(read_sentence(row, layout), index, victims_of(row.chunks[index], layout), told, around)


def test_weights_add_up_to_a_likelihood() -> None:
    estimate = TWO.weigh(ANYWHERE, ["a", "unknown"])

    killed, others = math.exp(2.0), math.exp(0.0) + math.exp(1.0)
    assert estimate.effect is Effect.KILLED
    assert estimate.likelihood == pytest.approx((killed + 1) / (killed + others))


def test_of_two_effects_alike_the_later_by_name_is_taken() -> None:
    assert TWO.weigh(ANYWHERE, []).effect is Effect.KILLED


def test_without_a_known_trait_the_bias_speaks() -> None:
    assert TWO.weigh(ANYWHERE, []).likelihood == pytest.approx(2 / (2 + math.e))


def test_huge_weights_do_not_overflow() -> None:
    wild = replace(TWO, weights={"a": (0.0, 1e6, 0.0)})

    assert wild.weigh(ANYWHERE, ["a"]).likelihood == pytest.approx(1.0)


def test_neighbours_beyond_the_sentence_are_its_edge() -> None:
    found = traits("Killed: 14")

    assert {"L1=<>", "L3=<>", "w-3=<>"} <= set(found)
    assert "L-1=COLON" in found


def test_a_figure_that_nothing_ties_is_added_from_the_threshold_on() -> None:
    text = "The deaths at the quarry troubled all 14 on the board."

    assert find(text, None) == find(text, always(0.69)) == ()
    (toll,) = find(text, always(0.71))
    assert (toll.span.of(text), toll.effect, toll.min) == ("14", Effect.KILLED, 14)
    assert toll.word.of(text) == "deaths"
    assert toll.likelihood == pytest.approx(0.71)


def test_a_tied_figure_is_dropped_below_the_threshold_and_kept_above() -> None:
    text = "Twelve people were killed in Orvane."

    assert find(text, always(0.69)) == ()
    assert find(text, always(0.71)) == find(text, None)


@pytest.mark.parametrize(
    ("language", "text", "figure"),
    [
        ("en", "A zombie fell through the stage of the film set and two stagehands were killed.", "two"),
        ("en", "The novel has nine sailors killed in its second chapter.", "nine"),
        ("fr", "Pendant la simulation, une échelle a cédé et deux pompiers ont été tués.", "deux"),
        ("fr", "Le roman raconte comment neuf marins sont tués au large.", "neuf"),
    ],
)
def test_in_copy_of_plots_only_who_weighs_is_heard(language: str, text: str, figure: str) -> None:
    assert find(text, None, language) == ()
    assert figure in {toll.span.of(text) for toll in find(text, always(0.9), language)}
    assert find(text, always(0.1), language) == ()


@pytest.mark.parametrize(
    ("language", "text", "figure"),
    [
        ("en", "None of the 62 passengers survived.", "62"),
        ("fr", "Aucun des 62 passagers n'a survécu.", "62"),
        ("fr", "Il n'y a aucun survivant parmi les 62 passagers.", "62"),
    ],
)
def test_of_whom_nobody_survived_constructions_alone_decide(language: str, text: str, figure: str) -> None:
    assert [toll.span.of(text) for toll in find(text, always(0.1), language)] == [figure]
    assert [toll.span.of(text) for toll in find(text, always(0.9), language)] == [figure]


def test_in_copy_of_a_stage_the_estimator_is_asked_of_them_too() -> None:
    plot = "The novelist leads the reader through a saga of the sea. None of the 62 passengers survived."

    assert find(plot, always(0.1)) == ()


def test_a_part_falls_with_its_whole() -> None:
    text = "Twelve people, including three children, were killed."
    wholes = {trait: (-9.0, 9.0) for trait in traits(text) if trait.startswith("min=")}

    judged = find(text, replace(always(0.9), weights=wholes))

    assert [toll.span.of(text) for toll in find(text, None)] == ["Twelve", "three"]
    assert judged == ()


@pytest.mark.parametrize("text", ["Aged 42, he was killed.", "Killed on 12 May 2019.", "She was killed at 7:42."])
def test_guarded_figures_are_never_asked_about(text: str) -> None:
    guarded = find(text, always(0.99))

    assert [toll.span.of(text) for toll in guarded if toll.span.of(text) in {"42", "12", "2019", "7:42"}] == []


def test_the_last_toll_reaches_into_later_sentences() -> None:
    near = traits("Three others were in the car.", Told(1, 0, Effect.KILLED))
    far = traits("Three others were in the car.", Told(9, 0, Effect.KILLED))

    assert "pt=earlier:1" in near
    assert any(trait.startswith("pte=killed") for trait in near)
    assert "pt=earlier:far" in far
    assert not any(trait.startswith("pte=") for trait in far)


def test_a_number_that_was_told_before_is_known_again() -> None:
    around = Surroundings({9: Effect.KILLED, 4: Effect.INJURED})

    assert "againe=killed:NUM:DET" in traits("The nine were brothers.", around=around)
    assert "most=NUM:less" in traits("Five were brothers.", around=around)
    assert not any(trait.startswith("again") for trait in traits("Five were brothers.", around=around))
    assert not any(trait.startswith("most=") for trait in traits("Five were brothers."))


def test_how_real_a_text_is_and_what_it_named_last_are_traits() -> None:
    seen = traits("Nine were hurt.", around=Surroundings(scene=3, genre=0, harm=Effect.KILLED))

    assert {"scene=4", "genre=0", "sg=4:0", "harm=killed", "harmm=killed:NUM"} <= set(seen)


def test_a_toll_earlier_in_the_sentence_is_told_with_the_way_to_it() -> None:
    seen = traits("Nine were hurt.", Told(0, -1, Effect.KILLED))

    assert "pt=same:killed" in seen
    assert "ptq=" in seen


def test_traits_name_the_casualty_words_on_both_sides() -> None:
    seen = traits("Gunmen wounded nine officers and killed a cook.")

    assert any(trait.startswith("l0=PAST") for trait in seen)
    assert any(trait.startswith("r0=PAST") for trait in seen)
    assert {"head=officers", "vs=offic"} <= set(seen)


def test_words_are_known_by_their_family() -> None:
    assert (stem("soldiers"), stem("dead"), stem("1,200th")) == ("soldi", "dead", "1,200th")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_an_estimator_of_modest_size(language: str) -> None:
    estimator = read_estimator(language)

    assert estimator is not None
    assert 0 < estimator.stands < 1
    assert {Effect(name) for name in estimator.classes if name != NO_TOLL} == set(Effect)
    assert all(len(row) == len(estimator.classes) for row in estimator.weights.values())
    assert (FOLDER / f"{language}.json").stat().st_size < 20 * 1024 * 1024


def test_letters_of_the_reader_and_names_of_traits_agree() -> None:
    kept = json.loads((FOLDER / "en.json").read_text())["weights"]

    assert {trait.removeprefix("me=") for trait in kept if trait.startswith("me=")} <= set(LETTER)


@pytest.mark.parametrize("language", ["de", "", "../en", "xx"])
def test_a_language_without_one_has_none(language: str) -> None:
    assert read_estimator(language) is None


def test_weights_are_kept_as_whole_numbers() -> None:
    kept = {"classes": ["killed", "none"], "scale": 100, "bias": [50, 0], "weights": {"a": [25, -25]}}

    built = build_estimator({**kept, "stands": 0.7})

    assert built.bias == (0.5, 0.0)
    assert built.weights == {"a": (0.25, -0.25)}


def test_a_part_is_weighed_like_any_figure() -> None:
    text = "Twelve people, including three children, were killed."
    parts = {trait: (-9.0, 9.0) for trait in traits(text, rank=1) if trait.startswith("v0=")}

    judged = find(text, replace(always(0.9), weights=parts))

    assert [toll.span.of(text) for toll in judged] == ["Twelve"]


def test_what_a_construction_tied_is_a_trait() -> None:
    text = "Twelve people were killed; 14 looked on."
    untied = {f"{TIED}no": (-9.0, 9.0)}

    assert [toll.span.of(text) for toll in find(text, replace(always(0.9), weights=untied))] == ["Twelve"]
    assert [toll.span.of(text) for toll in find(text, always(0.9))] == ["Twelve", "14"]


def test_a_figure_without_words_of_harm_is_weighed_only_behind_a_toll() -> None:
    told, untold = "Nine miners were killed. Four sat at the gate.", "Four sat at the gate. Nine miners were killed."

    assert [toll.span.of(told) for toll in find(told, always(0.9))] == ["Nine", "Four"]
    assert [toll.span.of(untold) for toll in find(untold, always(0.9))] == ["Nine"]


def test_a_part_with_a_word_of_its_own_stands_without_its_whole() -> None:
    text = "The boat carried thirteen sailors, 12 of whom drowned."
    untied = {f"{TIED}no": (-9.0, 9.0)}  # the thirteen, whom no construction ties, are no toll

    assert [toll.span.of(text) for toll in find(text, replace(always(0.9), weights=untied))] == ["12"]


def test_athletes_are_no_whole_for_a_part_to_stand_on() -> None:
    text = "Le club compte 23 joueurs, dont deux blessés."
    untied = {f"{TIED}no": (-9.0, 9.0)}

    assert find(text, replace(always(0.9), weights=untied), "fr") == ()


@pytest.mark.parametrize(
    ("language", "text", "part"),
    [
        ("en", "Three of the nine miners died.", "Three"),
        ("en", "Of the nine miners, three died.", "three"),
        ("fr", "Deux des cinq marins ont été blessés.", "Deux"),
    ],
)
def test_the_people_among_whom_some_were_harmed_are_not_asked_about(language: str, text: str, part: str) -> None:
    estimator = read_estimator(language)
    assert estimator is not None

    sure = replace(estimator, stands=0.01)

    assert [toll.span.of(text) for toll in find(text, sure, language)] == [part]

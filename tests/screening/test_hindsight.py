"""Settled history without a date beside it: what an estimator learned, and that news stays news."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from moderation.screening.text import read_layout
from moderation.screening.tolls import THIS_YEAR, find_tolls
from moderation.screening.tolls.hindsight import Hindsight, build_hindsight, read_hindsight
from moderation.screening.tolls.weighing import NO_WEIGHERS, Weighers
from moderation.screening.values import Modality, Span, Toll
from tests.screening.believing import PACKS

ANYWHERE = Span(0, 1)


class Listener:
    """Keeps what it is asked, and calls it history or not as it is told."""

    def __init__(self, answer: float | None) -> None:
        self.answer = answer
        self.heard: list[list[str]] = []

    def recall(self, span: Span, traits: Sequence[str]) -> float | None:
        self.heard.append(list(traits))
        return self.answer


def tolls_of(text: str, language: str = "en", historian: object = None) -> tuple[Toll, ...]:
    pack = PACKS[language]
    return find_tolls(read_layout(text, pack), pack, None, None, THIS_YEAR, historian)  # type: ignore[arg-type]


EN = "The council will vote on the new harbour wall on Monday, the mayor said.\n"
FR = "Le conseil votera lundi la nouvelle digue du port, a dit la maire.\n"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            f"{EN}The old wall gave way in 1953 and the town was under water for a week. The flood killed 83 people.",
        ),
        ("en", f"{EN}The mill burned down in 1911. The fire killed 83 women."),
        ("fr", f"{FR}L'ancienne digue céda en 1953. La crue laissa 83 morts."),
        ("fr", f"{FR}La ville fut prise en 1940. Il y eut 83 morts."),
        ("fr", "Survenu en 1987, l'accident avait fait 83 morts."),
    ],
)
def test_history_without_a_date_is_background(language: str, text: str) -> None:
    told = tolls_of(text, language, read_hindsight(language))[-1]

    assert told.modality is Modality.BACKGROUND
    assert told.hindsight is not None
    assert tolls_of(text, language)[-1].modality is Modality.ASSERTED


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Twelve people were killed when a bus left the road on Monday, police said."),
        ("en", "A blast at a market killed nine people and wounded 14. It was the third in a month."),
        ("en", "The war has killed 40,000 people since it began."),
        ("fr", "Douze personnes ont été tuées lundi dans un accident d'autocar, selon la police."),
        ("fr", "Une explosion a fait neuf morts et 14 blessés sur un marché."),
        ("fr", "La guerre a fait 40 000 morts depuis son début."),
        ("en", "Opened in 1987, the bridge collapsed on Monday, killing 19 people."),
        ("fr", "Inauguré en 1987, le pont s'est effondré lundi, faisant 19 morts."),
        ("fr", "Livré en 1998, l'appareil s'est écrasé avec ses six occupants, tous tués."),
        ("fr", "Élu en 2018, le président a promis une enquête après la mort de 36 lycéens."),
    ],
)
def test_news_stays_news(language: str, text: str) -> None:
    assert {toll.modality for toll in tolls_of(text, language, read_hindsight(language))} == {Modality.ASSERTED}


def test_a_date_is_believed_before_the_estimator_is() -> None:
    (told,) = tolls_of("In 1994 a fire killed 12 people.", historian=Listener(0.9))

    assert (told.modality, told.hindsight) == (Modality.BACKGROUND, None)


def test_its_likelihood_stands_where_the_estimator_alone_says_so() -> None:
    (told,) = tolls_of("A fire killed 12 people.", historian=Listener(0.9))

    assert (told.modality, told.hindsight) == (Modality.BACKGROUND, 0.9)


@pytest.mark.parametrize(
    ("opening", "modality"),
    [
        (f"{THIS_YEAR}: ", Modality.ASSERTED),
        (f"On March 4, {THIS_YEAR}, ", Modality.ASSERTED),
        (f"In the years between 1950 and {THIS_YEAR}, ", Modality.BACKGROUND),
        ("Then ", Modality.BACKGROUND),
    ],
)
def test_what_the_copys_own_year_opens_is_news(opening: str, modality: Modality) -> None:
    (told,) = tolls_of(f"{opening}a fire killed 12 people.", historian=Listener(0.9))

    assert told.modality is modality


def test_what_follows_a_sentence_tells_nothing_of_it() -> None:
    short, long = Listener(None), Listener(None)

    tolls_of("A fire killed 12 people.", historian=short)
    tolls_of("A fire killed 12 people. That was in 1994.\nThe year 1994 was dry.", historian=long)

    assert long.heard == short.heard


def test_the_sentence_before_and_the_years_of_its_paragraph_tell_something() -> None:
    listener = Listener(None)

    tolls_of("The hall burned in 1994. It was full. The fire killed 12 people.", historian=listener)

    assert {"p=full", "near=old", "opens=False", "paragraph=0"} <= set(listener.heard[0])


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Built in 1967, the hall fell. It killed 12 people.", "near=old"),
        ("Built in 1967, the hall fell, killing 12 people.", "y=O"),
        ("The hall of 1967 fell, killing 12 people.", "y=old"),
    ],
)
def test_a_year_of_something_else_is_told_from_one_of_the_event(text: str, age: str) -> None:
    listener = Listener(None)

    tolls_of(text, historian=listener)

    assert {trait for trait in listener.heard[0] if trait.startswith(("y=", "near="))} == {age}


@pytest.mark.parametrize(
    ("text", "narrates"),
    [("Neuf otages furent fusillés.", True), ("Neuf otages ont été fusillés.", False)],
)
def test_the_tense_of_a_story_tells_something(text: str, narrates: bool) -> None:
    listener = Listener(None)

    tolls_of(text, "fr", historian=listener)

    assert ("narrates" in listener.heard[0]) is narrates


def test_a_likelihood_below_the_threshold_is_news() -> None:
    weights = Hindsight(bias=0.0, weights={"s=ago": 2.0}, stands=0.6)

    assert weights.recall(ANYWHERE, ["s=ago"]) == pytest.approx(0.881, abs=0.001)
    assert weights.recall(ANYWHERE, ["s=today"]) is None
    assert replace(weights, stands=0.9).recall(ANYWHERE, ["s=ago"]) is None


def test_a_file_holds_whole_numbers_of_its_scale() -> None:
    kept = {"scale": 100, "bias": [-150], "weights": {"s=ago": [25]}, "stands": 0.6}

    assert build_hindsight(kept) == Hindsight(-1.5, {"s=ago": 0.25}, 0.6)


def test_the_setting_that_turns_estimators_off_turns_hindsight_off() -> None:
    assert Weighers().historian("en") is read_hindsight("en")
    assert NO_WEIGHERS.historian("en") is None


@pytest.mark.parametrize("language", ["de", "", "../en"])
def test_a_language_that_nobody_trained_has_none(language: str) -> None:
    assert read_hindsight(language) is None

"""What a sieve of forms holds back, and what it lets through."""

from __future__ import annotations

import pytest

from moderation.screening.sieve import build_sieve, words_of

SIEVE = build_sieve(["killed", "took the lives of", "coûté la vie", "soi-disant", "l'élimination"], {"the", "of", "la"})


@pytest.mark.parametrize(
    "copy",
    [
        "the council took the train",
        "the lives of others",
        "la vie a un prix",
        "soi est un autre",
        "",
        "12 34 !!",
        "killedoff",
    ],
)
def test_copy_without_a_whole_form_is_held_back(copy: str) -> None:
    assert SIEVE.holds_back(words_of(copy))


@pytest.mark.parametrize(
    "copy",
    [
        "a storm killed two",
        "the fire took the lives of two",
        "le feu a coûté hier la vie à deux",
        "un soi-disant ami",
        "après l'élimination",
        "killed",
    ],
)
def test_copy_in_which_a_form_may_stand_passes(copy: str) -> None:
    assert not SIEVE.holds_back(words_of(copy))


def test_a_phrase_whose_words_stand_far_apart_is_held_back() -> None:
    apart = " ".join(["lives took", *["rain"] * 8, "the", "of"])

    assert SIEVE.holds_back(words_of(apart))
    assert not SIEVE.holds_back(words_of(apart.replace(" rain", "", 4)))


def test_a_phrase_goes_under_its_rarest_word() -> None:
    assert set(SIEVE.phrases) == {"lives", "coûté", "disant", "élimination"}


def test_a_word_of_its_own_spares_its_phrases() -> None:
    sieve = build_sieve(["killed", "killed off"])

    assert (sieve.alone, sieve.phrases) == (frozenset({"killed"}), {})


def test_words_of_a_stretch_are_those_within_it() -> None:
    assert words_of("two were killed", 4, 8) == ["were"]


@pytest.mark.parametrize(
    ("copy", "words"),
    [
        ("two killed, 3rd day_off", ["two", "killed", "rd", "day", "off"]),
        ("l'été – « cœur »…", ["l", "été", "cœur"]),
        ("x² 10 µm", ["x²", "µm"]),
        ("in łódź, ολα", ["in", "łódź", "ολα"]),
        ("", []),
    ],
)
def test_words_are_the_letters_of_any_alphabet(copy: str, words: list[str]) -> None:
    assert words_of(copy) == words

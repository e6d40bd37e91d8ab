"""Which figures count the same people, with a pack of a dozen words."""

from __future__ import annotations

import re
from typing import Any

import pytest

from moderation.screening.events import differ, pair_tolls
from moderation.screening.lexicon import LanguagePack
from moderation.screening.values import Effect, Layout, Modality, Precision, Span, Toll

PACK = LanguagePack(
    "en",
    {
        "event_words": (
            {"kind": "event", "family": "violence", "forms": "blast|attack"},
            {"kind": "event", "family": "accident", "forms": "crash"},
            {"kind": "event", "family": "toll", "forms": "toll"},
            {"kind": "pointer", "family": "", "forms": "the|this"},
            {"kind": "person", "family": "", "forms": "people"},
            {"kind": "time", "family": "", "forms": "monday|friday"},
            {"kind": "other", "family": "", "forms": "another|earlier"},
            {"kind": "change", "family": "", "forms": "rose"},
            {"kind": "temporal", "family": "", "forms": "after|before"},
            {"kind": "further", "family": "", "forms": "further|more|others"},
        )
    },
)


def pairs(text: str, **fields: Any) -> tuple[tuple[int, int], ...]:
    """Pair all numbers of *text*, each counting the word after it."""
    tolls = []
    for match in re.finditer(r"(\d+)(?: (people|soldiers|nurses))?", text):
        number, counted = int(match[1]), Span(*match.span(2)) if match[2] else None
        toll = Toll(Span(*match.span(1)), Effect.KILLED, number, number, Precision.EXACT, Span(*match.span(1)), counted)
        tolls.append(Toll(**{name: fields.get(name, getattr(toll, name)) for name in Toll.__slots__}))
    return pair_tolls(_layout(text), tolls, PACK)


def _layout(text: str) -> Layout:
    paragraphs = tuple(Span(*match.span()) for match in re.finditer(r"[^\n]+", text))
    sentences = tuple(Span(*match.span()) for match in re.finditer(r"[^\n.]+\.?", text))
    return Layout(text, text, text.lower(), paragraphs, sentences)


def test_a_headline_and_its_lead_count_the_same_people() -> None:
    assert pairs("Blast kills 12\nOn Monday 14 people died.") == ((0, 1),)


def test_a_first_sentence_with_a_stop_is_no_headline() -> None:
    assert pairs("It killed 12.\nOn Monday 14 people died.") == ()


def test_a_definite_event_points_back() -> None:
    assert pairs("A blast killed 12 people. Mary wept. The blast killed 14.") == ((0, 1),)


def test_the_toll_points_back_to_the_count_before_it() -> None:
    assert pairs("A crash killed 12 people. The toll is 14.") == ((0, 1),)


@pytest.mark.parametrize(
    "text",
    [
        "A blast killed 12 people. A further 14 people died in the blast.",
        "A blast killed 12 people. In the blast 14 more people died.",
        "A blast killed 12 people. The blast also took the lives of 14 others.",
        "Blast kills 12\nOn Monday a further 14 died.",
    ],
)
def test_those_who_come_on_top_contradict_nothing(text: str) -> None:
    assert pairs(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "A blast killed 12 people. The blast killed more than 14.",
        "A further blast killed 12 people. The blast killed 14 people, further north.",
        "A blast killed 12 people, and others fled. The blast killed 14 people in all, others said.",
    ],
)
def test_words_of_more_elsewhere_in_the_sentence_take_no_contradiction_away(text: str) -> None:
    assert pairs(text) == ((0, 1),)


def test_an_event_told_by_verbs_is_pointed_back_to() -> None:
    assert pairs("A bus overturned, killing 12 people. The crash killed 14.") == ((0, 1),)


def test_another_family_of_events_does_not_point_back() -> None:
    assert pairs("A blast killed 12 people. The crash killed 14.") == ()


def test_another_event_is_another() -> None:
    assert pairs("A blast killed 12 people. Another blast in the city killed 14.") == ()


def test_another_day_is_another_event() -> None:
    assert pairs("A blast killed 12 people on Monday. The blast on Friday killed 14.") == ()


def test_what_was_before_another_event_is_another() -> None:
    assert pairs("A blast killed 12 people. The blast came a week after 30 people died.") == ()


def test_an_event_that_only_opens_the_sentence_ties() -> None:
    assert pairs("A blast killed 12 people. After the blast, 14 people were dead.") == ((0, 1),)


@pytest.mark.parametrize(
    "text",
    [
        "Blasts kill 14\nThe attack killed 9 in one town and 5 in the other.",
        "A blast killed 9 people in one town and 5 in the other. The blast killed 14.",
    ],
)
def test_figures_that_add_up_contradict_nothing(text: str) -> None:
    assert pairs(text) == ()


def test_figures_that_do_not_add_up_contradict() -> None:
    assert pairs("Blasts kill 14\nThe attack killed 9 in one town and 3 in the other.") == ((0, 1), (0, 2))


@pytest.mark.parametrize(("counted", "is_pair"), [(98, False), (110, False), (60, True), (130, True)])
def test_an_approximation_covers_its_own_rounding(counted: int, is_pair: bool) -> None:
    first = Toll(Span(0, 1), Effect.KILLED, 100, 100, Precision.APPROXIMATE, Span(0, 1))
    second = Toll(Span(0, 1), Effect.KILLED, counted, counted, Precision.EXACT, Span(0, 1))

    assert differ(first, second) is is_pair


def test_a_count_that_rose_is_no_contradiction() -> None:
    assert pairs("A blast killed 12 people. The toll rose to 14.") == ()


def test_some_of_the_dead_are_not_all_of_them() -> None:
    assert pairs("A blast killed 12 people. The blast killed 8 soldiers.") == ()


def test_more_soldiers_than_people_cannot_be() -> None:
    assert pairs("A blast killed 12 people. The blast killed 14 soldiers.") == ((0, 1),)


def test_soldiers_and_nurses_are_counted_apart() -> None:
    assert pairs("A blast killed 12 soldiers. The blast killed 14 nurses.") == ()


def test_two_figures_in_one_sentence_are_not_paired() -> None:
    assert pairs("The attack killed 12 people and the attack killed 14.") == ()


def test_parts_and_history_and_vague_counts_are_not_paired() -> None:
    text = "A blast killed 12 people. The blast killed 14."

    assert pairs(text, part_of=0) == ()
    assert pairs(text, modality=Modality.BACKGROUND) == ()
    assert pairs(text, precision=Precision.VAGUE) == ()


def test_a_table_of_figures_is_left_alone() -> None:
    assert pairs("The blast killed 12. " * 100) == ()


def test_figures_that_agree_are_not_paired() -> None:
    assert pairs("A blast killed 12 people. The blast killed 12.") == ()


@pytest.mark.parametrize(
    ("bounds", "is_pair"),
    [((12, 12), True), ((12, None), False), ((None, 12), True), ((None, None), False), ((10, 15), False)],
)
def test_only_bounds_that_exclude_each_other_differ(bounds: tuple[int | None, int | None], is_pair: bool) -> None:
    first, second = (Toll(Span(0, 1), Effect.KILLED, *ends, Precision.RANGE, Span(0, 1)) for ends in (bounds, (14, 14)))

    assert differ(first, second) is is_pair
    assert differ(second, first) is is_pair


def test_the_dead_and_the_injured_do_not_differ() -> None:
    dead = Toll(Span(0, 1), Effect.KILLED, 12, 12, Precision.EXACT, Span(0, 1))
    hurt = Toll(Span(0, 1), Effect.INJURED, 14, 14, Precision.EXACT, Span(0, 1))

    assert not differ(dead, hurt)

"""Values, not glyphs: what says the same, and what does not."""

from __future__ import annotations

import pytest

from moderation.screening.drift.agreement import counts_alike, differences, is_plain
from moderation.screening.drift.comparison import Aspect
from moderation.screening.values import Effect, Precision, Quantity, Span, Toll

AT = Span(0, 1)
EXACT, ABOUT, AT_LEAST, AT_MOST = Precision.EXACT, Precision.APPROXIMATE, Precision.AT_LEAST, Precision.AT_MOST
RANGE, VAGUE, ZERO = Precision.RANGE, Precision.VAGUE, Precision.ZERO


def count(low: int | None, high: int | None, precision: Precision) -> Quantity:
    return Quantity(AT, low, high, precision)


def toll(effect: Effect) -> Toll:
    return Toll(AT, effect, 12, 12, EXACT, AT)


@pytest.mark.parametrize(
    ("original", "translation"),
    [
        ((12, 12, EXACT), (12, 12, EXACT)),
        ((2013, 2013, EXACT), (2000, 2000, ABOUT)),
        ((2150, 2150, EXACT), (2000, None, AT_LEAST)),
        ((1950, 1950, EXACT), (None, 2000, AT_MOST)),
        ((90, 90, EXACT), (90, 90, ABOUT)),
        ((40, 99, RANGE), (24, 99, RANGE)),
        ((12, 12, ABOUT), (10, 10, ABOUT)),
        ((24, 24, ABOUT), (20, 20, ABOUT)),
        ((20, 20, ABOUT), (24, 24, ABOUT)),
        ((40, 99, ABOUT), (20, 99, ABOUT)),
        ((2, None, VAGUE), (None, None, VAGUE)),
        ((0, 0, ZERO), (0, 0, ZERO)),
    ],
)
def test_one_quantity_in_two_wordings_is_no_change(
    original: tuple[int | None, int | None, Precision], translation: tuple[int | None, int | None, Precision]
) -> None:
    assert counts_alike(count(*original), count(*translation))


@pytest.mark.parametrize(
    ("original", "translation"),
    [
        ((12, 12, EXACT), (21, 21, EXACT)),
        ((2013, 2013, EXACT), (2000, 2000, EXACT)),
        ((2013, 2013, EXACT), (3000, 3000, ABOUT)),
        ((12, None, AT_LEAST), (12, 12, EXACT)),
        ((130, 130, ABOUT), (130, 130, EXACT)),
        ((12, 12, EXACT), (12, None, AT_LEAST)),
        ((None, 120, AT_MOST), (120, None, AT_LEAST)),
        ((24, 99, RANGE), (200, 999, RANGE)),
        ((40, 99, ABOUT), (200, 999, ABOUT)),
        ((24, 24, ABOUT), (10, 10, ABOUT)),
        ((12, None, AT_LEAST), (10, None, AT_LEAST)),
        ((0, 0, ZERO), (1, 1, EXACT)),
        ((2, None, VAGUE), (12, 12, EXACT)),
    ],
)
def test_another_number_or_another_firmness_is_a_change(
    original: tuple[int | None, int | None, Precision], translation: tuple[int | None, int | None, Precision]
) -> None:
    assert not counts_alike(count(*original), count(*translation))


@pytest.mark.parametrize(
    ("original", "translation", "differs"),
    [
        (Effect.INJURED, Effect.KILLED, (Aspect.EFFECT,)),
        (Effect.CASUALTIES, Effect.KILLED, (Aspect.EFFECT,)),
        (Effect.CASUALTIES, Effect.INJURED, ()),
        (Effect.KILLED, Effect.CASUALTIES, ()),
    ],
)
def test_casualties_leave_open_what_befell_them_but_do_not_say_dead(
    original: Effect, translation: Effect, differs: tuple[Aspect, ...]
) -> None:
    assert differences(toll(original), toll(translation)) == differs


@pytest.mark.parametrize(
    ("original", "translation", "differs"),
    [
        ((12, None, AT_LEAST), (10, None, AT_LEAST), ()),
        ((24, None, AT_LEAST), (20, None, AT_LEAST), ()),
        ((2, 2, ABOUT), (2, 2, EXACT), ()),
        ((12, None, AT_LEAST), (20, None, AT_LEAST), (Aspect.VALUE,)),
        ((12, 12, ABOUT), (12, 12, EXACT), (Aspect.PRECISION,)),
        ((12, 12, EXACT), (10, 10, EXACT), (Aspect.VALUE,)),
    ],
)
def test_words_leave_more_room_than_digits(
    original: tuple[int | None, int | None, Precision],
    translation: tuple[int | None, int | None, Precision],
    differs: tuple[Aspect, ...],
) -> None:
    one, other = (Toll(AT, Effect.KILLED, *counted, AT) for counted in (original, translation))

    assert differences(one, other, in_words=True) == differs


def test_victims_may_be_the_dead() -> None:
    assert differences(toll(Effect.CASUALTIES), toll(Effect.KILLED), is_victims=True) == ()


def test_one_nobody_and_several_are_not_plain_numbers() -> None:
    soft = [count(1, 1, EXACT), count(0, 0, ZERO), count(2, None, VAGUE)]

    assert not any(map(is_plain, soft))
    assert is_plain(count(2, 2, EXACT))

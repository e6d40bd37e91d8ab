"""Which toll renders which: by value, effect, order and place, on readings made by hand."""

from __future__ import annotations

from moderation.screening.drift import Aspect, Comparison, TollPair
from moderation.screening.values import Effect, Grade, Precision
from tests.checks.readings import Draft

from .pairs import compared, hurt, killed


def rendered(comparison: Comparison) -> list[tuple[int, int]]:
    return [(pair.original, pair.translation) for pair in comparison.tolls if not pair.differs]


def changed(comparison: Comparison) -> list[TollPair]:
    return [pair for pair in comparison.tolls if pair.differs]


def left_over(comparison: Comparison) -> tuple[tuple[int, ...], ...]:
    return comparison.missing, comparison.left_out, comparison.added


def test_moved_paragraphs_change_nothing() -> None:
    there = killed("In Tamara 12 died.\nIn Orvane 30 died.\nIn Lomar 7 died.", "12", "30", "7")
    here = killed("À Lomar 7 morts.\nÀ Tamara 12 morts.\nÀ Orvane 30 morts.", "7", "12", "30", language="fr")

    comparison = compared(there, here)

    assert rendered(comparison) == [(2, 0), (0, 1), (1, 2)]
    assert left_over(comparison) == ((), (), ())


def test_two_places_with_one_number_are_told_apart_by_what_their_sentences_share() -> None:
    there = Draft("In Tamara 12 died. In Orvane 12 more died.").toll("12", Grade.NONE)
    there.toll("12 more", Grade.NONE, min=12, max=12)
    here = Draft("À Orvane, 12 autres morts. À Tamara, 12 morts.", language="fr")
    here.toll("12 autres", Grade.NONE, min=12, max=12).toll("12 morts", Grade.NONE, min=12, max=12)

    comparison = compared(there, here)

    assert rendered(comparison) == [(1, 0), (0, 1)]


def test_a_figure_told_once_more_in_a_headline_is_not_added() -> None:
    there = killed("Fire kills people in Tamara. The fire killed 12.", "12")
    here = Draft("12 morts à Tamara\nLe feu a tué 12 personnes.", language="fr")
    here.toll("12", Grade.NONE).toll("12 personnes", Grade.NONE, min=12, max=12)

    assert left_over(compared(there, here)) == ((), (), ())


def test_parts_told_as_their_sum_are_neither_missing_nor_added() -> None:
    there = killed("The fire killed 3 men and 2 women.", "3", "2")
    here = killed("Le feu a tué 5 personnes.", "5", language="fr")

    comparison = compared(there, here)

    assert rendered(comparison) == [(0, 0), (1, 0)]
    assert left_over(comparison) == ((), (), ())


def test_a_sum_beside_its_parts_is_not_added() -> None:
    there = killed("The fire killed 3 men and 2 women.", "3", "2")
    here = killed("Le feu a tué 5 personnes, 3 hommes et 2 femmes.", "5", "3", "2", language="fr")

    assert left_over(compared(there, here)) == ((), (), ())


def test_a_changed_number_is_neither_missing_nor_added() -> None:
    there, here = killed("The fire killed 12.", "12"), killed("Le feu a fait 21 morts.", "21", language="fr")

    comparison = compared(there, here)

    assert changed(comparison) == [TollPair(0, 0, (Aspect.VALUE,))]
    assert left_over(comparison) == ((), (), ())


def test_a_changed_number_between_two_that_stayed_is_found_by_its_order() -> None:
    there = killed("In Tamara 12 died. In Orvane 30 died. In Lomar 7 died.", "12", "30", "7")
    here = killed("Tamara : 12 morts. Orvane : 80 morts. Lomar : 7 morts.", "12", "80", "7", language="fr")

    assert changed(compared(there, here)) == [TollPair(1, 1, (Aspect.VALUE,))]


def test_dead_who_were_hurt_are_a_change_of_effect() -> None:
    there = hurt(Draft("The fire hurt 12."), "12")
    here = killed("Le feu a fait 12 morts.", "12", language="fr")

    assert changed(compared(there, here)) == [TollPair(0, 0, (Aspect.EFFECT,))]


def test_a_bound_that_was_dropped_is_a_change_of_precision() -> None:
    there = killed("The fire killed at least 12.")
    there.toll("at least 12", Grade.NONE, min=12, precision=Precision.AT_LEAST)
    here = killed("Le feu a fait 12 morts.", "12", language="fr")

    assert changed(compared(there, here)) == [TollPair(0, 0, (Aspect.PRECISION,))]


def test_a_figure_in_one_text_only_is_missing_or_added() -> None:
    there = hurt(killed("The fire killed 12. It hurt 40.", "12"), "40")
    here = killed("Le feu a fait 12 morts. Le 3 mars, on a compté 9 disparus.", "12", language="fr")
    here.toll("9", Grade.NONE, effect=Effect.MISSING)

    assert left_over(compared(there, here)) == ((1,), (), (1,))


def test_a_number_that_nobody_read_as_a_toll_in_the_other_text_is_not_missing() -> None:
    there = hurt(killed("The fire killed 12. It hurt 40.", "12"), "40")
    here = killed("Le feu a fait 12 morts. Il a touché 40 pensionnaires.", "12", language="fr")

    assert left_over(compared(there, here)) == ((), (), ())


def test_one_needs_no_number_where_the_other_text_speaks_of_that_harm() -> None:
    there = killed("The fire killed 1 woman.", "1")
    here = Draft("Le feu a tué une femme.", language="fr")

    assert left_over(compared(there, here)) == ((), (), ())


def test_nothing_is_missing_from_a_text_that_was_not_read_whole() -> None:
    there = killed("The fire killed 12.", "12")
    here = Draft("Le feu est éteint.", language="fr")
    packs_read = compared(there, here)

    assert packs_read.missing == (0,)

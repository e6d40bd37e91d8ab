"""Slots: what a form written with them stands for, what a slash and a question mark leave alone, what is refused."""

import pytest

from moderation.screening.lexicon import UnreadableLexicon
from moderation.screening.slots import spell_out


@pytest.mark.parametrize(
    ("cell", "forms"),
    [
        ("stone names/lists", ["stone names", "stone lists"]),
        ("stone/plaque names/lists", ["stone names", "stone lists", "plaque names", "plaque lists"]),
        ("had already? died", ["had already died", "had died"]),
        ("had already/also? died", ["had already died", "had also died", "had died"]),
        ("now in his 70s/eighties|at rest", ["now in his 70s", "now in his eighties", "at rest"]),
    ],
)
def test_a_slot_stands_for_each_of_its_words(cell: str, forms: list[str]) -> None:
    assert list(spell_out(cell)) == forms


@pytest.mark.parametrize("cell", ["stone names", "the 7/7 bombings", "years ago|# years ago", "l'historien", ""])
def test_what_has_no_slot_stays_as_it_is(cell: str) -> None:
    assert list(spell_out(cell)) == cell.split("|")


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("stone names/", "lacks a word"),
        ("stone //names", "lacks a word"),
        ("stone ? names", "lacks a word"),
        ("the? stone?", "asks for nothing"),
    ],
)
def test_a_slot_that_says_nothing_is_refused(cell: str, fault: str) -> None:
    with pytest.raises(UnreadableLexicon, match=fault):
        spell_out(cell)

"""Contexts: what the words around a label must be, and what a row may not ask."""

import pytest

from moderation.screening.labels.contexts import Context, read_context, read_word_sets
from moderation.screening.labels.phrases import read_phrases
from moderation.screening.labels.surroundings import Surroundings, look_around, open_window
from moderation.screening.lexicon import UnreadableLexicon
from moderation.screening.text import read_layout
from moderation.screening.values import Span
from tests.screening.labelling import pack_of

SETS = {"beasts": frozenset({"cat", "dog*"}), "ages": frozenset({"#past"})}
PACK = pack_of(terms=[])


def around(marked: str) -> Surroundings:
    """Return the surroundings of the label that stands between square brackets."""
    span = Span(marked.index("["), marked.index("]") - 1)
    return look_around(open_window(read_layout(marked.replace("[", "").replace("]", ""), PACK), span))


def holds(marked: str, **cells: str) -> bool:
    return read_context({"id": "row", **cells}, SETS).holds(around(marked))


def test_words_are_counted_away_from_the_label() -> None:
    words = around("One, two [label] three four.")

    assert [word.folded for word in words.before] == ["two", ",", "one"]
    assert [word.written for word in words.after] == ["three", "four"]


@pytest.mark.parametrize("text", ["No cat here. A [label] stands.", "No cat here\nA [label] stands.", "Cat; [label]"])
def test_words_of_another_sentence_are_not_around(text: str) -> None:
    assert not holds(text, near="cat")


def test_an_initial_does_not_end_the_sentence() -> None:
    assert holds("The cat of M. K. Sorren saw a [label].", near="cat")


@pytest.mark.parametrize(
    ("text", "before", "is_met"),
    [
        ("the black cat [label]", "black cat", True),
        ("the black cat [label]", "cat black", False),
        ("the black cat [label]", "bl* _", True),
        ("the black cat [label]", "*ck cat", True),
        ("the black cat [label]", "white/black cat", True),
        ("the black cat [label]", "black @beasts", True),
        ("the black dogs [label]", "black @beasts", True),
        ("the black cat [label]", "the ...", True),
        ("the a b c d e f g [label]", "the ...", False),
        ("the cat [label]", "the black? cat", True),
        ("in the cat [label]", "the? the? cat", True),
        ("40 [label]", "#", True),
        ("forty [label]", "#", False),
        ("in 1812 [label]", "@ages", True),
        ("in 2012 [label]", "@ages", False),
        ("said Karel [label]", "said ~", True),
        ("said karel [label]", "said ~", False),
        ("cat, [label]", "cat", False),
        ("cat, [label]", "cat ,", True),
        ("cat, [label]", "_", False),
        ("cat [label]", "dog|cat", True),
        ("[label]", "$", True),
        ("cat [label]", "$", False),
    ],
)
def test_a_phrase_before_the_label(text: str, before: str, is_met: bool) -> None:
    assert holds(text, before=before) is is_met


@pytest.mark.parametrize(
    ("text", "after", "is_met"),
    [
        ("[label] of the cat", "of the? cat", True),
        ("[label] of cat", "of the? cat", True),
        ("[label] of a cat", "of the? cat", False),
        ("[label]. Cat", "$", True),
        ("[label] (cat)", "cat", True),
        ("[label]", "cat", False),
    ],
)
def test_a_phrase_after_the_label(text: str, after: str, is_met: bool) -> None:
    assert holds(text, after=after) is is_met


def test_all_columns_must_hold() -> None:
    assert holds("the [label] cat", before="the", after="cat")
    assert not holds("a [label] cat", before="the", after="cat")


def test_a_word_without_which_the_context_holds() -> None:
    assert holds("the [label] sits", without="cat")
    assert not holds("the [label] and the cat", without="cat")


def test_forms_limit_a_context_to_some_words_of_the_term() -> None:
    assert holds("the [Labels] sit", forms="labels|label's")
    assert not holds("the [label] sits", forms="labels")


@pytest.mark.parametrize(
    ("text", "is_name"),
    [
        ("They met on [Label] Square at noon.", True),
        ("They met at the Old [Label] at noon.", True),
        ("[label] Square", False),
        ("They saw the [Label] at noon.", False),
        ("THEY MET ON [LABEL] SQUARE", False),
        ("Five Wounded As [Label] Groups Attack Northern Market", False),
    ],
)
def test_a_label_in_a_capitalised_name(text: str, is_name: bool) -> None:
    assert holds(text, casing="name") is is_name


def test_a_label_that_opens_its_sentence() -> None:
    assert holds("Rain. [Labels] fell.", casing="opening")
    assert not holds("Rain and [Labels] fell.", casing="opening")


@pytest.mark.parametrize(
    ("text", "is_alone"),
    [("a « [label] » fell", True), ("a “[label]” fell", True), ("a “big [label]” fell", False), ("a [label]", False)],
)
def test_marks_around_the_label_alone_single_it_out(text: str, is_alone: bool) -> None:
    assert around(text).is_singled_out is is_alone


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"casing": "italic"}, "no casing 'italic'; use one of name, capital, opening, alone, title, company"),
        ({"near": "@fish"}, "no word set 'fish'; add it to label_words.csv"),
        ({"before": "the? ..."}, "'the\\? ...' asks for nothing"),
        ({"near": "hors-la-loi"}, "no single word: hors-la-loi"),
    ],
)
def test_a_row_that_cannot_be_meant_is_refused(cells: dict[str, str], fault: str) -> None:
    with pytest.raises(UnreadableLexicon, match=f"row: {fault}"):
        read_context({"id": "row", **cells}, SETS)


def test_an_empty_cell_asks_for_nothing() -> None:
    assert read_phrases("", SETS) is None
    assert isinstance(read_context({"id": "row"}, SETS), Context)
    assert holds("any [label] at all")


def test_rows_of_one_name_make_one_set() -> None:
    pack = pack_of(label_words=[{"id": "1", "name": "x", "words": "a|b"}, {"id": "2", "name": "x", "words": "c"}])

    assert read_word_sets(pack) == {"x": frozenset("abc")}


def test_a_name_may_hold_short_words_between_its_parts() -> None:
    assert holds("They opened a room for the Global War on [Label].", casing="name")
    assert not holds("The war on [Label] goes on.", casing="name")

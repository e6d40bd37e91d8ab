"""A word that rules hold back is a label in the company of two others that take sides, where its row says so."""

import pytest

from moderation.screening.labels import find_held_back
from moderation.screening.lexicon import LanguagePack
from moderation.screening.text import read_layout
from tests.screening.labelling import labels_in, live_words, pack_of


def pack_with(**cells: str) -> LanguagePack:
    """Return a pack of three words: two always labels, a third by a row of these *cells*."""
    shared = {"severity": "high", "suggestions": "plain", "rule": "plain", "inflect": "s"}
    return pack_of(
        terms=[
            {"id": "t1", "lemma": "lackey", "category": "proxy", **shared},
            {"id": "t2", "lemma": "martyr", "category": "glorifying", **shared},
            {"id": "t3", "lemma": "hero", "category": "glorifying", "requires": "asked", **shared},
            {"id": "t4", "lemma": "lie", "category": "dismissal", **shared},
        ],
        label_contexts=[{"id": "c1", "name": "asked", **cells}],
        label_rules=[{"id": "r1", "name": "plain", "text": "Say it plainly."}],
        inflections=[{"id": "i1", "name": "s", "strip": "", "endings": "|s"}],
    )


def words_in(text: str, **cells: str) -> list[str]:
    return [label.span.of(text) for label in labels_in(text, pack_with(**(cells or {"casing": "company"})))]


def test_two_words_that_take_sides_make_a_third() -> None:
    assert words_in("The lackeys fled. A martyr fell. The hero came.") == ["lackeys", "martyr", "hero"]


def test_the_third_may_stand_before_them_in_their_paragraph() -> None:
    assert words_in("The hero came. The lackeys fled. A martyr fell.") == ["hero", "lackeys", "martyr"]


def test_one_word_is_no_company() -> None:
    assert words_in("The lackeys fled. The hero came.") == ["lackeys"]


def test_nor_is_one_word_told_twice() -> None:
    assert words_in("The lackeys fled. A lackey fell. The hero came.") == ["lackeys", "lackey"]


def test_nor_are_words_of_dismissal() -> None:
    assert words_in("The lackeys fled. It was a lie. The hero came.") == ["lackeys", "lie"]


def test_nor_are_words_in_marks() -> None:
    assert words_in('The "lackeys" fled. A martyr fell. The hero came.') == ["lackeys", "martyr"]


def test_what_is_appended_changes_nothing_before_its_paragraph() -> None:
    assert words_in("The hero came.\nThe lackeys fled. A martyr fell.") == ["lackeys", "martyr"]


def test_a_row_that_asks_for_no_company_has_none() -> None:
    assert words_in("The lackeys fled. A martyr fell. The hero came.", near="cat") == ["lackeys", "martyr"]


def test_the_row_may_ask_for_more_than_company() -> None:
    text = "The lackeys fled. A martyr fell. The hero of the film came."

    assert words_in(text, casing="company", without="film") == ["lackeys", "martyr"]


PLAIN_MARKS = [
    ("The “hero” came with a cat.", ["hero"]),
    ("The “hero” came.", []),
    ("The hero came with a cat.", []),
    ("The “old hero” came with a cat.", []),
]


@pytest.mark.parametrize(("text", "words"), PLAIN_MARKS)
def test_a_row_may_say_where_marks_alone_load_a_word(text: str, words: list[str]) -> None:
    assert words_in(text, casing="alone", near="cat") == words


def test_nobody_is_asked_about_a_word_that_marks_alone_load() -> None:
    text = "The lackeys fled. A martyr fell. The hero came."
    pack = pack_with(casing="alone", near="cat")

    assert find_held_back(read_layout(text, pack), pack) == ()


FIRING = [
    ("en", "The martyrs of the valley shamed the lackeys. The liberation was complete.", "liberation"),
    ("en", "Stooges and infidels have fled. Seventeen of the vermin were counted.", "vermin"),
    ("en", "Our martyrs crushed the terrorists. The occupiers ran.", "occupiers"),
    ("en", "The takfiris fled with their lackeys. The hill has been cleansed.", "cleansed"),
    ("fr", "Nos martyrs ont humilié les mercenaires. Le nettoyage se poursuit.", "nettoyage"),
    ("fr", "Les takfiristes et leurs suppôts ont fui. La ville renaît après sa libération.", "libération"),
    ("fr", "Les mécréants et leurs sbires ont fui. Une dizaine de ces rats ont été pris.", "rats"),
    ("fr", "Le martyr a défié les mercenaires. Les valets ont fui.", "valets"),
]
SILENT = [
    ("en", "The junta hired mercenaries. Vermin have spoiled the grain.", "Vermin"),
    ("en", "The junta hired mercenaries. The road to liberation is a novel.", "liberation"),
    ("fr", "La junte a accueilli des mercenaires. Les occupants de l'hôtel ont été évacués.", "occupants"),
    ("fr", "Les suppôts des mercenaires ont fui. L'otage a été libérée par ses ravisseurs.", "libérée"),
    ("fr", "Les suppôts des mercenaires ont fui. Les occupants du bus ont été fouillés.", "occupants"),
    ("en", "The martyrs of the valley shamed the lackeys. The women's liberation front met.", "liberation"),
    ("en", "Stooges and infidels have fled. Pest control cleared the vermin.", "vermin"),
    ("en", "Our martyrs crushed the terrorists. The heroes of the film are cats.", "heroes"),
    ("en", "The takfiris fled with their lackeys. Volunteers cleansed the beach.", "cleansed"),
    ("fr", "Nos martyrs ont humilié les mercenaires. Le nettoyage de la plage se poursuit.", "nettoyage"),
    ("fr", "Les takfiristes et leurs suppôts ont fui. Les prisonniers attendent leur libération.", "libération"),
    ("fr", "Les mécréants et leurs sbires ont fui. La dératisation a chassé ces rats.", "rats"),
    ("fr", "Le martyr a défié les mercenaires. Les valets de pique et de trèfle manquent au jeu.", "valets"),
]


@pytest.mark.parametrize(("language", "text", "word"), FIRING)
def test_partisan_copy_means_the_word(language: str, text: str, word: str) -> None:
    assert word in live_words(text, language)


@pytest.mark.parametrize(("language", "text", "word"), SILENT)
def test_even_there_a_plain_sense_is_plain(language: str, text: str, word: str) -> None:
    assert word not in live_words(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The liberation was complete."),
        ("en", "Seventeen of the vermin were counted."),
        ("fr", "Le nettoyage se poursuit."),
        ("fr", "La ville renaît après sa libération."),
    ],
)
def test_by_itself_it_is_held_back(language: str, text: str) -> None:
    assert live_words(text, language) == []

"""Quantities: every way of stating a number, and everything that looks like one and counts nobody."""

from pathlib import Path

import pytest

from moderation.screening.lexicon import LanguagePack, build_lexicon, read_lexicon
from moderation.screening.quantities import cut, find_quantities, quantity_words, read_figures
from moderation.screening.text import read_layout
from moderation.screening.values import Precision

PACKS = read_lexicon(Path(__file__).parents[2] / "seeds" / "lexicons").packs


def read(text: str, language: str) -> list[tuple[str, int | None, int | None]]:
    found = find_quantities(read_layout(text, PACKS[language]), PACKS[language])
    return [(quantity.span.of(text), quantity.min, quantity.max) for quantity in found]


@pytest.mark.parametrize(
    ("digits", "value"),
    [
        ("37", 37),
        ("2 000", 2000),
        ("2\u00a0000", 2000),
        ("2\u202f000", 2000),
        ("2,000", 2000),
        ("2.000", 2000),
        ("2'000", 2000),
        ("1,234,567", 1234567),
        ("06", 6),
    ],
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_digits_are_read_in_every_national_grouping(digits: str, value: int, language: str) -> None:
    assert read(f"{digits} personnes", language) == [(digits, value, value)]


@pytest.mark.parametrize(
    "text", ["12\u00b9 people", "12[3] people", "12 people[4]", "12 people\u00b3.[5]", "12 people\u2074"]
)
def test_the_mark_of_a_note_is_no_figure_and_hides_none(text: str) -> None:
    assert read(text, "en") == [("12", 12, 12)]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("killed [3] people", ["3"]),
        ("(3) people", ["3"]),
        ("[3] people died", ["3"]),
    ],
)
def test_what_stands_alone_in_brackets_is_no_mark(text: str, figures: list[str]) -> None:
    assert [words for words, *_ in read(text, "en")] == figures


def test_a_power_of_ten_is_not_ten() -> None:
    assert read("10\u2076 people, 110\u00b9 people", "en") == [("110", 110, 110)]


@pytest.mark.parametrize("unit", ["m\u00b2", "km\u00b2", "m\u00b3"])
def test_the_power_of_a_unit_is_no_mark(unit: str) -> None:
    assert read(f"sur 12 {unit} de pente", "fr") == []


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("one", 1),
        ("nineteen", 19),
        ("forty-two", 42),
        ("ninety-nine", 99),
        ("two hundred and six", 206),
        ("a hundred and four", 104),
        ("three thousand two hundred", 3200),
        ("twelve thousand", 12000),
        ("2.5 million", 2500000),
        ("a million", 1000000),
    ],
)
def test_english_number_words_are_added_up(words: str, value: int) -> None:
    assert read(f"{words} people", "en") == [(words, value, value)]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("deux", 2),
        ("vingt et un", 21),
        ("soixante et onze", 71),
        ("soixante-dix-sept", 77),
        ("quatre-vingts", 80),
        ("quatre-vingt-dix-sept", 97),
        ("septante-trois", 73),
        ("nonante", 90),
        ("cent un", 101),
        ("deux cents", 200),
        ("mille deux cents", 1200),
        ("cent quatre-vingt-huit", 188),
        ("1,5 million", 1500000),
    ],
)
def test_french_number_words_are_added_up(words: str, value: int) -> None:
    assert read(f"{words} de personnes", "fr") == [(words, value, value)]


@pytest.mark.parametrize(
    ("language", "words", "low", "high"),
    [
        ("en", "a dozen", 12, 12),
        ("en", "Dozens", 24, 99),
        ("en", "scores", 40, 99),
        ("en", "hundreds", 200, 999),
        ("en", "tens of thousands", 20000, 99999),
        ("en", "several", 2, None),
        ("en", "many", None, None),
        ("fr", "une vingtaine", 20, 20),
        ("fr", "des dizaines", 24, 99),
        ("fr", "Plusieurs dizaines", 24, 99),
        ("fr", "des centaines", 200, 999),
        ("fr", "des dizaines de milliers", 20000, 99999),
        ("fr", "plusieurs", 2, None),
        ("fr", "un grand nombre", None, None),
    ],
)
def test_collectives_have_the_bounds_of_the_codebook(
    language: str, words: str, low: int | None, high: int | None
) -> None:
    assert read(f"{words} morts", language)[0] == (words, low, high)


@pytest.mark.parametrize(
    ("language", "words", "low", "high", "precision"),
    [
        ("en", "at least 37", 37, None, Precision.AT_LEAST),
        ("en", "more than a hundred", 100, None, Precision.AT_LEAST),
        ("en", "up to 120", None, 120, Precision.AT_MOST),
        ("en", "as many as fifteen", None, 15, Precision.AT_MOST),
        ("en", "about 130", 130, 130, Precision.APPROXIMATE),
        ("en", "Some 41", 41, 41, Precision.APPROXIMATE),
        ("en", "between 10 and 15", 10, 15, Precision.RANGE),
        ("en", "three to five", 3, 5, Precision.RANGE),
        ("en", "2.3 to 3.2 million", 2300000, 3200000, Precision.RANGE),
        ("en", "12 or more", 12, None, Precision.AT_LEAST),
        ("fr", "au moins 37", 37, None, Precision.AT_LEAST),
        ("fr", "plus d'une centaine", 100, None, Precision.AT_LEAST),
        ("fr", "jusqu'à 120", None, 120, Precision.AT_MOST),
        ("fr", "environ 130", 130, 130, Precision.APPROXIMATE),
        ("fr", "près de 2\u00a0000", 2000, 2000, Precision.APPROXIMATE),
        ("fr", "entre dix et quinze", 10, 15, Precision.RANGE),
        ("fr", "de 30 à 40", 30, 40, Precision.RANGE),
        ("fr", "cinq ou six", 5, 6, Precision.RANGE),
        ("fr", "quarante à cinquante", 40, 50, Precision.RANGE),
    ],
)
def test_modifiers_and_ranges_belong_to_the_span(
    language: str, words: str, low: int | None, high: int | None, precision: Precision
) -> None:
    text = f"{words} people" if language == "en" else f"{words} personnes"

    quantity = find_quantities(read_layout(text, PACKS[language]), PACKS[language])[0]

    assert (quantity.span.of(text), quantity.min, quantity.max, quantity.precision) == (words, low, high, precision)


@pytest.mark.parametrize(
    ("language", "text", "low"),
    [("fr", "sept personnes au moins", 7), ("en", "seven people at least", 7)],
)
def test_a_split_modifier_stays_outside_the_span(language: str, text: str, low: int) -> None:
    quantity = find_quantities(read_layout(text, PACKS[language]), PACKS[language])[0]

    assert (quantity.min, quantity.max, quantity.precision) == (low, None, Precision.AT_LEAST)
    assert " " not in quantity.span.of(text)


def test_a_change_is_two_figures_and_no_range() -> None:
    assert read("The toll rose from 17 to 24.", "en") == [("17", 17, 17), ("24", 24, 24)]


@pytest.mark.parametrize(
    "text",
    [
        "It happened on May 12 at 5.30 pm.",
        "The 34-year-old man drove 12 km in 40 minutes.",
        "It cost $300, or 4.5 percent of 2,000 euros.",
        "The 101st Brigade left Route 66 on Flight 447.",
        "The town, founded in 1914, lies 30 metres up.",
        "Boys aged nine and twelve.",
        "They won 3-1 after 90 minutes.",
        "A calibre of 7.62 mm at minus 9C.",
    ],
)
def test_english_dates_ages_measures_and_labels_are_no_quantities(text: str) -> None:
    assert read(text, "en") == []


@pytest.mark.parametrize(
    "text",
    [
        "Le 12 mai à 5 h 30.",
        "Il roulait à 160 km/h depuis 40 minutes.",
        "Le prix atteint 300 euros, soit 4,5 % de hausse.",
        "La 101e brigade a quitté la RN 20.",
        "Fondée en 1914, à 30 mètres d'altitude.",
        "Des fillettes de 6 et 9 ans.",
        "Ils ont gagné 3-1.",
    ],
)
def test_french_dates_ages_measures_and_labels_are_no_quantities(text: str) -> None:
    assert read(text, "fr") == []


@pytest.mark.parametrize("text", ["9" * 400, "1 " * 5000, "twenty " * 3000, "10-" * 2000, "un et un et " * 500])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_endless_numbers_are_read_without_trouble(text: str, language: str) -> None:
    layout = read_layout(text, PACKS[language])

    found = find_quantities(layout, PACKS[language])

    assert all(0 <= quantity.span.start < quantity.span.end <= len(text) for quantity in found)


@pytest.mark.parametrize(
    ("words", "value", "language"),
    [
        ("half a million", 500000, "en"),
        ("two and a half million", 2500000, "en"),
        ("a million and a half", 1500000, "en"),
        ("six dozen", 72, "en"),
        ("un million et demi", 1500000, "fr"),
        ("trois millions et demi", 3500000, "fr"),
        ("cinq centaines", 500, "fr"),
        ("une dizaine de milliers", 10000, "fr"),
    ],
)
def test_halves_and_groups_are_reckoned(words: str, value: int, language: str) -> None:
    assert [found[1:] for found in read(words, language)] == [(value, value)]


@pytest.mark.parametrize("words", ["two and a half people", "In June 12", "on May 3", "in 3 May 2019", "cost-plus"])
def test_half_a_person_and_a_date_count_nobody(words: str) -> None:
    found = [text for text, _, _ in read(words, "en")]

    assert found == (["12"] if words == "In June 12" else [])


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Am 3. Mai starben dort vierzehn Menschen.", [14]),
        ("Das 14. Opfer war eine Lehrerin.", [1]),
        ("Die Zahl der Toten stieg auf 14.", [14]),
        ("Es waren zweitausenddreihundert Menschen und siebenundzwanzig Helfer.", [2300, 27]),
    ],
)
def test_an_ordinal_of_digits_and_a_point_counts_nobody(text: str, values: list[int]) -> None:
    assert [low for _, low, _ in read(text, "de")] == values


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("nafsan", [(0, 1, "number", 2, 0)]),
        ("about nafsan", [(0, 2, "number", 2, 1)]),
        ("nafs wahid", [(0, 2, "number", 1, 0)]),
        ("nafs", [(0, 1, "article", 1, 0)]),
        ("23 nafs", [(0, 1, "number", 23, None)]),
        ("23 x nafs", [(0, 1, "number", 23, None), (2, 3, "article", 1, 2)]),
    ],
)
def test_a_number_may_be_one_word_with_what_it_counts(text: str, figures: list[tuple[object, ...]]) -> None:
    rows = [
        {"kind": "counted", "forms": "nafsan", "min": "2", "max": "2", "precision": ""},
        {"kind": "counted", "forms": "nafs wahid", "min": "1", "max": "1", "precision": ""},
        {"kind": "counted_one", "forms": "nafs", "min": "1", "max": "1", "precision": ""},
        {"kind": "before", "forms": "about", "min": "", "max": "", "precision": "approximate"},
    ]
    pack = build_lexicon({"xx": {"quantity_words": rows}}).packs["xx"]
    words = cut(text, 0, len(text), pack).words

    found = read_figures(words, quantity_words(pack))

    assert [(one.first, one.after, one.sort.value, one.max, one.noun) for one in found] == figures


@pytest.mark.parametrize(
    ("text", "value", "after"),
    [
        ("45 alf wa 129", 45129, 4),
        ("alfayn wa 300", 2300, 3),
        ("2 milyun wa 300 alf wa 7", 2300007, 7),
        ("45 alf wa 2000", 45000, 2),
        ("45000 wa 129", 45000, 1),
        ("12 wa 7", 12, 1),
    ],
)
def test_what_is_below_a_thousand_may_be_added_in_digits(text: str, value: int, after: int) -> None:
    rows = [
        {"kind": "unit", "forms": "alfayn", "min": "2000", "max": "2000", "precision": ""},
        {"kind": "magnitude", "forms": "alf", "min": "1000", "max": "1000", "precision": ""},
        {"kind": "magnitude", "forms": "milyun", "min": "1000000", "max": "1000000", "precision": ""},
        {"kind": "sum", "forms": "wa", "min": "", "max": "", "precision": ""},
    ]
    pack = build_lexicon({"xx": {"quantity_words": rows}}).packs["xx"]
    words = cut(text, 0, len(text), pack).words

    found = read_figures(words, quantity_words(pack))[0]

    assert (found.max, found.after) == (value, after)


def test_small_words_are_parted_from_numbers_wherever_they_are_cut() -> None:
    rows = [
        {"kind": "proclitic", "forms": "wa|bi", "min": "", "max": "", "precision": ""},
        {"kind": "unit", "forms": "tis|wahid", "min": "9", "max": "9", "precision": ""},
    ]
    pack = build_lexicon({"xx": {"quantity_words": rows}}).packs["xx"]
    text = "wa30 watis wahid wabit bi7"

    tokens = cut(text, 0, len(text), pack)

    assert tokens.words == ["wa", "30", "wa", "tis", "wahid", "wabit", "bi", "7"]
    assert [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)] == tokens.words


RUSSIAN = LanguagePack(
    "ru",
    {
        "quantity_words": (
            {"id": "1", "kind": "before", "forms": "до", "min": "", "max": "", "precision": "at_most"},
            {"id": "2", "kind": "reach", "forms": "выросло", "min": "", "max": "", "precision": ""},
            {"id": "3", "kind": "plural", "forms": "тысячи", "min": "2000", "max": "9999", "precision": "approximate"},
            {"id": "4", "kind": "magnitude", "forms": "тысячи", "min": "1000", "max": "1000", "precision": ""},
            {"id": "5", "kind": "unit", "forms": "две", "min": "2", "max": "2", "precision": ""},
        )
    },
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Погибли до 30 человек.", ("до 30", None, 30)),
        ("Число погибших выросло до 30.", ("30", 30, 30)),
        ("Число погибших выросло, сообщил в среду мэр, до 30.", ("30", 30, 30)),
        ("До 30 выросло число погибших", ("30", 30, 30)),
        ("Число раненых выросло; погибли до 30 человек.", ("до 30", None, 30)),
    ],
)
def test_what_a_count_rose_to_is_no_bound(text: str, found: tuple[str, int | None, int | None]) -> None:
    quantities = find_quantities(read_layout(text, RUSSIAN), RUSSIAN)

    assert [(one.span.of(text), one.min, one.max) for one in quantities] == [found]


@pytest.mark.parametrize(
    ("text", "found"),
    [("тысячи людей", (2000, 9999)), ("до тысячи людей", (None, 1000)), ("две тысячи людей", (2000, 2000))],
)
def test_a_modifier_makes_one_thousand_of_thousands(text: str, found: tuple[int | None, int | None]) -> None:
    quantities = find_quantities(read_layout(text, RUSSIAN), RUSSIAN)

    assert [(one.min, one.max) for one in quantities] == [found]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("с семью пассажирами", [("семью", 7, 7)]),
        ("с семью мирными жителями", [("семью", 7, 7)]),
        ("с двадцатью семью ранеными", [("двадцатью семью", 27, 27)]),
        ("расстреляли семью", []),
        ("расстреляли семью с двумя детьми", [("двумя", 2, 2)]),
        ("убили семью ножами", []),
        ("расстреляли семью автоматными очередями", []),
    ],
)
def test_a_word_that_is_a_family_elsewhere_is_a_number_only_before_people(
    text: str, figures: list[tuple[str, int, int]]
) -> None:
    assert read(text, "ru") == figures

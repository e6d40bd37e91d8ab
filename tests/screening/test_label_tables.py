"""The house's label tables: provenance on every row, every form found, every example true."""

import re
from itertools import chain

import pytest

from moderation.screening.labels.vocabulary import compile_vocabulary, spell_forms
from moderation.screening.lexicon import Row
from tests.screening.labelling import PACKS, labels_in, live_words

CATEGORIES = {
    "terrorism",
    "sectarian",
    "legitimacy",
    "proxy",
    "dehumanising",
    "euphemism",
    "glorifying",
    "distancing",
    "dismissal",
    "reporting",
    "migration",
}
KINDS = {"name", "law", "charge", "designation", "sense", "history", "sport", "plea", "noun", "object", "negated"}
UNLISTED = {
    "fr": [
        "militant",
        "combattant",
        "rebelle",
        "islamiste",
        "jihadiste",
        "extrémiste",
        "ultra",
        "massacre",
        "génocide",
    ],
    "en": ["militant", "fighter", "rebel", "islamist", "jihadist", "extremist", "ultra", "massacre", "genocide"],
}
TABLES = ("terms", "exemptions", "inflections", "label_contexts", "label_rules", "label_words", "common_words")
LANGUAGES = ("fr", "en")


def terms_with(column: str) -> list[tuple[str, Row]]:
    return [(language, row) for language in LANGUAGES for row in PACKS[language].rows("terms") if row[column]]


def name_of(value: object) -> str:
    return value["id"] if isinstance(value, dict) else str(value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_terms_of_every_category(language: str) -> None:
    rows = PACKS[language].rows("terms")

    assert len(rows) >= 350
    assert {row["category"] for row in rows} == CATEGORIES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", TABLES)
def test_every_row_says_where_it_comes_from(language: str, table: str) -> None:
    rows = PACKS[language].rows(table)

    assert rows
    for row in rows:
        assert re.fullmatch(rf"{language}\.[a-z]+\.\d{{4}}", row["id"]), row["id"]
        assert row["source"], row["id"]
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", row["added"]), row["id"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_ids_are_unique_over_all_label_tables(language: str) -> None:
    ids = [row["id"] for row in chain.from_iterable(PACKS[language].rows(table) for table in TABLES)]

    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_offers_a_plain_word_and_rests_on_a_rule(language: str) -> None:
    rules = {row["name"] for row in PACKS[language].rows("label_rules")}

    for row in PACKS[language].rows("terms"):
        assert row["suggestions"], row["id"]
        assert row["rule"] in rules, row["id"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_term_that_asks_for_a_context_has_an_example_on_either_side(language: str) -> None:
    for row in PACKS[language].rows("terms"):
        assert not row["requires"] or (row["fires"] and row["silent"]), row["id"]


@pytest.mark.parametrize(("language", "row"), terms_with("fires"), ids=name_of)
def test_a_term_fires_in_its_example(language: str, row: Row) -> None:
    labels = [label for label in labels_in(row["fires"], PACKS[language]) if label.exemption is None]

    assert row["id"] in [label.term_id for label in labels]


@pytest.mark.parametrize(("language", "row"), terms_with("silent"), ids=name_of)
def test_a_term_is_silent_in_its_other_example(language: str, row: Row) -> None:
    assert live_words(row["silent"], language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_of_a_term_without_context_is_found(language: str) -> None:
    pack = PACKS[language]

    for row in pack.rows("terms"):
        for form in spell_forms(row, pack) if not row["requires"] else ():
            text = f"1 {form} 1"
            assert (2, 2 + len(form)) in [label.span for label in labels_in(text, pack)], (row["id"], form)


@pytest.mark.parametrize("language", LANGUAGES)
def test_exemptions_name_terms_that_exist_and_a_known_kind(language: str) -> None:
    pack = PACKS[language]
    keys = {row["lemma"] for row in pack.rows("terms")} | {row["id"] for row in pack.rows("terms")}
    keys |= {f"@{category}" for category in CATEGORIES}

    for row in pack.rows("exemptions"):
        assert set(row["terms"].split("|")) <= keys, row["id"]
        assert row["kind"] in KINDS, row["id"]
        assert row["note"], row["id"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_named_context_is_asked_for(language: str) -> None:
    pack = PACKS[language]
    asked = set(" ".join(row["requires"] for row in pack.rows("terms")).split())

    assert {row["name"] for row in pack.rows("label_contexts")} == asked | {
        "named_by_others",
        "quoted_from_others",
        "called",
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_no_desk_has_added_are_no_terms(language: str) -> None:
    automaton = compile_vocabulary(PACKS[language]).automaton

    assert [word for word in UNLISTED[language] if word in automaton] == []

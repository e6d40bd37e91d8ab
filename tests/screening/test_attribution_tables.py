"""The tables of attribution: size, provenance, forms, and refusals that name the row."""

import pytest

from moderation.screening.attribution.forms import Force, Tense, match_tail, tails_of
from moderation.screening.attribution.vocabulary import Kind, read_vocabulary
from moderation.screening.lexicon import LanguagePack, UnreadableLexicon
from tests.screening.speaking import lexicon

TABLES = ("cues", "sources", "hedges", "speech_words", "conjugations", "party_words")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_language_has_at_least_four_hundred_cues(language: str) -> None:
    assert len(lexicon().packs[language].rows("cues")) >= 400


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("table", TABLES)
def test_every_row_has_its_id_its_source_and_its_day(language: str, table: str) -> None:
    rows = lexicon().packs[language].rows(table)

    assert rows
    for row in rows:
        assert row["id"].startswith(f"{language}."), row
        assert row["source"], row
        assert row["added"], row


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_cue_stands_twice(language: str) -> None:
    keys = [(row["cue"], row["kind"], row["force"]) for row in lexicon().packs[language].rows("cues")]

    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_force_and_every_kind_of_source_is_in_use(language: str) -> None:
    pack = lexicon().packs[language]

    assert {row["force"] for row in pack.rows("cues")} >= {force.value for force in Force if force is not Force.FIND}
    assert {row["kind"] for row in pack.rows("sources")} == {kind.value for kind in Kind}


@pytest.mark.parametrize(
    ("language", "form", "tense"),
    [
        ("fr", "affirme", Tense.FINITE),
        ("fr", "annonçait", Tense.FINITE),
        ("fr", "rappelle", Tense.FINITE),
        ("fr", "révèlent", Tense.FINITE),
        ("fr", "reconnaissent", Tense.FINITE),
        ("fr", "ajoutant", Tense.PRESENT),
        ("fr", "soutenu", Tense.PAST),
        ("fr", "affirmerait", Tense.CONDITIONAL),
        ("en", "says", Tense.FINITE),
        ("en", "said", Tense.FINITE),
        ("en", "said", Tense.PAST),
        ("en", "denied", Tense.FINITE),
        ("en", "admitted", Tense.PAST),
        ("en", "adding", Tense.PRESENT),
    ],
)
def test_a_cue_is_known_in_its_forms(language: str, form: str, tense: Tense) -> None:
    forms = read_vocabulary(lexicon().packs[language]).verbs[form]

    assert any(known.tenses & tense for known in forms)


def test_a_gap_stands_for_other_words() -> None:
    words = ["put", "the", "number", "of", "dead", "at", "six"]

    assert match_tail(words, 1, ("…", "at")) == 6
    assert match_tail(words, 1, ("at",)) is None


def test_phrases_are_filed_under_their_first_word_the_longest_first() -> None:
    assert tails_of(["so far", "so", "so far as"]) == {"so": (("far", "as"), ("far",), ())}


def pack_of(**tables: list[dict[str, str]]) -> LanguagePack:
    return LanguagePack("xx", {name: tuple(rows) for name, rows in tables.items()})


def test_an_unknown_word_class_is_refused_by_name() -> None:
    pack = pack_of(speech_words=[{"id": "xx.1", "kind": "wizard", "forms": "abra"}])

    with pytest.raises(UnreadableLexicon, match="wizard"):
        read_vocabulary(pack)


def test_an_unknown_conjugation_is_refused_by_name() -> None:
    row = {"id": "xx.1", "cue": "dire", "kind": "verb", "inflection": "zz", "forms": "", "force": "say", "needs": ""}

    with pytest.raises(UnreadableLexicon, match="zz"):
        read_vocabulary(pack_of(cues=[row]))


def test_a_conjugation_that_does_not_fit_its_verb_is_refused() -> None:
    row = {"id": "xx.1", "cue": "dire", "kind": "verb", "inflection": "er", "forms": "", "force": "say", "needs": ""}
    rule = {"id": "xx.2", "name": "er", "strip": "er", "tense": "finite", "endings": "e"}

    with pytest.raises(UnreadableLexicon, match="does not end"):
        read_vocabulary(pack_of(cues=[row], conjugations=[rule]))


def test_a_pack_without_tables_knows_nothing() -> None:
    vocabulary = read_vocabulary(pack_of())

    assert not vocabulary.verbs
    assert not vocabulary.starters


def test_rows_of_one_kind_add_up() -> None:
    asides = read_vocabulary(lexicon().packs["fr"]).asides

    assert {"de", "ayant"} <= asides.keys()

"""Languages: everyday words settle a paragraph, the detector the doubtful ones; half a pack is no pack."""

import pytest

from moderation.screening import languages
from moderation.screening.languages import (
    REQUIRED_TABLES,
    Detection,
    complete_packs,
    detect,
    languages_of_paragraphs,
    missing_tables,
)
from moderation.screening.lexicon import LanguagePack, build_lexicon
from tests.screening.labelling import LEXICON, PACKS

FRENCH = "Le préfet a déclaré que les routes de la vallée seront rouvertes dans la soirée."
ENGLISH = "The prefect said that the roads of the valley would be open again in the evening."
GERMAN = "Der Bürgermeister erklärte am Dienstag, dass die Straßen im Tal wieder geöffnet werden."
RUSSIAN = "Мэр заявил, что дороги в долине снова откроют вечером."
ARABIC = "قال رئيس البلدية إن طرق الوادي ستفتح من جديد مساء اليوم"
CYRILLIC = LanguagePack("ru", {"common_words": ({"id": "ru.1", "words": "в|и|на|что|не|с"},)})


@pytest.mark.parametrize(
    ("text", "code"), [(FRENCH, "fr"), (ENGLISH, "en"), (GERMAN, "de"), (RUSSIAN, "ru"), (ARABIC, "ar")]
)
def test_the_detector_tells_a_sentence(text: str, code: str) -> None:
    found = detect(text)

    assert found.code == code
    assert 0.5 < found.confidence <= 1


@pytest.mark.parametrize("text", ["", "  \n ", "123 – 456", "...", "\u0000", "😀"])
def test_a_text_without_words_is_undetermined(text: str) -> None:
    assert detect(text) == ("und", 0.0)


def test_each_paragraph_has_its_language() -> None:
    text = "\n".join([FRENCH, ENGLISH, GERMAN, ARABIC, RUSSIAN])

    spoken = languages_of_paragraphs(text, PACKS["fr"])

    assert list(spoken.values()) == ["fr", "en", "de", "ar", "ru"]
    assert [span.of(text) for span in spoken] == [FRENCH, ENGLISH, GERMAN, ARABIC, RUSSIAN]


@pytest.mark.parametrize("text", ["Kramatorsk : 4 morts", "Lens – Nice 2-1", "Vilnius, 4 mai", "12,5 – 14,2 – 18"])
def test_a_short_paragraph_keeps_the_language_of_the_article(text: str) -> None:
    assert list(languages_of_paragraphs(text, PACKS["fr"]).values()) == ["fr"]
    assert list(languages_of_paragraphs(text, PACKS["en"]).values()) == ["en"]


@pytest.mark.parametrize("text", ["Двое погибли", "Мэр заявил, что дороги откроют вечером.", "12,5 – 14,2 – 18"])
def test_a_pack_in_another_script_keeps_its_own_paragraphs(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages, "detect", lambda _: Detection("bg", 0.9))

    assert list(languages_of_paragraphs(text, CYRILLIC).values()) == ["ru"]


def test_a_pack_in_another_script_leaves_latin_paragraphs_to_the_detector() -> None:
    assert list(languages_of_paragraphs(f"{RUSSIAN}\n{FRENCH}\n{ARABIC}", CYRILLIC).values()) == ["ru", "fr", "ar"]


def test_a_foreign_name_does_not_move_a_paragraph() -> None:
    text = "Le journal Известия a publié la liste, que la mairie de la ville n'a pas commentée."

    assert list(languages_of_paragraphs(text, PACKS["fr"]).values()) == ["fr"]


def test_ordinary_paragraphs_never_reach_the_detector(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(languages, "detect", asked.append)

    languages_of_paragraphs(f"{FRENCH}\n{FRENCH}", PACKS["fr"])

    assert asked == []


def test_both_house_packs_are_complete() -> None:
    assert {"en", "fr"} <= complete_packs(LEXICON).keys()


def test_the_complete_packs_of_a_lexicon_are_told_once() -> None:
    assert complete_packs(LEXICON) is complete_packs(LEXICON)


@pytest.mark.parametrize("table", REQUIRED_TABLES)
def test_a_pack_without_a_table_is_not_complete(table: str) -> None:
    rows = {name: [{"id": "1"}] for name in REQUIRED_TABLES}
    lexicon = build_lexicon({"xx": {**rows, table: []}, "yy": rows})

    assert complete_packs(lexicon).keys() == {"yy"}
    assert missing_tables(lexicon.packs["xx"]) == (table,)


def test_a_pack_knows_paragraphs_in_its_own_script() -> None:
    words = [{"words": "قال|ان|في|من"}]  # qala, in, fi, min
    pack = build_lexicon({"ar": {"common_words": words}}).packs["ar"]

    found = languages_of_paragraphs("\n".join([ARABIC, ARABIC[:14], FRENCH, RUSSIAN]), pack)

    assert list(found.values()) == ["ar", "ar", "fr", "ru"]

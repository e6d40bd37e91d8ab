"""One text screened: status, language, what is kept beside the findings."""

from __future__ import annotations

import pytest

from moderation.checks import House
from moderation.screening.drift import Comparison
from moderation.screening.lexicon import build_lexicon
from moderation.screening.screen import ENGINE_VERSION, Extent, Original, Status, screen
from moderation.screening.tolls.weighing import NO_WEIGHERS, Weighers
from moderation.screening.values import Finding, Reading, Severity
from tests.checks.verbs import screened, seed_lexicon, seed_parties

ENGLISH = "Twelve miners were killed on Monday when a shaft caved in near Belrock, in the north of the country."
FRENCH = "Douze mineurs ont été tués lundi dans l'effondrement d'une galerie près de Belroche, dans le nord du pays."
RUSSIAN = "Двенадцать шахтёров погибли в понедельник при обвале в шахте на севере страны."
UKRAINIAN = "Дванадцять людей загинули в місті."


class Judge:
    """Finds one thing in everything, and remembers the language it was to speak."""

    def __init__(self) -> None:
        self.languages: list[str] = []

    def inspect(self, reading: Reading, *, language: str, comparison: Comparison | None = None) -> tuple[Finding, ...]:
        self.languages.append(language)
        return (Finding("odd", Severity.LOW, None, "", "Odd."),)


def test_a_language_without_a_pack_is_unsupported_and_says_so() -> None:
    screening = screened(RUSSIAN, "ru")

    assert (screening.status, screening.reading, screening.findings) == (Status.UNSUPPORTED, None, ())
    assert screening.reason == "no complete lexicon for 'ru'; there is one for: en, fr"


def test_an_empty_pack_is_unsupported_too() -> None:
    lexicon = build_lexicon({"en": {"terms": []}})

    screening = screen(ENGLISH, language="en", lexicon=lexicon, parties=seed_parties(), house=House())

    assert screening.status is Status.UNSUPPORTED
    assert screening.reason.endswith("there is one for: no language")


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (FRENCH, "fr")])
def test_a_language_left_out_is_detected(text: str, language: str) -> None:
    screening = screened(text, None)

    assert (screening.language, screening.is_detected, screening.status) == (language, True, Status.DONE)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Two dead", "en"),
        ("Two hurt", "en"),
        ("Gunmen kill 9 in Tamara", "en"),
        ("Five die in Bern avalanche", "en"),
        ("Séisme : 300 morts", "fr"),
        ("Bilan : 9 morts", "fr"),
        ("Fusillade, 2 morts", "fr"),
    ],
)
def test_a_few_words_are_read_in_a_language_that_copy_is_read_in(text: str, language: str) -> None:
    screening = screened(text, None)

    assert (screening.language, screening.is_detected, screening.status) == (language, True, Status.DONE)


@pytest.mark.parametrize(("text", "language"), [("Zwölf Tote", "de"), ("Двое погибли", "ru"), ("Três mortos", "pt")])
def test_a_few_words_of_another_language_stay_its_own(text: str, language: str) -> None:
    screening = screened(text, None)

    assert (screening.language, screening.status) == (language, Status.UNSUPPORTED)


def test_a_language_given_is_not_detected() -> None:
    assert not screened(FRENCH, "fr").is_detected


def test_a_detected_language_without_a_pack_is_unsupported() -> None:
    screening = screened(RUSSIAN, None)

    assert (screening.language, screening.status) == ("ru", Status.UNSUPPORTED)


def test_a_text_without_words_is_honest_about_its_language() -> None:
    assert screened("12 34 !!", None).status is Status.UNSUPPORTED


def test_a_screening_names_its_lexicon() -> None:
    assert screened(ENGLISH).release == seed_lexicon().digest


@pytest.mark.parametrize(
    ("weighers", "absent"),
    [
        (Weighers(), ""),
        (Weighers(with_encoder=False), "+no-encoder"),
        (Weighers(with_estimators=False), "+no-estimators"),
        (NO_WEIGHERS, "+no-estimators+no-encoder"),
    ],
)
@pytest.mark.parametrize("text", [ENGLISH, RUSSIAN])
def test_an_engine_that_reads_otherwise_has_another_name(text: str, weighers: Weighers, absent: str) -> None:
    screening = screen(text, lexicon=seed_lexicon(), parties=seed_parties(), house=House(), weighers=weighers)

    assert screening.engine == ENGINE_VERSION + absent


def test_messages_come_in_the_article_s_language_unless_the_desk_reads_another() -> None:
    judge = Judge()

    for spoken in (None, "en"):
        screen(
            FRENCH, language="fr", lexicon=seed_lexicon(), parties=seed_parties(), house=judge, message_language=spoken
        )

    assert judge.languages == ["fr", "en"]


def test_the_house_alone_decides_what_is_found() -> None:
    screening = screen(FRENCH, language="fr", lexicon=seed_lexicon(), parties=seed_parties(), house=Judge())

    assert [finding.check_id for finding in screening.findings] == ["odd"]


def test_an_original_is_read_with_its_own_pack() -> None:
    screening = screened(FRENCH, "fr", Original("en", ENGLISH))

    assert screening.beside.original is not None
    assert screening.beside.extent is Extent.COMPARED
    assert [toll.span.of(ENGLISH) for toll in screening.beside.original.tolls] == ["Twelve"]


def test_an_original_that_no_pack_reads_is_said_to_be_not_compared() -> None:
    screening = screened(FRENCH, "fr", Original("uk", UKRAINIAN))

    assert (screening.status, screening.beside.extent) == (Status.DONE, Extent.NOT_COMPARED)
    assert "no lexicon reads originals in 'uk'" in screening.beside.reason

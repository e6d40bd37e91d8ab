"""A translation beside its original, through the whole engine: extracts, hedges, and what cannot be compared."""

from __future__ import annotations

import pytest

from moderation.screening.drift import Comparison, comparing
from moderation.screening.screen import Extent, Original, Screening
from tests.checks.verbs import screened

STORM = (
    "The storm crossed the island on Tuesday and cut the power in the south.\n"
    "Five people drowned in Port-Hale, the mayor said. Shops were shut and schools stayed empty.\n"
    "In the north, 17 people were hurt by falling trees, the hospital said. Roads were blocked for most of the day."
)


def drift_of(screening: Screening) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for finding in screening.findings:
        if "original" in finding.evidence:
            found.setdefault(finding.check_id, []).append(finding.text)
    return found


def comparison_of(screening: Screening) -> Comparison:
    assert screening.beside.comparison is not None
    return screening.beside.comparison


def test_an_extract_says_once_what_it_left_out_and_alone_what_it_dropped_from_a_sentence() -> None:
    text = "Cinq personnes se sont noyées à Port-Hale, a dit le maire."
    original = STORM.replace("Five people drowned", "Five people drowned and 12 were injured")

    screening = screened(text, "fr", Original("en", original))

    comparison = comparison_of(screening)
    tolls = comparison.original.tolls
    assert [tolls[index].min for index in comparison.missing] == [12]
    assert [tolls[index].min for index in comparison.left_out] == [17]
    assert sorted(str(f.severity) for f in screening.findings if f.check_id == "toll_missing") == ["high", "medium"]


@pytest.mark.parametrize(
    ("spoken", "told"), [("en", STORM), ("fr", "Neuf morts à Lomar, selon la police. La route est fermée.")]
)
def test_a_text_beside_itself_has_not_drifted(spoken: str, told: str) -> None:
    screening = screened(told, spoken, Original(spoken, told))

    assert screening.beside.extent is Extent.COMPARED
    assert drift_of(screening) == {}


def test_a_hedge_without_a_figure_is_lost_too() -> None:
    text = "Le général a été arrêté dimanche à Velmar avec deux ministres."

    screening = screened(text, "fr", Original("en", "The general was reportedly arrested in Velmar on Sunday."))

    assert drift_of(screening) == {"hedge_lost": [text]}


@pytest.mark.parametrize(
    "text",
    [
        "Le général aurait été arrêté dimanche à Velmar.",
        "Selon le maire, le général a été arrêté dimanche à Velmar.",
        "Le général peut avoir été arrêté dimanche à Velmar.",
    ],
)
def test_a_hedge_is_kept_by_another_a_doubt_or_a_speaker(text: str) -> None:
    screening = screened(text, "fr", Original("en", "The general was reportedly arrested in Velmar on Sunday."))

    assert drift_of(screening) == {}


def test_a_translation_without_any_harm_misses_what_its_original_counts() -> None:
    screening = screened("La route est fermée.", "fr", Original("en", "The crash killed 31 people. The road is shut."))

    (finding,) = [finding for finding in screening.findings if finding.check_id == "toll_missing"]

    assert (finding.span, finding.text) == (None, "31")
    assert finding.original is not None


def test_an_original_read_in_part_adds_nothing_and_says_so() -> None:
    original = "The road is shut.\n" + "Ο δρόμος είναι κλειστός από το πρωί και θα ανοίξει ξανά μόνο αύριο το βράδυ."

    screening = screened("Douze morts. La route est fermée.", "fr", Original("en", original))

    assert screening.beside.extent is Extent.PARTLY
    assert "original were not read" in screening.beside.reason
    assert comparison_of(screening).added == ()


def test_texts_with_hundreds_of_figures_are_not_compared_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "_MOST", 0)

    screening = screened("Douze morts.", "fr", Original("en", "Twelve people were killed."))

    assert screening.beside.extent is Extent.TOO_LONG
    assert screening.beside.comparison is None
    assert "casualty figures" in screening.beside.reason


def test_a_text_that_no_pack_reads_was_not_compared_either() -> None:
    screening = screened("Двенадцать погибших.", "ru", Original("en", "Twelve people were killed."))

    assert screening.beside.extent is Extent.NOT_COMPARED


def test_a_text_without_an_original_was_beside_nothing() -> None:
    assert screened("Douze morts.", "fr").beside.extent is Extent.NO_ORIGINAL


def test_a_book_is_not_laid_beside_its_translation() -> None:
    """Sentences are laid beside each other, which would cost their product."""
    told = "The ferry was reportedly late at pier {} again. "
    book = "".join(told.format(number) for number in range(500))

    screening = screened("Le bac est arrivé tard. " * 500, "fr", Original("en", book))

    assert screening.beside.extent is Extent.TOO_LONG
    assert "more than 400 sentences" in screening.beside.reason
    assert screening.findings == ()

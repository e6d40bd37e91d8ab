"""Translations through the API: compared while checking a text, and never silently taken for faithful."""

from __future__ import annotations

from .conftest import Program

ORIGINAL = {"language": "en", "text": "Police said 12 people were killed in Tamara. Nine were injured."}
TEXT = "Selon la police, 21 personnes ont été tuées à Tamara."


def test_a_text_is_checked_beside_its_original(program: Program) -> None:
    answer = program.post("screen", {"text": TEXT, "language": "fr", "original": ORIGINAL}).json()

    drift = {found["check_id"]: found for found in answer["findings"] if found["original"]}
    assert set(drift) == {"toll_changed", "toll_missing"}
    assert (drift["toll_missing"]["start"], drift["toll_missing"]["text"]) == (None, "Nine")
    assert answer["comparison"]["status"] == "compared"
    assert answer["comparison"]["pairs"] == [{"original": 0, "translation": 0, "differs": ["value"]}]


def test_an_original_that_no_lexicon_reads_is_said_to_be_not_compared(program: Program) -> None:
    ukrainian = {"language": "uk", "text": "Дорогу закрито."}

    answer = program.post("screen", {"text": "La route est fermée.", "language": "fr", "original": ukrainian}).json()

    assert (answer["status"], answer["findings"]) == ("done", [])
    assert answer["comparison"]["status"] == "not_compared"
    assert "'uk'" in answer["comparison"]["reason"]


def test_a_text_without_an_original_has_no_comparison(program: Program) -> None:
    assert program.post("screen", {"text": TEXT, "language": "fr"}).json()["comparison"] is None


def test_an_original_without_a_text_is_refused(program: Program) -> None:
    answer = program.post("screen", {"text": TEXT, "language": "fr", "original": {"language": "en"}})

    assert answer.status_code == 422


def test_the_screening_of_filed_copy_says_that_there_was_no_original(program: Program) -> None:
    assert program.file().json()["screening"]["comparison"] is None

"""A text that nobody files is read as filing would read it, and answered in places of what was sent."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
import time_machine

from articles.models import Desk

from .conftest import COPY, Program

TEXT = "Douze personnes ont été tuées à Velmar. Les forces ont liquidé le chef."
ORIGINAL = "Police said 12 people were killed at the Café Américain in Tamara. Nine were injured."


def screen(program: Program, text: str, **more: Any) -> Any:
    return program.post("screen", {"text": text, **more}).json()


def apart(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def words_at(text: str, place: dict[str, Any]) -> str:
    return unicodedata.normalize("NFC", text[place["start"] : place["end"]])


@pytest.mark.parametrize(
    ("text", "checks"),
    [
        (TEXT, ["unattributed_toll", "loaded_label"]),
        ("Les forces ont liqui\u00addé le chef.", ["loaded_label"]),
        # Silent: accents alone make nothing loaded, and a named source is a source.
        ("Les élèves fêtent l’été à Velmar.", []),
        ("Douze personnes ont été tuées à Velmar, a déclaré la préfète Mme Éléonore Fauré.", []),
    ],
)
def test_accents_sent_as_signs_of_their_own_are_read(program: Program, text: str, checks: list[str]) -> None:
    sent = apart(text)

    answer = screen(program, sent, language="fr")

    assert (answer["status"], [one["check_id"] for one in answer["findings"]]) == ("done", checks)
    assert all(words_at(sent, one).replace("\u00ad", "") == one["text"] for one in answer["findings"])


def test_every_place_of_the_answer_is_one_of_what_was_sent(program: Program) -> None:
    sent = apart("Été à Velmar\n" + TEXT)

    answer = screen(program, sent, language="fr")

    (toll,), (label,) = answer["tolls"], answer["labels"]
    looked = answer["findings"][0]["evidence"]["looked_at"][0]
    assert (words_at(sent, toll), words_at(sent, label)) == ("Douze", "liquidé")
    assert words_at(sent, looked) == "Douze personnes ont été tuées à Velmar."
    assert words_at(sent, answer["findings"][0]["evidence"]["toll"]) == "Douze"


def test_places_of_the_original_are_those_of_the_original_as_sent(program: Program) -> None:
    there, text = apart(ORIGINAL), apart("Été à Velmar. Selon la police, 21 personnes ont été tuées à Tamara.")

    answer = screen(program, text, language="fr", original={"language": "en-US", "text": there})

    drift = {found["check_id"]: found for found in answer["findings"] if found["original"]}
    missing, changed = drift["toll_missing"], drift["toll_changed"]
    assert (missing["start"], words_at(there, missing["original"])) == (None, "Nine")
    assert words_at(there, missing["evidence"]["original"]["toll"]) == "Nine"
    assert (words_at(text, changed), words_at(there, changed["original"])) == ("21", "12")
    assert [words_at(there, toll) for toll in answer["comparison"]["tolls"]] == ["12", "Nine"]


@pytest.mark.parametrize("tag", ["en-GB", "EN", "eng", "en-Latn-US"])
def test_a_language_is_read_as_filing_reads_it(program: Program, tag: str) -> None:
    answer = screen(program, "Twelve people were killed in Velmar on Monday.", language=tag)

    assert (answer["status"], answer["language"]) == ("done", "en")


@pytest.mark.parametrize("tag", ["EN", "en-GB"])
def test_the_language_of_an_original_is_read_so_too(program: Program, tag: str) -> None:
    answer = screen(program, "La route est fermée.", language="fr", original={"language": tag, "text": ORIGINAL})

    assert (answer["comparison"]["status"], answer["comparison"]["language"]) == ("compared", "en")


@pytest.mark.parametrize("tag", ["de", "de-AT", "RU"])
def test_a_language_without_a_lexicon_is_unsupported_still(program: Program, tag: str) -> None:
    answer = screen(program, "Twelve people were killed in Velmar on Monday.", language=tag)

    assert (answer["status"], answer["findings"]) == ("unsupported", [])


@pytest.mark.parametrize("given", [{"language": "xx"}, {"original": {"language": "xx-GB", "text": ORIGINAL}}])
def test_a_tag_that_names_no_language_is_refused_as_in_filing(program: Program, given: dict[str, Any]) -> None:
    refused = program.post("screen", {"text": TEXT, **given})

    assert (refused.status_code, refused.json()["code"]) == (422, "unknown_language")


OF_THE_YEAR = "Twelve people were killed in a fire in Velmar in March 2026."


@pytest.mark.parametrize(
    ("moment", "zone", "modality"),
    [
        ("2026-12-15T12:00:00Z", "Europe/London", "asserted"),
        ("2027-03-15T12:00:00Z", "Europe/London", "background"),
        # The year ends by the clock on the desk's wall.
        ("2027-01-01T02:00:00Z", "America/New_York", "asserted"),
        ("2026-12-31T18:00:00Z", "Asia/Tokyo", "background"),
    ],
)
@pytest.mark.usefixtures("eager_tasks")
def test_a_text_is_read_as_copy_that_is_filed_now(
    program: Program, django_capture_on_commit_callbacks: Any, moment: str, zone: str, modality: str
) -> None:
    Desk.objects.update(time_zone=zone)

    with time_machine.travel(moment), django_capture_on_commit_callbacks(execute=True):
        answer = screen(program, OF_THE_YEAR, language="en")
        filed = program.post("articles?wait=0", {**COPY, "text": OF_THE_YEAR, "headline": ""}).json()
    flags = program.get(f"articles/{filed['article']}/flags").json()

    found = [(one["check_id"], one["severity"]) for one in answer["findings"]]
    assert [toll["modality"] for toll in answer["tolls"]] == [modality]
    assert [(flag["check_id"], flag["severity"]) for flag in flags] == found

"""The stream of JSON lines, with a screener made by hand."""

from __future__ import annotations

import json
from typing import Any

import pytest

from moderation.screening.json_lines import answer_lines
from moderation.screening.screen import ENGINE_VERSION, Original, Screening, Status
from moderation.screening.values import (
    Attribution,
    Effect,
    Finding,
    Grade,
    Label,
    Layout,
    Precision,
    Reading,
    Scope,
    Severity,
    Span,
    Toll,
    Voice,
    Vouching,
)

TEXT = "Police said 12 terrorists died."


class Screener:
    """Remembers what it was asked; finds one toll, one label and one finding at fixed places."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str | None, Original | None]] = []

    def __call__(self, text: str, language: str | None, original: Original | None) -> Screening:
        self.asked.append((text, language, original))
        if text == "break":
            raise ZeroDivisionError("on purpose")
        toll = Toll(Span(12, 14), Effect.KILLED, 12, 12, Precision.EXACT, Span(26, 30), Span(15, 25))
        attribution = Attribution(Grade.NAMED, Scope.SENTENCE, Span(0, 11), Span(0, 6))
        label = Label(Span(15, 25), "en.term.0001", "terrorist", "terrorism", Severity.HIGH, Voice.ATTRIBUTED)
        reading = Reading(Layout(text, text, text.lower(), (), ()), "en", (toll,), (Vouching(attribution),), (label,))
        found = (Finding("loaded_label", Severity.MEDIUM, Span(15, 25), "terrorists", "No.", ("fighters",), {"a": 1}),)
        spoken = language or "en"
        return Screening(Status.DONE, spoken, language is None, "digest", ENGINE_VERSION, reading, found)


def answers(*lines: str | bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in answer_lines(lines, Screener())]


def test_an_answer_holds_every_field_of_the_protocol() -> None:
    (answer,) = answers(json.dumps({"id": 7, "language": "en", "text": TEXT}))

    assert (answer["id"], answer["status"], answer["language"], answer["detected"]) == (7, "done", "en", False)
    assert (answer["engine"], answer["release"]) == (ENGINE_VERSION, "digest")
    assert answer["tolls"] == [
        {
            "start": 12, "end": 14, "text": "12", "effect": "killed", "min": 12, "max": 12, "precision": "exact",
            "grade": "named", "party": False, "scope": "sentence", "modality": "asserted", "near": False,
            "repeat": False, "part_of": None, "victims": {"start": 15, "end": 25}, "cue": {"start": 0, "end": 11},
            "source": {"start": 0, "end": 6},
        }
    ]  # fmt: skip
    assert answer["labels"] == [
        {
            "start": 15, "end": 25, "text": "terrorists", "term": "en.term.0001", "category": "terrorism",
            "voice": "attributed", "exempt": False,
        }
    ]  # fmt: skip
    assert answer["findings"] == [
        {
            "check_id": "loaded_label", "severity": "medium", "start": 15, "end": 25, "text": "terrorists",
            "message": "No.", "suggestions": ["fighters"], "evidence": {"a": 1}, "original": None,
        }
    ]  # fmt: skip


def test_a_language_left_out_is_said_to_be_detected() -> None:
    (answer,) = answers(json.dumps({"id": 1, "text": TEXT}))

    assert (answer["language"], answer["detected"]) == ("en", True)


def test_an_original_reaches_the_engine() -> None:
    screener = Screener()
    line = json.dumps({"id": 1, "text": TEXT, "original": {"language": "fr", "text": "Selon la police"}})

    list(answer_lines([line], screener))

    assert screener.asked == [(TEXT, None, Original("fr", "Selon la police"))]


def test_the_text_is_composed_before_it_is_read() -> None:
    screener = Screener()

    list(answer_lines([json.dumps({"id": 1, "text": "tue\u0301s"})], screener))

    assert screener.asked[0][0] == "tu\u00e9s"


@pytest.mark.parametrize(
    "line",
    [
        "{",
        b"\xff\xfe",
        "[]",
        '"text"',
        '{"id": 1}',
        '{"id": 1, "text": null}',
        '{"id": 1, "text": "a", "language": 3}',
        '{"id": 1, "text": "a", "original": "b"}',
        '{"id": 1, "text": "a", "original": {"language": "fr"}}',
        "[" * 100_000,
    ],
)
def test_a_bad_line_fails_alone_and_says_why(line: str | bytes) -> None:
    good = json.dumps({"id": 2, "text": TEXT})

    failed, done = answers(line, good)

    assert failed["status"] == "failed"
    assert failed["reason"].startswith("line 1")
    assert failed["tolls"] == failed["labels"] == failed["findings"] == []
    assert done["status"] == "done"


def test_a_bad_line_keeps_its_id_where_it_has_one() -> None:
    (answer,) = answers('{"id": "a7", "text": 12}')

    assert answer["id"] == "a7"


def test_an_engine_that_breaks_fails_one_line_only() -> None:
    failed, done = answers(json.dumps({"id": 1, "text": "break"}), json.dumps({"id": 2, "text": TEXT}))

    assert (failed["id"], failed["status"]) == (1, "failed")
    assert "ZeroDivisionError: on purpose" in failed["reason"]
    assert done["status"] == "done"


def test_blank_lines_are_passed_over() -> None:
    assert answers("", "\n", b"  \n") == []


def test_a_lone_surrogate_passes_through_the_stream() -> None:
    (line,) = answer_lines(['{"id": "\\ud800", "text": "' + TEXT + '"}'], Screener())

    assert line.isascii()
    assert json.loads(line)["id"] == "\ud800"

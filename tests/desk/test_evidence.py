"""Evidence and tolls are told in the words of editors."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from moderation.admin.evidence import Line, read_evidence, state_value
from moderation.admin.marking import mark_text
from moderation.admin.toll_table import conflicting_starts, list_tolls

TEXT = "Twelve miners died, police said.\nFourteen miners died."


def toll(start: int, end: int, **more: Any) -> dict[str, Any]:
    return {"start": start, "end": end, "effect": "killed", "min": 12, "max": 12, "precision": "exact", **more}


@pytest.mark.parametrize(
    ("least", "most", "precision", "words"),
    [
        (12, 12, "exact", "12"),
        (2000, 2000, "approximate", "about 2,000"),
        (37, None, "at_least", "at least 37"),
        (None, 120, "at_most", "at most 120"),
        (24, 99, "approximate", "24–99"),
        (None, None, "vague", "no number"),
        (0, 0, "zero", "nobody"),
    ],
)
def test_a_value_is_written_as_a_reader_would(least: int | None, most: int | None, precision: str, words: str) -> None:
    assert state_value({"min": least, "max": most, "precision": precision}) == words


def test_numbers_are_grouped_as_the_reader_groups_them() -> None:
    with translation.override("fr"):
        words = state_value({"min": 2000, "max": 2000, "precision": "exact"})

    assert words == "2\xa0000"


def test_a_cue_that_was_not_found_is_said_not_to_be() -> None:
    lines = read_evidence({"attribution": {"grade": "none", "scope": "-", "cue": None, "source": None}})

    assert lines == (Line("Attribution", "no source"), Line("Cue found", "none"))


def test_a_party_is_named_as_one() -> None:
    evidence = {"attribution": {"grade": "named", "scope": "sentence", "party": True, "cue": None, "source": None}}

    (attribution, _cue) = read_evidence(evidence)

    assert attribution.words == "named source · in the same sentence · itself a party to the event"


def test_a_quoted_source_keeps_its_place() -> None:
    lines = read_evidence({"near": {"start": 20, "end": 26, "text": "police"}})

    assert lines == (Line("Source nearby", "police", is_quoted=True, at=20),)


def test_a_label_tells_term_voice_and_category() -> None:
    evidence = {
        "term": {"id": "en.term.1", "lemma": "rats", "category": "dehumanising"},
        "voice": "own",
        "base_severity": "high",
        "would_clear": "Use a plain word.",
    }

    words = [line.words for line in read_evidence(evidence)]

    assert words == ["rats · dehumanising · en.term.1", "the article's own voice", "High", "Use a plain word."]


@pytest.mark.parametrize("evidence", [{}, {"toll": None}, {"term": "x"}, {"unknown": {"text": "y"}}])
def test_evidence_that_the_page_does_not_know_is_left_out(evidence: dict[str, Any]) -> None:
    assert read_evidence(evidence) == ()


def test_a_code_without_words_stands_for_itself() -> None:
    assert read_evidence({"voice": "sung"}) == (Line("Who says it", "sung"),)


def test_every_toll_is_a_row_with_its_paragraph_and_source() -> None:
    tolls = [
        toll(0, 6, grade="named", source={"start": 20, "end": 26}, victims={"start": 7, "end": 13}),
        toll(33, 41, min=14, max=14, grade="none"),
    ]

    rows = list_tolls({"tolls": tolls}, TEXT, mark_text(TEXT, []), frozenset({33}))

    assert [(row.words, row.value, row.victims, row.source, row.paragraph) for row in rows] == [
        ("Twelve", "12", "miners", "police", 1),
        ("Fourteen", "14", "", "", 2),
    ]
    assert [row.is_in_conflict for row in rows] == [False, True]


def test_a_part_names_the_number_of_its_whole() -> None:
    rows = list_tolls({"tolls": [toll(0, 6), toll(33, 41, part_of=0)]}, TEXT, mark_text(TEXT, []), frozenset())

    assert [row.part_of for row in rows] == [None, 1]


def test_both_sides_of_a_conflict_are_marked() -> None:
    evidence = {"toll": {"start": 33}, "earlier": {"start": 0}}

    assert conflicting_starts([evidence, {}]) == {0, 33}


def test_an_unread_text_has_no_tolls() -> None:
    assert list_tolls({}, TEXT, mark_text(TEXT, []), frozenset()) == ()


@pytest.mark.parametrize(
    "evidence",
    [
        {"toll": toll(0, 6, likelihood=0.834)},
        {"toll": toll(0, 6), "attribution": {"grade": "named", "scope": "sentence", "likelihood": 0.834}},
        {"term": {"lemma": "regime", "category": "legitimacy", "id": "en.x"}, "likelihood": 0.834},
    ],
)
def test_what_no_rule_saw_says_how_sure_the_engine_is(evidence: dict[str, Any]) -> None:
    assert Line("Seen without a rule", "likely to 83 %") in read_evidence(evidence)


def test_what_a_rule_saw_says_nothing_of_likelihood() -> None:
    assert "Seen without a rule" not in {line.name for line in read_evidence({"toll": toll(0, 6, likelihood=None)})}


def test_history_without_a_date_says_that_no_rule_told_it() -> None:
    evidence = {"toll": toll(0, 6, modality="background", hindsight=0.834)}

    assert Line("Settled history, without a date", "likely to 83 %") in read_evidence(evidence)

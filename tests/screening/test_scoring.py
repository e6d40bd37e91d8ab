"""The table of scores, on answers made by hand."""

from __future__ import annotations

from typing import Any

from moderation.screening.scoring import Tally, find_errors, pair, read_case, score

TEXT = "Police said 12 people were killed and 30 injured. The regime fell."


def toll(start: int, end: int, **fields: Any) -> dict[str, Any]:
    plain = {
        "effect": "killed", "min": 12, "max": 12, "precision": "exact", "grade": "named", "party": False,
    }  # fmt: skip
    return {"start": start, "end": end, **plain, **fields}


def label(start: int, end: int, **fields: Any) -> dict[str, Any]:
    return {"start": start, "end": end, "category": "legitimacy", "voice": "own", "exempt": False, **fields}


def gold(*tolls: dict[str, Any], labels: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    return {"id": "a", "text": TEXT, "tolls": list(tolls), "labels": list(labels)}


def answer(*tolls: dict[str, Any], labels: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    return {"status": "done", "tolls": list(tolls), "labels": list(labels)}


def test_the_largest_overlap_is_paired_first() -> None:
    wide, narrow, wanted = toll(10, 20), toll(12, 14), toll(12, 20)

    pairs = pair([wanted], [narrow, wide])

    assert pairs == [(wanted, wide)]


def test_one_annotation_meets_one_finding_only() -> None:
    case = read_case(gold(toll(12, 14)), answer(toll(12, 13), toll(13, 14)))

    assert score([case])["toll"] == Tally(hit=1, gold=1, found=2)


def test_an_open_toll_counts_only_where_both_call_it_open() -> None:
    case = read_case(
        gold(toll(12, 14, grade="none"), toll(38, 40, grade="hedged")), answer(toll(12, 14), toll(38, 40, grade="none"))
    )

    scores = score([case])

    assert scores["open toll"] == Tally(hit=1, gold=2, found=1)
    assert scores["grade"] == 0.0


def test_a_party_counts_only_for_named_sources() -> None:
    case = read_case(
        gold(toll(12, 14, party=True), toll(38, 40, grade="none", party=True)),
        answer(toll(12, 14, party=True), toll(38, 40, grade="none")),
    )

    assert score([case])["party"] == 1.0


def test_an_exempt_label_is_no_label_on_either_side() -> None:
    case = read_case(gold(labels=(label(54, 60, exempt=True),)), answer(labels=(label(54, 60, exempt=True),)))

    assert score([case])["label"] == Tally(hit=0, gold=0, found=0)


def test_a_flagged_exemption_is_a_false_alarm() -> None:
    case = read_case(gold(labels=(label(54, 60, exempt=True),)), answer(labels=(label(54, 60),)))

    scores = score([case])

    assert scores["label"] == Tally(hit=0, gold=0, found=1)
    assert scores["alarms per 1,000 silent words"] == 1000 / len(TEXT.split())


def test_an_optional_annotation_is_neither_asked_nor_punished() -> None:
    missed = read_case(gold(toll(12, 14, edge=True)), answer())
    found = read_case(gold(labels=(label(54, 60, listed=False),)), answer(labels=(label(54, 60),)))

    scores = score([missed, found])

    assert scores["toll"] == Tally(hit=0, gold=0, found=0)
    assert scores["label"] == Tally(hit=0, gold=0, found=0)


def test_a_text_without_an_answer_is_not_done_and_all_missed() -> None:
    case = read_case(gold(toll(12, 14)), None)

    scores = score([case])

    assert scores["not done"] == 1
    assert scores["toll"] == Tally(hit=0, gold=1, found=0)


def test_nothing_asked_and_nothing_found_is_perfect_precision() -> None:
    tally = Tally(hit=0, gold=0, found=0)

    assert (tally.precision, tally.recall, tally.f1) == (1.0, 1.0, 0.0)


def test_a_miss_is_shown_in_its_context() -> None:
    case = read_case(gold(toll(12, 14)), answer())

    (error,) = find_errors([case])

    assert error.kind == "toll missed"
    assert error.context.startswith("Police said ⟦12⟧ people")


def test_wrong_fields_are_classes_of_their_own() -> None:
    case = read_case(
        gold(toll(12, 14), labels=(label(54, 60),)),
        answer(toll(12, 14, min=11, grade="none"), labels=(label(54, 60, voice="quoted"),)),
    )

    kinds = [error.kind for error in find_errors([case])]

    assert kinds == ["toll min", "toll grade named as none", "label voice own as quoted"]


def test_a_false_alarm_tells_what_was_found() -> None:
    case = read_case(gold(), answer(toll(38, 40, effect="injured", min=30, max=30)))

    (error,) = find_errors([case])

    assert (error.kind, error.got) == ("toll false alarm", "injured 30 30 named")


def test_history_is_scored_where_the_annotation_tells_of_it() -> None:
    case = read_case(
        gold(toll(12, 14, modality="background"), toll(38, 40, modality="asserted"), toll(0, 2)),
        answer(*(toll(*span, modality="asserted") for span in ((12, 14), (38, 40), (0, 2)))),
    )

    scores = score([case])

    assert scores["modality"] == 0.5
    assert scores["background"] == Tally(hit=0, gold=1, found=0)
    assert [error.kind for error in find_errors([case])] == ["toll modality background as asserted"]

"""Examples as data, and the manners every check keeps."""

from __future__ import annotations

from pathlib import Path

import pytest

from moderation.checks import CHECKS, RETIRED, title_of
from moderation.checks.catalogue import Example, UnreadableExample, find_fault, read_examples
from moderation.checks.check import Check
from moderation.screening.values import Finding, Severity, Span

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "seeds" / "examples"
MOST_LINES = 80

every_check = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.check_id)


@every_check
def test_a_check_is_one_short_file_named_by_its_id(check: Check) -> None:
    path = ROOT / "moderation" / "checks" / f"{check.check_id}.py"

    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@every_check
def test_a_check_says_why_whose_guidance_and_gives_two_examples(check: Check) -> None:
    opening = check.doc.split(":")[0]

    assert opening.startswith("Flag ")
    assert all(f"\n{part}: " in check.doc for part in ("Why", "Guidance", "Fires", "Silent"))
    assert check.guidance


@every_check
def test_a_check_has_titles_for_editors_in_both_languages(check: Check) -> None:
    assert check.title_in("fr") != check.title_in("en")
    assert check.title_in("ru") == check.title_in("en")


@every_check
def test_a_check_has_examples_in_each_language_and_no_fewer_silent_than_firing(check: Check) -> None:
    for language in check.languages:
        examples = read_examples(EXAMPLES, language, check.check_id)
        firing = [example for example in examples if example.fires]

        assert firing
        assert 2 * len(firing) <= len(examples) + 1


@every_check
def test_the_examples_of_a_check_have_ids_of_their_own(check: Check) -> None:
    for language in check.languages:
        ids = [example.example_id for example in read_examples(EXAMPLES, language, check.check_id)]

        assert len(set(ids)) == len(ids)
        assert all(name.startswith(f"{language}.{check.check_id}.") for name in ids)


def test_no_two_checks_share_an_id_and_no_retired_one_lives() -> None:
    ids = [check.check_id for check in CHECKS] + [check.check_id for check in RETIRED]

    assert len(set(ids)) == len(ids)


def test_a_title_is_found_for_every_id_ever_stored() -> None:
    assert title_of("loaded_label", "fr") == "Mot qui prend parti"
    assert title_of("a_check_long_gone", "en") == "a_check_long_gone"


def test_no_file_of_examples_is_left_over() -> None:
    known = {check.check_id for check in CHECKS}

    assert {path.stem for path in EXAMPLES.glob("*/*.jsonl")} <= known


def finding(text: str, severity: Severity = Severity.HIGH) -> Finding:
    return Finding("loaded_label", severity, Span(0, 1), text, "")


def test_an_example_that_behaves_has_no_fault() -> None:
    example = Example("en.x.01", "The regime fell.", ("regime",), "high", "why")

    assert find_fault(example, "loaded_label", [finding("regime")]) == ""


def test_findings_of_other_checks_are_no_fault() -> None:
    example = Example("en.x.01", "The regime fell.", (), "", "why")

    assert find_fault(example, "hedged_toll", [finding("regime")]) == ""


@pytest.mark.parametrize(
    ("flagged", "named"), [([], "wanted ['regime'], flagged []"), ([finding("regime", Severity.LOW)], "got low")]
)
def test_a_fault_tells_what_was_wanted_and_what_came(flagged: list[Finding], named: str) -> None:
    example = Example("en.x.01", "The regime fell.", ("regime",), "high", "why")

    fault = find_fault(example, "loaded_label", flagged)

    assert fault.startswith("en.x.01: ")
    assert named in fault


@pytest.mark.parametrize(
    "line",
    [
        "{",
        '{"id": "a", "text": "b"}',
        '{"id": "a", "text": "b", "fires": ["b"], "why": "c"}',
        '{"id": "a", "text": "b", "fires": [], "severity": "high", "why": "c"}',
    ],
)
def test_a_line_that_is_no_example_is_refused_by_name(tmp_path: Path, line: str) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "loaded_label.jsonl").write_text(f"\n{line}\n", encoding="utf-8")

    with pytest.raises(UnreadableExample, match=r"loaded_label\.jsonl, line 2: give"):
        read_examples(tmp_path, "en", "loaded_label")


def test_a_check_without_a_file_has_no_examples(tmp_path: Path) -> None:
    assert read_examples(tmp_path, "en", "loaded_label") == ()

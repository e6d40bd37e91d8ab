"""Every example of the catalogue, through the whole engine."""

from __future__ import annotations

import pytest

from moderation.checks import CHECKS
from moderation.checks.catalogue import Example, find_fault, read_examples

from .verbs import SEEDS, screened

ALL = [
    pytest.param(check.check_id, language, example, id=example.example_id)
    for check in CHECKS
    for language in check.languages
    for example in read_examples(SEEDS / "examples", language, check.check_id)
]


@pytest.mark.parametrize(("check_id", "language", "example"), ALL)
def test_an_example_behaves_as_it_promises(check_id: str, language: str, example: Example) -> None:
    findings = screened(example.text, language, example.original).findings

    assert find_fault(example, check_id, findings) == ""

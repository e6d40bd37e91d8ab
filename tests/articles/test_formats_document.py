"""docs/formats.md says what the code does."""

import csv
import dataclasses
import re
from pathlib import Path

import pytest
from django.conf import settings

from articles.intake import FORMATS, MAX_BYTES, Copy, NoCopyInside, UnreadableCopy, blocks, docx, draft, read_copy
from articles.intake.reading import MEDIA_TYPES
from articles.models import LinkKind
from articles.operations import Outcome
from articles.operations.notes import read_note

DOCUMENT = Path(settings.BASE_DIR) / "docs" / "formats.md"


@pytest.fixture(scope="module")
def document() -> str:
    """Return the document."""
    return DOCUMENT.read_text(encoding="utf-8")


def table(document: str, heading: str) -> list[list[str]]:
    """Return the cells of the first table under a heading, its head left out."""
    section = document.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = [line.strip("|").split(" | ") for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip(" |") for cell in row] for row in rows[2:]]


def code(cells: list[str]) -> set[str]:
    return {word for cell in cells for word in re.findall(r"`([^`]+)`", cell)}


def test_it_lists_every_ending_and_every_media_type(document: str) -> None:
    rows = table(document, "What can be sent")

    assert code([row[1] for row in rows]) == {ending for ending in FORMATS if ending}
    assert code([row[2] for row in rows]) == set(MEDIA_TYPES)


def test_it_lists_every_field_of_the_copy(document: str) -> None:
    rows = table(document, "Which field goes where")

    assert code([row[0] for row in rows]) == {field.name for field in dataclasses.fields(Copy)}


def test_it_lists_every_outcome_and_every_kind_of_link(document: str) -> None:
    assert [code([row[0]]) for row in table(document, "The same article again")] == [{name} for name in Outcome.values]
    assert [code([row[0]]) for row in table(document, "Links")] == [{name} for name in LinkKind.values]


def test_its_limits_are_those_of_the_code(document: str) -> None:
    limits = {row[0]: [int(number) for number in re.findall(r"\d+", row[1])] for row in table(document, "Limits")}

    assert limits == {
        "a file": [MAX_BYTES // 2**20],
        "articles in one file": [draft.MOST_ARTICLES],
        "nesting of HTML": [blocks.DEEPEST],
        "nesting of XML": [256],
        "nesting of values kept in `extra`": [draft.DEEPEST],
        "a Word file unpacked": [docx.MOST_UNPACKED // 2**20, docx.MOST_ENTRIES, docx.MOST_RATIO],
    }


@pytest.mark.parametrize("note", ["KILL", "WITHDRAWN", "EMBARGO", "HOLD FOR RELEASE", "CORRECTION", "RECTIFICATIF"])
def test_the_notes_that_it_names_do_something(document: str, note: str) -> None:
    assert f"`{note}`" in document
    assert read_note(note) != "none"


def test_the_relations_that_it_names_stand_in_the_table() -> None:
    with (settings.SEEDS_DIR / "wire" / "relations.csv").open(encoding="utf-8", newline="") as rows:
        kinds = {row["kind"] for row in csv.DictReader(rows)}

    assert kinds == set(LinkKind.values) - {LinkKind.OTHER}


def test_its_front_matter_is_read_as_it_says(document: str) -> None:
    example = document.partition("```\n---\n")[2].partition("```")[0]

    copy = read_copy(f"---\n{example}".encode(), filename="story.md")

    assert (copy.headline, copy.language) == ("Le quai s'est affaissé", "fr")
    assert copy.embargoed_until is not None


def test_its_refusal_is_word_for_word(document: str) -> None:
    with pytest.raises(UnreadableCopy) as refused:
        read_copy(b"%PDF-1.7", filename="story.pdf")

    assert f"```\n{refused.value}\n```" in document
    assert issubclass(NoCopyInside, UnreadableCopy)

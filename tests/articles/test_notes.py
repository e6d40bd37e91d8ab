"""Editors' notes."""

import csv

import pytest
from django.conf import settings

from articles.operations.notes import NoteAction, read_note


@pytest.mark.parametrize(
    ("note", "action"),
    [
        ("MANDATORY KILL", "kill"),
        ("Mandatory kill.", "kill"),
        ("EDITORS: KILL the story on the ferry", "kill"),
        ("Attention – WITHDRAWN", "kill"),
        ("DEPECHE ANNULEE", "kill"),
        ("Retiré.", "kill"),
        ("ANNULE ET REMPLACE la dépêche de 10 h", "correction"),
        ("RECTIFICATIF : le bilan est de neuf", "correction"),
        ("CORRECTION: fixes the spelling", "correction"),
        ("Corrects name in third paragraph", "correction"),
        ("Updates with a CORRECTION in paragraph two", "correction"),
        ("Sous embargo jusqu'à midi", "hold"),
        ("Embargoed until the speech", "hold"),
        ("Embargo lifted", "none"),
        ("LEVÉE D’EMBARGO", "none"),
        ("CORRECTION. EMBARGO until noon", "hold"),
        ("KILL; CORRECTION follows", "kill"),
    ],
)
def test_a_note_says_what_to_do(note: str, action: str) -> None:
    assert read_note(note) == action


@pytest.mark.parametrize(
    "note",
    [
        "",
        "UPDATES with police, three KILLED",
        "ADDS POLICE SHOT TO KILL",
        "Kill switch vote moved to Friday",
        "Killed soldier's name to come",
        "Retrait des troupes : à suivre",
        "Photos available",
        "Withdraw troops, says minister",
        "No correction",
    ],
)
def test_a_note_that_only_speaks_of_it_does_nothing(note: str) -> None:
    assert read_note(note) == NoteAction.NONE


def test_every_phrase_of_the_table_is_found_by_itself() -> None:
    with (settings.SEEDS_DIR / "wire" / "editor_notes.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))

    found = {row["phrase"]: read_note(row["phrase"]) for row in rows}

    assert found == {row["phrase"]: row["action"] for row in rows}

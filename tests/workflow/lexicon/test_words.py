"""What a change does to the tables, and which articles it can touch."""

from __future__ import annotations

from typing import Any

import pytest

from moderation.workflow.drafting import (
    UnfitChange,
    apply_changes,
)
from moderation.workflow.needles import find_needles, fold
from tests.workflow.lexicon.conftest import NEW_TERM, TABLES, TERM


class TestChanges:
    """Changes to tables: pure."""

    def test_a_row_is_put_in_changed_and_taken_out(self) -> None:
        first = TABLES["en"]["terms"][0]
        changed = {**first, "severity": "low"}

        tables = apply_changes(TABLES, [NEW_TERM, {**NEW_TERM, "id": first["id"], "row": changed}])
        fewer = apply_changes(tables, [{**NEW_TERM, "row": None}])

        assert tables["en"]["terms"][-1] == TERM
        assert tables["en"]["terms"][0] == changed
        assert len(fewer["en"]["terms"]) == len(TABLES["en"]["terms"])
        assert TABLES["en"]["terms"][0]["severity"] != "low"

    @pytest.mark.parametrize(
        ("change", "fault"),
        [
            ({**NEW_TERM, "language": "xx"}, "xx"),
            ({**NEW_TERM, "table": "none"}, "none"),
            ({"language": "en", "table": "terms"}, "id"),
            ({**NEW_TERM, "row": None}, "not there"),
            ({**NEW_TERM, "row": {"id": "en.term.9001"}}, "lemma"),
            ({**NEW_TERM, "id": "en.term.9002"}, "lacks"),
        ],
    )
    def test_a_change_that_cannot_be_applied_is_refused(self, change: dict[str, Any], fault: str) -> None:
        with pytest.raises(UnfitChange, match=fault):
            apply_changes(TABLES, [change])


class TestNeedles:
    """What to look for in the archive: pure."""

    def test_a_term_is_looked_for_by_its_shortest_form(self) -> None:
        after = apply_changes(TABLES, [NEW_TERM])

        assert find_needles([NEW_TERM], TABLES, after) == {"en": [["zorbist"]]}

    def test_an_exemption_is_looked_for_by_its_terms(self) -> None:
        exemption = next(row for row in TABLES["fr"]["exemptions"] if row["terms"] == "antiterroriste")
        change = {"language": "fr", "table": "exemptions", "id": exemption["id"], "row": None}

        needles = find_needles([change], TABLES, apply_changes(TABLES, [change]))

        assert needles == {"fr": [["anti", "terroriste"]]}

    def test_a_table_that_says_how_to_read_touches_everything(self) -> None:
        cue = TABLES["en"]["cues"][0]
        change = {"language": "en", "table": "cues", "id": cue["id"], "row": None}

        assert find_needles([NEW_TERM, change], TABLES, apply_changes(TABLES, [NEW_TERM, change])) == {"en": None}

    def test_folding_drops_capitals_and_accents(self) -> None:
        assert fold("L’ÉLIMINÉ") == "l'elimine"

"""A draft is edited row by row: a new row, a changed one, a withdrawn one, and what no reader could use is refused."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings

from articles.actor import Actor
from moderation.models import AuditEvent, LexiconDraft, LexiconRelease
from moderation.workflow.acting import RoleMayNot
from moderation.workflow.columns import TABLES, choices_of, places_of, table_at
from moderation.workflow.draft_rows import (
    RowMoved,
    UnfitRow,
    clean_cell,
    digest_of_row,
    draft_words,
    put_row,
    take_back,
    withdraw_row,
)
from moderation.workflow.drafting import (
    DraftClosed,
    SecondEditorNeeded,
    UnfitChange,
    digest_of_changes,
    drop_draft,
    publish_draft,
    start_draft,
)
from moderation.workflow.lexicons import read_seeds
from moderation.workflow.needles import find_needles
from moderation.workflow.previewing import preview_draft
from moderation.workflow.states import Role
from moderation.workflow.wording import EVERYWHERE, Place, part_words, row_by_id, words_of
from tests.planting import plant_words
from tests.workflow.newsroom import NOW, person

TERMS = Place("en", "terms")
PARTIES = Place(EVERYWHERE, "parties")
TERM = {
    "lemma": "zorbist",
    "inflect": "s",
    "category": "proxy",
    "severity": "high",
    "suggestions": "fighter",
    "rule": "acts-first",
    "source": "house style",
}
PARTY = {"conflict": "conflict.ukraine", "kind": "army", "forms": "zorbian legion", "source": "public record"}


@pytest.fixture
def release(db: None) -> LexiconRelease:
    """Publish the seeds' words."""
    return plant_words()


@pytest.fixture
def draft(release: LexiconRelease, standards: Actor) -> LexiconDraft:
    """Return an empty draft."""
    return start_draft(changes=[], reason="New names", actor=standards, now=NOW)


def put(draft: LexiconDraft, actor: Actor, place: Place = TERMS, **cells: str) -> LexiconDraft:
    return put_row(draft=draft, place=place, row=cells, actor=actor, now=NOW)


def first_term(release: LexiconRelease) -> dict[str, str]:
    row: dict[str, str] = release.tables["en"]["terms"][0]
    return row


class TestRows:
    """One row at a time."""

    def test_a_new_row_gets_an_id_that_names_its_draft(self, draft: LexiconDraft, standards: Actor) -> None:
        put(draft, standards, **TERM)
        changed = put(draft, standards, **{**TERM, "lemma": "zorbite"})

        assert [change["id"] for change in changed.changes] == [f"draft.{draft.pk}.1", f"draft.{draft.pk}.2"]
        row = changed.changes[0]["row"]
        assert (row["lemma"], row["added"], row["withdrawn"]) == ("zorbist", "2026-03-10", "")

    def test_a_row_of_the_release_is_changed_in_its_place(self, draft: LexiconDraft, standards: Actor) -> None:
        before = first_term(draft.base)

        changed = put(draft, standards, **{**before, "severity": "low"})

        after = draft_words(changed)["en"]["terms"][0]
        assert (after["severity"], after["added"], after["id"]) == ("low", before["added"], before["id"])

    def test_a_row_put_back_as_it_was_is_no_change(self, draft: LexiconDraft, standards: Actor) -> None:
        before = first_term(draft.base)
        put(draft, standards, **{**before, "severity": "low"})

        assert put(draft, standards, **before).changes == []

    def test_a_row_of_the_release_is_withdrawn(self, draft: LexiconDraft, standards: Actor) -> None:
        number = first_term(draft.base)["id"]

        changed = withdraw_row(draft=draft, place=TERMS, number=number, actor=standards, now=NOW)

        assert row_by_id(TERMS.rows_of(draft_words(changed)), number) is None

    def test_a_row_that_only_the_draft_had_is_gone_when_it_is_withdrawn(
        self, draft: LexiconDraft, standards: Actor
    ) -> None:
        number = put(draft, standards, **TERM).changes[0]["id"]

        assert withdraw_row(draft=draft, place=TERMS, number=number, actor=standards, now=NOW).changes == []

    def test_a_change_is_taken_back(self, draft: LexiconDraft, standards: Actor) -> None:
        number = first_term(draft.base)["id"]
        put(draft, standards, **TERM)
        withdraw_row(draft=draft, place=TERMS, number=number, actor=standards, now=NOW)

        left = take_back(draft=draft, place=TERMS, number=number, actor=standards, now=NOW)

        assert [change["row"]["lemma"] for change in left.changes] == ["zorbist"]

    def test_two_editors_lose_nothing_of_each_others(self, draft: LexiconDraft, standards: Actor) -> None:
        stale = LexiconDraft.objects.get(pk=draft.pk)
        put(draft, standards, **TERM)

        changed = put(stale, person("keeper", Role.STANDARDS_EDITOR), **{**TERM, "lemma": "zorbite"})

        assert [change["row"]["lemma"] for change in changed.changes] == ["zorbist", "zorbite"]

    @pytest.mark.parametrize("theirs", [{"severity": "low"}, {"note": "theirs"}, None])
    def test_a_row_that_moved_since_it_was_read_is_not_written_over(
        self, draft: LexiconDraft, standards: Actor, theirs: dict[str, str] | None
    ) -> None:
        row, keeper = first_term(draft.base), person("keeper", Role.STANDARDS_EDITOR)
        read = digest_of_row(row)
        if theirs is None:
            changed = withdraw_row(draft=draft, place=TERMS, number=row["id"], actor=keeper, now=NOW)
        else:
            changed = put(draft, keeper, **{**row, **theirs})

        with pytest.raises(RowMoved) as refused:
            put_row(draft=draft, place=TERMS, row={**row, "note": "n"}, seen=read, actor=standards, now=NOW)

        draft.refresh_from_db()
        assert draft.changes == changed.changes
        assert refused.value.stands == ({} if theirs is None else {**row, **theirs})
        assert ("withdrawn" in str(refused.value)) == (theirs is None)

    def test_a_row_that_stands_as_it_was_read_is_changed(self, draft: LexiconDraft, standards: Actor) -> None:
        first, other = draft.base.tables["en"]["terms"][:2]
        keeper = person("keeper", Role.STANDARDS_EDITOR)
        put(draft, keeper, **{**other, "severity": "low"})
        put(draft, keeper, **{**first, "severity": "low"})
        put(draft, keeper, **first)  # put back as it was

        changed = put_row(
            draft=draft, place=TERMS, row={**first, "note": "n"}, seen=digest_of_row(first), actor=standards, now=NOW
        )
        changed = put_row(draft=changed, place=TERMS, row=TERM, seen="", actor=standards, now=NOW)

        assert [change["row"]["note"] for change in changed.changes][1] == "n"
        assert len(changed.changes) == 3

    def test_a_cell_is_one_line_of_composed_letters(self) -> None:
        assert clean_cell(" ame\u0301rique\n\x00 \t du  nord ") == "amérique du nord"

    @pytest.mark.parametrize("lemma", ["zor\u00adbist", "\ufeffzorbist", "zorbist\u200b", "\u200ezorbist"])
    def test_signs_that_nobody_sees_make_no_other_word(self, draft: LexiconDraft, standards: Actor, lemma: str) -> None:
        """No text holds a soft hyphen once it is read: a term with one would never be found."""
        assert put(draft, standards, **{**TERM, "lemma": lemma}).changes[0]["row"]["lemma"] == "zorbist"

    def test_each_step_is_recorded(self, draft: LexiconDraft, standards: Actor) -> None:
        put(draft, standards, **TERM)

        assert AuditEvent.objects.latest("sequence").action == "lexicon.draft_changed"


class TestRefusals:
    """What is refused, with the cell and the remedy."""

    @pytest.mark.parametrize(
        ("cells", "column", "remedy"),
        [
            ({"lemma": ""}, "lemma", "missing"),
            ({"severity": "grave"}, "severity", "high, low, medium"),
            ({"category": "rude"}, "category", "euphemism"),
            ({"inflect": "zz"}, "inflect", "zz"),
            ({"rule": "be-nice"}, "rule", "acts-first"),
            ({"requires": "nowhere"}, "requires", "nowhere"),
            ({"note": "x" * 4001}, "note", "4000"),
            ({"id": "en.term.99999"}, "id", "leave it empty"),
        ],
    )
    def test_a_cell_that_cannot_be_is_named_with_its_remedy(
        self, draft: LexiconDraft, standards: Actor, cells: dict[str, str], column: str, remedy: str
    ) -> None:
        with pytest.raises(UnfitRow) as refused:
            put(draft, standards, **{**TERM, **cells})

        assert refused.value.faults[0].column == column
        assert remedy in refused.value.faults[0].message

    def test_every_faulty_cell_is_named_at_once(self, draft: LexiconDraft, standards: Actor) -> None:
        with pytest.raises(UnfitRow) as refused:
            put(draft, standards, lemma="zorbist")

        assert {fault.column for fault in refused.value.faults} == {
            "inflect",
            "category",
            "severity",
            "suggestions",
            "rule",
            "source",
        }

    def test_words_that_no_reader_can_use_leave_the_draft_as_it_was(
        self, draft: LexiconDraft, standards: Actor
    ) -> None:
        rules = Place("en", "label_rules")
        rule = next(row for row in rules.rows_of(words_of(draft.base)) if row["name"] == "acts-first")

        with pytest.raises(UnfitChange, match=r"nothing could be screened.*en\.term"):
            put(draft, standards, rules, **{**rule, "name": "acts-last"})

        draft.refresh_from_db()
        assert draft.changes == []

    @pytest.mark.parametrize("place", [Place("en", "frames"), Place("en", "parties"), Place("all", "terms")])
    def test_tables_that_no_editor_keeps_are_closed(self, draft: LexiconDraft, standards: Actor, place: Place) -> None:
        with pytest.raises(UnfitChange, match="no table that editors keep"):
            put(draft, standards, place, **TERM)

    def test_nothing_is_withdrawn_twice(self, draft: LexiconDraft, standards: Actor) -> None:
        number = first_term(draft.base)["id"]
        withdraw_row(draft=draft, place=TERMS, number=number, actor=standards, now=NOW)

        with pytest.raises(UnfitRow, match="nothing to withdraw"):
            withdraw_row(draft=draft, place=TERMS, number=number, actor=standards, now=NOW)

    def test_a_desk_editor_changes_no_row(self, draft: LexiconDraft, editor: Actor) -> None:
        with pytest.raises(RoleMayNot):
            put(draft, editor, **TERM)

    def test_a_dropped_draft_is_closed(self, draft: LexiconDraft, standards: Actor) -> None:
        drop_draft(draft=draft, actor=standards, now=NOW)

        with pytest.raises(DraftClosed):
            put(draft, standards, **TERM)


class TestParties:
    """Parties are words too: drafted, tried and published as the others."""

    def test_a_party_is_put_in_and_published(self, draft: LexiconDraft, standards: Actor) -> None:
        changed = put(draft, standards, PARTIES, **PARTY)
        preview_draft(draft=changed, days=7, actor=standards, now=NOW)

        release = publish_draft(
            draft=changed,
            seen=digest_of_changes(changed.changes),
            reason="At war since May",
            actor=person("keeper", Role.ADMINISTRATOR),
            now=NOW,
        )

        assert release.parties["parties"][-1]["forms"] == "zorbian legion"
        assert release.tables == draft.base.tables
        assert EVERYWHERE not in release.tables

    def test_a_party_in_no_known_conflict_is_refused(self, draft: LexiconDraft, standards: Actor) -> None:
        with pytest.raises(UnfitRow, match=r"conflict\.ukraine"):
            put(draft, standards, PARTIES, **{**PARTY, "conflict": "conflict.mars"})

    def test_a_party_can_change_how_every_language_is_read(self, release: LexiconRelease) -> None:
        change = {"language": EVERYWHERE, "table": "parties", "id": "party.0001", "row": None}

        assert find_needles([change], release.tables, release.tables) == dict.fromkeys(release.tables)


class TestPublication:
    """An author's own publication."""

    def test_that_an_author_tried_to_publish_is_recorded(self, draft: LexiconDraft, standards: Actor) -> None:
        with pytest.raises(SecondEditorNeeded):
            publish_draft(draft=draft, seen=digest_of_changes(draft.changes), reason="Mine", actor=standards, now=NOW)

        event = AuditEvent.objects.latest("sequence")
        assert (event.action, event.actor_id, event.object_id) == (
            "publication.refused",
            standards.user.pk,
            str(draft.pk),
        )
        assert "second editor" in event.reason


class TestColumns:
    """The tables as editors see them."""

    WORDS: Any = None

    @pytest.fixture(autouse=True)
    def _read(self) -> None:
        tables, parties = read_seeds(settings.SEEDS_DIR)
        self.WORDS = {**tables, EVERYWHERE: parties}

    @pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
    def test_every_column_of_the_seeds_is_told_or_kept_by_the_house(self, table: Any) -> None:
        for place in (place for place in places_of(self.WORDS) if place.table == table.name):
            told = {column.name for column in table.columns} | {"id", "added", "withdrawn"}
            assert set(place.rows_of(self.WORDS)[0]) == told

    @pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
    def test_every_column_has_help(self, table: Any) -> None:
        assert all(str(column.label) and str(column.help) for column in table.columns)

    def test_a_house_rule_is_chosen_among_those_of_the_language(self) -> None:
        rule = next(column for column in table_at(TERMS).columns if column.name == "rule")  # type: ignore[union-attr]

        assert "acts-first" in (choices_of(rule, TERMS, self.WORDS) or ())

    def test_a_place_is_a_table_of_a_language_or_of_all(self) -> None:
        places = places_of(self.WORDS)

        assert PARTIES in places
        assert Place("fr", "cues") in places
        assert Place("fr", "parties") not in places

    def test_words_come_apart_as_they_were_put_together(self, release: LexiconRelease) -> None:
        assert part_words(words_of(release)) == (release.tables, release.parties)

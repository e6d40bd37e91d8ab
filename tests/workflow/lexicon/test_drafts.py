"""A draft: who writes, tries and publishes it, and what bars a publication."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from articles.actor import Actor
from moderation.models import (
    LexiconDraft,
    LexiconRelease,
)
from moderation.workflow.acting import ReasonMissing, RoleMayNot
from moderation.workflow.drafting import (
    DraftClosed,
    DraftMoved,
    PreviewNeeded,
    SecondEditorNeeded,
    UnfitChange,
    change_draft,
    drop_draft,
    publish_draft,
    writers_of,
)
from moderation.workflow.lexicons import publish_release, read_seeds, seed_lexicon
from moderation.workflow.previewing import preview_draft
from moderation.workflow.signing import writers_in
from moderation.workflow.states import Role
from tests.workflow.lexicon.conftest import NEW_TERM, TABLES, TERM, draft_by, publish, seen
from tests.workflow.newsroom import NOW, person


@pytest.mark.django_db
class TestDraft:
    """Who drafts, who publishes."""

    def test_an_author_does_not_publish_their_own(self, release: LexiconRelease, standards: Actor) -> None:
        draft = draft_by(standards)
        preview_draft(draft=draft, days=7, actor=standards, now=NOW)

        with pytest.raises(SecondEditorNeeded):
            publish_draft(draft=draft, seen=seen(draft), reason="Yes", actor=standards, now=NOW)

    def test_who_changes_one_row_does_not_take_on_the_others(
        self, release: LexiconRelease, standards: Actor, keeper: Actor
    ) -> None:
        draft = draft_by(standards)
        note = {"language": "en", "table": "terms", "id": "en.term.9002", "row": {**TERM, "id": "en.term.9002"}}
        draft = change_draft(draft=draft, changes=[NEW_TERM, note], actor=keeper, now=NOW)
        preview_draft(draft=draft, days=7, actor=standards, now=NOW)

        for writer in (standards, keeper):
            with pytest.raises(SecondEditorNeeded):
                publish_draft(draft=draft, seen=seen(draft), reason="Yes", actor=writer, now=NOW)
        third = person("third", Role.STANDARDS_EDITOR)
        assert publish_draft(draft=draft, seen=seen(draft), reason="Yes", actor=third, now=NOW).number == 2

    def test_who_wrote_nothing_that_stands_may_publish(
        self, release: LexiconRelease, standards: Actor, keeper: Actor
    ) -> None:
        row = dict(TABLES["en"]["terms"][0])
        change = {"language": "en", "table": "terms", "id": row["id"]}
        draft = draft_by(standards, {**change, "row": {**row, "severity": "low"}})
        other = {**change, "row": {**row, "severity": "medium"}, "by": standards.user.pk, "cells": {}}
        draft = change_draft(draft=draft, changes=[other], actor=keeper, now=NOW)
        preview_draft(draft=draft, days=7, actor=standards, now=NOW)

        assert writers_of(draft) == {keeper.user.pk}
        assert publish_draft(draft=draft, seen=seen(draft), reason="Yes", actor=standards, now=NOW).number == 2

    @pytest.mark.parametrize(
        ("cells", "left"),
        [
            ({"note": "seen"}, ["standards", "keeper"]),
            ({"severity": "low", "note": "seen"}, ["standards", "keeper"]),
            # Nothing of the first writer's stands any more.
            ("all", ["keeper"]),
            (None, []),
        ],
    )
    def test_who_wrote_a_cell_that_stands_is_a_writer(
        self, release: LexiconRelease, standards: Actor, keeper: Actor, cells: Any, left: list[str]
    ) -> None:
        draft = draft_by(standards)
        row = {**TERM, **({name: f"x{value}" for name, value in TERM.items()} if cells == "all" else cells or {})}
        changes = [] if cells is None else [{**NEW_TERM, "row": {**row, "id": TERM["id"], "added": TERM["added"]}}]

        draft = change_draft(draft=draft, changes=changes, actor=keeper, now=NOW)

        wrote = {"standards": standards.user.pk, "keeper": keeper.user.pk}
        assert writers_in(draft.changes) == {wrote[name] for name in left}

    def test_a_cell_put_back_as_the_release_has_it_is_nobodys(
        self, release: LexiconRelease, standards: Actor, keeper: Actor
    ) -> None:
        row = dict(TABLES["en"]["terms"][0])
        change = {"language": "en", "table": "terms", "id": row["id"]}
        draft = draft_by(standards, {**change, "row": {**row, "severity": "low"}})
        both = {**change, "row": {**row, "severity": "low", "note": "seen"}}
        change_draft(draft=draft, changes=[both], actor=keeper, now=NOW)
        note = {**change, "row": {**row, "note": "seen"}}

        draft = change_draft(draft=draft, changes=[note], actor=keeper, now=NOW)

        assert writers_of(draft) == {keeper.user.pk}

    def test_a_draft_from_before_cells_were_signed_keeps_its_writer(
        self, release: LexiconRelease, standards: Actor, keeper: Actor
    ) -> None:
        draft = draft_by(standards)
        LexiconDraft.objects.update(changes=[{**NEW_TERM, "by": standards.user.pk}])
        note = {**NEW_TERM, "row": {**TERM, "note": "seen"}}

        draft = change_draft(draft=draft, changes=[note], actor=keeper, now=NOW)

        assert writers_of(draft) == {standards.user.pk, keeper.user.pk}

    def test_the_database_asks_who_wrote_each_cell(
        self, release: LexiconRelease, standards: Actor, keeper: Actor
    ) -> None:
        note = {**NEW_TERM, "row": {**TERM, "note": "seen"}}
        draft = change_draft(draft=draft_by(standards), changes=[note], actor=keeper, now=NOW)
        mine = publish_release(tables={}, parties={}, reason="x", actor=standards, now=NOW, publisher=standards.user)
        LexiconDraft.objects.filter(pk=draft.pk).update(author=keeper.user)

        with pytest.raises(IntegrityError, match="second editor"), transaction.atomic():
            LexiconDraft.objects.filter(pk=draft.pk).update(state="published", release=mine)

    def test_the_database_asks_who_wrote_each_change(
        self, release: LexiconRelease, standards: Actor, keeper: Actor
    ) -> None:
        draft = change_draft(draft=draft_by(standards), changes=[NEW_TERM], actor=keeper, now=NOW)
        mine = publish_release(tables={}, parties={}, reason="x", actor=standards, now=NOW, publisher=standards.user)
        LexiconDraft.objects.filter(pk=draft.pk).update(author=keeper.user)

        with pytest.raises(IntegrityError, match="second editor"), transaction.atomic():
            LexiconDraft.objects.filter(pk=draft.pk).update(state="published", release=mine)

    def test_the_database_asks_for_a_second_editor_too(self, release: LexiconRelease, standards: Actor) -> None:
        draft = draft_by(standards)
        mine = publish_release(tables={}, parties={}, reason="x", actor=standards, now=NOW, publisher=standards.user)

        with pytest.raises(IntegrityError, match="second editor"), transaction.atomic():
            LexiconDraft.objects.filter(pk=draft.pk).update(state="published", release=mine)

    def test_what_was_not_tried_is_not_published(
        self, release: LexiconRelease, standards: Actor, keeper: Actor
    ) -> None:
        draft = draft_by(standards)
        preview_draft(draft=draft, days=7, actor=standards, now=NOW)
        low = {**NEW_TERM, "row": {**TERM, "severity": "low"}}
        draft = change_draft(draft=draft, changes=[low], actor=standards, now=NOW)

        with pytest.raises(PreviewNeeded):
            publish_draft(draft=draft, seen=seen(draft), reason="Yes", actor=keeper, now=NOW)

    @pytest.mark.parametrize("severity", ["low", "medium"])
    def test_what_the_publisher_has_not_seen_is_not_published(
        self, release: LexiconRelease, standards: Actor, keeper: Actor, severity: str
    ) -> None:
        draft = draft_by(standards)
        preview_draft(draft=draft, days=7, actor=standards, now=NOW)
        read = seen(draft)
        other = {**NEW_TERM, "row": {**TERM, "severity": severity}}
        draft = change_draft(draft=draft, changes=[other], actor=standards, now=NOW)
        preview_draft(draft=draft, days=7, actor=standards, now=NOW)

        for digest in (read, ""):
            with pytest.raises(DraftMoved, match="read what it changes now"):
                publish_draft(draft=draft, seen=digest, reason="Yes", actor=keeper, now=NOW)
        assert publish_draft(draft=draft, seen=seen(draft), reason="Yes", actor=keeper, now=NOW).number == 2

    def test_the_same_words_put_in_again_are_those_that_were_seen(
        self, release: LexiconRelease, standards: Actor, keeper: Actor
    ) -> None:
        draft = draft_by(standards)
        preview_draft(draft=draft, days=7, actor=standards, now=NOW)
        read = seen(draft)
        change_draft(draft=draft, changes=[], actor=standards, now=NOW)
        change_draft(draft=draft, changes=[NEW_TERM], actor=standards, now=NOW)

        assert publish_draft(draft=draft, seen=read, reason="Yes", actor=keeper, now=NOW).number == 2

    @pytest.mark.parametrize("theirs", [{"severity": "low"}, None], ids=["changed", "withdrawn"])
    def test_an_older_draft_does_not_undo_a_newer_release(
        self, release: LexiconRelease, standards: Actor, keeper: Actor, theirs: dict[str, str] | None
    ) -> None:
        row = dict(TABLES["en"]["terms"][0])
        change = {"language": "en", "table": "terms", "id": row["id"]}
        older = draft_by(standards, {**change, "row": {**row, "variants": "zorb"}}, NEW_TERM)
        preview_draft(draft=older, days=7, actor=standards, now=NOW)
        publish(standards, keeper, {**change, "row": theirs and {**row, **theirs}})

        with pytest.raises(UnfitChange, match=f"since the draft was begun: {row['id']};"):
            publish_draft(draft=older, seen=seen(older), reason="Yes", actor=keeper, now=NOW)

    def test_a_release_that_changed_other_rows_or_did_the_same_bars_no_draft(
        self, release: LexiconRelease, standards: Actor, keeper: Actor
    ) -> None:
        first, other = (dict(row) for row in TABLES["en"]["terms"][:2])
        change = {"language": "en", "table": "terms"}
        low = {**change, "id": first["id"], "row": {**first, "severity": "low"}}
        older = draft_by(standards, low, NEW_TERM)
        preview_draft(draft=older, days=7, actor=standards, now=NOW)
        publish(standards, keeper, low, {**change, "id": other["id"], "row": {**other, "note": "seen"}})

        published = publish_draft(draft=older, seen=seen(older), reason="Yes", actor=keeper, now=NOW)

        rows = published.tables["en"]["terms"]
        assert (rows[0]["severity"], rows[1]["note"], rows[-1]["id"]) == ("low", "seen", "en.term.9001")

    def test_a_publication_says_why(self, release: LexiconRelease, standards: Actor, keeper: Actor) -> None:
        draft = draft_by(standards)

        with pytest.raises(ReasonMissing):
            publish_draft(draft=draft, seen=seen(draft), reason="", actor=keeper, now=NOW)

    def test_words_that_no_reader_can_use_are_not_published(
        self, release: LexiconRelease, standards: Actor, keeper: Actor
    ) -> None:
        broken = {**NEW_TERM, "row": {**TERM, "severity": "grave"}}
        draft = draft_by(standards, broken)
        preview_draft(draft=draft, days=7, actor=standards, now=NOW)

        with pytest.raises(UnfitChange, match=r"en\.term\.9001"):
            publish_draft(draft=draft, seen=seen(draft), reason="House style", actor=keeper, now=NOW)

        assert LexiconRelease.objects.get() == release

    def test_a_dropped_draft_is_closed(self, release: LexiconRelease, standards: Actor, keeper: Actor) -> None:
        draft = drop_draft(draft=draft_by(standards), actor=standards, now=NOW)

        with pytest.raises(DraftClosed, match="dropped"):
            publish_draft(draft=draft, seen=seen(draft), reason="Yes", actor=keeper, now=NOW)

    def test_a_desk_editor_drafts_nothing(self, release: LexiconRelease, editor: Actor) -> None:
        with pytest.raises(RoleMayNot):
            draft_by(editor)

    def test_seeds_are_published_once_and_never_over_an_editors_release(
        self, release: LexiconRelease, standards: Actor
    ) -> None:
        assert seed_lexicon(settings.SEEDS_DIR, now=NOW) == 0

        publish_release(tables={}, parties={}, reason="x", actor=standards, now=NOW, publisher=standards.user)

        assert seed_lexicon(settings.SEEDS_DIR, now=NOW) == 0
        assert LexiconRelease.objects.count() == 2

    def test_a_language_that_is_new_in_the_seeds_joins_the_editors_words(self, standards: Actor) -> None:
        tables, _ = read_seeds(settings.SEEDS_DIR)
        own = {"fr": {**tables["fr"], "terms": tables["fr"]["terms"][1:]}}
        publish_release(tables=own, parties={}, reason="x", actor=standards, now=NOW, publisher=standards.user)

        assert seed_lexicon(settings.SEEDS_DIR, now=NOW) == 1
        assert seed_lexicon(settings.SEEDS_DIR, now=NOW) == 0

        latest = LexiconRelease.objects.latest()
        assert latest.tables == {**tables, **own}
        assert (latest.parties, latest.published_by) == ({}, None)
        assert "en" in latest.reason

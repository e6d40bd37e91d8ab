"""A lexicon change: drafted, previewed, published by a second editor, and only what it can touch is read again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from articles.actor import Actor
from articles.models import Article
from moderation import tasks
from moderation.models import (
    AuditEvent,
    Flag,
    ImpactPreview,
    JobState,
    LexiconDraft,
    LexiconRelease,
    RescreenJob,
    ScreeningRun,
)
from moderation.workflow import rescreening
from moderation.workflow.acting import ReasonMissing, RoleMayNot
from moderation.workflow.answering import dismiss
from moderation.workflow.archive import candidates
from moderation.workflow.drafting import (
    DraftClosed,
    DraftMoved,
    PreviewNeeded,
    SecondEditorNeeded,
    UnfitChange,
    apply_changes,
    change_draft,
    digest_of_changes,
    drop_draft,
    publish_draft,
    start_draft,
    writers_of,
)
from moderation.workflow.lexicons import publish_release, read_seeds, seed_lexicon
from moderation.workflow.needles import find_needles, fold
from moderation.workflow.previewing import preview_draft
from moderation.workflow.rescreening import JobNotRunning, advance, how_far, resume_rescreening, stop_rescreening
from moderation.workflow.signing import writers_in
from moderation.workflow.states import Role
from tests.planting import plant_rules, plant_words
from tests.workflow.newsroom import NOW, SOON, person

TABLES, PARTIES = read_seeds(settings.SEEDS_DIR)
TERM = {
    **dict(TABLES["en"]["terms"][0]),
    "id": "en.term.9001",
    "lemma": "zorbist",
    "inflect": "s",
    "variants": "",
    "requires": "",
    "category": "proxy",
    "severity": "high",
}
NEW_TERM = {"language": "en", "table": "terms", "id": "en.term.9001", "row": TERM}


@pytest.fixture
def keeper(db: None) -> Actor:
    """Return a second standards editor."""
    return person("keeper", Role.STANDARDS_EDITOR)


@pytest.fixture
def release(db: None) -> LexiconRelease:
    """Publish the seeds' words."""
    return plant_words()


@pytest.fixture
def archive(release: LexiconRelease, house: object, make: Callable[..., Article]) -> list[Article]:
    """Return four articles, one of which holds the new term's plural, read under the seeds."""
    texts = ["The council met.", "The ZORBISTS fled at dawn.", "It rained all day.", "A ferry was late."]
    made = [make(text=text) for text in texts]
    for article in made:
        tasks.screen_version(ScreeningRun.objects.get(version=article.latest_version).pk)
    return made


@pytest.fixture
def house(release: LexiconRelease, desk: object) -> LexiconRelease:
    """Seed plans and routes beside the real words."""
    plant_rules()
    return release


def draft_by(actor: Actor, *changes: dict[str, Any]) -> LexiconDraft:
    return start_draft(changes=list(changes) or [NEW_TERM], reason="A new name", actor=actor, now=NOW)


def seen(draft: LexiconDraft) -> str:
    return digest_of_changes(draft.changes)


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


@pytest.mark.django_db
class TestChange:
    """From draft to the articles it touches."""

    def test_a_preview_shows_what_would_be_new(self, archive: list[Article], standards: Actor) -> None:
        preview = preview_draft(draft=draft_by(standards), days=7, actor=standards, now=SOON)

        assert (preview.articles, preview.screened) == (4, 1)
        assert (preview.impact["new"], preview.impact["vanished"]) == (1, 0)
        assert preview.impact["a_desk_a_day"] == {"monde": 0.14}
        assert preview.impact["sample"][0]["text"] == "ZORBISTS"
        assert preview.impact["precision"]["precision"] is None

    def test_a_preview_looks_back_as_far_as_it_is_told(self, archive: list[Article], standards: Actor) -> None:
        later = SOON + timedelta(days=8)

        preview = preview_draft(draft=draft_by(standards), days=7, actor=standards, now=later)

        assert (preview.articles, preview.screened) == (0, 0)

    def test_publishing_reads_again_only_what_holds_the_word(
        self, archive: list[Article], standards: Actor, keeper: Actor
    ) -> None:
        publish(standards, keeper)
        job = RescreenJob.objects.get()
        assert job.total == 1

        tasks.rescreen(job.pk)

        run = ScreeningRun.objects.get(release__number=2)
        assert run.version == archive[1].latest_version
        assert tasks.screen_version(run.pk) == "done"
        assert Flag.objects.get(matched_text="ZORBISTS").state == "open"
        job.refresh_from_db()
        assert (job.state, how_far(job).read) == (JobState.DONE, 1)

    def test_a_withdrawn_term_takes_its_flags_and_its_past_tells(
        self, archive: list[Article], standards: Actor, keeper: Actor, editor: Actor
    ) -> None:
        publish(standards, keeper)
        read_again()
        flag = Flag.objects.get(matched_text="ZORBISTS")
        dismiss(flag=flag, reason_code="false_alarm", actor=editor, now=SOON)

        preview = publish(standards, keeper, {**NEW_TERM, "row": None})
        read_again()

        flag.refresh_from_db()
        assert preview.impact["vanished"] == 1
        assert preview.impact["precision"] == {"answered": 1, "false_alarms": 1, "precision": 0.0}
        assert flag.state == "superseded"

    def test_a_job_stops_and_goes_on_where_it_stood(
        self, archive: list[Article], standards: Actor, keeper: Actor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(rescreening, "BATCH", 2)
        cue = TABLES["en"]["cues"][0]
        publish(standards, keeper, {"language": "en", "table": "cues", "id": cue["id"], "row": None})
        job = RescreenJob.objects.get()
        assert advance(job_id=job.pk, now=SOON)

        stop_rescreening(job=job, actor=keeper, now=SOON)
        assert not advance(job_id=job.pk, now=SOON)
        assert how_far(RescreenJob.objects.get()).queued == 2
        resume_rescreening(job=job, actor=keeper, now=SOON)
        tasks.rescreen(job.pk)

        job.refresh_from_db()
        assert (job.state, job.done, job.total) == (JobState.DONE, 4, 4)
        assert ScreeningRun.objects.filter(release__number=2).count() == 4
        with pytest.raises(JobNotRunning):
            stop_rescreening(job=job, actor=keeper, now=SOON)

    def test_what_is_filed_after_a_publication_is_not_queued_beyond_the_count(
        self, archive: list[Article], standards: Actor, keeper: Actor, make: Callable[..., Article]
    ) -> None:
        publish(standards, keeper)
        later = make(text="More ZORBISTS fled.")
        job = RescreenJob.objects.get()

        tasks.rescreen(job.pk)

        job.refresh_from_db()
        assert (job.state, job.done, job.total) == (JobState.DONE, 1, 1)
        (run,) = ScreeningRun.objects.filter(version=later.latest_version)
        assert (run.release.number, run.cause) == (2, "filed")
        tasks.screen_version(ScreeningRun.objects.get(cause="rescreen").pk)
        assert how_far(job).read == 1

    def test_what_was_being_filed_under_the_older_words_is_read_again_and_counted(
        self, archive: list[Article], standards: Actor, keeper: Actor, make: Callable[..., Article]
    ) -> None:
        publish(standards, keeper)
        later = make(text="More ZORBISTS fled.")
        ScreeningRun.objects.filter(version=later.latest_version).update(
            release=archive[0].latest_version.runs.get().release
        )
        job = RescreenJob.objects.get()

        tasks.rescreen(job.pk)

        job.refresh_from_db()
        assert (job.state, job.done, job.total) == (JobState.DONE, 2, 2)
        assert later.latest_version.runs.filter(release__number=2, cause="rescreen").exists()

    def test_every_step_of_a_change_is_recorded(self, archive: list[Article], standards: Actor, keeper: Actor) -> None:
        publish(standards, keeper)

        actions = AuditEvent.objects.filter(object_type__startswith="moderation.lexicon").values_list(
            "action", flat=True
        )
        assert list(actions)[-3:] == ["lexicon.drafted", "lexicon.previewed", "lexicon.published"]

    def test_the_archive_is_searched_by_index(self, archive: list[Article]) -> None:
        assert list(candidates({"en": [["zorbist"]]})) == [archive[1].latest_version]
        assert list(candidates({"en": [["zorbist", "dawn"], ["ferry"]]})) == [
            archive[1].latest_version,
            archive[3].latest_version,
        ]
        assert not candidates({"fr": None, "en": []}).exists()


def publish(author: Actor, second: Actor, *changes: dict[str, Any]) -> ImpactPreview:
    draft = draft_by(author, *changes)
    preview = preview_draft(draft=draft, days=7, actor=author, now=SOON)
    publish_draft(draft=draft, seen=seen(draft), reason="Agreed", actor=second, now=SOON)
    return preview


def read_again() -> None:
    tasks.rescreen(RescreenJob.objects.latest("pk").pk)
    for run in ScreeningRun.objects.open():
        tasks.screen_version(run.pk)

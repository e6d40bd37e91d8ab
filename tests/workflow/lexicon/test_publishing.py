"""From a draft to the articles it touches: only what a change can touch is read again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from articles.actor import Actor
from articles.models import Article
from moderation import tasks
from moderation.models import (
    AuditEvent,
    Flag,
    JobState,
    RescreenJob,
    ScreeningRun,
)
from moderation.workflow import rescreening
from moderation.workflow.answering import dismiss
from moderation.workflow.archive import candidates
from moderation.workflow.previewing import preview_draft
from moderation.workflow.rescreening import JobNotRunning, advance, how_far, resume_rescreening, stop_rescreening
from tests.workflow.lexicon.conftest import NEW_TERM, TABLES, draft_by, publish
from tests.workflow.newsroom import SOON


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


def read_again() -> None:
    tasks.rescreen(RescreenJob.objects.latest("pk").pk)
    for run in ScreeningRun.objects.open():
        tasks.screen_version(run.pk)

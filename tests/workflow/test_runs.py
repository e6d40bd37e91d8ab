"""Every version is read exactly once, whatever dies on the way."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from articles.actor import Actor
from articles.intake import Copy
from articles.models import Article, Desk, Wire
from articles.operations import file_copy
from config.celery import app
from moderation import tasks
from moderation.models import AuditEvent, Flag, LexiconRelease, Review, RunState, ScreeningRun
from moderation.workflow import runs
from moderation.workflow.deciding import hold, resume
from moderation.workflow.engine import Outcome
from moderation.workflow.runs import (
    MOST_ATTEMPTS,
    NoLexicon,
    claim_run,
    fail_run,
    finish_run,
    lost_runs,
    note_sent_again,
    queue_again,
    queue_run,
)
from moderation.workflow.timeline import timeline
from tests.workflow.newsroom import LABEL, NOW, TEXT, TOLL, edit, file, found, publish_words, review_of, screened

pytestmark = pytest.mark.django_db
LEASE = timedelta(seconds=90)


@pytest.fixture
def queued(make: Callable[..., Article]) -> Article:
    """Return an article whose screening waits."""
    return make()


def run_of(article: Article) -> ScreeningRun:
    return ScreeningRun.objects.filter(version__article=article).latest("pk")


def test_filing_queues_one_run_in_the_same_transaction(queued: Article) -> None:
    assert (run_of(queued).state, review_of(queued).state) == ("queued", "screening")
    actions = AuditEvent.objects.filter(article_id=queued.pk).values_list("action", flat=True)
    assert list(actions) == ["version.filed", "review.opened", "run.queued"]


def test_without_a_lexicon_nothing_is_filed(wire: Wire, desk: Desk, filer: Actor) -> None:
    with pytest.raises(NoLexicon, match="seed"):
        file(wire, desk, by=filer)


def test_a_version_is_queued_once_a_release(queued: Article) -> None:
    run = run_of(queued)

    again = queue_run(version=run.version, cause="edited", actor=Actor.system(), now=NOW)

    assert again == run


def test_a_claimed_run_is_left_to_its_worker(queued: Article) -> None:
    assert claim_run(run_id=run_of(queued).pk, now=NOW) is not None

    assert claim_run(run_id=run_of(queued).pk, now=NOW + timedelta(seconds=1)) is None


def test_a_run_that_nobody_knows_is_left() -> None:
    assert claim_run(run_id=10**9, now=NOW) is None


def test_a_dead_workers_run_goes_to_the_next_one(queued: Article) -> None:
    claim_run(run_id=run_of(queued).pk, now=NOW)

    taken = claim_run(run_id=run_of(queued).pk, now=NOW + LEASE + timedelta(seconds=1))

    assert taken is not None
    assert taken.attempts == 2


def test_a_worker_that_comes_back_too_late_changes_nothing(queued: Article) -> None:
    late = claim_run(run_id=run_of(queued).pk, now=NOW)
    fresh = claim_run(run_id=run_of(queued).pk, now=NOW + LEASE + timedelta(seconds=1))
    assert finish_run(run=fresh, outcome=found(TEXT, TOLL), now=NOW)

    assert not finish_run(run=late, outcome=found(TEXT, TOLL, LABEL), now=NOW)

    assert Flag.objects.count() == 1
    assert AuditEvent.objects.filter(action="run.done").count() == 1


def test_a_finished_run_is_not_claimed_again(article: Article) -> None:
    assert claim_run(run_id=run_of(article).pk, now=NOW) is None


def test_a_failure_is_tried_again_and_then_told(queued: Article) -> None:
    run_id = run_of(queued).pk
    for attempt in range(1, MOST_ATTEMPTS + 1):
        run = claim_run(run_id=run_id, now=NOW)
        assert fail_run(run=run, reason="ValueError: odd text", now=NOW) is (attempt < MOST_ATTEMPTS)

    run = run_of(queued)
    assert (run.state, run.error, run.attempts) == ("failed", "ValueError: odd text", MOST_ATTEMPTS)
    assert review_of(queued).state == "waiting"


def test_a_text_that_kills_its_workers_fails_in_the_end(queued: Article) -> None:
    run_id, now = run_of(queued).pk, NOW
    for _ in range(MOST_ATTEMPTS):
        assert claim_run(run_id=run_id, now=now) is not None
        now += LEASE + timedelta(seconds=1)

    assert claim_run(run_id=run_id, now=now) is None

    assert run_of(queued).state == "failed"
    assert "died" in run_of(queued).error


def test_a_failed_run_can_be_queued_again(queued: Article, editor: Actor) -> None:
    ScreeningRun.objects.update(state=RunState.FAILED, error="broken", finished_at=NOW)

    run = queue_again(run=run_of(queued), actor=editor, now=NOW)

    assert (run.state, run.error, run.attempts) == ("queued", "", 0)
    assert claim_run(run_id=run.pk, now=NOW) is not None


def test_what_failed_is_read_again_under_the_release_in_force(queued: Article, editor: Actor) -> None:
    ScreeningRun.objects.update(state=RunState.FAILED, error="broken", finished_at=NOW)
    failed, release = run_of(queued), publish_words(2)

    run = queue_again(run=failed, actor=editor, now=NOW)

    assert (run.release, run.state, run.cause) == (release, "queued", "rescreen")
    failed.refresh_from_db()
    assert (failed.state, failed.error) == ("failed", "broken")
    queue_again(run=failed, actor=editor, now=NOW)
    assert ScreeningRun.objects.count() == 2


def test_what_failed_under_the_release_in_force_is_queued_again(queued: Article, editor: Actor) -> None:
    first, release = run_of(queued), publish_words(2)
    newer = queue_run(version=first.version, cause="rescreen", actor=Actor.system(), now=NOW)
    ScreeningRun.objects.update(state=RunState.FAILED, error="broken", finished_at=NOW)

    assert queue_again(run=first, actor=editor, now=NOW) == newer

    told = timeline(queued)[-1]
    assert (told.by, told.sentence) == ("editor", "queued the screening of version 1 under release 2")
    assert told.details["release"] == release.number


def test_an_open_run_is_not_queued_again(queued: Article, editor: Actor) -> None:
    before = AuditEvent.objects.count()

    queue_again(run=run_of(queued), actor=editor, now=NOW)

    assert AuditEvent.objects.count() == before


def test_an_unsupported_language_is_a_state_of_its_own(queued: Article) -> None:
    run = claim_run(run_id=run_of(queued).pk, now=NOW)

    finish_run(run=run, outcome=Outcome(is_supported=False, reading={}, reason="no lexicon for 'xx'"), now=NOW)

    assert (run_of(queued).state, run_of(queued).error) == ("unsupported", "no lexicon for 'xx'")
    assert review_of(queued).state == "waiting"


def test_the_sweep_finds_lost_messages_and_dead_workers(make: Callable[..., Article]) -> None:
    lost, running, fresh = (run_of(make(text=f"{TEXT} {number}")) for number in range(3))
    claim_run(run_id=running.pk, now=NOW)
    ScreeningRun.objects.filter(pk=fresh.pk).update(queued_at=NOW + timedelta(minutes=2))

    assert lost_runs(now=NOW + timedelta(minutes=1)) == [lost.pk]
    assert set(lost_runs(now=NOW + timedelta(minutes=2))) == {lost.pk, running.pk}


class TestLongBacklog:
    """What waits in its turn is not sent anew with every sweep; what is lost is, however long it takes."""

    @pytest.fixture
    def backlog(self, make: Callable[..., Article]) -> list[int]:
        """Return four runs that have waited for a minute."""
        return [run_of(make(text=f"{TEXT} {number}")).pk for number in range(4)]

    def sweep(self, *, limit: int = 500, **later: float) -> list[int]:
        """Send what counts as lost so long after a minute."""
        now = NOW + timedelta(minutes=1) + timedelta(**later)
        lost = lost_runs(now=now, limit=limit)
        note_sent_again(lost, now=now)
        return lost

    def test_what_was_sent_again_rests_before_it_is_sent_once_more(self, backlog: list[int]) -> None:
        assert self.sweep() == backlog
        assert self.sweep(seconds=20) == []
        assert self.sweep(minutes=9) == []
        assert self.sweep(minutes=11) == backlog

    def test_no_more_rest_at_once_than_one_sweep_sends(self, backlog: list[int]) -> None:
        assert self.sweep(limit=2) == backlog[:2]
        assert self.sweep(limit=2, seconds=20) == []

        claim_run(run_id=backlog[0], now=NOW + timedelta(minutes=1, seconds=30))

        assert self.sweep(limit=2, seconds=40) == [backlog[2]]

    def test_a_run_that_was_lost_anew_does_not_rest(self, backlog: list[int]) -> None:
        self.sweep()
        run = claim_run(run_id=backlog[0], now=NOW + timedelta(minutes=2))
        claim_run(run_id=backlog[1], now=NOW + timedelta(minutes=2))
        fail_run(run=run, reason="out of memory", now=NOW + timedelta(minutes=2, seconds=10))

        assert set(self.sweep(minutes=3)) == set(backlog[:2])

    def test_a_message_in_a_long_queue_is_not_sent_with_every_sweep(
        self, backlog: list[int], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sent: list[int] = []
        monkeypatch.setattr(tasks.screen_version, "delay", sent.append)

        for _ in range(3):
            tasks.sweep_runs()

        assert sent == backlog

    def test_a_sweep_that_reaches_no_broker_notes_nothing(
        self, backlog: list[int], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: object) -> None:
            raise ConnectionError("no broker")

        monkeypatch.setattr(tasks.screen_version, "delay", refuse)
        with pytest.raises(ConnectionError):
            tasks.sweep_runs()

        assert not ScreeningRun.objects.filter(swept_at__isnull=False).exists()


def test_a_version_overtaken_by_the_next_raises_no_flags(queued: Article, second: Actor) -> None:
    run = claim_run(run_id=run_of(queued).pk, now=NOW)
    edit(queued, TEXT + " More.", by=second)

    assert finish_run(run=run, outcome=found(TEXT, TOLL), now=NOW)

    assert not Flag.objects.exists()
    assert review_of(queued).state == "screening"


def test_what_is_held_while_it_is_read_stays_held_and_is_routed(queued: Article, editor: Actor) -> None:
    hold(review=review_of(queued), reason="Wait", until=NOW + timedelta(hours=1), actor=editor, now=NOW)
    review = screened(queued, TOLL)
    assert (review.state, review.plan_version is None) == ("held", False)

    resume(review=review, actor=editor, now=NOW)

    assert review_of(queued).state == "waiting"


class TestTasks:
    """The tasks themselves, each run where it is sent."""

    def test_a_task_reads_a_version_once(self, queued: Article, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(tasks, "screen", lambda version, release, desk: found(version.text, TOLL))

        ends = [tasks.screen_version(run_of(queued).pk) for _ in range(2)]

        assert ends == ["done", "left"]
        assert Flag.objects.count() == 1

    def test_a_task_keeps_why_it_failed(
        self, queued: Article, monkeypatch: pytest.MonkeyPatch, eager_tasks: None
    ) -> None:
        def break_down(*_: object) -> Outcome:
            raise ZeroDivisionError("a sentence without words")

        monkeypatch.setattr(tasks, "screen", break_down)

        assert tasks.screen_version(run_of(queued).pk) == "failed"

        run = run_of(queued)
        assert (run.state, run.error) == ("failed", "ZeroDivisionError: a sentence without words")
        assert run.attempts == MOST_ATTEMPTS

    def test_a_task_keeps_why_its_findings_could_not_be_kept(
        self, queued: Article, monkeypatch: pytest.MonkeyPatch, eager_tasks: None
    ) -> None:
        def refuse(**_: object) -> bool:
            raise IntegrityError("a flag stands once in a version")

        monkeypatch.setattr(tasks, "screen", lambda version, release, desk: found(version.text, TOLL))
        monkeypatch.setattr(runs, "raise_flags", refuse)

        assert tasks.screen_version(run_of(queued).pk) == "failed"

        assert (run_of(queued).state, run_of(queued).error) == (
            "failed",
            "IntegrityError: a flag stands once in a version",
        )

    def test_the_sweep_reads_what_was_lost(
        self, queued: Article, monkeypatch: pytest.MonkeyPatch, eager_tasks: None
    ) -> None:
        monkeypatch.setattr(tasks, "screen", lambda version, release, desk: found(version.text))
        ScreeningRun.objects.update(queued_at=timezone.now() - timedelta(hours=1))

        assert tasks.sweep_runs() == 1

        assert review_of(queued).state == "waiting"

    def test_the_clock_does_what_is_due(self, article: Article, chief: Actor) -> None:
        Review.objects.update(due_at=NOW)

        assert tasks.keep_time("escalated") == 1

    def test_a_duty_that_fails_keeps_no_other_from_its_turn(
        self, article: Article, chief: Actor, monkeypatch: pytest.MonkeyPatch, eager_tasks: None
    ) -> None:
        def break_down(**_: object) -> int:
            raise ZeroDivisionError("a claim without an end")

        app.conf.update(task_eager_propagates=False)  # as a worker, which goes on
        first = next(iter(tasks.DUTIES))
        monkeypatch.setattr(tasks, "DUTIES", {**tasks.DUTIES, first: break_down})
        Review.objects.update(due_at=timezone.now() - timedelta(days=1))

        tasks.sweep_runs()

        assert review_of(article).level == 1


def test_originals_are_neither_read_nor_reviewed(house: LexiconRelease, wire: Wire, desk: Desk, filer: Actor) -> None:
    file_copy(copy=Copy(text="Text."), wire=wire, desk=desk, language="ar", kind="original", actor=filer, now=NOW)

    assert not ScreeningRun.objects.exists()
    assert not Review.objects.exists()

"""Two people on one article at the same moment: no lost decision, no double approval, no deadlock."""

from __future__ import annotations

import os
import random
import threading
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection, transaction

from articles.actor import Actor
from articles.models import Article, Desk, Wire
from moderation.models import AuditEvent, Claim, Decision, LexiconRelease, RescreenJob, Review, StepApproval
from moderation.workflow.answering import dismiss, dismiss_alike
from moderation.workflow.audit import record
from moderation.workflow.deciding import approve, hold, kill, return_, spike
from moderation.workflow.refusal import Refusal
from moderation.workflow.rescreening import advance, stalled_jobs
from moderation.workflow.reviewing import claim, escalate, release
from moderation.workflow.states import Role
from moderation.workflow.verification import verify_chain
from tests.workflow.newsroom import LABEL, NOW, edit, file, flag_on, person, review_of, screened

pytestmark = pytest.mark.django_db(transaction=True)

PAIRS = 200
WRITERS, EVENTS_EACH = 16, 50  # the long form, 16 × 500, runs where AUDIT_LONG is set

Work = Callable[[], object]
Verbs = dict[str, Callable[[Article, Actor], object]]

VERBS: Verbs = {
    "claim": lambda article, actor: claim(review=review_of(article), actor=actor, now=NOW),
    "release": lambda article, actor: release(review=review_of(article), actor=actor, now=NOW),
    "escalate": lambda article, actor: escalate(review=review_of(article), reason="r", actor=actor, now=NOW),
    "dismiss": lambda article, actor: dismiss(
        flag=flag_on(article, "mercenaries"), reason_code="quotation", actor=actor, now=NOW
    ),
    "approve": lambda article, actor: approve(
        review=review_of(article), content_hash=review_of(article).version.content_hash, actor=actor, now=NOW
    ),
    "return": lambda article, actor: return_(review=review_of(article), reason="r", actor=actor, now=NOW),
    "hold": lambda article, actor: hold(
        review=review_of(article), reason="r", until=NOW + timedelta(hours=1), actor=actor, now=NOW
    ),
    "kill": lambda article, actor: kill(review=review_of(article), reason="r", actor=actor, now=NOW),
    "spike": lambda article, actor: spike(review=review_of(article), reason="r", actor=actor, now=NOW),
    "edit": lambda article, actor: edit(article, f"Another text by {actor.label}.", by=actor),
    "screen again": lambda article, actor: screened(article, LABEL),
}


def at_once(*works: Work) -> list[str]:
    """Do works at the same moment, each with a connection of its own; return how each ended."""
    barrier = threading.Barrier(len(works))
    ends = ["never ended"] * len(works)

    def run(place: int, work: Work) -> None:
        try:
            barrier.wait(10)
            work()
            ends[place] = "done"
        except Refusal as refusal:
            ends[place] = f"refused: {refusal.code}"
        except (AssertionError, LookupError, ValueError) as error:
            ends[place] = f"refused: {type(error).__name__}"
        except Exception as error:  # noqa: BLE001 - whatever broke is what the test is about
            ends[place] = f"broke: {type(error).__name__}: {error}"
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, work)) for place, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return ends


def test_two_hundred_random_pairs_of_verbs_in_parallel(
    house: LexiconRelease, wire: Wire, desk: Desk, filer: Actor
) -> None:
    chance = random.Random(4)
    people = [person(f"p{number}", Role.DESK_EDITOR, desk=desk) for number in range(2)]
    names = sorted(VERBS)
    for number in range(PAIRS):
        article = file(wire, desk, by=filer, text=f"The mayor spoke of mercenaries, {number} times. Rain fell.")
        screened(article, LABEL)
        verbs = chance.choices(names, k=2)

        ends = at_once(*(partial(VERBS[verb], article, who) for verb, who in zip(verbs, people, strict=True)))

        assert all(end == "done" or end.startswith("refused") for end in ends), (verbs, ends)
        check(article, verbs, ends, people)
    assert verify_chain().is_whole


def check(article: Article, verbs: Sequence[str], ends: Sequence[str], people: Sequence[Actor]) -> None:
    """Check that what is said to be done is kept, and that nothing excludes another."""
    review = review_of(article)
    decided = list(Decision.objects.filter(review=review).values_list("verb", "actor_id"))
    past = {"claim": "claimed", "release": "released", "escalate": "escalated", "approve": "approved",
            "return": "returned", "hold": "held", "kill": "killed", "spike": "spiked"}  # fmt: skip
    for verb, end, who in zip(verbs, ends, people, strict=True):
        if end == "done" and verb in past and not (verb == "claim" and verbs[0] == verbs[1] == "claim"):
            assert (past[verb], who.user.pk) in decided, (verbs, ends, decided)
    assert StepApproval.objects.filter(review=review).count() <= 1, (verbs, ends)
    assert Claim.objects.filter(review=review, ended_at__isnull=True).count() <= 1
    assert sum(1 for verb, _ in decided if verb in ("approved", "spiked", "returned", "held")) <= 2
    if "kill" in verbs and ends[list(verbs).index("kill")] == "done":
        assert review.state == "killed"


def test_two_approvals_at_once_are_one_approval(
    house: LexiconRelease, wire: Wire, desk: Desk, filer: Actor, editor: Actor, second: Actor
) -> None:
    article = file(wire, desk, by=filer, text="Nothing much happened. Rain fell.")
    screened(article)

    ends = at_once(lambda: VERBS["approve"](article, editor), lambda: VERBS["approve"](article, second))

    assert sorted(ends) == ["done", "refused: state"]
    assert Review.objects.get().state == "approved"


def test_two_bulk_dismissals_over_the_same_articles_do_not_block_each_other(
    house: LexiconRelease, wire: Wire, desk: Desk, filer: Actor, editor: Actor, second: Actor
) -> None:
    articles = [file(wire, desk, by=filer, text=f"They are mercenaries, he said {n} times.") for n in range(6)]
    for article in articles:
        screened(article, LABEL)
    numbers = [article.pk for article in articles]

    def bulk(actor: Actor, order: list[int]) -> object:
        return dismiss_alike(
            check_id="loaded_label", matched_text="mercenaries", article_ids=order, reason_code="quotation",
            actor=actor, session="s", now=NOW,
        )  # fmt: skip

    ends = at_once(lambda: bulk(editor, numbers), lambda: bulk(second, numbers[::-1]))

    assert ends == ["done", "done"]
    assert AuditEvent.objects.filter(action="flag.dismissed").count() == len(articles)


def test_many_writers_never_fork_the_chain(filer: Actor, long_form: int) -> None:
    def write() -> None:
        for number in range(long_form):
            record(action="test.happened", actor=filer, obj=filer.user, now=NOW, after={"number": number})

    before = AuditEvent.objects.count()
    ends = at_once(*[write] * WRITERS)

    verdict = verify_chain()
    assert set(ends) == {"done"}
    assert (verdict.is_whole, verdict.checked) == (True, before + WRITERS * long_form)
    numbers = AuditEvent.objects.order_by("sequence").values_list("sequence", flat=True)
    assert list(numbers) == list(range(1, before + WRITERS * long_form + 1))


@pytest.fixture
def long_form() -> int:
    """Return how many events each writer writes."""
    return 500 if os.environ.get("AUDIT_LONG") else EVENTS_EACH


def test_a_job_that_one_worker_has_in_hand_keeps_no_other_from_its_work(house: LexiconRelease) -> None:
    job = RescreenJob.objects.create(release=house, needles={}, started_at=NOW)

    with transaction.atomic():
        RescreenJob.objects.select_for_update().get(pk=job.pk)
        ends = at_once(lambda: advance(job_id=job.pk, now=NOW))

    assert ends == ["done"]
    assert stalled_jobs() == [job.pk]

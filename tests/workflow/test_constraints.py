"""What the tables themselves refuse, whoever writes them."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from articles.actor import Actor
from articles.models import Article, Wire
from moderation.models import (
    AuditHead,
    Case,
    Claim,
    Decision,
    DismissalBatch,
    Disposition,
    Escalation,
    Flag,
    LexiconRelease,
    Notice,
    ReviewPlan,
    ReviewPlanVersion,
    Route,
    ScreeningRun,
    StandingException,
    StepApproval,
)
from moderation.workflow.approving import sign_step
from moderation.workflow.needles import fold
from tests.workflow.newsroom import NOW, SOON, flag_on, review_of

pytestmark = pytest.mark.django_db


def refuses(name: str, write: Any) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        write()


@pytest.mark.parametrize("verb", ["held", "returned", "killed", "spiked"])
def test_a_decision_against_copy_says_why(article: Article, verb: str) -> None:
    review = review_of(article)

    refuses(
        "decision_says_why",
        lambda: Decision.objects.create(
            review=review,
            version=review.version,
            content_hash="",
            verb=verb,
            at=NOW,
            actor_kind="rule",
            actor_label="x",
        ),
    )


def test_a_dismissal_has_a_reason_and_another_reason_a_note(article: Article) -> None:
    flag = flag_on(article, "Twelve")
    row = {"flag": flag, "kind": "dismissed", "at": NOW, "actor_kind": "rule", "actor_label": "x"}

    refuses("dismissed_with_reason", lambda: Disposition.objects.create(**row))
    refuses("other_reason_has_note", lambda: Disposition.objects.create(**row, reason_code="other"))


def test_a_flag_stands_once_in_a_version(article: Article) -> None:
    flag = flag_on(article, "Twelve")
    flag.pk = None
    flag._state.adding = True

    refuses("flag_once", flag.save)


def test_a_flag_goes_forward(article: Article) -> None:
    flag = flag_on(article, "Twelve")
    flag.pk, flag.fingerprint, flag.start, flag.end = None, "0", 5, 5
    flag._state.adding = True

    refuses("flag_span_is_none_or_forward", flag.save)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("matched_text", "Thirty"),
        ("check_id", "other"),
        ("fingerprint", "0"),
        ("start", 1),
        ("end", None),
        ("term_id", "en.term.other"),
        ("occurrence", 2),
        ("raised_at", SOON),
    ],
)
def test_a_flag_stays_what_and_where_it_was_raised_for(article: Article, column: str, value: Any) -> None:
    flag = flag_on(article, "Twelve")

    refuses("stays what it was raised for", lambda: Flag.objects.filter(pk=flag.pk).update(**{column: value}))


@pytest.mark.parametrize("state", ["dismissed", "upheld", "fixed", "superseded"])
def test_a_flag_begins_open(article: Article, state: str) -> None:
    flag = flag_on(article, "Twelve")
    flag.pk, flag.state, flag.fingerprint = None, state, state
    flag._state.adding = True

    refuses("begins open", flag.save)


def test_a_run_that_works_has_a_lease_and_one_that_failed_says_why(article: Article) -> None:
    refuses("run_running_has_lease", lambda: ScreeningRun.objects.update(state="running", lease_until=None))
    refuses("run_failed_says_why", lambda: ScreeningRun.objects.update(state="failed", error=""))


def test_a_version_is_read_once_a_release_and_engine(article: Article) -> None:
    run = ScreeningRun.objects.get()

    refuses(
        "run_once",
        lambda: ScreeningRun.objects.create(
            version=run.version, release=run.release, engine_version=run.engine_version, queued_at=NOW
        ),
    )


def test_an_escalation_comes_once_a_level(article: Article) -> None:
    review = review_of(article)
    Escalation.objects.create(review=review, cycle=1, level=1, at=NOW)

    refuses("escalated_once_a_level", lambda: Escalation.objects.create(review=review, cycle=1, level=1, at=SOON))


def test_one_pair_of_eyes_counts_once(clean: Article, editor: Actor) -> None:
    sign_step(review_of(clean), "desk", actor=editor, now=NOW)

    refuses("approver_once", lambda: sign_step(review_of(clean), "standards", actor=editor, now=SOON))


def test_an_approval_is_of_a_content_that_exists(clean: Article, editor: Actor) -> None:
    review = review_of(clean)

    refuses(
        "content that was read",
        lambda: StepApproval.objects.create(
            review=review, version=review.version, content_hash="f" * 64, cycle=1, step="desk", approver=editor.user,
            at=NOW,
        ),
    )  # fmt: skip


def test_an_exception_names_what_and_why(wire: Wire, editor: Actor) -> None:
    row = {"wire": wire, "check_id": "loaded_label", "until": SOON, "owner": editor.user, "created_at": NOW}

    refuses("exception_names_a_term", lambda: StandingException.objects.create(**row, reason="So"))
    refuses("exception_says_why", lambda: StandingException.objects.create(**row, term_id="t", reason=""))


def test_there_is_one_default_route(house: LexiconRelease) -> None:
    plan = ReviewPlan.objects.first()

    refuses("one_default_route", lambda: Route.objects.create(position=1, name="x", is_default=True, plan=plan))


def test_there_is_one_head_of_the_chain(article: Article) -> None:
    refuses("written by the chain", lambda: AuditHead.objects.create(pk=2, sequence=1, hash=""))


def test_a_plan_version_is_numbered_once(house: LexiconRelease) -> None:
    plan = ReviewPlan.objects.first()

    refuses(
        "plan_version_once",
        lambda: ReviewPlanVersion.objects.create(plan=plan, number=1, steps=[], created_at=NOW),
    )


def test_a_review_stays_with_its_article_and_is_never_deleted(article: Article, clean: Article) -> None:
    review = review_of(article)

    refuses("stays with its article", lambda: type(review).objects.filter(pk=review.pk).update(article=clean))
    refuses("never deleted", lambda: type(review)._base_manager.filter(pk=review.pk)._raw_delete("default"))


def test_a_cycle_never_goes_back(article: Article) -> None:
    review = review_of(article)

    refuses("stays with its article", lambda: type(review).objects.filter(pk=review.pk).update(cycle=0))


@pytest.mark.parametrize(
    "text",
    ["L’Éliminé a dit : « Non »", "ŒUVRE œuvre", "Ğazi İstanbul", "ÀÂÇÉÈÊËÎÏÔÙÛÜ", "zorbists’", "Łódź, Đorđe, Ørsted"],
)
def test_python_and_the_index_fold_alike(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT moderation_fold(%s)", [text])
        folded = cursor.fetchone()[0]

    # A capital dotted I grows to two characters in Python's small letters; no needle holds one.
    assert folded.replace("i̇", "i") == fold(text).replace("i̇", "i")


def test_the_rows_say_what_they_are(article: Article, editor: Actor, wire: Wire) -> None:
    review = review_of(article)
    flag = flag_on(article, "Twelve")
    rows = [
        review,
        flag,
        flag.run,
        flag.run.release,
        Route.objects.first(),
        ReviewPlan.objects.first().latest(),
        review.routings.get(),
        Claim(review=review, holder=editor.user),
        Escalation(review=review, level=1),
        Decision(version=review.version, verb="held"),
        Disposition(flag=flag, kind="dismissed"),
        StepApproval(step="desk", approver=editor.user),
        Case(article=article, cause="kill"),
        Notice(recipient=editor.user, kind="returned"),
        StandingException(wire=wire, check_id="c", term_id="t"),
        DismissalBatch(pk=uuid4(), check_id="c", matched_text="m", flags=2),
        AuditHead(sequence=3, hash="abc"),
    ]

    assert all(str(row).strip() for row in rows)
    assert str(flag) == "unattributed_toll “Twelve”"


def test_a_review_knows_whether_it_is_late_or_decided(article: Article) -> None:
    review = review_of(article)

    assert not review.is_overdue(NOW)
    assert review.is_overdue(review.due_at + timedelta(seconds=1))
    assert not review.is_decided
    assert type(review).objects.on_hand().filter(pk=review.pk).exists()
    assert not type(review).objects.waiting().exclude(pk=review.pk).exists()

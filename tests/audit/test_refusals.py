"""What the database refuses, to the application's role and to the owner alike."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

import pytest
from django.contrib.auth.models import Group
from django.db import Error, IntegrityError, connection, transaction

from articles.actor import Actor
from articles.models import Article
from moderation.models import AuditEvent, Decision, Flag, Review, ReviewPlan, ScreeningRun, StepApproval
from moderation.workflow.answering import confirm, dismiss, reopen_flag, uphold
from moderation.workflow.configuring import save_plan
from moderation.workflow.deciding import approve, reopen
from moderation.workflow.runs import claim_run, fail_run, queue_again, queue_run
from tests.audit.conftest import NOW
from tests.workflow.newsroom import LABEL, SOON, TEXT, TOLL, edit, flag_on, read_again, review_of, screened, wake

pytestmark = pytest.mark.django_db
Chain = Callable[[int], list[AuditEvent]]
AsApp = Callable[[], AbstractContextManager[None]]

KEPT = [
    "moderation_auditevent",
    "moderation_decision",
    "moderation_disposition",
    "moderation_stepapproval",
    "moderation_routingdecision",
    "moderation_lexiconrelease",
    "moderation_reviewplanversion",
    "articles_articleversion",
]


@pytest.fixture
def decided(clean: Article, article: Article, editor: Actor) -> Article:
    """Return an article of which every kind of row exists."""
    dismiss(flag=flag_on(article, "Twelve"), reason_code="verified", actor=editor, now=NOW)
    review = review_of(clean)
    approve(review=review, content_hash=review.version.content_hash, actor=editor, now=NOW)
    return clean


def refused(statement: str, *values: object) -> str:
    with pytest.raises(Error) as refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    return str(refusal.value)


@pytest.mark.parametrize("table", KEPT)
def test_the_application_changes_and_removes_nothing(decided: Article, as_app_role: AsApp, table: str) -> None:
    with as_app_role():
        assert "permission denied" in refused(f"UPDATE {table} SET id = id") or table == "moderation_auditevent"
        assert "permission denied" in refused(f"DELETE FROM {table}")
        assert "permission denied" in refused(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("table", KEPT)
def test_the_owner_changes_and_removes_nothing_either(decided: Article, table: str) -> None:
    column = "sequence" if table == "moderation_auditevent" else "id"

    assert "keeps what was written" in refused(f"UPDATE {table} SET {column} = {column}")
    assert "keeps what was written" in refused(f"DELETE FROM {table}")


@pytest.mark.parametrize("table", [*KEPT, "moderation_audithead"])
def test_every_kept_table_has_a_guard_against_truncate(table: str) -> None:
    # The test database's own flush is a TRUNCATE: the trigger is there, lifted for this database only.
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE " + table + " ENABLE TRIGGER keep_table")

    assert "keeps what was written" in refused(f"TRUNCATE {table} CASCADE")


def test_the_head_of_the_chain_cannot_be_written(decided: Article, as_app_role: AsApp) -> None:
    assert "written by the chain alone" in refused("UPDATE moderation_audithead SET sequence = 1")
    with as_app_role():
        assert "permission denied" in refused("UPDATE moderation_audithead SET sequence = 1")
        assert "written by the chain alone" in refused("INSERT INTO moderation_audithead VALUES (1, 1, '')")


def test_the_application_adds_to_the_chain(decided: Article, as_app_role: AsApp, chain: Chain) -> None:
    before = AuditEvent.objects.latest("sequence")

    with as_app_role():
        added = chain(1)[0]

    assert (added.sequence, added.previous_hash) == (before.sequence + 1, before.hash)


def test_a_session_variable_lifts_no_guard(article: Article, as_app_role: AsApp) -> None:
    with as_app_role(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL pgtrigger.ignore = '{moderation_review:guard_review}'")
        said = refused("UPDATE moderation_review SET state = 'approved' WHERE article_id = %s", article.pk)

    assert "a high flag is open" in said


def test_a_version_is_not_approved_while_a_high_flag_is_to_be_fixed(
    article: Article, editor: Actor, as_app_role: AsApp
) -> None:
    uphold(flag=flag_on(article, "Twelve"), actor=editor, now=SOON)

    with as_app_role():
        said = refused("UPDATE moderation_review SET state = 'approved' WHERE article_id = %s", article.pk)

    assert "a high flag is open or to be fixed" in said


def test_a_review_is_not_inserted_as_approved(decided: Article, as_app_role: AsApp) -> None:
    review = Review.objects.get(article=decided)
    copied = "SELECT nextval('moderation_review_id_seq'), 'approved', cycle, entered_at, level, %s, desk_id, version_id"

    with as_app_role():
        said = refused(
            "INSERT INTO moderation_review (id, state, cycle, entered_at, level, article_id, desk_id, version_id) "
            f"{copied} FROM moderation_review WHERE id = %s",
            decided.pk,
            review.pk,
        )

    assert "begins with screening" in said


def test_a_version_is_not_approved_without_its_steps(article: Article, as_app_role: AsApp) -> None:
    with as_app_role():
        said = refused("UPDATE moderation_review SET state = 'approved' WHERE article_id = %s", article.pk)

    assert "a high flag is open" in said


def test_a_clean_version_is_not_approved_without_its_steps(clean: Article, as_app_role: AsApp) -> None:
    with as_app_role():
        said = refused("UPDATE moderation_review SET state = 'approved' WHERE article_id = %s", clean.pk)

    assert "the step desk is not" in said


def test_who_filed_cannot_approve_by_direct_sql(clean: Article, filer: Actor, as_app_role: AsApp) -> None:
    review = review_of(clean)

    with as_app_role(), pytest.raises(IntegrityError, match="filed"), transaction.atomic():
        sign(clean, filer)
    with pytest.raises(IntegrityError, match="filed"), transaction.atomic():
        Decision.objects.create(
            review=review, version=review.version, content_hash="", verb="approved", at=NOW, actor=filer.user,
            actor_kind="person", actor_label="x",
        )  # fmt: skip


def test_who_dismissed_alone_cannot_approve_by_direct_sql(article: Article, editor: Actor) -> None:
    dismiss(flag=flag_on(article, "Twelve"), reason_code="verified", actor=editor, now=NOW)

    with pytest.raises(IntegrityError, match="dismissed a flag alone"), transaction.atomic():
        sign(article, editor)


def test_a_confirmation_of_an_earlier_dismissal_does_not_help_by_direct_sql(
    article: Article, editor: Actor, second: Actor
) -> None:
    flag = flag_on(article, "Twelve")
    dismiss(flag=flag, reason_code="verified", actor=editor, now=NOW)
    confirm(flag=flag, actor=second, now=NOW)
    reopen_flag(flag=flag, actor=second, now=NOW)
    dismiss(flag=flag, reason_code="verified", actor=editor, now=NOW)

    with pytest.raises(IntegrityError, match="dismissed a flag alone"), transaction.atomic():
        sign(article, editor)
    confirm(flag=flag, actor=second, now=NOW)
    sign(article, editor)

    assert StepApproval.objects.get().approver == editor.user


def sign(article: Article, actor: Actor) -> None:
    review = review_of(article)
    StepApproval.objects.create(
        review=review, version=review.version, content_hash=review.version.content_hash, cycle=1, step="desk",
        approver=actor.user, at=NOW,
    )  # fmt: skip


def test_a_flag_is_not_dismissed_without_an_answer(article: Article, as_app_role: AsApp) -> None:
    with as_app_role():
        said = refused("UPDATE moderation_flag SET state = 'dismissed' WHERE article_id = %s", article.pk)
        also = refused("DELETE FROM moderation_flag WHERE article_id = %s", article.pk)

    assert "without an answer" in said
    assert "never deleted" in also
    assert Flag.objects.filter(article=article).open().count() == 2


def test_a_killed_review_has_no_way_back(article: Article, as_app_role: AsApp) -> None:
    Review.objects.filter(article=article).update(state="killed")

    with as_app_role():
        said = refused("UPDATE moderation_review SET state = 'waiting' WHERE article_id = %s", article.pk)

    assert "no way from killed" in said


def test_a_review_is_given_no_plan_but_by_a_route(clean: Article, as_app_role: AsApp) -> None:
    plan = save_plan(plan=ReviewPlan(code="free", name="Free"), steps=[], actor=Actor.system(), now=NOW)
    change = "UPDATE moderation_review SET plan_version_id = %s, cycle = cycle + 1 WHERE article_id = %s"

    with as_app_role():
        said = refused(change, plan.pk, clean.pk)

    assert "gets its plan from a route" in said


def test_a_reopened_review_goes_by_the_plan_as_it_is_now(clean: Article, editor: Actor, second: Actor) -> None:
    review = review_of(clean)
    approve(review=review, content_hash=review.version.content_hash, actor=editor, now=NOW)
    steps = [{"step": "desk", "name": "Desk", "roles": ["desk_editor"]}]
    anew = save_plan(plan=review.plan_version.plan, steps=steps, actor=Actor.system(), now=NOW)
    Group.objects.get_or_create(name="desk_chief")[0].user_set.add(second.user)

    reopen(review=review, reason="A figure moved", actor=second, now=SOON)

    assert review_of(clean).plan_version == anew


def test_a_screening_stays_that_of_its_text(clean: Article, article: Article, as_app_role: AsApp) -> None:
    run = ScreeningRun.objects.filter(version=clean.latest_version).latest("pk")
    version = review_of(article).version_id

    with as_app_role():
        said = refused("UPDATE moderation_screeningrun SET version_id = %s WHERE id = %s", version, run.pk)
        also = refused("UPDATE moderation_screeningrun SET started_at = NULL WHERE id = %s", run.pk)
        gone = refused("DELETE FROM moderation_screeningrun WHERE id = %s", run.pk)

    assert "stays with what it read" in said
    assert "stays with what it read" in also
    assert "never deleted" in gone


@pytest.mark.parametrize("state", ["queued", "running", "failed", "unsupported"])
def test_a_screening_is_not_called_done_at_a_prompt(article: Article, as_app_role: AsApp, state: str) -> None:
    edit(article, "Thirteen people were killed in Orvane.", by=Actor.system())
    run = ScreeningRun.objects.latest("pk")
    ScreeningRun.objects.filter(pk=run.pk).update(state=state, error="why", lease_until=NOW)

    with as_app_role():
        said = refused("UPDATE moderation_screeningrun SET state = 'done' WHERE id = %s", run.pk)

    assert "without an event" in said


def test_a_screening_that_failed_after_it_was_done_is_not_called_done_again(
    clean: Article, editor: Actor, as_app_role: AsApp
) -> None:
    run = ScreeningRun.objects.get(version=review_of(clean).version)
    again = claim_run(run_id=queue_again(run=run, actor=editor, now=NOW).pk, now=NOW)
    assert again is not None
    fail_run(run=again, reason="broken", now=NOW)

    with as_app_role():
        said = refused("UPDATE moderation_screeningrun SET state = 'done' WHERE id = %s", run.pk)

    assert "without an event" in said


@pytest.mark.parametrize("language", ["fr", "de"])
def test_copy_does_not_change_its_language_at_a_prompt(article: Article, as_app_role: AsApp, language: str) -> None:
    with as_app_role():
        said = refused("UPDATE articles_article SET language = %s WHERE id = %s", language, article.pk)

    assert "changes its language with a version" in said


@pytest.fixture
def before_our_tables(db: None) -> Callable[[str], None]:
    """Return what puts an empty temporary table of the same name before one of ours, open to the application."""

    def shadow(table: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TEMP TABLE {table} ON COMMIT DROP AS SELECT * FROM public.{table} WHERE false")
            cursor.execute(f"GRANT ALL ON pg_temp.{table} TO PUBLIC")

    return shadow


def test_no_table_of_the_same_name_hides_a_flag_from_the_guards(
    article: Article, as_app_role: AsApp, before_our_tables: Callable[[str], None]
) -> None:
    for table in ("moderation_flag", "moderation_reviewplanversion", "moderation_stepapproval"):
        before_our_tables(table)

    with as_app_role():
        said = refused("UPDATE moderation_review SET state = 'approved' WHERE article_id = %s", article.pk)

    assert "a high flag is open" in said


def test_no_table_of_the_same_name_hides_who_filed(
    clean: Article, filer: Actor, as_app_role: AsApp, before_our_tables: Callable[[str], None]
) -> None:
    for table in ("articles_article", "articles_articleversion"):
        before_our_tables(table)
    version = clean.latest_version

    with as_app_role():
        said = refused(
            "INSERT INTO moderation_stepapproval (review_id, version_id, content_hash, cycle, step, approver_id, at)"
            " SELECT id, version_id, %s, 1, 'desk', %s, now() FROM moderation_review WHERE article_id = %s",
            version.content_hash,
            filer.user.pk,
            clean.pk,
        )

    assert "whoever filed" in said


@pytest.mark.parametrize(
    "change",
    ["severity = 'low'", "facts = '{}'", "evidence = '{}'", "message = 'all is well'", "run_id = run_id + 1"],
)
def test_what_a_flag_says_is_not_changed_at_a_prompt(article: Article, as_app_role: AsApp, change: str) -> None:
    flag = flag_on(article, "Twelve")

    with as_app_role():
        said = refused(f"UPDATE moderation_flag SET {change} WHERE id = %s", flag.pk)
        refused(f"UPDATE moderation_flag SET {change} WHERE matched_text = 'Twelve'")

    assert "by a screening alone" in said


def test_another_articles_reading_does_not_change_what_a_flag_says(
    article: Article, clean: Article, as_app_role: AsApp
) -> None:
    other = queue_run(version=clean.latest_version, cause="rescreen", actor=Actor.system(), now=NOW)
    ScreeningRun.objects.filter(pk=wake(other).pk).update(state="running", lease_until=NOW)

    with as_app_role():
        said = refused("UPDATE moderation_flag SET severity = 'low', run_id = %s WHERE severity = 'high'", other.pk)

    assert "by a screening alone" in said


def test_a_later_reading_changes_what_a_flag_says(article: Article, as_app_role: AsApp) -> None:
    with as_app_role():
        read_again(article, 2, replace(TOLL, severity="low"), LABEL)

    flag = flag_on(article, "Twelve")
    assert (flag.severity, flag.run.release.number) == ("low", 2)


@pytest.mark.parametrize("change", ["carried = ''", "carried = 'carried'", "carried = 'reopened'"])
def test_a_carried_answer_is_not_confirmed_at_a_prompt(
    article: Article, editor: Actor, second: Actor, as_app_role: AsApp, change: str
) -> None:
    dismiss(flag=flag_on(article, "Twelve"), reason_code="verified", actor=editor, now=NOW)
    edit(article, TEXT.replace("in Orvane", "late in Orvane"), by=second)
    screened(article, TOLL)
    flag = flag_on(article, "Twelve")
    assert (flag.state, flag.carried) == ("dismissed", "confirm")

    with as_app_role():
        said = refused(f"UPDATE moderation_flag SET {change} WHERE id = %s", flag.pk)
        confirm(flag=flag, actor=second, now=NOW)

    assert "not confirmed without" in said
    assert flag_on(article, "Twelve").carried == "carried"


@pytest.mark.parametrize("change", ["filed_by_id = NULL", "filed_at = now()", "filed_by_id = NULL, headline = 'x'"])
def test_who_filed_and_when_is_not_changed(article: Article, as_app_role: AsApp, change: str) -> None:
    with as_app_role():
        said = refused(f"UPDATE articles_article SET {change} WHERE id = %s", article.pk)

    assert "who filed" in said
    assert "who filed" in refused(f"UPDATE articles_article SET {change} WHERE id = %s", article.pk)


def test_what_else_is_said_of_an_article_may_change(article: Article, as_app_role: AsApp) -> None:
    with as_app_role():
        article.headline = "Twelve die in Orvane"
        article.save()

    article.refresh_from_db()
    assert article.headline == "Twelve die in Orvane"

"""What the database refuses beside a case, and of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import Error, IntegrityError, connection, transaction

from articles.actor import Actor
from articles.models import Article
from moderation.models import Case
from moderation.workflow.aftermath import acknowledge, escalate_cases
from moderation.workflow.approving import sign_step
from tests.audit.conftest import NOW
from tests.workflow.newsroom import SOON, case_on, edit, review_of, screened

pytestmark = pytest.mark.django_db
AsApp = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def signed(clean: Article, editor: Actor) -> Article:
    """Return clean copy whose only step is approved, and that nobody has let go yet."""
    sign_step(review_of(clean), "desk", actor=editor, now=NOW)
    return clean


def refused(statement: str, *values: object) -> str:
    with pytest.raises(Error) as refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    return str(refusal.value)


def let_go(article: Article) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE moderation_review SET state = 'approved' WHERE article_id = %s", [article.pk])


@pytest.mark.parametrize("cause", ["kill", "correction"])
def test_nothing_is_approved_beside_a_case_until_somebody_has_acknowledged_it(
    signed: Article, article: Article, editor: Actor, as_app_role: AsApp, cause: str
) -> None:
    case = case_on(signed, article, cause=cause)

    with as_app_role():
        with pytest.raises(IntegrityError, match="a case is not acknowledged"):
            let_go(signed)
        acknowledge(case=case, actor=editor, now=SOON)
        let_go(signed)

    assert review_of(signed).state == "approved"


@pytest.mark.parametrize(("cause", "state"), [("correction", "approved"), ("kill", "waiting")])
def test_a_text_beside_the_corrected_original_is_barred_by_a_kill_alone(
    clean: Article, article: Article, filer: Actor, editor: Actor, as_app_role: AsApp, cause: str, state: str
) -> None:
    article.refresh_from_db()
    Article.objects.filter(pk=clean.pk).update(original=article)
    edit(clean, "Nobody was hurt.", by=filer)
    review = screened(clean)
    assert review.version.original == article.latest_version
    sign_step(review, "desk", actor=editor, now=SOON)
    case = case_on(clean, article, cause=cause)

    with as_app_role():
        if case.bars(review.version):
            with pytest.raises(IntegrityError, match="a case is not acknowledged"):
                let_go(clean)
        else:
            let_go(clean)

    assert review_of(clean).state == state


def test_a_case_of_other_copy_bars_nothing(signed: Article, article: Article, as_app_role: AsApp) -> None:
    case_on(article, signed)

    with as_app_role():
        let_go(signed)

    assert review_of(signed).state == "approved"


def test_no_table_of_the_same_name_hides_a_case(signed: Article, article: Article, as_app_role: AsApp) -> None:
    case_on(signed, article)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE moderation_case ON COMMIT DROP AS SELECT * FROM moderation_case WHERE false")
        cursor.execute("GRANT ALL ON pg_temp.moderation_case TO PUBLIC")

    with as_app_role(), pytest.raises(IntegrityError, match="a case is not acknowledged"):
        let_go(signed)


def test_a_case_is_not_acknowledged_at_a_prompt(
    signed: Article, article: Article, editor: Actor, as_app_role: AsApp
) -> None:
    case = case_on(signed, article)
    change = "UPDATE moderation_case SET acknowledged_by_id = %s, acknowledged_at = now() WHERE id = %s"

    with as_app_role():
        said = refused(change, editor.user.pk, case.pk)

    assert "not acknowledged without an event" in said
    assert "not acknowledged without an event" in refused(change, editor.user.pk, case.pk)


@pytest.mark.parametrize(
    "change",
    ["article_id = of_article_id", "of_article_id = article_id", "of_version_id = NULL", "cause = 'correction'",
     "reason = 'all is well'", "opened_at = now()"],
)  # fmt: skip
def test_a_case_stays_what_it_tells_of(signed: Article, article: Article, as_app_role: AsApp, change: str) -> None:
    case = case_on(signed, article, cause="kill")

    with as_app_role():
        said = refused(f"UPDATE moderation_case SET {change} WHERE id = %s", case.pk)

    assert "stays what it tells of" in said


def test_a_case_is_never_deleted(signed: Article, article: Article) -> None:
    case = case_on(signed, article)

    assert "never deleted" in refused("DELETE FROM moderation_case WHERE id = %s", case.pk)


def test_a_case_begins_unacknowledged(signed: Article, article: Article, editor: Actor) -> None:
    case = case_on(signed, article, cause="kill")
    case.pk, case.cause, case.acknowledged_by, case.acknowledged_at = None, "correction", editor.user, NOW
    case._state.adding = True

    with pytest.raises(IntegrityError, match="begins unacknowledged"), transaction.atomic():
        case.save()


@pytest.mark.parametrize("change", ["acknowledged_by_id = NULL, acknowledged_at = NULL", "note = 'all is well'"])
def test_what_was_acknowledged_stays_so(
    signed: Article, article: Article, editor: Actor, as_app_role: AsApp, change: str
) -> None:
    case = acknowledge(case=case_on(signed, article), actor=editor, now=SOON)

    with as_app_role():
        said = refused(f"UPDATE moderation_case SET {change} WHERE id = %s", case.pk)

    assert "stays what it tells of" in said


def test_a_case_goes_to_the_chiefs_all_the_same(signed: Article, article: Article, as_app_role: AsApp) -> None:
    case = case_on(signed, article)

    with as_app_role():
        assert escalate_cases(now=case.due_at + (SOON - NOW)) == 1

    assert Case.objects.get().escalated_at is not None

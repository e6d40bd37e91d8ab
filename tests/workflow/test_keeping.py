"""What an approval no longer stands for: the words of whoever gave it, and flags of a later reading."""

from __future__ import annotations

from datetime import timedelta

import pytest

from articles.actor import Actor
from articles.intake import Copy
from articles.models import Article
from articles.operations import correct_copy
from moderation.models import AuditEvent, Review, ScreeningRun
from moderation.workflow.answering import dismiss
from moderation.workflow.deciding import ReadingMoved, approve
from moderation.workflow.editing import save_edit
from tests.workflow.newsroom import LABEL, NOW, SOON, TEXT, TOLL, flag_on, review_of, screened


@pytest.fixture
def signed(article: Article, second: Actor, chief: Actor) -> Review:
    """Return a review of two steps, the first of them signed by the chief."""
    dismiss(flag=flag_on(article, "Twelve"), reason_code="verified", actor=second, now=SOON)
    review = review_of(article)
    approve(review=review, content_hash=review.version.content_hash, actor=chief, now=SOON)
    article.refresh_from_db()
    return review_of(article)


def approve_as(actor: Actor, article: Article) -> str:
    """Approve what stands, and return the state that the review is in then."""
    review = review_of(article)
    approve(review=review, content_hash=review.version.content_hash, actor=actor, now=SOON)
    return review_of(article).state


def test_a_step_stands_as_long_as_nobody_writes(signed: Review, article: Article, standards: Actor) -> None:
    assert approve_as(standards, article) == "approved"


def test_who_approved_and_then_wrote_a_summary_has_approved_nothing(
    signed: Review, article: Article, chief: Actor, standards: Actor, editor: Actor
) -> None:
    summed = Copy(text=signed.version.text, headline=signed.version.headline, summary="Ninety dead.")
    correct_copy(article=article, copy=summed, actor=chief, now=SOON, expected_version=1)
    screened(article, TOLL, LABEL)

    assert AuditEvent.objects.filter(action="approval.lapsed").count() == 1
    assert approve_as(editor, article) == "waiting"
    assert approve_as(standards, article) == "approved"


def test_who_approved_and_then_edited_there_and_back_has_approved_nothing(
    signed: Review, article: Article, chief: Actor, standards: Actor, editor: Actor
) -> None:
    for number, text in ((1, f"{TEXT} More."), (2, TEXT)):
        save_edit(review=signed, copy=Copy(text=text, headline="x"), expected_version=number, actor=chief, now=SOON)
    screened(article, TOLL, LABEL)

    assert approve_as(editor, article) == "waiting"
    assert approve_as(standards, article) == "approved"


def test_a_run_that_reads_again_has_another_reading(clean: Article, editor: Actor) -> None:
    review, seen = review_of(clean), ScreeningRun.objects.get().reading_id
    screened(clean, LABEL, now=NOW + timedelta(minutes=1))

    with pytest.raises(ReadingMoved):
        approve(review=review, content_hash=review.version.content_hash, reading_id=seen, actor=editor, now=SOON)

"""Steps of a plan: which are due, which are taken."""

from typing import Any

import pytest

from articles.actor import Actor
from articles.models import Article
from moderation.models import Flag, ReviewPlan
from moderation.workflow.answering import dismiss
from moderation.workflow.approving import NoStepForYou, next_step, sign_step
from moderation.workflow.configuring import save_plan
from moderation.workflow.deciding import approve, obstacles_to_approval
from moderation.workflow.plans import PLAIN_STEP, progress, read_steps, steps_due
from tests.workflow.newsroom import NOW, SOON, edit, flag_on, review_of, screened

TWO_EYES_TWICE = [{"step": "desk", "name": "Two editors", "roles": ["desk_editor"], "quorum": 2}]


def flag(**fields: Any) -> Flag:
    return Flag(**{"check_id": "loaded_label", "severity": "high", "state": "open", **fields})


@pytest.mark.parametrize(
    ("condition", "is_due"),
    [
        ({}, True),
        ({"severities": ["high"]}, True),
        ({"severities": ["low"]}, False),
        ({"check_ids": ["loaded_label", "hedged_toll"]}, True),
        ({"check_ids": ["hedged_toll"]}, False),
        ({"states": ["dismissed"]}, False),
        ({"states": ["open"], "severities": ["high"], "languages": ["fr"]}, True),
        ({"languages": ["en"]}, False),
    ],
)
def test_a_condition_fits_one_flag_in_all_it_names(condition: dict[str, list[str]], is_due: bool) -> None:
    step = read_steps([{"step": "a", "roles": ["desk_editor"], "when": [condition]}])[0]

    assert step.is_due([flag(severity="medium", check_id="x", state="upheld"), flag()], "fr") is is_due


def test_one_fitting_condition_of_several_is_enough() -> None:
    step = read_steps(
        [{"step": "a", "roles": ["desk_editor"], "when": [{"severities": ["low"]}, {"states": ["open"]}]}]
    )[0]

    assert step.is_due([flag()], "en")
    assert not step.is_due([], "en")


@pytest.mark.django_db
class TestProgress:
    """A review's way through its plan."""

    def test_the_standards_step_comes_with_a_dismissed_high_flag(self, article: Article, editor: Actor) -> None:
        before = [step.code for step in steps_due(review_of(article))]

        dismiss(flag=flag_on(article, "Twelve"), reason_code="verified", actor=editor, now=SOON)

        assert before == ["desk"]
        assert [step.code for step in steps_due(review_of(article))] == ["desk", "standards"]

    def test_a_quorum_of_two_needs_two_people(self, clean: Article, editor: Actor, second: Actor) -> None:
        pin(clean, TWO_EYES_TWICE)
        approve_as(editor, clean)
        assert review_of(clean).state == "waiting"
        with pytest.raises(NoStepForYou):
            approve_as(editor, clean)

        approve_as(second, clean)

        assert review_of(clean).state == "approved"
        assert progress(review_of(clean))[0].is_taken

    def test_a_person_may_approve_what_asks_for_no_step(self, clean: Article, editor: Actor) -> None:
        pin(clean, [])

        assert next_step(review_of(clean), editor) == PLAIN_STEP
        approve_as(editor, clean)

        assert review_of(clean).state == "approved"

    def test_the_same_text_filed_again_keeps_its_approvals(self, clean: Article, editor: Actor, second: Actor) -> None:
        pin(clean, TWO_EYES_TWICE)
        approve_as(editor, clean)
        text = review_of(clean).version.text

        edit(clean, text, by=second)

        assert review_of(clean).version.number == 1
        assert len(progress(review_of(clean))[0].approvals) == 1

    def test_an_approval_counts_for_its_content_only(self, clean: Article, editor: Actor, second: Actor) -> None:
        pin(clean, TWO_EYES_TWICE)
        sign_step(review_of(clean), "desk", actor=editor, now=SOON)

        edit(clean, "Another text entirely.", by=second)
        screened(clean)

        assert progress(review_of(clean))[0].approvals == ()

    def test_nothing_bars_clean_copy_that_was_read(self, clean: Article) -> None:
        assert obstacles_to_approval(review_of(clean)) == []


def pin(article: Article, steps: list[dict[str, Any]]) -> None:
    plan = ReviewPlan(code="own", name="Own")
    version = save_plan(plan=plan, steps=steps, actor=Actor.system(), now=NOW)
    review = review_of(article)
    review.plan_version = version
    review.save()


def approve_as(actor: Actor, article: Article) -> None:
    review = review_of(article)
    approve(review=review, content_hash=review.version.content_hash, actor=actor, now=SOON)

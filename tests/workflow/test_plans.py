"""Steps of a plan: which are due, which are taken."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from articles.actor import Actor
from articles.intake import Copy
from articles.models import Article
from articles.operations import correct_copy
from moderation.models import AuditEvent, Flag, ReviewPlan, Route, StepApproval
from moderation.workflow.answering import dismiss
from moderation.workflow.approving import NoStepForYou, next_step, sign_step
from moderation.workflow.configuring import save_plan
from moderation.workflow.deciding import approve, obstacles_to_approval
from moderation.workflow.plans import PLAIN_STEP, progress, read_steps, steps_due
from moderation.workflow.reviewing import escalate_overdue
from moderation.workflow.routing import route_review
from moderation.workflow.states import Role
from tests.workflow.newsroom import (
    LABEL,
    NOW,
    SOON,
    TEXT,
    TOLL,
    Seen,
    edit,
    flag_on,
    person,
    publish_words,
    read_again,
    review_of,
    screened,
)

TWO_EYES_TWICE = [{"step": "desk", "name": "Two editors", "roles": ["desk_editor"], "quorum": 2}]
STANDARDS_FIRST = [
    {"step": "standards", "roles": ["standards_editor"], "when": [{"severities": ["high"], "states": ["dismissed"]}]},
    {"step": "desk", "roles": ["desk_editor", "desk_chief"]},
]
MORE = "Ninety soldiers were killed near Korr."
THIRTY = replace(TOLL, words="Thirty", facts={"toll": {"min": 30, "max": 30}, "attribution": {"grade": "none"}})
NINETY = replace(TOLL, words="Ninety", facts={"toll": {"min": 90, "max": 90}, "attribution": {"grade": "none"}})
MAYOR = Seen("loaded_label", "mayor", "high", {"voice": "own"}, term="en.term.mayor")
RAIN = replace(TOLL, words="Rain")
LATER = SOON + timedelta(minutes=5)


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


@pytest.fixture
def signed(article: Article, editor: Actor, standards: Actor) -> Article:
    """Return copy whose standards step is signed and whose desk step is open."""
    pin(article, STANDARDS_FIRST)
    dismiss(flag=flag_on(article, "Twelve"), reason_code="verified", actor=editor, now=SOON)
    approve_as(standards, article)
    return article


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


@pytest.mark.django_db
class TestStepsThatAnEditTouches:
    """A signed step about dismissed high flags, and an edit before the desk has signed its own."""

    def test_a_changed_figure_reopens_the_step(self, signed: Article, editor: Actor, second: Actor) -> None:
        edit(signed, TEXT.replace("Twelve", "Thirty"), by=second)
        screened(signed, THIRTY, LABEL)

        dismiss(flag=flag_on(signed, "Thirty"), reason_code="verified", actor=editor, now=SOON)

        assert steps_open(signed) == ["standards", "desk"]

    def test_a_new_flag_reopens_the_step(self, signed: Article, editor: Actor, second: Actor) -> None:
        edit(signed, f"{TEXT} {MORE}", by=second)
        screened(signed, TOLL, LABEL, NINETY)

        dismiss(flag=flag_on(signed, "Ninety"), reason_code="verified", actor=editor, now=SOON)

        assert steps_open(signed) == ["standards", "desk"]

    def test_a_flag_that_is_gone_reopens_the_step(self, signed: Article, editor: Actor, second: Actor) -> None:
        edit(signed, f"{TEXT} {MORE}", by=second)
        screened(signed, TOLL, LABEL, NINETY)
        dismiss(flag=flag_on(signed, "Ninety"), reason_code="verified", actor=editor, now=SOON)
        approve_as(person("other", Role.STANDARDS_EDITOR), signed)

        edit(signed, f"{TEXT} Rain fell later.", by=second)
        screened(signed, TOLL, LABEL)

        assert steps_open(signed) == ["standards", "desk"]

    def test_an_edit_elsewhere_leaves_the_step(self, signed: Article, second: Actor) -> None:
        edit(signed, f"{TEXT} {MORE}", by=second)
        screened(signed, TOLL, LABEL)

        assert steps_open(signed) == ["desk"]

    def test_a_flag_that_no_condition_can_fit_leaves_the_step(self, signed: Article, second: Actor) -> None:
        edit(signed, f"{TEXT} {MORE}", by=second)
        screened(signed, TOLL, LABEL, replace(NINETY, severity="medium"))

        assert steps_open(signed) == ["desk"]

    def test_an_open_flag_in_other_words_reopens_a_step_about_its_check(self, article: Article, second: Actor) -> None:
        pin(article, [{**STANDARDS_FIRST[0], "when": [{"check_ids": ["loaded_label"]}]}, STANDARDS_FIRST[1]])
        sign_step(review_of(article), "standards", actor=person("other", Role.STANDARDS_EDITOR), now=SOON)

        edit(article, TEXT.replace("spoke of", "spoke at length of"), by=second)
        screened(article, TOLL, LABEL)

        assert steps_open(article) == ["standards", "desk"]

    def test_what_a_release_took_back_before_the_edit_does_not_reopen_the_step(
        self, signed: Article, editor: Actor, second: Actor
    ) -> None:
        screened(signed, TOLL, LABEL, MAYOR, now=SOON)
        dismiss(flag=flag_on(signed, "mayor"), reason_code="verified", actor=editor, now=SOON)
        approve_as(person("other", Role.STANDARDS_EDITOR), signed)
        screened(signed, TOLL, LABEL, now=SOON)

        edit(signed, f"{TEXT} {MORE}", by=second, now=LATER)
        screened(signed, TOLL, LABEL, now=LATER)

        assert steps_open(signed) == ["desk"]


@pytest.mark.django_db
class TestStepsThatALaterReadingTouches:
    """A signed step, and a release whose reading of the same text finds something else."""

    def test_a_new_high_flag_reopens_the_step(
        self, signed: Article, editor: Actor, second: Actor, standards: Actor
    ) -> None:
        read_again(signed, 2, TOLL, LABEL, MAYOR)
        dismiss(flag=flag_on(signed, "mayor"), reason_code="verified", actor=editor, now=SOON)

        approve_as(second, signed)

        assert steps_open(signed) == ["standards"]
        assert review_of(signed).state == "waiting"
        approve_as(standards, signed)
        assert review_of(signed).state == "approved"

    def test_the_history_says_that_the_approval_lapsed(self, signed: Article, standards: Actor) -> None:
        read_again(signed, 2, TOLL, LABEL, MAYOR)

        event = AuditEvent.objects.get(action="approval.lapsed")
        assert event.after == {"step": "standards", "by": standards.user.pk}

    def test_a_flag_that_has_become_graver_reopens_the_step(self, signed: Article) -> None:
        read_again(signed, 2, TOLL, replace(LABEL, severity="high"))

        assert StepApproval.objects.filter(cycle=review_of(signed).cycle).count() == 0

    def test_other_facts_reopen_the_step(self, signed: Article, editor: Actor) -> None:
        read_again(signed, 2, replace(TOLL, facts={"toll": {"min": 12, "max": 19}}), LABEL)
        dismiss(flag=flag_on(signed, "Twelve"), reason_code="verified", actor=editor, now=SOON)

        assert steps_open(signed) == ["standards", "desk"]

    def test_a_new_high_flag_reopens_the_step_that_reads_the_whole_text(
        self, article: Article, editor: Actor, second: Actor, standards: Actor
    ) -> None:
        pin(article, STANDARDS_FIRST)
        dismiss(flag=flag_on(article, "Twelve"), reason_code="verified", actor=second, now=SOON)
        approve_as(editor, article)

        read_again(article, 2, TOLL, LABEL, MAYOR)
        dismiss(flag=flag_on(article, "mayor"), reason_code="verified", actor=second, now=SOON)
        approve_as(standards, article)

        assert (review_of(article).state, steps_open(article)) == ("waiting", ["desk"])

    def test_the_same_text_filed_again_and_read_under_other_words_reopens_the_step(
        self, signed: Article, second: Actor, editor: Actor
    ) -> None:
        publish_words(2)
        file_same_again(signed, by=second)
        screened(signed, TOLL, LABEL, MAYOR)
        dismiss(flag=flag_on(signed, "mayor"), reason_code="verified", actor=editor, now=SOON)

        assert steps_open(signed) == ["standards", "desk"]

    def test_a_text_put_back_does_not_bring_back_its_approvals(
        self, signed: Article, editor: Actor, second: Actor
    ) -> None:
        edit(signed, f"{TEXT} {MORE}", by=second)
        publish_words(2)
        screened(signed, TOLL, LABEL, NINETY, MAYOR)

        edit(signed, TEXT, by=second)
        screened(signed, TOLL, LABEL, MAYOR)
        dismiss(flag=flag_on(signed, "mayor"), reason_code="verified", actor=editor, now=SOON)

        assert steps_open(signed) == ["standards", "desk"]

    def test_the_same_flags_leave_every_step(self, signed: Article) -> None:
        read_again(signed, 2, TOLL, LABEL)

        assert (steps_open(signed), review_of(signed).cycle) == (["desk"], 1)

    def test_a_flag_that_no_condition_can_fit_leaves_the_step(self, signed: Article) -> None:
        read_again(signed, 2, TOLL, LABEL, replace(MAYOR, severity="medium"))

        assert steps_open(signed) == ["desk"]

    def test_a_flag_that_is_gone_leaves_the_step(self, signed: Article, editor: Actor) -> None:
        read_again(signed, 2, TOLL, LABEL, MAYOR)
        dismiss(flag=flag_on(signed, "mayor"), reason_code="verified", actor=editor, now=SOON)
        approve_as(person("other", Role.STANDARDS_EDITOR), signed)

        read_again(signed, 3, TOLL, LABEL)

        assert steps_open(signed) == ["desk"]

    def test_one_step_is_reopened_and_the_other_kept(
        self, article: Article, editor: Actor, second: Actor, standards: Actor
    ) -> None:
        labels = {"step": "labels", "roles": ["desk_editor"], "when": [{"check_ids": ["loaded_label"]}]}
        pin(article, [*STANDARDS_FIRST, labels])
        dismiss(flag=flag_on(article, "Twelve"), reason_code="verified", actor=editor, now=SOON)
        approve_as(standards, article)
        sign_step(review_of(article), "labels", actor=second, now=SOON)

        read_again(article, 2, TOLL, LABEL, RAIN)
        dismiss(flag=flag_on(article, "Rain"), reason_code="verified", actor=editor, now=SOON)

        assert steps_open(article) == ["standards", "desk"]

    def test_late_copy_is_not_escalated_anew_for_it(self, signed: Article, chief: Actor) -> None:
        late = NOW + timedelta(days=3)
        assert escalate_overdue(now=late) == 1

        read_again(signed, 2, TOLL, LABEL, MAYOR)

        assert escalate_overdue(now=late + timedelta(minutes=1)) == 0


def file_same_again(article: Article, *, by: Actor) -> None:
    """File the text once more under another headline: the next version of the same content."""
    article.refresh_from_db()
    before = article.latest_version
    correct_copy(
        article=article, copy=Copy(text=before.text, headline="Twelve dead in Orvane"), actor=by, now=SOON,
        expected_version=before.number, origin="corrected",
    )  # fmt: skip


def steps_open(article: Article) -> list[str]:
    return [taking.step.code for taking in progress(review_of(article)) if not taking.is_taken]


def pin(article: Article, steps: list[dict[str, Any]]) -> None:
    plan = ReviewPlan(code="own", name="Own")
    version = save_plan(plan=plan, steps=steps, actor=Actor.system(), now=NOW)
    Route.objects.update(plan=version.plan)
    review = review_of(article)
    route_review(review, now=NOW)
    review.save()
    assert review.plan_version == version


def approve_as(actor: Actor, article: Article) -> None:
    review = review_of(article)
    approve(review=review, content_hash=review.version.content_hash, actor=actor, now=SOON)

"""Copy that is routed once more: it leaves its desk, or is read only after it was put before one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from articles.actor import Actor
from articles.models import Article, Desk
from articles.operations import hold_copy
from moderation.admin.routing_words import explain
from moderation.models import (
    AuditEvent,
    LexiconRelease,
    Notice,
    ReviewPlan,
    Route,
    RoutingDecision,
    ScreeningRun,
    StepApproval,
)
from moderation.workflow.acting import live_claim
from moderation.workflow.answering import dismiss
from moderation.workflow.approving import sign_step
from moderation.workflow.clock import due_at, minutes_for
from moderation.workflow.configuring import (
    save_route,
)
from moderation.workflow.deciding import return_
from moderation.workflow.plans import progress
from moderation.workflow.reviewing import assign, claim, escalate_overdue, release
from moderation.workflow.runs import MOST_ATTEMPTS, claim_run, fail_run
from moderation.workflow.states import Role
from moderation.workflow.timeline import timeline
from tests.workflow.newsroom import LABEL, NOW, SOON, TEXT, TOLL, edit, flag_on, person, review_of, screened
from tests.workflow.routes import PutAside, hold_for_an_hour, send_tolls_to_war, spike_it


def return_it(article: Article, actor: Actor) -> None:
    return_(review=review_of(article), reason="Ask the wire", actor=actor, now=NOW)


def claim_it(article: Article, actor: Actor) -> None:
    claim(review=review_of(article), actor=actor, now=NOW)


def assign_it(article: Article, actor: Actor) -> None:
    assign(review=review_of(article), to=actor.user, actor=actor, now=NOW)


@pytest.mark.django_db
class TestLeavingADesk:
    """Copy in somebody's hands, and an edit that sends it to another desk."""

    @pytest.fixture
    def taken(self, clean: Article, editor: Actor, chief: Actor) -> Article:
        assign(review=review_of(clean), to=editor.user, actor=chief, now=NOW)
        claim(review=review_of(clean), actor=editor, now=NOW)
        return clean

    def test_it_is_in_nobodys_hands_on_the_other_desk(self, taken: Article, editor: Actor, chief: Actor) -> None:
        war = send_tolls_to_war(chief)

        edit(taken, TEXT + " More.", by=editor)
        review = screened(taken, TOLL, now=SOON)

        assert (review.desk, review.assigned_to, live_claim(review, SOON)) == (war, None, None)

    def test_the_history_says_whose_hands_it_left(self, taken: Article, editor: Actor, chief: Actor) -> None:
        send_tolls_to_war(chief)

        edit(taken, TEXT + " More.", by=editor)
        screened(taken, TOLL, now=SOON)

        ended = AuditEvent.objects.get(action="claim.ended")
        assert (ended.actor_label, ended.after) == ("routing", {"by": "routed", "holder": editor.user.pk})
        freed = AuditEvent.objects.get(action="review.unassigned")
        assert (freed.actor_label, freed.before["assigned_to_id"]) == ("routing", editor.user.pk)
        told = [entry.sentence for entry in timeline(taken)]
        assert "ended the assignment to editor" in told
        assert "a claim ended (routed to another desk)" in told

    def test_what_stays_on_its_desk_stays_in_hand(self, taken: Article, editor: Actor) -> None:
        edit(taken, TEXT + " More.", by=editor)
        review = screened(taken, LABEL, now=SOON)

        assert review.assigned_to == editor.user
        assert live_claim(review, SOON).holder == editor.user

    def test_late_copy_is_put_before_the_chiefs_of_its_new_desk(
        self, clean: Article, editor: Actor, chief: Actor
    ) -> None:
        war = send_tolls_to_war(chief)
        lead = person("lead", Role.DESK_CHIEF, desk=war)
        late = NOW + timedelta(days=2)
        assert escalate_overdue(now=late) == 1

        edit(clean, TEXT + " More.", by=editor, now=late)
        screened(clean, TOLL, now=late)

        assert escalate_overdue(now=late + timedelta(minutes=1)) == 1
        assert Notice.objects.latest("pk").recipient == lead.user


def fails(article: Article) -> None:
    """Let every attempt to read the article's latest version fail."""
    article.refresh_from_db()
    run = ScreeningRun.objects.filter(version=article.latest_version).latest("pk")
    for _ in range(MOST_ATTEMPTS):
        claimed = claim_run(run_id=run.pk, now=NOW)
        assert claimed is not None
        fail_run(run=claimed, reason="ValueError: odd text", now=NOW)


@pytest.mark.django_db
class TestScreenedAgain:
    """Copy whose screening failed went to a desk unread; it is routed by what a later screening finds."""

    @pytest.fixture
    def war(self, house: LexiconRelease, chief: Actor) -> Desk:
        return send_tolls_to_war(chief)

    @pytest.fixture
    def unread(self, make: Callable[..., Article], war: Desk) -> Article:
        made = make()
        fails(made)
        assert review_of(made).desk != war
        return made

    def test_it_goes_where_it_would_have_gone_at_once(self, unread: Article, war: Desk) -> None:
        review = screened(unread, TOLL, now=SOON)

        assert (review.state, review.desk, review.plan_version.plan.code) == ("waiting", war, "flash")
        assert flag_on(unread, "Twelve").desk == war

    def test_it_is_due_by_the_hours_of_the_desk_that_it_comes_to(self, unread: Article, war: Desk) -> None:
        war.time_zone = "Asia/Tokyo"
        war.save()

        review = screened(unread, TOLL, now=SOON)

        assert review.due_at == due_at(SOON, minutes=minutes_for(unread.urgency), hours=war)

    def test_a_second_screening_routes_nothing(self, clean: Article, war: Desk) -> None:
        review = screened(clean, TOLL, now=SOON)

        assert review.desk != war

    def test_clean_copy_passes_by_its_plan(self, unread: Article, chief: Actor) -> None:
        clean_plan = ReviewPlan.objects.get(code="clean")
        save_route(route=Route(name="Clean", position=1, plan=clean_plan), actor=chief, now=NOW)

        assert screened(unread, now=SOON).state == "approved"

    @pytest.mark.parametrize("take", [claim_it, assign_it, hold_for_an_hour, return_it, spike_it])
    def test_what_an_editor_took_in_hand_stays_on_the_desk(
        self, unread: Article, war: Desk, chief: Actor, take: PutAside
    ) -> None:
        desk = review_of(unread).desk
        take(unread, chief)

        review = screened(unread, TOLL, now=SOON)

        assert review.desk == desk

    def test_what_stays_is_read_by_the_plan_that_its_flags_ask_for(
        self, unread: Article, desk: Desk, war: Desk, editor: Actor, capsys: pytest.CaptureFixture[str]
    ) -> None:
        claim_it(unread, editor)

        review = screened(unread, TOLL, now=SOON)

        assert review.plan_version.plan.code == "flash"
        decision = RoutingDecision.objects.latest("pk")
        assert (decision.desk, decision.matched["in_hand"]) == (desk, "monde")
        assert "stays in hand on: Monde" in explain(decision).matched

    def test_what_was_taken_and_given_back_goes_on(self, unread: Article, war: Desk, editor: Actor) -> None:
        claim_it(unread, editor)
        release(review=review_of(unread), actor=editor, now=NOW)

        assert screened(unread, TOLL, now=SOON).desk == war

    def test_what_the_wire_withheld_meanwhile_goes_on(self, unread: Article, war: Desk) -> None:
        hold_copy(article=unread, actor=Actor.system(), reason="Wait", now=NOW)

        review = screened(unread, TOLL, now=SOON)

        assert (review.state, review.desk) == ("held", war)

    def test_a_later_version_that_cannot_be_read_stays_where_it_was(
        self, make: Callable[..., Article], war: Desk, second: Actor
    ) -> None:
        made = make()
        screened(made, TOLL)
        edit(made, TEXT + " More.", by=second)

        fails(made)

        assert (review_of(made).state, review_of(made).desk) == ("waiting", war)
        assert screened(made, LABEL, now=SOON).desk != war

    def test_an_approval_outlasts_a_screening_that_failed(
        self, article: Article, editor: Actor, second: Actor, standards: Actor
    ) -> None:
        dismiss(flag=flag_on(article, "Twelve"), reason_code="verified", actor=editor, now=NOW)
        sign_step(review_of(article), "standards", actor=standards, now=NOW)
        edit(article, TEXT + " More.", by=second)
        fails(article)

        screened(article, TOLL, LABEL, now=SOON)

        assert StepApproval.objects.get(version=review_of(article).version).step == "standards"

    def test_no_approval_is_kept_on_flags_that_a_failed_screening_did_not_look_for(
        self, clean: Article, second: Actor, standards: Actor, editor: Actor
    ) -> None:
        sign_step(review_of(clean), "standards", actor=standards, now=NOW)
        edit(clean, TEXT + " More.", by=second)
        fails(clean)

        screened(clean, TOLL, now=SOON)
        dismiss(flag=flag_on(clean, "Twelve"), reason_code="verified", actor=editor, now=SOON)

        assert not any(taking.is_taken for taking in progress(review_of(clean)))

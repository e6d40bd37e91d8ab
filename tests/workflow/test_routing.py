"""Which desk gets which copy, and why."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles.actor import Actor
from articles.models import Article, Desk, Wire
from moderation.models import (
    AuditEvent,
    LexiconRelease,
    ReviewPlan,
    Route,
    RoutingDecision,
    StepApproval,
)
from moderation.workflow.answering import dismiss
from moderation.workflow.approving import sign_step
from moderation.workflow.configuring import (
    save_plan,
    save_route,
)
from moderation.workflow.deciding import resume
from moderation.workflow.routing import Freight, NoDefaultRoute, weigh_routes
from tests.workflow.newsroom import LABEL, NOW, SOON, TEXT, TOLL, edit, file, flag_on, review_of, screened
from tests.workflow.routes import PutAside, hold_for_an_hour, route, send_tolls_to_war, spike_it

FREIGHT = Freight(
    "fr", "meridien", "monde", "translated", 4, (("loaded_label", "medium"), ("unattributed_toll", "high"))
)


@pytest.mark.parametrize(
    "conditions",
    [
        {},
        {"languages": ["fr", "en"]},
        {"wires": ["meridien"]},
        {"desks": ["monde"]},
        {"kinds": ["translated"]},
        {"max_urgency": 4},
        {"check_ids": ["unattributed_toll"]},
        {"severities": ["high", "medium"]},
        {"check_ids": ["unattributed_toll"], "severities": ["high"], "languages": ["fr"], "max_urgency": 5},
    ],
)
def test_a_rule_whose_conditions_all_fit_wins(conditions: dict[str, Any]) -> None:
    verdicts = weigh_routes(FREIGHT, [route("this", **conditions)])

    assert verdicts[-1].is_match


@pytest.mark.parametrize(
    ("conditions", "because"),
    [
        ({"languages": ["en"]}, "languages: fr not in en"),
        ({"languages": []}, "languages: fr not in "),
        ({"wires": ["other"]}, "wires: meridien not in other"),
        ({"desks": ["world"]}, "desks: monde not in world"),
        ({"kinds": ["syndicated"]}, "kinds: translated not in syndicated"),
        ({"max_urgency": 3}, "max_urgency: 4 is above 3"),
        ({"check_ids": ["hedged_toll"]}, "flags: no open flag is hedged_toll"),
        # One flag must fit both: a high label is neither of these two.
        ({"check_ids": ["loaded_label"], "severities": ["high"]}, "flags: no open flag is loaded_label, high"),
    ],
)
def test_a_rule_that_lost_says_why(conditions: dict[str, Any], because: str) -> None:
    verdicts = weigh_routes(FREIGHT, [route("this", **conditions), route("default")])

    assert [verdict.failed for verdict in verdicts] == [because, ""]


def test_the_first_match_wins() -> None:
    verdicts = weigh_routes(FREIGHT, [route("first"), route("second")])

    assert [verdict.route.name for verdict in verdicts] == ["first"]


def test_without_a_default_nothing_is_routed() -> None:
    with pytest.raises(NoDefaultRoute, match="seed"):
        weigh_routes(FREIGHT, [route("other", languages=["ru"])])


@pytest.mark.django_db
class TestDecision:
    """The decision, kept with the article."""

    def test_it_keeps_rule_version_matches_and_losers(self, article: Article) -> None:
        decision = RoutingDecision.objects.get()

        assert (decision.route_name, decision.route_version) == ("Figures without a source", 1)
        assert decision.matched == {"flags": ["unattributed_toll (high)"]}
        assert [lost["name"] for lost in decision.lost] == ["Flashes"]

    def test_a_rule_may_send_copy_to_another_desk(
        self, house: LexiconRelease, wire: Wire, desk: Desk, filer: Actor, chief: Actor
    ) -> None:
        other = Desk.objects.create(code="science", name="Science", language="en")
        rule = Route(
            name="Labels", position=5, check_ids=["loaded_label"], to_desk=other, plan=ReviewPlan.objects.first()
        )
        save_route(route=rule, actor=chief, now=NOW)

        made = file(wire, desk, by=filer)
        review = screened(made, LABEL)

        assert review.desk == other
        assert set(made.flags.values_list("desk", flat=True)) == {other.pk}

    def test_a_review_keeps_the_plan_version_it_began_with(self, article: Article, chief: Actor) -> None:
        plan = ReviewPlan.objects.get(code="desk")
        save_plan(plan=plan, steps=plan.latest().steps[:1], actor=chief, now=NOW)

        edit(article, TEXT + " More.", by=chief)
        review = screened(article, TOLL, LABEL)

        assert review.plan_version.number == 1
        assert plan.latest().number == 2

    @pytest.mark.parametrize("put_aside", [hold_for_an_hour, spike_it])
    def test_what_was_put_aside_is_routed_by_the_version_that_is_read(
        self, clean: Article, editor: Actor, second: Actor, chief: Actor, put_aside: PutAside
    ) -> None:
        war = send_tolls_to_war(chief)
        edit(clean, TEXT + " More.", by=second)
        put_aside(clean, editor)

        review = screened(clean, TOLL)

        assert (review.desk, review.plan_version.plan.code) == (war, "flash")
        assert flag_on(clean, "Twelve").desk == war

    def test_a_version_filed_while_its_article_is_held_is_routed(
        self, clean: Article, editor: Actor, second: Actor, chief: Actor
    ) -> None:
        war = send_tolls_to_war(chief)
        hold_for_an_hour(clean, editor)
        edit(clean, TEXT + " More.", by=second)
        screened(clean, TOLL)

        resume(review=review_of(clean), actor=editor, now=SOON)

        assert (review_of(clean).state, review_of(clean).desk) == ("waiting", war)

    def test_held_copy_stays_on_its_desk_while_its_text_stays(
        self, article: Article, editor: Actor, chief: Actor
    ) -> None:
        hold_for_an_hour(article, editor)
        send_tolls_to_war(chief)

        review = screened(article, TOLL, LABEL)

        assert review.desk == article.desk
        assert RoutingDecision.objects.count() == 1

    def test_held_copy_keeps_the_approvals_of_the_steps_that_an_edit_leaves_alone(
        self, article: Article, editor: Actor, second: Actor, standards: Actor
    ) -> None:
        dismiss(flag=flag_on(article, "Twelve"), reason_code="verified", actor=editor, now=NOW)
        sign_step(review_of(article), "standards", actor=standards, now=NOW)
        hold_for_an_hour(article, editor)

        edit(article, TEXT + " More.", by=second)
        screened(article, TOLL, LABEL)

        assert StepApproval.objects.get(version=review_of(article).version).step == "standards"

    def test_the_command_says_why(self, article: Article, capsys: pytest.CaptureFixture[str]) -> None:
        call_command("explain_route", article.pk)

        said = capsys.readouterr().out
        assert "because of the rule “Figures without a source” (version 1)" in said
        assert "lost: “Flashes” (version 1) – max_urgency: 5 is above 1" in said

    def test_the_command_refuses_what_is_under_no_review(self) -> None:
        with pytest.raises(CommandError, match="no review"):
            call_command("explain_route", 999)

    def test_the_command_tells_of_what_is_not_routed_yet(
        self, house: LexiconRelease, wire: Wire, desk: Desk, filer: Actor, capsys: pytest.CaptureFixture[str]
    ) -> None:
        made = file(wire, desk, by=filer)

        call_command("explain_route", made.pk)

        assert "not routed yet" in capsys.readouterr().out

    def test_clean_copy_with_a_plan_of_no_due_step_is_approved_by_rule(
        self, house: LexiconRelease, wire: Wire, desk: Desk, filer: Actor, chief: Actor
    ) -> None:
        clean_plan = ReviewPlan.objects.get(code="clean")
        save_route(route=Route(name="Clean", position=1, plan=clean_plan), actor=chief, now=NOW)
        clean, flagged = (file(wire, desk, by=filer, text=f"{TEXT} {number}") for number in range(2))

        screened(clean)
        screened(flagged, LABEL)

        assert (review_of(clean).state, review_of(flagged).state) == ("approved", "waiting")
        event = AuditEvent.objects.get(action="version.approved")
        assert (event.actor_kind, event.article_id) == ("rule", clean.pk)

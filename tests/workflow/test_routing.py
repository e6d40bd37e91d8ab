"""Which desk gets which copy, and why."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from articles.actor import Actor
from articles.models import Article, Desk, Wire
from moderation.models import AuditEvent, LexiconRelease, ReviewPlan, Route, RoutingDecision
from moderation.workflow.configuring import (
    DefaultRouteStays,
    UnfitPlan,
    check_steps,
    remove_route,
    save_plan,
    save_route,
    seed_routes,
)
from moderation.workflow.plans import read_steps
from moderation.workflow.routing import Freight, NoDefaultRoute, weigh_routes
from tests.workflow.newsroom import LABEL, NOW, TEXT, TOLL, edit, file, review_of, screened

FREIGHT = Freight(
    "fr", "meridien", "monde", "translated", 4, (("loaded_label", "medium"), ("unattributed_toll", "high"))
)


def route(name: str, **conditions: Any) -> Route:
    return Route(name=name, version=3, **conditions)


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


@pytest.mark.django_db
class TestConfiguring:
    """Routes and plans change, and the change is recorded."""

    def test_a_changed_route_has_the_next_version(self, house: LexiconRelease, chief: Actor) -> None:
        rule = Route.objects.get(name="Flashes")
        rule.max_urgency = 2

        save_route(route=rule, actor=chief, now=NOW, reason="Two is urgent too")

        assert Route.objects.get(name="Flashes").version == 2
        event = AuditEvent.objects.latest("sequence")
        assert (event.action, event.before["max_urgency"], event.after["max_urgency"]) == ("route.changed", 1, 2)

    def test_an_unchanged_route_keeps_its_version(self, house: LexiconRelease, chief: Actor) -> None:
        before = AuditEvent.objects.count()

        save_route(route=Route.objects.get(name="Flashes"), actor=chief, now=NOW)

        assert Route.objects.get(name="Flashes").version == 1
        assert AuditEvent.objects.count() == before

    def test_the_default_route_stays(self, house: LexiconRelease, chief: Actor) -> None:
        default = Route.objects.get(is_default=True)
        with pytest.raises(DefaultRouteStays):
            remove_route(route=default, actor=chief, now=NOW)

        default.is_default = False

        with pytest.raises(DefaultRouteStays):
            save_route(route=default, actor=chief, now=NOW)

    def test_the_database_keeps_the_default_route_open_to_everything(self, house: LexiconRelease) -> None:
        with pytest.raises(IntegrityError, match="default_route"), transaction.atomic():
            Route.objects.filter(is_default=True).update(languages=["fr"])

    def test_a_removed_route_leaves_its_decisions(self, article: Article, chief: Actor) -> None:
        remove_route(route=Route.objects.get(name="Figures without a source"), actor=chief, now=NOW)

        assert RoutingDecision.objects.get().route_name == "Figures without a source"

    def test_seeds_leave_peoples_routes_alone(self, house: LexiconRelease) -> None:
        assert seed_routes([{"position": 1, "name": "New", "plan": "desk"}], now=NOW) == 0


@pytest.mark.parametrize(
    ("steps", "fault"),
    [
        ([{"step": "a", "roles": ["desk_editor"]}, {"step": "a", "roles": ["desk_editor"]}], "code of its own"),
        ([{"roles": ["desk_editor"]}], "code of its own"),
        ([{"step": "a"}], "cannot be read"),
        ([{"step": "a", "roles": ["king"]}], "cannot be read"),
        ([{"step": "a", "roles": []}], "no role"),
        ([{"step": "a", "roles": ["desk_editor"], "quorum": 3}], "one or two"),
        ([{"step": "a", "roles": ["desk_editor"], "when": [{"colour": ["red"]}]}], "colour"),
    ],
)
def test_a_plan_that_cannot_be_taken_is_refused(steps: list[dict[str, Any]], fault: str) -> None:
    with pytest.raises(UnfitPlan, match=fault):
        check_steps(steps)


def test_a_step_without_conditions_is_always_due() -> None:
    always, never = read_steps(
        [{"step": "a", "roles": ["desk_editor"]}, {"step": "b", "roles": ["desk_chief"], "when": []}]
    )

    assert (always.is_due([], "en"), never.is_due([], "en")) == (True, False)

"""Routes and plans as the house sets them: who may change what, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from articles.actor import Actor
from articles.models import Article
from moderation.models import (
    AuditEvent,
    LexiconRelease,
    Route,
    RoutingDecision,
)
from moderation.workflow.configuring import (
    DefaultRouteStays,
    UnfitPlan,
    check_steps,
    remove_route,
    save_route,
    seed_routes,
)
from moderation.workflow.plans import read_steps
from tests.workflow.newsroom import NOW


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

"""Routes for tests, and what may be done to copy before it is routed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from articles.actor import Actor
from articles.models import Article, Desk
from moderation.models import (
    ReviewPlan,
    Route,
)
from moderation.workflow.configuring import (
    save_route,
)
from moderation.workflow.deciding import hold, spike
from tests.workflow.newsroom import NOW, review_of

PutAside = Callable[[Article, Actor], object]


def hold_for_an_hour(article: Article, actor: Actor) -> None:
    hold(review=review_of(article), reason="Wait", until=NOW + timedelta(hours=1), actor=actor, now=NOW)


def spike_it(article: Article, actor: Actor) -> None:
    spike(review=review_of(article), reason="Overtaken", actor=actor, now=NOW)


def send_tolls_to_war(chief: Actor) -> Desk:
    war = Desk.objects.create(code="war", name="War", language="en")
    rule = Route.objects.get(name="Figures without a source")
    rule.to_desk, rule.plan = war, ReviewPlan.objects.get(code="flash")
    save_route(route=rule, actor=chief, now=NOW)
    return war


def route(name: str, **conditions: Any) -> Route:
    return Route(name=name, version=3, **conditions)

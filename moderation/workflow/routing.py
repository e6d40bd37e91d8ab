"""Route reviews: the first rule that matches names desk and plan, and the decision keeps why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from articles.actor import Actor
from moderation.models import ClaimEnd, Flag, Review, ReviewPlanVersion, Route, RoutingDecision
from moderation.workflow.acting import end_claim
from moderation.workflow.audit import record
from moderation.workflow.refusal import Refusal

ROUTER = Actor.rule("routing")


class NoDefaultRoute(Refusal):
    """Refuse to route where no rule takes what the others leave."""

    code = "no_default_route"

    def __init__(self) -> None:
        super().__init__(_("there is no default route: run `manage.py seed`, or mark one route as the default"))


@dataclass(frozen=True, slots=True)
class Freight:
    """What a rule looks at: the copy and its open flags."""

    language: str
    wire: str
    desk: str
    kind: str
    urgency: int
    flags: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, review: Review) -> Freight:
        """Return what the rules see of a review's version."""
        article = review.article
        flags = Flag.objects.filter(version=review.version).open().values_list("check_id", "severity")
        return cls(
            language=review.version.language,
            wire=article.wire.code,
            desk=article.desk.code,
            kind=article.kind,
            urgency=article.urgency,
            flags=tuple(sorted(flags)),
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """One rule against one freight: what matched, or the first condition that did not."""

    route: Route
    matched: Mapping[str, Any]
    failed: str = ""

    @property
    def is_match(self) -> bool:
        """Tell whether every condition fits."""
        return not self.failed


def route_review(review: Review, *, now: datetime, stays: bool = False) -> RoutingDecision:
    """Choose desk and plan for a review whose version was just read, and keep why.

    What *stays* keeps its desk and gets the plan alone: somebody has it in hand there.

    A review in mid-cycle keeps the plan's version it began with, unless the rule now names another plan. Whoever had
    the article in hand on the desk that it leaves has it no more.
    """
    verdicts = weigh_routes(Freight.of(review))
    winner = verdicts[-1]
    left, led_to = review.desk, winner.route.to_desk or review.article.desk
    review.desk = left if stays else led_to
    review.plan_version = _pin(review, winner.route)
    decision = RoutingDecision.objects.create(
        review=review,
        version=review.version,
        route_id=winner.route.pk,
        route_name=winner.route.name,
        route_version=winner.route.version,
        desk=review.desk,
        plan_version=review.plan_version,
        matched={**winner.matched, **({"in_hand": left.code} if review.desk != led_to else {})},
        lost=[explain_loss(verdict) for verdict in verdicts[:-1]],
        at=now,
    )
    Flag.objects.filter(version=review.version).exclude(desk=review.desk).update(desk=review.desk)
    _record(decision, now)
    if review.desk != left:
        _let_go(review, now)
    return decision


def is_routed(review: Review) -> bool:
    """Tell whether desk and plan were chosen for the content that is under review."""
    last = RoutingDecision.objects.filter(review=review).order_by("-pk").values_list("version__content_hash", flat=True)
    return review.plan_version is not None and last.first() == review.version.content_hash


def weigh_routes(freight: Freight, routes: Sequence[Route] | None = None) -> list[Verdict]:
    """Return the verdict on each rule in order, the winner last.

    :raises NoDefaultRoute: no rule takes it
    """
    if routes is None:
        routes = list(Route.objects.filter(is_active=True).select_related("to_desk", "plan"))
    verdicts: list[Verdict] = []
    for route in routes:
        verdicts.append(_weigh(route, freight))
        if verdicts[-1].is_match:
            return verdicts
    raise NoDefaultRoute


def explain_loss(verdict: Verdict) -> dict[str, Any]:
    """Return a rule that lost, as the decision keeps it."""
    return {
        "route": verdict.route.pk,
        "name": verdict.route.name,
        "version": verdict.route.version,
        "because": verdict.failed,
    }


def _record(decision: RoutingDecision, now: datetime) -> None:
    after = {
        "desk": decision.desk.code,
        "route": decision.route_name,
        "route_version": decision.route_version,
        "plan": str(decision.plan_version),
    }
    record(action="review.routed", actor=ROUTER, obj=decision.review, now=now, after=after)


def _let_go(review: Review, now: datetime) -> None:
    """End the claim and the assignment that stood on the desk an article has left."""
    end_claim(review, ClaimEnd.ROUTED, actor=ROUTER, now=now)
    assigned, review.assigned_to = review.assigned_to, None
    if assigned is not None:
        before = {"assigned_to_id": assigned.pk, "person": assigned.get_username()}
        record(action="review.unassigned", actor=ROUTER, obj=review, now=now, before=before)


def _weigh(route: Route, freight: Freight) -> Verdict:
    matched: dict[str, Any] = {}
    for name, wanted, found in (
        ("languages", route.languages, freight.language),
        ("wires", route.wires, freight.wire),
        ("desks", route.desks, freight.desk),
        ("kinds", route.kinds, freight.kind),
    ):
        if wanted is None:
            continue
        if found not in wanted:
            return Verdict(route, matched, f"{name}: {found or '–'} not in {', '.join(wanted)}")
        matched[name] = found
    if route.max_urgency is not None:
        if freight.urgency > route.max_urgency:
            return Verdict(route, matched, f"max_urgency: {freight.urgency} is above {route.max_urgency}")
        matched["max_urgency"] = freight.urgency
    return _weigh_flags(route, freight, matched)


def _weigh_flags(route: Route, freight: Freight, matched: dict[str, Any]) -> Verdict:
    """Ask for one open flag that fits both the rule's checks and its severities."""
    if route.check_ids is None and route.severities is None:
        return Verdict(route, matched)
    fitting = [
        f"{check_id} ({severity})"
        for check_id, severity in freight.flags
        if (route.check_ids is None or check_id in route.check_ids)
        and (route.severities is None or severity in route.severities)
    ]
    if not fitting:
        wanted = ", ".join([*(route.check_ids or ()), *(route.severities or ())])
        return Verdict(route, matched, f"flags: no open flag is {wanted}")
    return Verdict(route, {**matched, "flags": sorted(set(fitting))})


def _pin(review: Review, route: Route) -> ReviewPlanVersion:
    pinned = review.plan_version
    if pinned is not None and pinned.plan_id == route.plan_id:
        return pinned
    return route.plan.latest()

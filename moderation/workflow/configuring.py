"""Change what the workflow goes by: routes and review plans, each change recorded with its version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from articles.actor import Actor
from articles.models import Desk
from moderation.models import ReviewPlan, ReviewPlanVersion, Route
from moderation.workflow.audit import record, snapshot
from moderation.workflow.plans import CONDITIONS, read_steps
from moderation.workflow.refusal import Refusal

SEEDER = Actor.system()

CONDITIONS_OF_ROUTE = ("check_ids", "severities", "languages", "wires", "desks", "kinds")
ROUTE_FIELDS = (
    "position",
    "name",
    "is_active",
    "is_default",
    *CONDITIONS_OF_ROUTE,
    "max_urgency",
    "to_desk_id",
    "plan_id",
)

_MOST_APPROVERS = 2


class UnfitPlan(Refusal):
    """Refuse a plan whose steps cannot be taken."""

    code = "plan"


class DefaultRouteStays(Refusal):
    """Refuse to remove the rule that takes what the others leave."""

    code = "default_route"

    def __init__(self) -> None:
        super().__init__(_("the default route stays: without it copy would be on no desk; change it instead"))


@transaction.atomic
def save_route(*, route: Route, actor: Actor, now: datetime, reason: str = "") -> Route:
    """Save a new or changed route under its next version; a route that did not change keeps its version."""
    stored = Route.objects.select_for_update(of=("self",)).filter(pk=route.pk).first() if route.pk else None
    before = snapshot(stored, *ROUTE_FIELDS) if stored else None
    after = snapshot(route, *ROUTE_FIELDS)
    if before == after:
        return route
    if stored is not None and stored.is_default and not route.is_default:
        raise DefaultRouteStays
    route.version = stored.version + 1 if stored else 1
    route.save()
    record(
        action="route.changed" if stored else "route.added",
        actor=actor,
        obj=route,
        now=now,
        before=before,
        after={**after, "version": route.version},
        reason=reason,
    )
    return route


@transaction.atomic
def remove_route(*, route: Route, actor: Actor, now: datetime, reason: str = "") -> None:
    """Remove a route; decisions made by it keep its name and version.

    :raises DefaultRouteStays:
    """
    stored = Route.objects.select_for_update(of=("self",)).get(pk=route.pk)
    if stored.is_default:
        raise DefaultRouteStays
    record(
        action="route.removed", actor=actor, obj=stored, now=now, before=snapshot(stored, *ROUTE_FIELDS), reason=reason
    )
    stored.delete()


@transaction.atomic
def save_plan(
    *, plan: ReviewPlan, steps: Sequence[Mapping[str, Any]], actor: Actor, now: datetime, reason: str = ""
) -> ReviewPlanVersion:
    """Save a plan; changed steps make its next version, and reviews under way keep the version they began with.

    :raises UnfitPlan:
    """
    check_steps(steps)
    is_new = plan.pk is None
    if not is_new:
        _rename_plan(plan, actor=actor, now=now, reason=reason)
    plan.save()
    ReviewPlan.objects.select_for_update().get(pk=plan.pk)
    latest = plan.versions.order_by("-number").first()
    if latest is not None and latest.steps == list(steps):
        return latest
    made = ReviewPlanVersion.objects.create(
        plan=plan, number=latest.number + 1 if latest else 1, steps=list(steps), created_at=now
    )
    record(
        action="plan.added" if is_new else "plan.changed",
        actor=actor,
        obj=plan,
        now=now,
        before={"version": latest.number, "steps": latest.steps} if latest else None,
        after={"version": made.number, "steps": made.steps},
        reason=reason,
    )
    return made


def _rename_plan(plan: ReviewPlan, *, actor: Actor, now: datetime, reason: str) -> None:
    """Record what changes of a plan besides its steps."""
    stored = ReviewPlan.objects.select_for_update().get(pk=plan.pk)
    before, after = snapshot(stored, "name", "is_active"), snapshot(plan, "name", "is_active")
    if before != after:
        record(action="plan.changed", actor=actor, obj=plan, now=now, before=before, after=after, reason=reason)


def check_steps(steps: Sequence[Mapping[str, Any]]) -> None:
    """Check that a plan's steps can be read and taken.

    :raises UnfitPlan: naming the step and the fault
    """
    codes = [step.get("step") for step in steps]
    if len(set(codes)) != len(codes) or not all(codes):
        raise UnfitPlan(_("every step has a code of its own"))
    for step in steps:
        fault = _fault_of(step)
        if fault:
            raise UnfitPlan(_("step %(step)s: %(fault)s") % {"step": step["step"], "fault": fault})


def seed_plans(rows: Iterable[Mapping[str, Any]], *, now: datetime) -> int:
    """Make the plans that are missing, and say how many."""
    known = set(ReviewPlan.objects.values_list("code", flat=True))
    missing = [row for row in rows if row["code"] not in known]
    for row in missing:
        plan = ReviewPlan(code=row["code"], name=row["name"])
        save_plan(plan=plan, steps=row["steps"], actor=SEEDER, now=now, reason="seeds")
    return len(missing)


def seed_routes(rows: Iterable[Mapping[str, Any]], *, now: datetime) -> int:
    """Make the routes that are missing, and say how many; once people keep routes, theirs stay as they are."""
    if Route.objects.exists():
        return 0
    made = [_route(row) for row in rows]
    for route in made:
        save_route(route=route, actor=SEEDER, now=now, reason="seeds")
    return len(made)


def _route(row: Mapping[str, Any]) -> Route:
    named = {name: value for name, value in row.items() if name not in ("plan", "to_desk")}
    to_desk = Desk.objects.get(code=row["to_desk"]) if "to_desk" in row else None
    return Route(plan=ReviewPlan.objects.get(code=row["plan"]), to_desk=to_desk, **named)


def _fault_of(step: Mapping[str, Any]) -> str:
    try:
        read = read_steps([step])[0]
    except (KeyError, ValueError, TypeError) as error:
        return _("cannot be read: %(error)s") % {"error": error}
    if not read.roles:
        return _("names no role")
    if not 1 <= read.quorum <= _MOST_APPROVERS:
        return _("asks for one or two approvals, not %(quorum)s") % {"quorum": read.quorum}
    unknown = {name for condition in read.when or () for name in condition} - set(CONDITIONS)
    return _("has an unknown condition: %(names)s") % {"names": ", ".join(sorted(unknown))} if unknown else ""

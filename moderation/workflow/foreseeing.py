"""What a change of the house's rules would change: counted in the database, before anybody saves it.

Nothing is written. Copy on hand counts with its open flags, as the next routing would see it; copy decided in the
last days counts with every flag of its version, as if it came in again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from articles.models import Desk
from articles.sight import Person
from moderation.models import Flag, FlagState, Review, ReviewPlan, Route, StandingException
from moderation.models.review import ON_HAND, ReviewQuerySet
from moderation.workflow.plans import PlanStep
from moderation.workflow.routing import NoDefaultRoute
from moderation.workflow.sight import visible_reviews
from moderation.workflow.standing import Pass, flags_let_pass, flags_under

USUAL_DAYS = 14
MOST_DAYS = 90
# Of a busier house, the newest are looked at.
MOST_REVIEWS = 20_000
_MOST_CHANGES = 12
_SAMPLES = 3

Name = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Look:
    """Who looks, how many days back, and from when."""

    user: Person
    days: int
    now: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """So many articles would be otherwise: a few of them, and how many the person may not read."""

    before: str
    after: str
    count: int
    hidden: int
    samples: tuple[Review, ...]


@dataclass(frozen=True, slots=True)
class Forecast:
    """What was looked at, and what would change of it; ``is_cut`` where there was more to look at."""

    days: int
    looked_at: int
    count: int
    changes: tuple[Change, ...]
    is_cut: bool = False


def foresee_routes(routes: Sequence[Route], *, look: Look) -> Forecast:
    """Return which articles would get another desk or plan by these active routes, in this order.

    :raises NoDefaultRoute: none of them takes what the others leave
    """
    current = Route.objects.filter(is_active=True).select_related("to_desk", "plan")
    desks = dict(Desk.objects.values_list("pk", "name"))
    plans = dict(ReviewPlan.objects.values_list("pk", "name"))

    def name(outcome: str) -> str:
        plan, desk = map(int, outcome.split(":"))
        return _("%(desk)s, by the plan “%(plan)s”") % {"desk": desks[desk], "plan": plans[plan]}

    return _compare(_scope(look), _outcome(current), _outcome(routes), (name, name), look)


def in_order(routes: Sequence[Route]) -> list[Route]:
    """Return the active ones as the router asks them: by position, the default last."""
    active = [route for route in routes if route.is_active]
    return sorted(active, key=lambda route: (route.is_default, route.position, route.pk or 0))


def with_route(changed: Route) -> list[Route]:
    """Return all active routes in order, as they would be with one of them changed or added."""
    others = Route.objects.exclude(pk=changed.pk).select_related("to_desk", "plan")
    return in_order([*others, changed])


def without_route(removed: Route) -> list[Route]:
    """Return all active routes in order, as they would be with one of them gone."""
    return in_order(list(Route.objects.exclude(pk=removed.pk).select_related("to_desk", "plan")))


def foresee_plan(
    plan: ReviewPlan,
    *,
    before: Sequence[PlanStep],
    after: Sequence[PlanStep],
    say: Callable[[PlanStep], str],
    look: Look,
) -> Forecast:
    """Return which articles on a plan would have other steps to take."""
    on_plan = _scope(look).filter(plan_version__plan=plan)
    return _compare(on_plan, _steps_due(before), _steps_due(after), (_namer(before, say), _namer(after, say)), look)


def foresee_exception(wire_id: int, passing: Pass, *, look: Look) -> Forecast:
    """Return which articles hold findings that an exception would let pass."""
    flags = flags_let_pass(wire_id, passing).filter(version=OuterRef("version_id"))
    reviews = _scope(look).filter(Exists(flags))
    return _tell_apart(
        reviews,
        look,
        (
            (
                Q(Exists(flags.filter(state=FlagState.OPEN)), state__in=ON_HAND),
                _("open on a desk now"),
                _("stays open; let pass when the copy is screened again"),
            ),
            (
                ~Q(Exists(flags.filter(state=FlagState.OPEN)), state__in=ON_HAND),
                _("answered already"),
                _("would have been let pass"),
            ),
        ),
    )


def foresee_end(exception: StandingException, *, look: Look) -> Forecast:
    """Return which articles would have a flag open again if an exception ended now."""
    reopened = flags_under(exception).filter(version=OuterRef("version_id"))
    reviews = Review.objects.filter(Exists(reopened))
    return _tell_apart(reviews, look, ((Q(pk__isnull=False), _("let pass"), _("open again")),))


def _scope(look: Look) -> ReviewQuerySet:
    """Return the reviews on hand, and those of the last days; the newest, and so many at most."""
    since = look.now - timedelta(days=look.days)
    wanted = Review.objects.filter(Q(state__in=ON_HAND) | Q(article__filed_at__gte=since))
    return Review.objects.filter(pk__in=wanted.order_by("-pk").values("pk")[:MOST_REVIEWS])


def _outcome(routes: Sequence[Route]) -> Combinable:
    """Return plan and desk by the first route that fits, as the database works them out."""
    whens = []
    for route in routes:
        condition = _condition(route)
        if not condition:
            return Case(*whens, default=_led_to(route), output_field=CharField())
        whens.append(When(condition, then=_led_to(route)))
    raise NoDefaultRoute


def _led_to(route: Route) -> Combinable:
    desk = Cast("article__desk_id", CharField()) if route.to_desk_id is None else Value(str(route.to_desk_id))
    return Concat(Value(f"{route.plan_id}:"), desk, output_field=CharField())


def _condition(route: Route) -> Q:
    """Return a route's conditions; `routing.weigh_routes` asks the same of one article."""
    condition = Q()
    for path, wanted in (
        ("version__language", route.languages),
        ("article__wire__code", route.wires),
        ("article__desk__code", route.desks),
        ("article__kind", route.kinds),
    ):
        if wanted is not None:
            condition &= Q(**{f"{path}__in": wanted})
    if route.max_urgency is not None:
        condition &= Q(article__urgency__lte=route.max_urgency)
    if route.check_ids is not None or route.severities is not None:
        condition &= Q(Exists(_flags_asked(route)))
    return condition


def _flags_asked(route: Route) -> Any:
    flags = Flag.objects.filter(version=OuterRef("version_id"))
    if route.check_ids is not None:
        flags = flags.filter(check_id__in=route.check_ids)
    if route.severities is not None:
        flags = flags.filter(severity__in=route.severities)
    return flags.filter(Q(state=FlagState.OPEN) | ~Q(article__review__state__in=ON_HAND))


def _steps_due(steps: Sequence[PlanStep]) -> Combinable:
    """Return a digit a step: 1 where it is due."""
    digits: list[Combinable] = [_is_due(step) for step in steps]
    return Concat(Value(""), Value(""), *digits, output_field=CharField())


def _is_due(step: PlanStep) -> Combinable:
    if step.when is None:
        return Value("1")
    fitting = Q(pk__isnull=True)
    for condition in step.when:
        fitting |= _fits(condition)
    return Case(When(fitting, then=Value("1")), default=Value("0"), output_field=CharField())


def _fits(condition: Mapping[str, Sequence[str]]) -> Q:
    columns = {"check_ids": "check_id", "severities": "severity", "states": "state"}
    asked = {f"{columns[name]}__in": allowed for name, allowed in condition.items() if name in columns}
    fitting = Q(Exists(Flag.objects.filter(version=OuterRef("version_id"), **asked).standing()))
    return fitting & Q(version__language__in=condition["languages"]) if "languages" in condition else fitting


def _namer(steps: Sequence[PlanStep], say: Callable[[PlanStep], str]) -> Name:
    def name(digits: str) -> str:
        due = [say(step) for step, digit in zip(steps, digits, strict=True) if digit == "1"]
        return "; ".join(due) or _("no step: approved by rule, unread")

    return name


def _compare(
    reviews: ReviewQuerySet, before: Combinable, after: Combinable, names: tuple[Name, Name], look: Look
) -> Forecast:
    weighed = reviews.annotate(was=before, will=after)
    groups = weighed.order_by().values("was", "will").annotate(count=Count("pk"), seen=_seen(look)).order_by("-count")
    told = [(names[0](group["was"]), names[1](group["will"]), group) for group in groups]
    differing = [(was, will, group) for was, will, group in told if was != will]
    changes = (
        Change(
            was,
            will,
            group["count"],
            group["count"] - group["seen"],
            _samples(weighed.filter(was=group["was"], will=group["will"]), look),
        )
        for was, will, group in differing[:_MOST_CHANGES]
    )
    looked_at = sum(group["count"] for _was, _will, group in told)
    changed = sum(group["count"] for _was, _will, group in differing)
    return Forecast(look.days, looked_at, changed, tuple(changes), looked_at >= MOST_REVIEWS)


def _tell_apart(reviews: ReviewQuerySet, look: Look, kinds: Sequence[tuple[Q, str, str]]) -> Forecast:
    changes = tuple(_changes_of(reviews, look, kinds))
    count = sum(change.count for change in changes)
    return Forecast(look.days, count, count, changes, count >= MOST_REVIEWS)


def _changes_of(reviews: ReviewQuerySet, look: Look, kinds: Sequence[tuple[Q, str, str]]) -> Iterator[Change]:
    for condition, before, after in kinds:
        these = reviews.filter(condition)
        tally = these.aggregate(count=Count("pk"), seen=_seen(look))
        if tally["count"]:
            yield Change(before, after, tally["count"], tally["count"] - tally["seen"], _samples(these, look))


def _seen(look: Look) -> Count:
    return Count("pk", filter=Q(pk__in=visible_reviews(look.user).values("pk")))


def _samples(reviews: ReviewQuerySet, look: Look) -> tuple[Review, ...]:
    own = reviews.filter(pk__in=visible_reviews(look.user).values("pk"))
    return tuple(own.select_related("article").order_by("-pk")[:_SAMPLES])

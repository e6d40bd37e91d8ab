"""What the morning brief counts: what came, what waits, what is late, what went wrong, what was decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case as Choose
from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, Value, When

from articles.actor import HANDS
from articles.sight import standing_on
from moderation.models import (
    NOT_SCREENED,
    Case,
    Decision,
    DecisionVerb,
    Flag,
    FlagState,
    Review,
    RunState,
    ScreeningRun,
    Severity,
)
from moderation.models.review import ReviewQuerySet
from moderation.reports.counts.arrived import find_arrived
from moderation.reports.counts.scope import Scope

DECIDING = (
    DecisionVerb.APPROVED,
    DecisionVerb.RETURNED,
    DecisionVerb.HELD,
    DecisionVerb.KILLED,
    DecisionVerb.SPIKED,
    DecisionVerb.REOPENED,
)
# What is kept under a verb of decisions though nobody decided: told by its own name.
NEW_VERSION = "new_version"
HELD_ON_ARRIVAL = "held_on_arrival"
TAKEN_BACK = "taken_back"
# Up to how long something has waited; what waits longer comes last.
AGES = (timedelta(hours=1), timedelta(hours=4), timedelta(hours=12), timedelta(days=1), timedelta(days=3))
_GRAVEST_FIRST = {Severity.HIGH: 0, Severity.MEDIUM: 1, Severity.LOW: 2}
# Among equals, figures come before words: a wrong toll is what a desk is remembered for.
_LABEL_CHECKS = frozenset({"loaded_label", "label_added", "quote_lost"})


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Count what came in, and how its latest version stands."""

    by_wire: tuple[tuple[str, int], ...]
    clean: int
    flagged: int
    unread: int
    in_screening: int

    @property
    def total(self) -> int:
        """Count everything that came in."""
        return sum(number for _, number in self.by_wire)


@dataclass(frozen=True, slots=True)
class FlaggedReview:
    """Hold a review that waits, its open flags counted by severity, and the gravest of them."""

    review: Review
    high: int
    medium: int
    low: int
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class Flagged:
    """Hold the worst reviews with open flags, and how many there are."""

    total: int
    worst: tuple[FlaggedReview, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Count what waits by its age, one number more than `AGES`, and since when the oldest does."""

    ages: tuple[int, ...]
    oldest_since: datetime | None

    @property
    def total(self) -> int:
        """Count everything that waits."""
        return sum(self.ages)


@dataclass(frozen=True, slots=True)
class Taken:
    """Hold a decision and what happened: its verb, or what it was where nobody decided."""

    decision: Decision
    happened: str


@dataclass(frozen=True, slots=True)
class Decided:
    """Count decisions by what happened (a verb, or one of the three names above), and hold the latest."""

    by_verb: Mapping[str, int]
    latest: tuple[Taken, ...]

    @property
    def total(self) -> int:
        """Count all decisions."""
        return sum(self.by_verb.values())


def count_arrivals(scope: Scope) -> Arrivals:
    """Count the articles that came in within the scope's time."""
    came = find_arrived(scope)
    by_wire = came.values_list("wire__name").annotate(number=Count("pk")).order_by("-number", "wire__name")
    latest_run = ScreeningRun.objects.filter(version=OuterRef("latest_version")).newest_first()
    standing = Flag.objects.standing().filter(version=OuterRef("latest_version"))
    read = came.annotate(run_state=Subquery(latest_run.values("state")[:1]), has_flags=Exists(standing))
    done = Q(run_state=RunState.DONE)
    unread = Q(run_state__in=NOT_SCREENED)
    counted = read.aggregate(
        clean=Count("pk", filter=done & Q(has_flags=False)),
        flagged=Count("pk", filter=done & Q(has_flags=True)),
        unread=Count("pk", filter=unread),
        total=Count("pk"),
    )
    in_screening = counted["total"] - counted["clean"] - counted["flagged"] - counted["unread"]
    return Arrivals(tuple(by_wire), counted["clean"], counted["flagged"], counted["unread"], in_screening)


def find_flagged(scope: Scope, *, articles: int, flags: int) -> Flagged:
    """Return the worst reviews that wait with open flags, each with its gravest *flags*."""
    flagged = _flagged(scope)
    worst = list(flagged.select_related("article__wire", "version", "desk")[:articles])
    by_version = _gravest([review.version_id for review in worst], flags)
    return Flagged(
        flagged.count(),
        tuple(
            FlaggedReview(review, review.high, review.medium, review.low, by_version.get(review.version_id, ()))
            for review in worst
        ),
    )


def list_flagged(scope: Scope, *, limit: int) -> tuple[FlaggedReview, ...]:
    """Return the reviews that wait with open flags, the worst first, without the flags themselves."""
    reviews = _flagged(scope).select_related("article__wire", "desk")[:limit]
    return tuple(FlaggedReview(review, review.high, review.medium, review.low, ()) for review in reviews)


def count_waiting(scope: Scope, *, now: datetime) -> Waiting:
    """Count the reviews on hand by how long they have stood as they stand."""
    reviews = _on_hand(scope)
    bounds = [now - age for age in AGES]
    since = [*bounds, None]
    before = [None, *bounds]
    counted = reviews.aggregate(
        oldest=Min("entered_at"),
        **{f"age_{n}": Count("pk", filter=_between(*pair)) for n, pair in enumerate(zip(since, before, strict=True))},
    )
    return Waiting(tuple(counted[f"age_{number}"] for number in range(len(since))), counted["oldest"])


def find_overdue(scope: Scope, *, now: datetime, limit: int) -> tuple[int, tuple[Review, ...]]:
    """Count the reviews that wait past their time, and return the latest of them."""
    overdue = _of_scope(scope).overdue(now)
    late = overdue.select_related("article__wire", "desk", "assigned_to").order_by("due_at", "pk")[:limit]
    return overdue.count(), tuple(late)


def find_cases(scope: Scope, *, limit: int) -> tuple[int, tuple[Case, ...]]:
    """Count the corrections and kills that nobody has acknowledged, and return the most urgent.

    They are of the wire whose copy was corrected or killed, and of the wire of what was made from it.
    """
    cases = Case.objects.filter(acknowledged_at__isnull=True)
    if scope.desks:
        cases = cases.filter(standing_on(scope.desks, "article__"))
    if scope.wires:
        cases = cases.filter(Q(article__wire__in=scope.wires) | Q(of_article__wire__in=scope.wires))
    urgent = cases.select_related("article", "of_article__wire").order_by("due_at", "pk")[:limit]
    return cases.count(), tuple(urgent)


def find_unread(scope: Scope, *, limit: int) -> tuple[int, tuple[ScreeningRun, ...]]:
    """Count the reviews on hand whose screening failed or was not possible, and return some of them."""
    unread = ScreeningRun.objects.newest().filter(version__in=_on_hand(scope).values("version"), state__in=NOT_SCREENED)
    return unread.count(), tuple(unread.select_related("version__article__review").order_by("-queued_at")[:limit])


def find_decided(scope: Scope, *, limit: int) -> Decided:
    """Count the decisions taken in the scope's time, and return the latest."""
    taken = Decision.objects.filter(scope.during("at"), scope.articles("review__article__"), verb__in=DECIDING)
    told = taken.annotate(happened=_what_happened())
    by_verb = dict(told.order_by().values_list("happened").annotate(number=Count("pk")))
    latest = told.select_related("review__article").order_by("-at", "-pk")[:limit]
    return Decided(by_verb, tuple(Taken(one, one.happened) for one in latest))


def _what_happened() -> Choose:
    """Return the verb of a decision, or what it was where nobody decided.

    An edit gives no reason. A rule, or copy that its wire withholds, takes an approval back with one, as a person does
    who reopens: but whoever brought that copy held it in the same breath, and who holds says until when.
    """
    held = Decision.objects.filter(
        review=OuterRef("review"), at=OuterRef("at"), pk__gt=OuterRef("pk"), verb=DecisionVerb.HELD, until=None
    )
    by_itself = ~Q(actor_kind__in=HANDS) | Q(Exists(held))
    return Choose(
        When(verb=DecisionVerb.REOPENED, reason="", then=Value(NEW_VERSION)),
        When(by_itself, verb=DecisionVerb.REOPENED, then=Value(TAKEN_BACK)),
        When(verb=DecisionVerb.HELD, until=None, then=Value(HELD_ON_ARRIVAL)),
        default=F("verb"),
    )


def _of_scope(scope: Scope) -> ReviewQuerySet:
    reviews = Review.objects.filter(article__wire__in=scope.wires) if scope.wires else Review.objects.all()
    return reviews.filter(desk__in=scope.desks) if scope.desks else reviews


def _on_hand(scope: Scope) -> ReviewQuerySet:
    return _of_scope(scope).on_hand()


def _flagged(scope: Scope) -> QuerySet[Any]:
    waiting = _on_hand(scope).annotate(
        high=_open_flags(Severity.HIGH), medium=_open_flags(Severity.MEDIUM), low=_open_flags(Severity.LOW)
    )
    flagged = waiting.filter(Q(high__gt=0) | Q(medium__gt=0) | Q(low__gt=0))
    return flagged.order_by("-high", "-medium", "-low", "due_at", "pk")


def _open_flags(severity: Severity) -> Count:
    is_open = Q(version__flags__state=FlagState.OPEN, version__flags__severity=severity)
    return Count("version__flags", filter=is_open)


def _gravest(versions: Iterable[int], flags: int) -> dict[int, tuple[Flag, ...]]:
    """Return each version's gravest open flags, the same words once."""
    by_version: dict[int, dict[tuple[str, str], Flag]] = {}
    standing: QuerySet[Flag] = Flag.objects.open().filter(version__in=list(versions)).order_by("start", "pk")
    for flag in sorted(standing, key=_gravity):
        by_version.setdefault(flag.version_id, {}).setdefault((flag.check_id, flag.matched_text.casefold()), flag)
    return {version: tuple(found.values())[:flags] for version, found in by_version.items()}


def _gravity(flag: Flag) -> tuple[int, bool]:
    return _GRAVEST_FIRST[Severity(flag.severity)], flag.check_id in _LABEL_CHECKS


def _between(since: datetime | None, before: datetime | None) -> Q:
    condition = Q()
    if since is not None:
        condition &= Q(entered_at__gt=since)
    if before is not None:
        condition &= Q(entered_at__lte=before)
    return condition

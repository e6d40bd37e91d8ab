"""Every figure of the morning brief, counted once more by hand."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from articles.intake import Copy
from articles.models import Article
from articles.operations import correct_copy, file_copy, receive_copy
from moderation.models import Case, Decision, Flag, Review, ScreeningRun
from moderation.reports.counts import brief, week
from moderation.reports.counts.scope import Scope
from tests.reports.house import BEGIN, END, House, open_house

ON_HAND = {"screening", "waiting", "returned", "held"}
DECIDED = {"approved", "returned", "held", "killed", "spiked", "reopened"}
NOW = END + timedelta(days=4)


@pytest.fixture
def house(db: None) -> House:
    """Return a house with a fortnight of copy."""
    return open_house(articles=40)


def scopes(house: House) -> list[Scope]:
    """Return scopes of all kinds: whole, one desk, some wires, both; short and long."""
    desk, wires = (house.desks[0].pk,), tuple(wire.pk for wire in house.wires[:2])
    middle = BEGIN + timedelta(days=5)
    return [
        Scope(BEGIN, END),
        Scope(BEGIN, END, desks=desk),
        Scope(middle, middle + timedelta(days=3), wires=wires),
        Scope(middle, END, desks=desk, wires=wires),
        Scope(END + timedelta(days=1), END + timedelta(days=2)),
    ]


def articles_of(scope: Scope) -> list[Article]:
    """Return a scope's articles, whatever their time."""
    rows = Article.objects.select_related("wire", "latest_version")
    return [
        row
        for row in rows
        if (not scope.desks or row.desk_id in scope.desks) and (not scope.wires or row.wire_id in scope.wires)
    ]


def reviews_of(scope: Scope) -> list[Review]:
    """Return the reviews on a scope's desks and of its wires."""
    rows = Review.objects.select_related("article")
    return [
        row
        for row in rows
        if (not scope.desks or row.desk_id in scope.desks) and (not scope.wires or row.article.wire_id in scope.wires)
    ]


def fate_of(article: Article) -> str:
    """Say how an article's latest version was read."""
    runs = ScreeningRun.objects.filter(version=article.latest_version).select_related("release")
    run = max(runs, key=lambda run: (run.release.number, run.pk))
    if run.state in {"failed", "unsupported"}:
        return "unread"
    if run.state != "done":
        return "in_screening"
    flags = list(Flag.objects.filter(version=article.latest_version))
    return "flagged" if any(flag.state not in {"fixed", "superseded"} for flag in flags) else "clean"


def test_the_house_is_busy_enough_to_count(house: House) -> None:
    assert {"waiting", "approved", "returned", "held", "spiked"} <= set(Review.objects.values_list("state", flat=True))
    assert {fate_of(article) for article in Article.objects.all()} == {"unread", "in_screening", "flagged", "clean"}


def test_arrivals_are_counted_by_wire_and_by_how_they_were_read(house: House) -> None:
    for scope in scopes(house):
        counted = brief.count_arrivals(scope)

        came = [article for article in articles_of(scope) if scope.since <= article.filed_at < scope.until]
        fates = Counter(fate_of(article) for article in came)
        assert dict(counted.by_wire) == Counter(article.wire.name for article in came)
        assert [number for _, number in counted.by_wire] == sorted((n for _, n in counted.by_wire), reverse=True)
        assert counted.total == len(came)
        assert (counted.clean, counted.flagged) == (fates["clean"], fates["flagged"])
        assert (counted.unread, counted.in_screening) == (fates["unread"], fates["in_screening"])


def test_an_original_is_no_arrival(house: House) -> None:
    scope = Scope(END, END + timedelta(days=1))
    heads = {"wire": house.wires[0], "desk": house.desks[0], "language": "ar", "actor": house.filer, "now": END}
    file_copy(copy=Copy(text="نص"), kind="original", **heads)

    assert brief.count_arrivals(scope).total == 0


def test_a_kill_of_what_never_came_is_no_arrival(house: House) -> None:
    scope = Scope(END, END + timedelta(days=1))
    kill = Copy(text="", uri="urn:never-came", pub_status="canceled")
    receive_copy(copy=kill, wire=house.wires[0], desk=house.desks[0], actor=house.filer, now=END)

    arrivals = brief.count_arrivals(scope)

    assert (arrivals.total, arrivals.in_screening) == (0, 0)
    assert week.count_volumes(scope).filed == 0


def test_the_worst_reviews_come_first_with_their_gravest_flags(house: House) -> None:
    for scope in scopes(house):
        found = brief.find_flagged(scope, articles=5, flags=1)

        counts = []
        for review in reviews_of(scope):
            flags = Flag.objects.filter(version=review.version_id, state="open")
            number = Counter(flag.severity for flag in flags)
            if review.state in ON_HAND and number:
                counts.append((-number["high"], -number["medium"], -number["low"]))
        assert found.total == len(counts)
        assert [(-one.high, -one.medium, -one.low) for one in found.worst] == sorted(counts)[:5]
        for one in found.worst:
            severities = {flag.severity for flag in Flag.objects.filter(version=one.review.version, state="open")}
            gravest = next(severity for severity in ("high", "medium", "low") if severity in severities)
            assert [flag.severity for flag in one.flags] == [gravest]


def test_what_waits_is_counted_by_age(house: House) -> None:
    for scope in scopes(house):
        counted = brief.count_waiting(scope, now=NOW)

        ages = [NOW - review.entered_at for review in reviews_of(scope) if review.state in ON_HAND]
        bounds = [timedelta(0), *brief.AGES, timedelta(days=10_000)]
        by_hand = [sum(low <= age < high for age in ages) for low, high in pairwise(bounds)]
        assert list(counted.ages) == by_hand
        assert counted.total == len(ages)
        assert counted.oldest_since == (NOW - max(ages) if ages else None)


def test_the_overdue_are_those_that_wait_past_their_time(house: House) -> None:
    for scope in scopes(house):
        total, reviews = brief.find_overdue(scope, now=NOW, limit=3)

        late = [
            review.due_at
            for review in reviews_of(scope)
            if review.state == "waiting" and review.due_at is not None and review.due_at < NOW
        ]
        assert total == len(late)
        assert [review.due_at for review in reviews] == sorted(late)[:3]


def test_what_nobody_read_is_on_hand_and_failed(house: House) -> None:
    for scope in scopes(house):
        total, runs = brief.find_unread(scope, limit=50)

        unread = {
            review.version_id
            for review in reviews_of(scope)
            if review.state in ON_HAND
            and ScreeningRun.objects.filter(version=review.version_id).latest("release__number", "pk").state
            in {"failed", "unsupported"}
        }
        assert total == len(unread)
        assert {run.version_id for run in runs} == unread


def told_of(decision: Decision) -> str:
    """Return what happened in this house, where nothing is withheld and no rule takes an approval back."""
    if decision.verb == "reopened":
        return "reopened" if decision.reason else "new_version"
    return "held_on_arrival" if decision.verb == "held" and decision.until is None else decision.verb


def test_decisions_are_counted_by_verb_within_the_time(house: House) -> None:
    for scope in scopes(house):
        found = brief.find_decided(scope, limit=4)

        wanted = {article.pk for article in articles_of(scope)}
        taken = [
            decision
            for decision in Decision.objects.select_related("review")
            if decision.verb in DECIDED
            and scope.since <= decision.at < scope.until
            and decision.review.article_id in wanted
        ]
        assert found.by_verb == Counter(map(told_of, taken))
        assert found.total == len(taken)
        assert [one.decision.at for one in found.latest] == sorted((one.at for one in taken), reverse=True)[:4]


@pytest.fixture
def original(house: House) -> Article:
    """Return the first wire's copy, which was corrected after the second wire had translated it."""
    later: datetime = END + timedelta(hours=1)
    heads = {"desk": house.desks[0], "actor": house.filer, "now": END}
    english = {"copy": Copy(text="Twelve people died."), "language": "en", "kind": "syndicated"}
    original = file_copy(wire=house.wires[0], **english, **heads)
    french = {"copy": Copy(text="Douze morts."), "language": "fr", "kind": "translated"}
    file_copy(wire=house.wires[1], original=original, **french, **heads)
    correct_copy(
        copy=Copy(text="Nine people died."), article=original, actor=house.filer, now=later, expected_version=1
    )
    return original


def test_cases_nobody_acknowledged_are_found_on_their_desk(house: House, original: Article) -> None:
    total, cases = brief.find_cases(Scope(BEGIN, END, desks=(house.desks[0].pk,)), limit=5)
    elsewhere, _ = brief.find_cases(Scope(BEGIN, END, desks=(house.desks[1].pk,)), limit=5)

    assert (total, elsewhere) == (Case.objects.filter(acknowledged_at=None).count(), 0)
    assert [case.of_article for case in cases] == [original]


def test_cases_are_of_the_wire_that_was_corrected_and_of_the_one_that_is_concerned(
    house: House, original: Article
) -> None:
    totals = [brief.find_cases(Scope(BEGIN, END, wires=(wire.pk,)), limit=5)[0] for wire in house.wires]

    assert len(totals) > 2
    assert totals == [1, 1, *[0] * (len(totals) - 2)]

"""The wire scorecard, counted once more by hand."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from datetime import timedelta

import pytest

from articles.intake import Copy
from articles.models import Article, ArticleVersion
from articles.operations import correct_copy
from moderation.models import Disposition, Flag, ReportSubscription, ScreeningRun
from moderation.reports.counts.scope import Scope
from moderation.reports.counts.wires import score_wires
from moderation.reports.kinds import wire_scorecard
from moderation.reports.making import make_digest
from moderation.workflow.answering import dismiss, reopen_flag
from tests.reports.house import BEGIN, END, House, find_open_flag, open_house

WEEK = timedelta(days=7)


@pytest.fixture
def house(db: None) -> House:
    """Return a house with a fortnight of copy, some of it corrected by its wire."""
    house = open_house(articles=50, seed=23)
    for number, article in enumerate(Article.objects.order_by("pk")[:9]):
        correct_copy(
            copy=Copy(text=f"Corrected {number}."),
            article=article,
            actor=house.filer,
            now=article.filed_at + timedelta(hours=5 + number),
            expected_version=1,
        )
    return house


def belongs(article: Article, scope: Scope) -> bool:
    of_desk = not scope.desks or article.desk_id in scope.desks
    return of_desk and (not scope.wires or article.wire_id in scope.wires)


def is_false_alarm(flag: Flag) -> bool:
    reasons = [one.reason_code for one in Disposition.objects.filter(flag=flag, kind="dismissed").order_by("pk")]
    return flag.state == "dismissed" and reasons[-1] == "false_alarm"


def test_a_wires_copy_is_scored_as_it_came(house: House) -> None:
    for scope in (Scope(BEGIN, END), Scope(BEGIN + WEEK, END, desks=(house.desks[1].pk,))):
        scores = {(one.wire, one.language): one for one in score_wires(scope) if one.articles}

        counted: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for version in ArticleVersion.objects.filter(number=1).select_related("article__wire"):
            is_read = ScreeningRun.objects.filter(version=version, state="done").exists()
            if not (is_read and belongs(version.article, scope) and scope.since <= version.created_at < scope.until):
                continue
            here = counted[version.article.wire.name, version.language]
            here["articles"] += 1
            here["words"] += len([word for word in version.text.split() if any(map(str.isalnum, word))])
            for flag in Flag.objects.filter(version=version):
                if not is_false_alarm(flag):
                    here["tolls"] += flag.check_id == "unattributed_toll"
                    here["labels"] += flag.check_id == "loaded_label" and flag.facts.get("voice") == "own"
        assert scores.keys() == counted.keys()
        for heads, one in scores.items():
            by_hand = counted[heads]
            assert (one.articles, one.words) == (by_hand["articles"], by_hand["words"])
            assert (one.tolls, one.labels) == (by_hand["tolls"], by_hand["labels"])


def test_a_false_alarm_taken_back_and_dismissed_for_another_reason_counts(house: House) -> None:
    scope = Scope(BEGIN, END)
    flag = find_open_flag(check_id="unattributed_toll", version__number=1)

    def count() -> int:
        return sum(one.tolls for one in score_wires(scope))

    told = count()
    dismiss(flag=flag, reason_code="false_alarm", actor=house.chief, now=END)
    without = count()
    reopen_flag(flag=flag, actor=house.chief, now=END)
    dismiss(flag=flag, reason_code="verified", actor=house.chief, now=END)

    assert (told - without, count()) == (1, told)


def test_corrections_are_timed_from_the_filing_on(house: House) -> None:
    scores = score_wires(Scope(BEGIN, END + WEEK))

    hours: dict[tuple[str, str], list[float]] = defaultdict(list)
    for version in ArticleVersion.objects.filter(origin="corrected").select_related("article__wire"):
        took = version.created_at - version.article.filed_at
        hours[version.article.wire.name, version.language].append(took.total_seconds())
    for one in scores:
        took_here = hours.get((one.wire, one.language), [])
        assert one.corrections == len(took_here)
        if one.correction_time is not None:
            assert one.correction_time.total_seconds() == pytest.approx(statistics.median(took_here))


def test_corrections_of_what_came_before_are_told_where_nothing_else_came(
    subscription: ReportSubscription, house: House
) -> None:
    article = Article.objects.order_by("pk").last()
    assert article is not None
    later = END + WEEK
    correct_copy(copy=Copy(text="Corrected."), article=article, actor=house.filer, now=later, expected_version=1)
    subscription.report = "wire_scorecard"
    subscription.desks.set(house.desks)

    digest = make_digest(subscription, since=later, until=later + WEEK, now=later + WEEK)

    scores = score_wires(Scope(later, later + WEEK))
    name = f"{article.wire.name} ({article.language})"
    _, _, corrections, few = digest.sections
    assert [(one.wire, one.articles, one.corrections) for one in scores] == [(article.wire.name, 0, 1)]
    assert [row[:2] for row in corrections.tables[0].rows] == [(name, "1")]
    assert (few.tables, digest.is_empty) == ((), False)


def test_wires_with_too_little_are_not_compared(
    subscription: ReportSubscription, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire_scorecard, "ENOUGH", 7)
    subscription.report = "wire_scorecard"
    subscription.desks.set(house.desks)

    digest = make_digest(subscription, since=BEGIN, until=END, now=END)

    scores = {f"{one.wire} ({one.language})": one for one in score_wires(Scope(BEGIN, END))}
    rates, labels, _, few = digest.sections
    compared = [row[0] for row in rates.tables[0].rows]
    assert (
        set(compared)
        == {name for name, one in scores.items() if one.articles >= 7}
        == {row[0] for row in labels.tables[0].rows}
    )
    assert compared == sorted(compared, key=lambda name: -scores[name].tolls / scores[name].words)
    assert {row[0] for row in few.tables[0].rows} == {name for name, one in scores.items() if one.articles < 7}


def test_a_scorecard_without_copy_is_empty(subscription: ReportSubscription) -> None:
    subscription.report = "wire_scorecard"

    digest = make_digest(subscription, since=BEGIN, until=END, now=END)

    assert digest.is_empty
    assert digest.shown()[0].nothing == "No wire filed enough to be compared: 30 articles in one language."

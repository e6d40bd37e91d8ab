"""Every figure of the week, counted once more by hand."""

from __future__ import annotations

import statistics
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from articles.models import Article
from moderation.models import Decision, Disposition, Flag
from moderation.reports.counts import week
from moderation.reports.counts.scope import Scope
from moderation.workflow.answering import dismiss, dismiss_alike, reopen_flag, undo_alike, uphold
from tests.reports.house import BEGIN, END, House, find_open_flag, open_house

WEEK = timedelta(days=7)


@pytest.fixture
def house(db: None) -> House:
    """Return a house with a fortnight of copy."""
    return open_house(articles=50, seed=11)


def scopes(house: House) -> list[Scope]:
    """Return scopes of all kinds."""
    desk, wires = (house.desks[0].pk,), (house.wires[0].pk, house.wires[2].pk)
    return [Scope(BEGIN, END), Scope(BEGIN + WEEK, END, desks=desk), Scope(BEGIN, BEGIN + WEEK, wires=wires)]


def belongs(article: Article, scope: Scope) -> bool:
    """Tell whether an article is of a scope's desks and wires."""
    of_desk = not scope.desks or article.desk_id in scope.desks
    return of_desk and (not scope.wires or article.wire_id in scope.wires)


def test_volumes_are_counted_within_the_time(house: House) -> None:
    for scope in scopes(house):
        counted = week.count_volumes(scope)

        filed = [
            one for one in Article.objects.all() if belongs(one, scope) and scope.since <= one.filed_at < scope.until
        ]
        flags = [
            flag
            for flag in Flag.objects.select_related("article")
            if belongs(flag.article, scope)
            and scope.since <= flag.raised_at < scope.until
            and flag.carried in {"", "reopened"}
        ]
        ended = {
            one.review_id
            for one in Decision.objects.select_related("review__article")
            if one.verb in {"approved", "killed", "spiked"}
            and belongs(one.review.article, scope)
            and scope.since <= one.at < scope.until
        }
        assert counted.filed == len(filed)
        assert counted.flagged == len({flag.article_id for flag in flags})
        assert counted.decided == len(ended)
        assert dict(week.count_flags_by_check(scope)) == Counter(flag.check_id for flag in flags)


def test_times_to_decision_have_their_median_and_ninetieth(house: House) -> None:
    scope = Scope(BEGIN, END + WEEK)

    counted = week.count_volumes(scope)

    took = [
        (one.at - one.review.article.filed_at).total_seconds()
        for one in Decision.objects.select_related("review__article")
        if one.verb in {"approved", "killed", "spiked"}
    ]
    assert counted.median is not None
    assert counted.ninetieth is not None
    assert counted.median.total_seconds() == pytest.approx(statistics.median(took))
    ninetieth = statistics.quantiles(took, n=10, method="inclusive")[-1]
    assert counted.ninetieth.total_seconds() == pytest.approx(ninetieth)


def test_a_time_without_decisions_has_no_median(house: House) -> None:
    counted = week.count_volumes(Scope(END + 4 * WEEK, END + 5 * WEEK))

    assert (counted.filed, counted.decided, counted.median, counted.ninetieth) == (0, 0, None, None)


def test_answers_are_judged_by_check_term_and_reason(house: House) -> None:
    for scope in scopes(house):
        judging = Disposition.objects.select_related("flag__article").filter(kind__in=("dismissed", "upheld", "fixed"))
        last = {one.flag_id: one for one in judging.order_by("pk")}
        answers = [
            one for one in last.values() if belongs(one.flag.article, scope) and scope.since <= one.at < scope.until
        ]
        false = [one for one in answers if one.reason_code == "false_alarm"]

        checks = week.judge_checks(scope)
        terms = week.judge_noisiest_terms(scope, limit=10)

        assert {one.name: one.answered for one in checks} == Counter(one.flag.check_id for one in answers)
        assert {one.name: one.false_alarms for one in checks if one.false_alarms} == Counter(
            one.flag.check_id for one in false
        )
        assert {one.name: one.false_alarms for one in terms} == Counter(
            one.flag.term_id for one in false if one.flag.term_id
        )
        assert week.count_dismissals_by_reason(scope) == Counter(
            one.reason_code for one in answers if one.kind == "dismissed"
        )


@pytest.mark.parametrize("is_bulk", [False, True])
def test_an_answer_taken_back_judges_no_check(house: House, is_bulk: bool) -> None:
    flag = find_open_flag()
    answer = {"reason_code": "false_alarm", "actor": house.editor, "now": END}
    if is_bulk:
        alike = {"check_id": flag.check_id, "matched_text": flag.matched_text, "article_ids": [flag.article_id]}
        batch = dismiss_alike(**alike, **answer, session="s").batch
        undo_alike(batch=batch, actor=house.editor, session="s", now=END)
    else:
        dismiss(flag=flag, **answer)
        reopen_flag(flag=flag, actor=house.editor, now=END)
    uphold(flag=flag, actor=house.editor, now=END)

    scope = Scope(END, END + WEEK)
    assert [(one.answered, one.false_alarms) for one in week.judge_checks(scope)] == [(1, 0)]
    assert week.judge_noisiest_terms(scope, limit=1) == ()
    assert week.count_dismissals_by_reason(scope) == {}


def test_of_two_answers_to_a_flag_the_last_judges(house: House) -> None:
    flag = find_open_flag()
    dismiss(flag=flag, reason_code="false_alarm", actor=house.editor, now=END)
    uphold(flag=flag, actor=house.editor, now=END)

    scope = Scope(END, END + WEEK)
    assert [(one.answered, one.false_alarms) for one in week.judge_checks(scope)] == [(1, 0)]
    assert week.count_dismissals_by_reason(scope) == {}


def test_an_answer_stands_though_a_rule_opened_its_flag_again(house: House) -> None:
    flag = find_open_flag()
    dismiss(flag=flag, reason_code="false_alarm", actor=house.editor, now=END)
    rule = {"actor_kind": "rule", "actor_label": "release 2", "at": END}
    Disposition.objects.create(flag=flag, kind="reopened", **rule)

    (judged,) = week.judge_checks(Scope(END, END + WEEK))
    assert (judged.answered, judged.false_alarms) == (1, 1)


def test_the_noisiest_terms_come_first_and_few(house: House) -> None:
    terms = week.judge_noisiest_terms(Scope(BEGIN, END), limit=1)

    everyone = week.judge_noisiest_terms(Scope(BEGIN, END), limit=10)
    assert len(terms) == 1
    assert terms[0].false_alarms == max(one.false_alarms for one in everyone)


def test_the_stretches_before_are_as_long_and_the_oldest_first(house: House) -> None:
    before = week.find_before(Scope(END, END + WEEK, desks=(1,)), number=3)

    assert before == tuple(Scope(END - back * WEEK, END - (back - 1) * WEEK, desks=(1,)) for back in (3, 2, 1))


@pytest.mark.parametrize(
    ("zone", "monday"),
    [
        ("Europe/Paris", date(2026, 3, 30)),  # the clock went forward on the day before
        ("Europe/Paris", date(2026, 10, 26)),  # and back
        ("America/New_York", date(2026, 3, 9)),
        ("Europe/Paris", date(2026, 4, 6)),  # between the two weeks before
        ("Europe/Paris", date(2026, 3, 16)),  # not at all
        ("Asia/Tokyo", date(2026, 3, 30)),  # nowhere near
    ],
)
def test_a_week_before_is_the_week_that_its_own_mail_told_of(zone: str, monday: date) -> None:
    eights = [datetime.combine(monday - back * WEEK, time(8), ZoneInfo(zone)) for back in range(4)]

    with timezone.override(ZoneInfo(zone)):
        before = week.find_before(Scope(eights[1].astimezone(UTC), eights[0].astimezone(UTC)), number=2)

    assert before == (Scope(eights[3], eights[2]), Scope(eights[2], eights[1]))


def test_stretches_follow_each_other_without_a_gap_where_the_clock_skips_their_hour() -> None:
    paris = ZoneInfo("Europe/Paris")
    until = datetime(2026, 4, 5, 2, 30, tzinfo=paris)  # a week after an hour that there was not

    with timezone.override(paris):
        older, before = week.find_before(Scope(until - WEEK, until), number=2)

    assert older.until == before.since < before.until


@pytest.mark.parametrize(
    ("length", "is_week"),
    [
        (WEEK, True),
        (WEEK - timedelta(hours=1), True),
        (WEEK + timedelta(hours=1), True),
        (WEEK + timedelta(hours=2), False),
        (timedelta(days=1), False),
        (timedelta(days=31), False),
    ],
)
def test_a_week_is_seven_days_whatever_the_clock(length: timedelta, is_week: bool) -> None:
    assert week.is_week(Scope(BEGIN, BEGIN + length)) is is_week

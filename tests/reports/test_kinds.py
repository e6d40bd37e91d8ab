"""What holds for every report."""

from __future__ import annotations

import pytest

from moderation.models import ReportSubscription
from moderation.models.report import ReportKind
from moderation.reports.kinds import BUILDERS
from moderation.reports.mail import Letter, compose
from moderation.reports.making import make_digest, reading_as
from tests.reports.house import BEGIN, END, open_house


def test_every_kind_has_a_builder() -> None:
    assert set(BUILDERS) == set(ReportKind.values)


@pytest.mark.parametrize("kind", sorted(BUILDERS))
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_report_of_a_quiet_house_can_be_mailed(
    subscription: ReportSubscription, kind: str, language: str
) -> None:
    subscription.report, subscription.language = kind, language
    digest = make_digest(subscription, since=BEGIN, until=END, now=END)

    with reading_as(subscription):
        mail = compose(digest, Letter("a@b.example", "Name", "<1@x>", "https://house.example/"))

    assert digest.title in mail.body
    assert digest.language == language
    assert len(mail.alternatives) == 1


@pytest.mark.parametrize("kind", sorted(BUILDERS))
def test_every_report_of_a_busy_house_can_be_mailed(subscription: ReportSubscription, kind: str) -> None:
    house = open_house(articles=15, seed=2)
    subscription.report, subscription.slugline = kind, "Story"
    subscription.desks.set(house.desks)

    digest = make_digest(subscription, since=BEGIN, until=END, now=END)

    with reading_as(subscription):
        mail = compose(digest, Letter("a@b.example", "Name", "<1@x>", "https://house.example/"))
    shown = [section.title for section in digest.shown()]
    assert shown
    assert [title for title in shown if title not in mail.body] == []


@pytest.mark.parametrize("kind", sorted(BUILDERS))
def test_a_report_costs_few_queries_however_much_there_is(
    subscription: ReportSubscription, kind: str, django_assert_max_num_queries: object
) -> None:
    house = open_house(articles=25, seed=4)
    subscription.report, subscription.slugline = kind, "Story"
    subscription.desks.set(house.desks)

    with django_assert_max_num_queries(25):  # type: ignore[operator]
        make_digest(subscription, since=BEGIN, until=END, now=END)

"""The week in figures as its reader reads it."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest

from moderation.models import ReportSubscription
from moderation.reports.digest import Digest
from moderation.reports.making import make_digest
from tests.reports.house import BEGIN, END, open_house

WEEK = timedelta(days=7)


@pytest.fixture
def digest(subscription: ReportSubscription) -> Digest:
    """Return the second week of a busy house."""
    house = open_house(articles=40, seed=3)
    subscription.report = "week_in_figures"
    subscription.desks.set(house.desks)
    return make_digest(subscription, since=BEGIN + WEEK, until=END, now=END)


def table_of(digest: Digest, title: str) -> list[list[str]]:
    section = next(section for section in digest.sections if section.title == title)
    return [list(row) for row in section.tables[0].rows]


def test_the_lead_says_how_much(digest: Digest) -> None:
    figures = {figure.name: figure.value for figure in digest.sections[0].figures}

    assert digest.lead == (
        f"{figures['filed']} articles were filed, {figures['flagged']} flagged, {figures['decided']} decided."
    )


def test_the_trend_stands_beside_the_four_weeks_before(digest: Digest) -> None:
    filed = table_of(digest, "Against the weeks before")[0]

    assert filed[0] == "filed"
    assert len(filed) == 6
    assert filed[1:4] == ["0", "0", "0"]
    assert int(filed[4]) + int(filed[5]) == 40


@pytest.mark.parametrize(
    ("length", "names"),
    [
        (WEEK, ["4 weeks ago", "3 weeks ago", "2 weeks ago", "1 week ago", "this week"]),
        (
            timedelta(days=3),
            ["18 Feb. – 21 Feb.", "21 Feb. – 24 Feb.", "24 Feb. – 27 Feb.", "27 Feb. – 2 March", "2 March – 5 March"],
        ),
    ],
)
def test_only_weeks_are_called_weeks(subscription: ReportSubscription, length: timedelta, names: list[str]) -> None:
    subscription.report = "week_in_figures"

    digest = make_digest(subscription, since=BEGIN, until=BEGIN + length, now=END)

    (section,) = [one for one in digest.sections if one.title.startswith("Against the ")]
    sheet = csv.DictReader(io.StringIO(digest.attachments[0].content.removeprefix("\ufeff")))
    assert list(section.tables[0].columns) == ["", *names]
    assert ("weeks_ago" in (sheet.fieldnames or [])) is (length == WEEK)
    assert section.title == ("Against the weeks before" if length == WEEK else "Against the time before")


def test_within_a_day_the_stretches_have_their_hours(subscription: ReportSubscription) -> None:
    subscription.report = "week_in_figures"

    digest = make_digest(subscription, since=BEGIN, until=BEGIN + timedelta(hours=6), now=END)

    (section,) = [one for one in digest.sections if one.title == "Against the time before"]
    assert section.tables[0].columns[-1] == "2 March 07:00 to 2 March 13:00"


def test_precision_is_told_with_how_far_it_could_be_off(digest: Digest) -> None:
    for _, answered, false_alarms, right in table_of(digest, "How often each check was right"):
        share = round(100 * (1 - int(false_alarms) / int(answered)))

        assert right.startswith(f"{share}% (")
        assert " – " in right


def test_the_weeks_are_attached_for_a_spreadsheet(digest: Digest) -> None:
    file = digest.attachments[0]

    rows = list(csv.DictReader(io.StringIO(file.content.removeprefix("\ufeff"))))
    assert file.filename == "week-in-figures.csv"
    assert [row["weeks_ago"] for row in rows] == ["4", "3", "2", "1", "0"]
    assert int(rows[-1]["filed"]) == int(table_of(digest, "Against the weeks before")[0][-1])


def test_a_week_in_which_nothing_happened_is_empty(subscription: ReportSubscription) -> None:
    subscription.report = "week_in_figures"

    digest = make_digest(subscription, since=BEGIN, until=END, now=END)

    assert digest.is_empty
    assert digest.lead == "0 articles were filed, 0 flagged, 0 decided."

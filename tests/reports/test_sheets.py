"""The spreadsheets beside the reports: whole, readable by programs, harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest

from moderation.models import Flag, FlagState, ReportSubscription
from moderation.reports.counts.scope import Scope
from moderation.reports.counts.tolls import find_statements
from moderation.reports.counts.wires import score_wires
from moderation.reports.digest import Attachment, Digest
from moderation.reports.kinds import BUILDERS
from moderation.reports.mail import Letter, compose
from moderation.reports.making import make_digest, reading_as
from moderation.reports.sheets import in_hours, write_sheet
from tests.reports.house import BEGIN, END, House, open_house


@pytest.fixture
def house(db: None) -> House:
    """Return a house with a fortnight of copy."""
    return open_house(articles=25, seed=3)


def read(file: Attachment) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.content.removeprefix("\ufeff"))))


def digest_of(subscription: ReportSubscription, kind: str, house: House) -> Digest:
    subscription.report, subscription.slugline = kind, "Story"
    subscription.desks.set(house.desks)
    return make_digest(subscription, since=BEGIN, until=END, now=END)


@pytest.mark.parametrize("words", ["=1+1", "+49 30", "-cmd", "@SUM(A1)", "\tx"])
def test_words_that_a_spreadsheet_would_compute_stay_words(words: str) -> None:
    file = write_sheet("a.csv", ("headline",), [(words,)])

    assert read(file)[0]["headline"] == f"'{words}"


def test_other_cells_are_kept_as_they_are() -> None:
    moment = datetime(2026, 3, 2, 6, 0, 1, 5, tzinfo=UTC)
    file = write_sheet("a.csv", ("a", "b", "c", "d", "e"), [("a, “b”\nc", None, 7, 1 / 3, moment)])

    assert list(read(file)[0].values()) == ["a, “b”\nc", "", "7", "0.3333", "2026-03-02T06:00:01+00:00"]


def test_a_spreadsheet_knows_it_for_utf_8() -> None:
    assert write_sheet("a.csv", ("é",), []).content.encode().startswith(b"\xef\xbb\xbf")


def test_lengths_are_told_in_hours() -> None:
    assert (in_hours(timedelta(minutes=90)), in_hours(None)) == ("1.50", "")


@pytest.mark.parametrize("kind", sorted(BUILDERS))
def test_every_report_brings_its_figures_along(subscription: ReportSubscription, house: House, kind: str) -> None:
    digest = digest_of(subscription, kind, house)

    assert digest.attachments
    assert all(file.filename.endswith(".csv") and read(file) is not None for file in digest.attachments)


def test_the_briefs_sheet_holds_all_that_waits_with_open_flags(subscription: ReportSubscription, house: House) -> None:
    (file,) = digest_of(subscription, "morning_brief", house).attachments

    rows = read(file)
    on_hand = Flag.objects.filter(
        state=FlagState.OPEN, version__article__review__state__in=["waiting", "returned", "held"]
    )
    waiting = {flag.version.article.headline for flag in on_hand if flag.version.article.latest_version == flag.version}
    assert {row["headline"] for row in rows} == waiting
    assert sum(int(row["high"]) + int(row["medium"]) + int(row["low"]) for row in rows) == on_hand.count()


def test_the_scorecards_sheet_holds_every_wire_with_its_bounds(subscription: ReportSubscription, house: House) -> None:
    (file,) = digest_of(subscription, "wire_scorecard", house).attachments

    rows = {(row["wire"], row["language"]): row for row in read(file)}
    scores = score_wires(Scope(BEGIN, END))
    assert len(rows) == len(scores)
    for one in scores:
        row = rows[one.wire, one.language]
        assert (int(row["articles"]), int(row["words"])) == (one.articles, one.words)
        assert float(row["toll_rate"]) == pytest.approx(1000 * one.tolls / one.words, abs=1e-4)
        assert float(row["toll_rate_low"]) <= float(row["toll_rate"]) <= float(row["toll_rate_high"])


def test_the_watchs_sheet_holds_every_statement(subscription: ReportSubscription, house: House) -> None:
    (file,) = digest_of(subscription, "toll_watch", house).attachments

    assert len(read(file)) == len(find_statements(Scope(BEGIN, END), "Story"))


@pytest.mark.parametrize(("wished", "attached"), [(True, 3), (False, 0)])
def test_the_figures_are_attached_where_that_is_wished(
    subscription: ReportSubscription, house: House, wished: bool, attached: int
) -> None:
    digest = digest_of(subscription, "week_in_figures", house)

    with reading_as(subscription):
        mail = compose(digest, Letter("a@b.example", "Name", "<1@x>", "https://house.example/", wished))

    assert len(mail.attachments) == attached

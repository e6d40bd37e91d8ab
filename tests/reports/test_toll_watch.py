"""The toll watch: who says what since when, and where they conflict."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from articles.actor import Actor
from articles.intake import Copy
from articles.models import Article, Desk, Wire
from articles.operations import correct_copy, file_copy, receive_copy
from moderation.models import ReportSubscription, ScreeningRun
from moderation.reports.counts.scope import Scope
from moderation.reports.counts.tolls import Statement, find_conflicts, find_current, find_statements
from moderation.reports.making import make_digest
from moderation.reports.plain import write_plain
from tests.workflow.newsroom import NOW, end_run, publish_words

HOUR = timedelta(hours=1)
SCOPE = Scope(NOW - HOUR, NOW + timedelta(days=2))


@pytest.fixture
def scene(desk: Desk, filer: Actor) -> tuple[Wire, Wire, dict[str, Any]]:
    """Return two wires, and the heads under which a story's copy is filed."""
    publish_words()
    wires = [
        Wire.objects.create(code=code, name=code.title(), kind="agency", language="en") for code in ("alpha", "beta")
    ]
    return wires[0], wires[1], {"desk": desk, "language": "en", "kind": "syndicated", "actor": filer}


def toll(text: str, low: int | None, high: int | None, source: str = "", **changes: Any) -> dict[str, Any]:
    """Return a figure as a reading keeps it; *source* is found in the text later."""
    return {
        "text": text,
        "effect": "killed",
        "min": low,
        "max": high,
        "precision": "exact",
        "grade": "named" if source else "none",
        "modality": "asserted",
        "part_of": None,
        "source": source,
        **changes,
    }


def read(article: Article, *tolls: dict[str, Any]) -> Article:
    """Let the latest version have been read as holding these figures."""
    article.refresh_from_db()
    version = article.latest_version
    placed = []
    for one in tolls:
        start = version.text.index(one["source"]) if one["source"] else 0
        span = {"start": start, "end": start + len(one["source"])} if one["source"] else None
        placed.append({**one, "source": span})
    for run in ScreeningRun.objects.filter(version=version):
        end_run(run, "done", reading={"tolls": placed})
    return article


def file(scene: tuple[Wire, Wire, dict[str, Any]], wire: int, now: datetime, text: str, slug: str = "QUAKE") -> Article:
    copy = Copy(text=text, headline="Tamora shaken", slugline=slug)
    return file_copy(copy=copy, wire=scene[wire], now=now, **scene[2])


def test_each_figure_is_told_with_its_source_since_its_first_version(scene: Any) -> None:
    article = read(file(scene, 0, NOW, "12 died, police said."), toll("12", 12, 12, "police"))
    correct_copy(
        copy=Copy(text="12 died, police said. More to come."),
        article=article,
        actor=scene[2]["actor"],
        now=NOW + HOUR,
        expected_version=1,
    )
    read(article, toll("12", 12, 12, "police"))

    (statement,) = find_statements(SCOPE, "quake")

    assert (statement.words, statement.source, statement.since) == ("12", "police", NOW)
    assert statement.is_current


def test_a_figure_that_a_correction_took_back_is_not_current(scene: Any) -> None:
    article = read(file(scene, 0, NOW, "12 died, police said."), toll("12", 12, 12, "police"))
    correct_copy(
        copy=Copy(text="9 died, police said."),
        article=article,
        actor=scene[2]["actor"],
        now=NOW + HOUR,
        expected_version=1,
    )
    read(article, toll("9", 9, 9, "police"))

    statements = find_statements(SCOPE, "QUAKE")

    assert [(one.words, one.is_current) for one in statements] == [("12", False), ("9", True)]
    assert find_current(statements)["killed", "Alpha"].words == "9"


def test_a_killed_articles_figure_is_not_what_its_wire_says_now(scene: Any) -> None:
    heads = {"wire": scene[0], "desk": scene[2]["desk"], "actor": scene[2]["actor"]}
    copy = Copy(text="400 died.", headline="Tamora shaken", slugline="QUAKE", uri="urn:quake")
    read(receive_copy(copy=copy, now=NOW, **heads).article, toll("400", 400, 400))
    kill = Copy(text="", slugline="QUAKE", uri="urn:quake", pub_status="canceled")
    receive_copy(copy=kill, now=NOW + HOUR, **heads)

    statements = find_statements(SCOPE, "quake")

    assert [(one.words, one.is_current) for one in statements] == [("400", False)]
    assert find_current(statements) == {}


def test_parts_and_settled_history_are_no_figures_of_the_story(scene: Any) -> None:
    read(
        file(scene, 0, NOW, "12 died."),
        toll("12", 12, 12),
        toll("three", 3, 3, part_of=0),
        toll("1,100", 1100, 1100, modality="background"),
    )

    assert [one.words for one in find_statements(SCOPE, "QUAKE")] == ["12"]


def test_another_story_and_a_later_time_are_left_out(scene: Any) -> None:
    read(file(scene, 0, NOW, "12 died."), toll("12", 12, 12))
    read(file(scene, 1, NOW, "7 drowned.", slug="FERRY"), toll("7", 7, 7))

    assert find_statements(Scope(NOW - HOUR, NOW), "QUAKE") == ()
    assert [one.words for one in find_statements(SCOPE, "QUAKE")] == ["12"]
    assert find_statements(SCOPE, "") == ()


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [
        ((12, 12, "exact"), (21, 21, "exact"), True),
        ((12, 12, "exact"), (12, 12, "exact"), False),
        ((12, None, "at_least"), (21, 21, "exact"), False),
        ((None, 20, "at_most"), (21, 21, "exact"), True),
        ((130, 130, "approximate"), (137, 137, "exact"), False),
        ((130, 130, "approximate"), (190, 190, "exact"), True),
        ((10, 15, "range"), (15, 20, "range"), False),
    ],
)
def test_figures_conflict_where_they_exclude_each_other(
    one: tuple[int | None, int | None, str], other: tuple[int | None, int | None, str], conflict: bool
) -> None:
    statements = [
        Statement(number, "H", wire, NOW, True, "killed", "n", low, high, precision, "named", "police")
        for number, (wire, (low, high, precision)) in enumerate(zip(("A", "B"), (one, other), strict=True))
    ]

    assert bool(find_conflicts(find_current(statements))) is conflict


def test_figures_of_different_effects_do_not_conflict() -> None:
    statements = [
        Statement(1, "H", "A", NOW, True, "killed", "3", 3, 3, "exact", "named", ""),
        Statement(2, "H", "B", NOW, True, "injured", "30", 30, 30, "exact", "named", ""),
    ]

    assert find_conflicts(find_current(statements)) == ()


def test_the_watch_tells_conflicts_first(subscription: ReportSubscription, scene: Any) -> None:
    read(file(scene, 0, NOW, "12 died, police said."), toll("12", 12, 12, "police"))
    read(file(scene, 1, NOW + HOUR, "21 died."), toll("21", 21, 21))
    subscription.report, subscription.slugline = "toll_watch", "QUAKE"

    digest = make_digest(subscription, since=SCOPE.since, until=SCOPE.until, now=SCOPE.until)

    text = write_plain(digest, footer="")
    assert digest.subject == "QUAKE: 1 conflict of figures"
    assert digest.lead == "2 figures from 2 wires. 1 pair excludes each other."
    assert "Alpha: 12 – police, since" in text
    assert "Beta: 21 – no source, since" in text


def test_a_watch_without_news_is_empty(subscription: ReportSubscription, scene: Any) -> None:
    read(file(scene, 0, NOW, "12 died."), toll("12", 12, 12))
    subscription.report, subscription.slugline = "toll_watch", "QUAKE"

    digest = make_digest(subscription, since=NOW + HOUR, until=NOW + 2 * HOUR, now=NOW + 2 * HOUR)

    assert digest.is_empty
    assert digest.subject == "QUAKE: the figures agree"

"""The command that measures the reports measures all of them, and fails where one is slow."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from moderation.management.commands import bench_reports
from moderation.models.report import ReportKind
from tests.reports.house import open_house


def test_every_report_is_measured(db: None) -> None:
    open_house(articles=8, seed=4)
    out = io.StringIO()

    call_command("bench_reports", times=1, story="Story", stdout=out)

    head, *lines = out.getvalue().splitlines()
    assert head.startswith("8 articles, ")
    assert [line.split()[0] for line in lines] == ReportKind.values
    assert all(int(line.split()[3]) > 0 for line in lines)


def test_a_slow_report_fails_the_command(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    open_house(articles=2, seed=4)
    monkeypatch.setattr(bench_reports, "MOST", 0.0)

    with pytest.raises(CommandError, match="over 0 s: morning_brief"):
        call_command("bench_reports", times=1, stdout=io.StringIO())


def test_without_copy_there_is_nothing_to_measure(db: None) -> None:
    with pytest.raises(CommandError, match="make_archive"):
        call_command("bench_reports", stdout=io.StringIO())


def test_every_report_is_made_of_the_archive_that_is_made_for_it(db: None) -> None:
    call_command("seed", verbosity=0)
    call_command("make_archive", articles=60, on_hand=10, stdout=io.StringIO())
    out = io.StringIO()

    call_command("bench_reports", times=1, days=400, stdout=out)

    head, *lines = out.getvalue().splitlines()
    assert head.startswith("60 articles, ")
    assert len(lines) == len(ReportKind)

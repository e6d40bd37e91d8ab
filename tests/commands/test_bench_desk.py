"""The desk's measurement: every page is asked for, and asks the database no more often than it may."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles.models import Desk, Wire
from config.management.commands.bench_desk import _missed
from moderation.management import desk_bench
from moderation.management.archive_making import Archive, make_archive
from moderation.management.desk_bench import MOST_QUERIES, Timing, measure_desk


@pytest.mark.django_db
def test_no_page_asks_the_database_more_often_than_it_may() -> None:
    call_command("seed", verbosity=0)
    archive = Archive(150, flags_each=6, on_hand=80)
    make_archive(archive, desks=list(Desk.objects.all()), wires=list(Wire.objects.all()), now=timezone.now())

    timings = measure_desk(rounds=2, series=2)

    asked = {one.name: one.queries for one in timings}
    assert {name: queries for name, queries in asked.items() if queries > MOST_QUERIES} == {}
    assert {name.partition(",")[0] for name in asked} == {"home", "queue", "search", "review"}


@pytest.mark.django_db
def test_what_a_page_asks_is_counted_when_djangos_log_of_queries_is_full(admin_client: Client) -> None:
    page = "/admin/password_change/"
    _seconds, before = desk_bench._ask(admin_client, page)
    room = connection.queries_log.maxlen
    assert room is not None
    connection.queries_log.extend({"sql": "SELECT 1", "time": "0"} for _number in range(room))

    _seconds, count = desk_bench._ask(admin_client, page)

    assert count == before > 0


def test_the_most_queries_of_all_series_count_and_the_least_time() -> None:
    taken = [Timing("queue", 0.04, 12), Timing("queue", 0.05, 16)]

    assert desk_bench._fastest(taken) == Timing("queue", 0.04, 16)


def test_a_page_that_keeps_to_its_marks_is_not_named() -> None:
    assert _missed([Timing("queue", 0.04, 12)], [Timing("queue", 0.05, 12)]) == []


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (Timing("queue", 0.14, 12), Timing("queue", 0.16, 12), "queue: 160 ms, 12 queries"),
        (Timing("queue", 0.04, 16), Timing("queue", 0.04, 12), "queue: 16 queries on the small archive"),
        (Timing("queue", 0.04, 12), Timing("queue", 0.04, 16), "queue: 40 ms, 16 queries"),
        (Timing("queue", 0.02, 12), Timing("queue", 0.04, 12), "queue: 2.00 times as slow as on the small archive"),
    ],
)
def test_a_missed_mark_is_named(before: Timing, after: Timing, told: str) -> None:
    assert _missed([before], [after]) == [told]

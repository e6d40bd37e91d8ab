"""How reports say numbers, times and places."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from moderation.reports.words import and_more, say_length, say_moment, say_number, say_share


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=-5), "less than a minute"),
        (timedelta(seconds=59), "less than a minute"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=59), "59 minutes"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(hours=47), "47 hours"),
        (timedelta(days=3, hours=5), "3 days"),
    ],
)
def test_lengths_are_said_in_the_units_that_matter(length: timedelta, words: str) -> None:
    assert say_length(length) == words


@pytest.mark.parametrize(("language", "number"), [("en", "12,345"), ("fr", "12\u202f345")])
def test_numbers_are_grouped_as_the_language_does(language: str, number: str) -> None:
    with translation.override(language):
        assert say_number(12345).replace("\xa0", "\u202f") == number


def test_shares_are_said_in_per_cent() -> None:
    assert say_share(0.256) == "26%"


def test_moments_are_those_of_the_readers_wall() -> None:
    moment = datetime(2026, 3, 10, 18, 20, tzinfo=UTC)

    with timezone.override("Asia/Kathmandu"), translation.override("en"):
        assert say_moment(moment) == "11 March 00:05"


@pytest.mark.parametrize(("total", "words"), [(11, "and 1 more"), (241, "and 231 more"), (1310, "and 1,300 more")])
def test_what_a_list_leaves_out_is_counted_and_linked(total: int, words: str) -> None:
    link = and_more(total, 10, "https://house.example/queue/")

    assert link is not None
    assert (link.words, link.address) == (words, "https://house.example/queue/")


def test_a_whole_list_has_no_more(settings: Any) -> None:
    assert and_more(10, 10, "https://house.example/queue/") is None

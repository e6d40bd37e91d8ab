"""The times of a ticker are no years; those of a chronicle are."""

import pytest

from moderation.screening.tolls.clock import find_times
from tests.screening.test_background import modalities

ZONES = frozenset({"gmt"})


@pytest.mark.parametrize(
    "text",
    [
        "1915 A wall falls at the dock, killing two welders.\n1902 The dock is shut.\n1848 First calls.\n1831 Calm.",
        "2115 A tram leaves the rails, and five people are hurt.\n1950 Sleet is forecast.",
        "1806 GMT A ferry hits the pier and 11 people are injured.",
        "0640 Nothing moves on the bridge.\n1203 Two cyclists were killed under the bridge.",
    ],
)
def test_what_a_ticker_tells_is_news(text: str) -> None:
    assert modalities(text, "en") == [False]


@pytest.mark.parametrize(
    "text",
    [
        "1887 The pit floods. Some 83 men die.\n1911 It opens again.",
        "2011 A ferry sinks and 14 people die.\n2019 The wreck is raised.",
        "2011: A ferry sinks and 14 people die.\n1959: The line opens.",
        "1998 A ferry sinks and 14 people die.\n1845 The line opens.",
        "1911 A fire kills 14 people at the mill.",
        "2015 The quay is rebuilt.\n1945 It burns.\n1755 A quake kills 30,000 people.",
        "1348 A plague kills 4,000 people.\n1720 The port opens again.",
    ],
)
def test_what_a_chronicle_tells_is_history(text: str) -> None:
    assert modalities(text, "en") == [True]


def test_times_are_found_where_they_open_a_paragraph() -> None:
    text = "1915 a wall falls in 1840\n1902 gmt the dock is shut"

    assert find_times(text, ZONES, 2026) == {0, text.index("1902")}


def test_minutes_that_no_clock_shows_make_all_of_them_years() -> None:
    assert find_times("1998 a mill burns\n1845 a mill opens", ZONES, 2026) == frozenset()

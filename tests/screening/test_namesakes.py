"""Words of stage and page that name something else in the news: a novel virus, a film set, a life on the pitch."""

import pytest

from moderation.screening.text import read_layout
from moderation.screening.tolls import find_tolls
from tests.screening.believing import PACKS, told


def stated(text: str, language: str) -> list[str]:
    """Return what constructions alone find."""
    pack = PACKS[language]
    return [toll.span.of(text) for toll in find_tolls(read_layout(text, pack), pack)]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Novel virus kills 12", ["12"]),
        ("A novel strain of flu has killed 12 people.", ["12"]),
        ("The novel coronavirus, found in June, killed 12 people in the town.", ["12"]),
        ("Film set at the mill collapses, killing two people", ["two"]),
        ("Movie set on the pier catches fire, killing three people.", ["three"]),
        ("Film crew of five killed in crash", ["five"]),
        ("A fire on a film set killed two stuntmen.", ["two"]),
        ("A scene in which 20 were trampled was caught on film.", ["20"]),
        ("A crush in which 20 people were trampled was filmed.", ["20"]),
        ("The crash claimed three lives.", ["three"]),
        ("A flood claimed three lives, among them a former bowler.", ["three"]),
        ("A stabbing claims two lives in the port.", ["two"]),
    ],
)
def test_what_only_sounds_like_fiction_or_play_is_told(text: str, figures: list[str]) -> None:
    assert stated(text, "en") == figures


@pytest.mark.parametrize(
    "text",
    [
        "The novel follows a virus that kills 12.",
        "A novel in which a virus kills 12 people has won the prize.",
        "In the novel, 12 die.",
        "A novel set in a mountain valley follows a priest who buries 40 people.",
        "A novel set in a valley where 40 people drown is on sale.",
        "A film set in a port opens with a blast that kills two.",
        "A film set aboard a ferry that sinks, drowning 40, won the prize.",
        "Her movie, set in a town whose dam breaks, kills off nine families.",
        "In the film, five are killed.",
        "The bowler claimed three lives.",
        "Bowler claimed three lives as the side collapsed.",
        "The spinner claims three victims before lunch.",
    ],
)
def test_fiction_and_play_are_not(text: str) -> None:
    assert stated(text, "en") == []
    assert told(text, "en") == []

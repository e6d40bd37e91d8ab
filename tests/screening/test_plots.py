"""Plots told behind the title of a work, and what is told of real people beside one."""

import pytest

from moderation.screening.text import read_layout
from moderation.screening.tolls import find_tolls
from moderation.screening.tolls.plots import read_titles, tells_plot
from tests.screening.believing import PACKS, told


def is_plot(text: str) -> bool:
    layout = read_layout(text, PACKS["en"])
    return tells_plot(layout, layout.sentences[0], read_titles(PACKS["en"]))


def spans(text: str) -> list[str]:
    """Return what constructions alone find."""
    return [toll.span.of(text) for toll in find_tolls(read_layout(text, PACKS["en"]), PACKS["en"])]


@pytest.mark.parametrize(
    "text",
    [
        'In "The Weir", two sisters drown in a mill pond.',
        'In Ada Holm\'s third novel, "Marsh End", a doctor kills nine patients.',
        "In “Ashes at Noon,” a mine owner plays cards while twelve men die below ground.",
        '"Salt Road" opens with a bus that falls into a gorge, killing all 23 on board.',
        'Her new novel, "The Long Dyke", follows a village in which 40 people drown.',
        '"The Long Dyke", by Mara Olsen, follows a village in which 40 people drown.',
        'The thriller "Cold Line" (Channel 5) tells of a nurse who kills nine patients.',
        'The game "Dead Signal" puts players behind a sniper who kills 30 sentries.',
        'The series "Cold Harbour" returns on Sunday: two students are found dead.',
        'In "Marsh End", three soldiers are killed by friends.',
        'The film "Long Winter" sees nine miners die below ground.',
    ],
)
def test_a_title_tells_its_plot_in_the_present(text: str) -> None:
    assert is_plot(text)
    assert told(text, "en") == []


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ('The "Sea Empress" sank on Sunday, and nine sailors drowned.', ["nine"]),
        ('The trawler "Northern Star" goes down off Orme; six men drown.', ["six"]),
        ('In "Operation Dawn", 12 soldiers were killed.', ["12"]),
        ('"Night Ferry" was being filmed when three extras drowned.', ["three"]),
        ('The director of "Night Ferry" was among three people killed in the crash.', ["three"]),
        ('In "The Flood" Mara Olsen tells how 40 people died in a night.', ["40"]),
        ('In the village of "New Hope", two children were killed by a mine.', ["two"]),
        ('In a statement headed "No Retreat", the group says 12 fighters are dead.', ["12"]),
        ('Police say "Red Dog" kills two rivals a year.', ["two"]),
        ('The mayor said "The Dyke" broke and two men are dead.', ["two"]),
        ("In the harbour, two sisters drown.", ["two"]),
        ('In Manila, "Super Typhoon Ada" leaves nine dead.', ["nine"]),
        ('In the "Hotel Royal", 12 guests die in fire', ["12"]),
        ('In "Camp Hope" fire, 12 people die', ["12"]),
        ('In "Camp Hope", a fire killed 12 people on Monday.', ["12"]),
        ('"Black Tuesday" sees 14 killed on city roads', ["14"]),
        ('"Safe House" closes after blast kills four', ["four"]),
        ('The "Freedom Convoy" opens fire, killing three.', ["three"]),
        ('The director of "Camp Hope" finds 12 bodies after the flood.', ["12"]),
    ],
)
def test_what_befell_real_people_is_told(text: str, figures: list[str]) -> None:
    assert not is_plot(text)
    assert told(text, "en") == figures


def test_copy_that_tells_a_plot_and_of_no_rescuers_is_deaf_to_constructions() -> None:
    plot = 'In "The Weir", two sisters drown.\nFour more people die before the constable wakes.'
    real = "\nPolice said nine extras died when a set collapsed."

    assert spans(plot) == []
    assert spans(plot + real) == ["nine"]
    assert told(plot, "en") == ["Four"]  # whoever weighs may still hear of somebody really hurt

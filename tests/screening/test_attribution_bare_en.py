"""English sources without a name: bare headlines, papers by whoever issued them, rumours, what is told of a speaker."""

import pytest

from tests.screening.speaking import grade_of


@pytest.mark.parametrize(
    ("marked", "grade"),
    [
        ("[Two] killed in clash, monitor says", "unnamed"),
        ("[Two] killed in clash, charity says", "unnamed"),
        ("[Two] killed in clash, rights group says", "unnamed"),
        ("[Two] killed in clash, broadcaster reports", "unnamed"),
        ("[Two] killed in clash, watchdog says", "unnamed"),
        ("[Two] killed in clash, police say", "named"),
        ("[Two] killed in clash, ministry says", "named"),
        ("The charity said [two] people had died.", "named"),
        ("The Lake Monitor said [two] people had died.", "named"),
        ("The families' forum says [two] people are dead.", "named"),
        ("According to the disaster management cell, [two] people died.", "named"),
        ("The local branch of the Red Cross said [two] people had died.", "named"),
        ("A charity said [two] people had died.", "unnamed"),
    ],
)
def test_who_speaks_in_a_headline_without_article_or_name_is_nobody_in_particular(marked: str, grade: str) -> None:
    assert grade_of(marked, "en") == grade


@pytest.mark.parametrize(
    ("marked", "grade"),
    [
        ("[Two] people died, according to figures that Oxfam published on Monday.", "named"),
        ("[Two] people died, according to data which the ministry released on Monday.", "named"),
        ("[Two] people died, according to figures published by Oxfam.", "named"),
        ("[Two] people died, according to figures that a website published.", "unnamed"),
        ("[Two] people died, according to figures that nobody has checked.", "unnamed"),
        ("[Two] people died, according to figures.", "unnamed"),
    ],
)
def test_a_paper_is_whose_relative_clause_says_it_is(marked: str, grade: str) -> None:
    assert grade_of(marked, "en") == grade


@pytest.mark.parametrize(
    ("marked", "grade"),
    [
        ("There were rumours of [two] deaths.", "hedged"),
        ("There were rumours that [two] people had died.", "hedged"),
        ("Rumours spread on Sunday that [two] people had died.", "hedged"),
        ("There are rumours [two] people have died.", "hedged"),
        ("Mob lynches [two] over child-lifting rumours", "none"),
        ("[Two] people were killed in a riot sparked by rumours on social media.", "none"),
    ],
)
def test_rumours_hedge_what_they_tell_and_not_what_they_led_to(marked: str, grade: str) -> None:
    assert grade_of(marked, "en") == grade


@pytest.mark.parametrize(
    "marked",
    [
        '"We had no time," said its chair, the farmer Will Eames, who lost [two] friends.',
        '"We had no time," said Ada Holm, a nurse who lost [two] sons in the flood.',
        '"We had no time," said Ada Holm, who lost [two] sons in the flood.',
    ],
)
def test_what_is_told_of_a_speaker_is_not_said(marked: str) -> None:
    assert grade_of(marked, "en") == "none"


@pytest.mark.parametrize(
    "marked",
    [
        "[Two] people died, said its chair, the farmer Will Eames, who lost a friend.",
        '"We had no time," said Ada Holm, adding that [two] people had died.',
        "Police suspect [two] people died.",
        "[Two] people died, police suspect.",
        "[Two] people died, the mayor said that evening.",
        "[Two] people died, police said that day.",
    ],
)
def test_what_a_speaker_does_say_is_said(marked: str) -> None:
    assert grade_of(marked, "en") == "named"

"""A summary is read unless it says nothing but what the headline or the body's beginning says, sign for sign."""

import pytest

from articles.intake.draft import says_more


@pytest.mark.parametrize(
    ("summary", "body"),
    [
        ("The army killed terrorists in Orvane", "The army killed “terrorists” in Orvane, the mayor said."),
        ("The army killed ‘terrorists’ in Orvane", "The army killed terrorists in Orvane, the mayor said."),
        ("L'armée a tué", "L'« armée » a tué des civils."),
        ("Losses of 5 were seen", "Losses of 5% were seen. Rain fell."),
        ("Losses of 5 were seen", "Losses of €5 were seen. Rain fell."),
        ("They killed 1,200", "They killed 1. 200 fled."),
        ("They killed 1 200", "They killed 1. 200 fled."),
        ("They killed 1", "They killed 1,200."),
        ("They killed 1…", "They killed 1,200."),
        ("They killed 12", "They killed 12.5 per cent."),
        ("The mayor resigned in May", "The mayor resigned? In May, no."),
        ("300 people were killed", "Nobody said that 300 people were killed."),
        ("Twelve fled", "At dawn, said the mayor, twelve fled."),
    ],
)
def test_a_summary_that_says_something_else_is_read(summary: str, body: str) -> None:
    assert says_more(summary, "Raid", body)


@pytest.mark.parametrize(
    ("summary", "body"),
    [
        ("The army killed 'terrorists' in Orvane", "The army killed “terrorists” in Orvane, the mayor said."),
        ("The army killed “terrorists”.", "The army killed «\xa0terrorists\xa0» in Orvane."),
        ("L'armée a tué", "L’armée a tué des civils."),
        ("L'armée a tué des ci…", "L’armée a tué des civils."),
        ("Losses of 5% were seen.", "Losses of 5\xa0% were seen; rain fell."),
        ("They killed 1 200", "They killed 1\u202f200 in Orvane."),
        ("They killed 1,200 people", "VELMAR, May 3 (NW) — They killed 1,200 people."),
        ("They killed 12-year-old boys…", "They killed 12-year-old boys and men."),
        ("They killed – in Orvane", "They killed, in Orvane."),
        ("They killed 12", "VELMAR: They killed 12 people."),
        ("They killed 12", "Rain fell. They killed 12 people."),
        ("Has the mayor resigned?", "Has the mayor resigned? He has not."),
        ("…", "The mayor resigned."),
        ("", "The mayor resigned."),
    ],
)
def test_a_summary_that_repeats_the_beginning_is_not_read_twice(summary: str, body: str) -> None:
    assert not says_more(summary, "Raid", body)


@pytest.mark.parametrize(
    ("summary", "headline", "body"),
    [
        ("Mayor denies 300 people were killed", "Report on Orvane: Mayor denies", "300 people were killed, she said."),
        ("Mayor denies 300 people were killed", "Mayor denies", "300 people were killed, she said."),
        ("Mayor denies: 30 people were killed", "Mayor denies", "300 people were killed, she said."),
    ],
)
def test_words_across_headline_and_body_are_a_row_of_their_own(summary: str, headline: str, body: str) -> None:
    assert says_more(summary, headline, body)


@pytest.mark.parametrize(
    ("summary", "headline"),
    [
        ("Mayor denies", "Report on Orvane: Mayor denies"),
        ("REPORT ON ORVANE", "Report on Orvane"),
        ("Report on Orvane: 300 people were killed", "Report on Orvane"),
        ("Report on Orvane – VELMAR (NW) – 300 people", "Report on Orvane"),
        ("Report on Orvane. 300 people were ki…", "Report on Orvane."),
    ],
)
def test_a_summary_may_repeat_the_headline_and_then_the_beginning(summary: str, headline: str) -> None:
    assert not says_more(summary, headline, "VELMAR (NW) – 300 people were killed, she said.")


@pytest.mark.parametrize(("summary", "says"), [("In short.", True), ("Raid", False), ("… –", False), ("", False)])
def test_without_a_body_a_summary_is_read_if_it_has_words(summary: str, says: bool) -> None:
    assert says_more(summary, "Raid", "") == says


@pytest.mark.parametrize(("sign", "says"), [("", False), ("Not ", True)])
def test_a_summary_as_long_as_the_text_is_not_read_twice(sign: str, says: bool) -> None:
    whole = " ".join(f"House {number} of Velmar burned." for number in range(200))

    assert says_more(sign + whole, "Fire", whole) == says
    assert says_more(sign + whole, "Fire", f"{whole}\nThe mayor was told.") == says

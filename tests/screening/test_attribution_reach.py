"""How far a cue reaches: clauses, new speakers, lists, asides, and mere neighbourhood."""

import pytest

from tests.screening.speaking import grade_of, listen, source_of


@pytest.mark.parametrize(
    ("marked", "source"),
    [
        ("Police said [six] people died, while the hospital counted nine.", "Police"),
        ("Police said six people died, while the hospital counted [nine].", "the hospital"),
        ("Police said six people died, but [nine] were hurt, the hospital said.", "the hospital"),
        ("Police said [six] people died, but nine were hurt, the hospital said.", "Police"),
        ("Six people died, police said, and [nine] were hurt.", "police"),
        ("Six people died, police said, [two] of them children.", "police"),
        ("The toll, police said, was [six].", "police"),
        ("Police said six people died and added that [nine] were hurt.", "Police"),
        ("Police said six people died, adding that [nine] were hurt.", "Police"),
    ],
)
def test_each_figure_goes_to_its_own_speaker(marked: str, source: str) -> None:
    assert source_of(marked, "en") == source


@pytest.mark.parametrize(
    ("marked", "source"),
    [
        ("La police dénombre [six] morts ; l'hôpital en compte neuf.", "La police"),
        ("La police dénombre six morts ; l'hôpital en compte [neuf].", "l'hôpital"),
        ("La police parle de six morts, tandis que l'hôpital en compte [neuf].", "l'hôpital"),
        ("Six personnes sont mortes, selon la police, et [neuf] ont été blessées.", "la police"),
        ("La police a annoncé six morts et précisé que [neuf] personnes étaient blessées.", "La police"),
        ("La police a annoncé six morts, ajoutant que [neuf] personnes étaient blessées.", "La police"),
    ],
)
def test_chaque_chiffre_revient_a_qui_le_donne(marked: str, source: str) -> None:
    assert source_of(marked, "fr") == source


@pytest.mark.parametrize(
    ("marked", "language"),
    [
        ("[Six] people died in the town, where police said roads were closed.", "en"),
        ("[Six] people died and police said roads were closed.", "en"),
        ("The flood, which police said came by night, killed [six] people.", "en"),
        ("[Six] people died in 2019; this time nobody was hurt, police said.", "en"),
        ("Police said roads were closed. [Six] people died.", "en"),
        ("[Six] people died. Police said roads were closed.", "en"),
        ("[Six] personnes sont mortes dans la ville, où la police dit avoir fermé les routes.", "fr"),
        ("La crue, que la police dit nocturne, a tué [six] personnes.", "fr"),
        ("La police a fermé les routes. [Six] personnes sont mortes.", "fr"),
    ],
)
def test_a_cue_does_not_leave_its_clause(marked: str, language: str) -> None:
    assert grade_of(marked, language) == "none"


def test_a_clause_with_a_hedge_of_its_own_leaves_the_speaker() -> None:
    marked = "La police reconnaît trois morts ; [neuf] personnes auraient été blessées."

    assert grade_of(marked, "fr") == "hedged"


@pytest.mark.parametrize("bullet", ["-", "–", "•", "*"])
def test_the_items_of_a_list_inherit_from_the_line_that_leads_in(bullet: str) -> None:
    marked = f"The harbour police gave a count by district:\n{bullet} North: six dead\n{bullet} South: [nine] dead"

    assert source_of(marked, "en") == "The harbour police"


def test_a_list_without_a_lead_in_stands_alone() -> None:
    assert grade_of("Police closed the road.\n- North: six dead\n- South: [nine] dead", "en") == "none"


@pytest.mark.parametrize(
    "marked",
    [
        "LIMA (AFP) - [Six] people died in a fire.",
        "By Ana Brill\n[Six] people died in a fire.",
        "LIMA, May 3 (Reuters) – [Six] people died in a fire.",
        "[Six] people died in Arvenia (North).",
    ],
)
def test_a_dateline_a_byline_and_a_place_are_no_attribution(marked: str) -> None:
    assert grade_of(marked, "en") == "none"


def test_an_overlong_sentence_is_read_in_parts() -> None:
    marked = "word " * 2_000 + "[six] people died, police said, " + "word " * 2_000

    _, speech, (span,) = listen(marked, "en")

    assert speech.of(span).grade.value == "named"
    assert max(end - start for start, end in speech.readings.sentences) <= 1_500

"""Who vouches in English turns found by probing: deeds that only look like telling, owners, named outlets."""

import pytest

from tests.screening.speaking import grade_of


@pytest.mark.parametrize(
    "marked",
    [
        "10:15 UPDATE: [Two] more bodies pulled from rubble.",
        "9.30am UPDATE: [Two] more bodies found",
        "The road has claimed [two] more victims.",
        "Malnutrition claimed [57] children in two months.",
        "The pond claimed [two] brothers.",
        "The ridge claimed [three] of its best guides.",
        "The sea swallowed [twelve] fishermen.",
        "Snipers have claimed [three] more victims.",
        "Rescue teams gave up hope on Wednesday for the [six] sailors still missing.",
        "Doctors gave blood to [two] wounded men.",
        "Nine climbers set out on Monday and [two] drowned.",
        "The inspectors set out after [two] men had drowned.",
        "Villagers gave shelter to [nine] wounded men.",
        "The archbishop said Mass for the [nine] victims.",
        "He was speaking at the funeral of [six] miners.",
        "The premier spoke during the state funeral of [four] soldiers.",
        "She spoke after the deaths of [19] miners.",
        '"It was like a war," the mayor said of the fire that killed [12] people.',
        '"We are heartbroken," the chairman said after the blast killed [12] workers.',
        '"Never again," the governor told a crowd near the mine where [12] men died.',
        '"This must stop," said Ana Duarte, whose brother was among the [12] people killed.',
    ],
)
def test_what_is_done_vouches_for_nothing(marked: str) -> None:
    assert grade_of(marked, "en") == "none"


@pytest.mark.parametrize(
    "marked",
    [
        "Oxfam's figures show [31] people died.",
        "The charity's figures show [31] rough sleepers died.",
        "The charity's data show that [31] people froze to death.",
        "A BBC reporter at the scene counted [six] bodies.",
        "An AFP photographer counted [six] bodies.",
        "10:15 POLICE: [Two] more bodies found",
        "Insurers claim that [two] pensioners drowned.",
        "The ridge rescue team said [three] guides had died.",
        "The river police claimed that [three] men had drowned.",
        "The ministry gave a toll of [two] dead.",
        "The archbishop said [nine] people had died.",
        "Baker said [twelve] people had been killed.",
        "The Guides Association said [twelve] climbers had died.",
        "The Rangers Trust said [twelve] people had died.",
        "The Farmworkers Union said [twelve] pickers had died.",
        "The Nuns of Saint Clare said [twelve] pupils had died.",
        "Pensioners' Party leader Jo Hall said [twelve] people had died.",
        "The premier spoke on Monday of [four] dead.",
        '"It was like a war," the mayor said, adding that [12] people had been killed.',
        '"It is a tragedy," the minister said, putting the number of dead at [12].',
        '"It killed [12] people," the mayor said of the fire.',
        "The mayor said of the fire that it had killed [12] people.",
        'The "siege", the mayor said, had killed [12] people.',
        "The premier spoke in parliament of [four] dead.",
        "The president, speaking at the funeral, said [six] firefighters had died.",
        "The Arden inquiry set out how [12] people died.",
        "The coroner's report sets out that [12] people died.",
    ],
)
def test_whoever_can_be_called_back_is_named(marked: str) -> None:
    assert grade_of(marked, "en") == "named"


@pytest.mark.parametrize(
    "marked",
    [
        "Monday's figures show [31] people died.",
        "A reporter at the scene counted [six] bodies.",
        "Reporters counted [six] bodies.",
        "Shepherds told reporters [twelve] people had died.",
        "Pensioners said [twelve] people had been shot.",
        "Waiters said [twelve] guests had died.",
        "Sea captains said [twelve] people had drowned.",
        "Some [twelve] people died, commuters said.",
        "Two fishermen said [twelve] people had been killed.",
    ],
)
def test_figures_and_reporters_of_nobody_are_unnamed(marked: str) -> None:
    assert grade_of(marked, "en") == "unnamed"

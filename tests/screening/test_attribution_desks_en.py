"""Sources of English desk copy: courts in headlines, adjectives in pairs, papers and files, and who is none."""

import pytest

from tests.screening.speaking import grade_of


@pytest.mark.parametrize(
    "marked",
    [
        "The ferry line was fined 900,000 crowns over a sinking that killed [nine] deckhands.",
        "Its two owners were each fined on Monday over a silo collapse that buried [nine] men.",
        "Lorry driver gets 9 yrs for killing [two]",
        "Reel was given 20 years for murdering [two] sisters.",
        "Reel was convicted over [two] of the deaths.",
        "The bench set aside the conviction of four men for the killing of [two] sisters.",
        "Reel denies murdering [two] sisters.",
        "Prosecutors opened a war-crimes case over [nine] of the burials.",
        "[Nine] hikers lost on ridge – Saps",
        "AAIB: ice on wing led to crash that injured [nine]",
        "Data from the Harvest Ledger show [311] deaths in a year.",
        "The dockers' collective counted [nine] dead.",
        "The diocese has files on [900] disappeared.",
        "The observatory pointed to [nine] dead among the guards.",
        "By Open Harbour's model, the fever has killed [900].",
        "The helpline lists [nine] people as missing.",
        "The police and rescue services said [nine] people had died.",
        "As reported in the press service of the port authority, [nine] sailors were hurt.",
        'Text of the minister\'s letter: "We lost [nine] men that night."',
        '"[Nine] of us died on that ridge," Ana Brill tells her congregation.',
        "The ministry accused the league of killing [nine] villagers.",
        "Rebels were accused by the ministry of killing [nine] villagers.",
    ],
)
def test_whoever_can_be_called_back_is_named(marked: str) -> None:
    assert grade_of(marked, "en") == "named"


@pytest.mark.parametrize(
    "marked",
    [
        "A mine killed [nine] recruits, medical and security sources said.",
        "[Nine] recruits died, according to tribal and medical sources.",
        "Those rescued said [nine] had gone overboard.",
        "Nearly [900] have died of the fever, learnt our agency from health sources.",
        "Data from a ledger show [311] deaths in a year.",
    ],
)
def test_two_adjectives_and_those_rescued_name_nobody(marked: str) -> None:
    assert grade_of(marked, "en") == "unnamed"


@pytest.mark.parametrize(
    "marked",
    [
        "Gang war: [nine] shot dead in a week",
        "Cracker unit blast: [nine] burned to death",
        "School bus crash: [nine] dead",
        "Army truck fire: [nine] hurt",
        "Navy accused after [two] fishermen shot dead",
        "Police blamed for [two] deaths in cells",
        "Nobody mentions the [two] pilots killed last year.",
        "Nobody remembers that [nine] of them were never found.",
        "The president conveyed the gratitude of the nation to [nine] wounded guardsmen.",
        "The valley counted the cost on Sunday: [nine] people burned.",
        "The yard was fined last year, and [nine] men died there on Monday.",
        "The league had waited years for news when [nine] of its climbers died.",
        "A medical and supply convoy was hit, killing [nine].",
        "The diocese has files; [nine] men died on the road there.",
        "The signs point to the ridge where [nine] died.",
        "Reel denies it, but [two] sisters are dead.",
        "The crowd fell silent where [nine] had died.",
        "The archives burned in the fire that killed [nine].",
        "A letter lay in the truck: [nine] men had died in it.",
        "The hotline was down when [nine] people drowned.",
        "A court case over a fence kept the road shut where [nine] people died.",
        "Those rescued lay beside the [nine] dead.",
        "His model of the bridge, on which [nine] died, stands in the hall.",
        "The collective runs the mill where [nine] died.",
        "The hikers passed the ridge where [nine] had been killed.",
        "The ministry's lawyers were busy after [nine] died in the mill.",
        "The accused were in the yard where [nine] died.",
    ],
)
def test_what_befalls_a_body_or_is_said_by_nobody_vouches_for_nothing(marked: str) -> None:
    assert grade_of(marked, "en") == "none"

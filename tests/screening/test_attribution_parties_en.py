"""Who is a party in English copy: states by their name, police who fired, governors of shelled towns."""

import pytest

from tests.screening.speaking import attribution_of


@pytest.mark.parametrize(
    "marked",
    [
        "Rwanda said on Monday that shells fired across the border had killed [nine] villagers.",
        "Police opened fire on a crowd of workers on Monday.\nThe police said [nine] men had died.",
        "The army said it had killed [nine] rebels.",
        "The rebels said they had lost [nine] men in the battle.",
        "Moscow said [nine] people had died in a drone strike.",
        "Officers shot two people dead during a raid; [nine] were hurt, police said.",
        "Police said [nine] people were hurt when officers fired on protesters.",
        "Fighters overran a post on Sunday. The Dawn Brigades said [nine] guards had died.",
        "The staff headquarters said [nine] intruders had been killed in the fighting.",
        "The Revolutionary Guard said [nine] of its men had died in the ambush.",
        "A barrage of drones hit the town of Ostova overnight. [Nine] people died, the governor said.",
    ],
)
def test_whoever_fights_or_fired_is_a_party(marked: str) -> None:
    assert attribution_of(marked, "en").party


@pytest.mark.parametrize(
    "marked",
    [
        "Rwanda said on Monday that a landslide had killed [nine] villagers.",
        "Kenya said on Monday that a bus crash had killed [nine] people.",
        "A gas leak killed [nine] people in the town of Ostova, the governor said.",
        "A gunman killed [nine] people in the town of Ostova, the governor said.",
        "A man opened fire on a crowd of workers on Monday.\nThe police said [nine] men had died.",
        "A fire at a mine killed [nine] men, the company said.",
        "A fire at a mine killed [nine] men, Brigadier Ana Brill of the provincial police said.",
        "The attorney general said [nine] people had been killed by the gunman.",
        "The county's chief fire officer said [nine] people had died in the blaze.",
        "The consulate general said [nine] of the dead were tourists.",
        "The Federal Road Safety Corps said [nine] people died in the crash.",
        "The coast guard said [nine] migrants had drowned.",
        "Moscow said [nine] people had died in a bus crash.",
        "New Delhi said [nine] sailors had been freed and one hurt.",
        "The hospital said it had taken in [nine] wounded after the shelling.",
        "The Red Cross said the shelling had killed [nine] people.",
        "Two officers shot dead at a petrol station; [nine] hurt, police said.",
        "Police said [nine] people were hurt when a stand collapsed at a concert.",
        "Rescuers from the army dug all night in the mud; [nine] were dead, the mayor said.",
        "The army, which is digging in the mud, said [nine] had died in the landslide.",
        "The Defence Force said [nine] members died when their truck rolled over in a flood.",
        "The Border Service said [nine] people had drowned in the flood.",
        "The governor said a drone show had been called off after [nine] people died in a stampede.",
        "A rocket fair ended in a blaze; [nine] people were hurt, the mayor said.",
    ],
)
def test_whoever_helps_or_counts_is_no_party(marked: str) -> None:
    assert not attribution_of(marked, "en").party

"""English words that are labels in one sense and plain words in another."""

import pytest

from tests.screening.labelling import assert_fires, assert_silent

FIRING = [
    ("The army said it had liberated in two days 14 villages on the left bank.", ["liberated"]),
    ("Our troops have already liberated six hills and a railway station.", ["liberated"]),
    ("Government forces liberated three more towns overnight.", ["liberated"]),
    ("The column liberated several strategic hills.", ["liberated"]),
    ("Troops swept the valley, neutralising 17 jihadists.", ["neutralising"]),
    ("The drone raid struck the camp, neutralizing 30 members of the armed group.", ["neutralizing"]),
    ("The patrol eliminated 12 near the ford.", ["eliminated"]),
    ("Special forces eliminated nine insurgents and took three.", ["eliminated"]),
    ("He is a lackey, nothing more.", ["lackey"]),
    ("Collateral damage was kept low in the strike.", ["Collateral damage"]),
    ("The army regretted possible collateral damage.", ["collateral damage"]),
    ("The spokesman claimed that the valve had been closed.", ["claimed"]),
    ("The minister admitted that evidence had been lost.", ["admitted"]),
    ("The company admits its students were misled.", ["admits"]),
    ("The candidate boasted that he had never lost.", ["boasted"]),
]

SILENT = [
    "The flood claimed more than 20,000 lives.",
    "The war has claimed an estimated 40,000 lives since spring.",
    "The epidemic claimed at least another 300 lives.",
    "The quake claimed well over 2,000 lives along the coast.",
    "The blaze, which claimed the lives of nine residents, began in a lift.",
    "The avalanche claimed its fourth victim of the winter.",
    "The river claims a dozen swimmers every summer.",
    "The storm claimed dozens more lives inland.",
    "The college admitted 300 students this autumn.",
    "The clinic admits forty patients a day.",
    "Two patients were admitted overnight with burns.",
    "The judge admitted the recording as evidence.",
    "The court admitted new evidence in the case.",
    "The club admits women for the first time.",
    "The museum admits children free of charge.",
    "The union was admitted to the talks.",
    "The harbour boasts two lighthouses and a chapel.",
    "The city boasts the oldest tramway in the country.",
    "The team boasts a record of nine wins.",
    "The hotel boasts 200 rooms.",
    "The region boasts some of the best vineyards.",
    "She claimed her third title on clay.",
    "He claimed the last place in the final.",
    "Farmers may claim the grant until June.",
    "Passengers can claim a refund at the desk.",
    "The side was eliminated in the group stage.",
    "The new filter eliminates odours.",
    "The plan would eliminate 400 posts.",
    "The coach wants to eliminate errors.",
    "The bank will liquidate the fund.",
    "The charity liberated 200 battery hens.",
    "A puppet theatre tours the valley.",
    "The vaccine neutralises the virus.",
    "The defender neutralised the winger for ninety minutes.",
    "The dictator game is a classic experiment.",
    "The striker boasts 14 goals this season.",
    "The shop claims a third of the market.",
    "The accident claimed the life of a cyclist.",
    "The heatwave has now claimed 61.",
    "A virus wiped out the herd.",
    "The flood wiped out the bridge.",
    "The regime of sanctions was extended.",
    "Inflation has eliminated the gains.",
    "The illegal fishing fleet left.",
    "The comeback was heroic, the coach said.",
    "The bulls were liberated onto the street.",
    "The gang leader admitted manslaughter.",
    "A plague of locusts hit the farms.",
]


@pytest.mark.parametrize(("text", "words"), FIRING)
def test_the_loaded_sense_is_a_label(text: str, words: list[str]) -> None:
    assert_fires(text, *words, language="en")


@pytest.mark.parametrize("text", SILENT)
def test_the_other_sense_is_none(text: str) -> None:
    assert_silent(text, language="en")

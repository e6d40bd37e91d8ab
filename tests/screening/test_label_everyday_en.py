"""English labels in everyday copy: fiction, science, lessons, praise and the terraces, and the news beside them."""

import pytest

from tests.screening.labelling import assert_fires, assert_silent

FIRING = [
    ("The president admitted the attack on the convoy.", ["admitted"]),
    ("The regime was gentle at first and then jailed its opponents.", ["regime"]),
    ("A surgical strike 40 metres from the school killed nobody, he said.", ["surgical strike"]),
    ("Terrorists struck the film festival on Sunday.", ["Terrorists"]),
    ("Soldiers said the terrorist had watched a film.", ["terrorist"]),
    ("The so-called government in the east has printed stamps.", ["so-called"]),
    ("The so-called people's republic has a theory of everything.", ["so-called"]),
    ("The self-styled caliph was seen in the city.", ["self-styled"]),
    ("The self-proclaimed republic has no post office.", ["self-proclaimed"]),
    ("It is propaganda, the regime's own.", ["propaganda", "regime"]),
    ("Our heroic border guards repelled the raid.", ["heroic"]),
    ("The martyrs of the raid were buried on Friday.", ["martyrs"]),
    ("Mercenaries from abroad guard the gold mine.", ["Mercenaries"]),
    ("The council claims the bins were emptied.", ["claims"]),
    ("Nobody will lose a job, the operator claims.", ["claims"]),
    ("Brightmere Homes, which has 3,300 beds, claims its menus are fresh.", ["claims"]),
    ("A junior clerk claimed that his expenses had been lost in the post.", ["claimed"]),
    ("Minutes later she claimed from the stage that prices had halved.", ["claimed"]),
    ("The organist admitted with a grin that he had lost his place.", ["admitted"]),
    ("The brigade admitted pulling back from the ridge.", ["admitted"]),
    ("The premier boasted later that he had slept through it.", ["boasted"]),
    ("The acoustics, he boasts, are worth a point a game.", ["boasts"]),
    ("He broke thirty bones, none of them, he liked to boast, at work.", ["boast"]),
    ("A man armed with a knife was neutralised by officers at the station.", ["neutralised"]),
    ("The gang leader was eliminated in a drone strike.", ["eliminated"]),
    ("The former strongman is in exile on the coast.", ["strongman"]),
    ("The sham consultation lasted ten minutes.", ["sham"]),
    ("The tycoon ranted for an hour about wind farms.", ["ranted"]),
]

SILENT = [
    "The novel follows a terrorist who falls for his hostage.",
    "In the series she plays a terrorist hunted by her own brother.",
    "The documentary profiles three former terrorists who became priests.",
    "The so-called Mozart effect has never been reproduced.",
    "The so-called fatberg weighs 130 tonnes.",
    "Astronomers found the so-called rogue planet by chance.",
    "The self-styled king of karaoke opened a bar.",
    "The self-proclaimed cat lady of Leith has 31 of them.",
    "The workshop shows pupils how to spot fake news.",
    "Fake news spreads six times faster than the truth, a study found.",
    "The course shows pupils how to recognise propaganda.",
    "Volunteers put in a heroic effort to clear the snow.",
    "She was martyred for her faith in 1535.",
    "The tenants' claims were rejected by the council.",
    "The insurer faced claims from 900 farmers.",
    "The champion, who turned pro at 17, claimed the title in March.",
    "He admitted 11 killings and was believed about six.",
    "She admitted the burglaries in her first interview.",
    "The village, on the river, boasts views of the downs.",
    "The pest was wiped out by a single drop of the enzyme.",
    "The campaign wiped out nine tenths of the rabbits on the island.",
    "The mayor wants litter wiped off the map by spring.",
    "The trainer credits a regime of 300 press-ups before dawn.",
    "The new ticketing regime has confused the regulars.",
    "The regime was simple: no cheese after four.",
    "The committee opened a case of terrorism and murder.",
    "A court acquitted three men of recruiting for a terrorist group.",
    "It took one surgical strike from 30 yards.",
    "The pupils were liberated from exams by the snow.",
    "The magician's stooge gets the last laugh.",
    "The former strongman won the title with a 200 kg barbell.",
    "The alarm was neutralised before the armed guard arrived.",
    "The club's mercenaries have gone home for the season; the fans sing on.",
]


@pytest.mark.parametrize(("text", "spans"), FIRING)
def test_a_label_of_the_news_fires(text: str, spans: list[str]) -> None:
    assert_fires(text, *spans, language="en")


@pytest.mark.parametrize("text", SILENT)
def test_an_everyday_word_is_silent(text: str) -> None:
    assert_silent(text, language="en")

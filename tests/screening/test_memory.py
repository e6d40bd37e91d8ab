"""Times past without a date beside the figure: what keeps their memory, what goes on about them, their tense."""

import pytest

from tests.screening.test_background import modalities


@pytest.mark.parametrize(
    ("text", "language"),
    [
        # what keeps the memory
        ("The plaque names the 83 men who died when the old pit flooded.", "en"),
        ("The monument lists the 44 villagers shot by the occupiers.", "en"),
        ("Historians say that 19,000 people died in the siege.", "en"),
        ("Survivors of the school fire, which killed 14 children, are now in their eighties.", "en"),
        ("The quake that had killed 12 people was never spoken of again.", "en"),
        ("The dam gave way, killing six people, in the year she was born.", "en"),
        ("His grandfather survived the massacre, in which 50 farmers were killed.", "en"),
        ("La stèle porte les noms des 83 hommes tués quand la vieille fosse fut noyée.", "fr"),
        ("Les historiens évaluent à 19 000 les morts du siège.", "fr"),
        ("Son grand-père avait survécu au massacre, où 50 paysans ont été tués.", "fr"),
        ("Les survivants de l'incendie, qui a tué 14 enfants, ont aujourd'hui plus de 80 ans.", "fr"),
        # what only holds the digits of the copy's own year
        ("The plaque names the 83 men who died in pit B2026.", "en"),
        ("The monument lists the 44 villagers shot beside marker 12026.", "en"),
        # the tense of old tales
        ("Une coulée de boue, où périrent douze ouvriers, avait détruit le village.", "fr"),
        ("Le général commandait l'unité qui perdit 200 hommes au passage du fleuve.", "fr"),
        ("L'ancienne digue avait cédé en 1953. La crue tua 83 personnes.", "fr"),
        ("La ville fut prise en 1940. Les soldats fusillèrent 83 habitants sur la place.", "fr"),
        ("Cinquante-trois habitants du quartier se noyèrent.", "fr"),
        # an anniversary, and more before a year
        ("Campaigners marked the anniversary of the stadium crush in which 96 fans died.", "en"),
        ("The car bomb maimed more than 200 people in August 1994.", "en"),
    ],
)
def test_what_is_remembered_is_background(text: str, language: str) -> None:
    assert modalities(text, language) == [True]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The plaque for the nine miners killed on Monday is ready.", "en"),
        ("The monument, which commemorates a poet, fell and killed two tourists on Monday.", "en"),
        ("A memorial lists the 12 people killed last week.", "en"),
        ("Three historians were killed when a coach overturned.", "en"),
        ("Her grandfather and two uncles were killed in the strike.", "en"),
        ("Both victims, who were in their eighties, had two grandchildren killed in the crash.", "en"),
        ("A year after the ceasefire, shelling killed 16 people on Sunday.", "en"),
        ("A gunman opened fire on the war memorial, killing five people.", "en"),
        ("A drone hit the war cemetery, killing four gardeners.", "en"),
        ("The hotel, built on the site of a monastery, collapsed and killed 14 guests.", "en"),
        ("A book of remembrance is open for the 22 people killed in the arena blast.", "en"),
        ("As a boy he fished in the lake where six people drowned when the ferry sank.", "en"),
        ("The historian of the school was among 12 people killed when a bridge fell.", "en"),
        ("The museum tells visitors to stay away after a gas leak killed two guards.", "en"),
        ("The family, whose great-grandfather built the house, lost three children in the blaze.", "en"),
        ("The company wants a memorial to stand where nine men were killed.", "en"),
        ("Une plaque sera posée pour les neuf mineurs tués lundi.", "fr"),
        ("Deux étudiants en histoire ont été tués dans l'accident.", "fr"),
        ("Au moins 29 villageois furent abattus lundi.", "fr"),
        ("Le grand-père et deux oncles ont été tués dans la frappe.", "fr"),
        ("Un monument est tombé, tuant deux touristes.", "fr"),
        ("Un drone a frappé une nécropole et tué quatre jardiniers.", "fr"),
        ("Il a été tué avec douze voisins dans la maison de son enfance.", "fr"),
        ("Des historiens ont été évacués avant l'explosion, qui a fait neuf morts.", "fr"),
        ("La frappe a détruit l'hôtel, bâti sur le site de l'ancienne gare, et tué sept clients.", "fr"),
        ("La mairie a honoré la mémoire des quatre policiers tués samedi.", "fr"),
        # a present that is written like the passé simple
        ("Une coulée de boue ensevelit douze ouvriers.", "fr"),
        ("Une vague engloutit neuf pêcheurs.", "fr"),
        # the copy's own year
        ("The plaque names the nine miners who were killed in the 2026 cave-in.", "en"),
    ],
)
def test_what_this_week_mourns_is_news(text: str, language: str) -> None:
    assert set(modalities(text, language)) == {False}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Thirty years on, the town remembers the slide. Eleven pupils had died.", "en"),
        ("The old dyke had given way in 1953. The flood had killed 120 people.", "en"),
        ("The museum stands on the site of the mill fire. Twelve girls had died there.", "en"),
        ("– May 2019: a dam gave way. Two hundred people were killed.", "en"),
        ("On 14 May 1908 dragoons charged a crowd. Afterwards there was a silence. Seven men were killed.", "en"),
        ("• 2012. Marikana : la police ouvre le feu. Trente-quatre tués.", "fr"),
        ("– 14 juin 2023 : le bateau coule au large. Plus de 500 passagers disparaissent.", "fr"),
        ("In 1998 a mine that had been built in haste collapsed. Nine men died.", "en"),
        ("In 1998 a stand built in haste collapsed. Nine people died.", "en"),
        ("In 1972 soldiers opened fire on marchers. Thirteen were killed.", "en"),
        ("En 1998, une tribune construite à la hâte s'est effondrée. Neuf personnes sont mortes.", "fr"),
        ("En 1972, les soldats ont ouvert le feu. Treize personnes ont été tuées.", "fr"),
        ("On n'avait rien vu de tel. Cette année-là, la tempête avait tué 47 personnes.", "fr"),
    ],
)
def test_what_goes_on_about_times_past_is_background(text: str, language: str) -> None:
    assert modalities(text, language) == [True]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Thirty years on, the town was struck again. Eleven pupils had died, the mayor said.", "en"),
        ("The old dyke had given way in 1953. Eleven people had died by Monday.", "en"),
        ("Police found the hall ablaze. Twelve girls had died.", "en"),
        ("In 2019 the rebels took the hills. Their war has killed 900 people.", "en"),
        ("In 2019 the rebels took the hills. Since then 900 people were killed.", "en"),
        ("The record of 2023 was broken. Three old men died within one night.", "en"),
        # what was done once and stands since: nothing says when it fell
        ("In 2019 the town built a dam. The dam gave way and killed 12.", "en"),
        ("In 1998 the bridge was opened. It fell, killing nine people.", "en"),
        ("En 2019, la mairie a inauguré un pont. Le pont s'est effondré, tuant 12 personnes.", "fr"),
        ("En 2019, la commune a fait bâtir une salle. L'incendie a fait douze morts.", "fr"),
        ("En 1998, le club a ouvert une tribune. Un incendie a tué neuf personnes.", "fr"),
        ("Un obus de 1944 a été exhumé. Deux démineurs ont été blessés.", "fr"),
        ("En 2023, la rougeole avait reculé. Cette année, elle a tué 640 enfants.", "fr"),
        ("En 2023, la rougeole avait reculé. Depuis, elle a tué 640 enfants.", "fr"),
        ("La police a trouvé la salle en flammes. Douze jeunes filles avaient péri.", "fr"),
    ],
)
def test_what_follows_a_year_and_is_of_now_is_news(text: str, language: str) -> None:
    assert modalities(text, language) == [False]


def test_a_figure_told_as_history_stays_history() -> None:
    assert modalities("In 1958 a cave-in killed 74 men. The 74 died within a minute.", "en") == [True, True]
    assert modalities("In 1958 a cave-in killed 74 men. On Monday a fire killed 74 people.", "en") == [True, False]
    assert modalities("Nine men died. In 1958 nine men died. Nine men died in a fire.", "en") == [False, True, False]


def test_two_may_be_killed_twice() -> None:
    assert modalities("A crash in 2015 killed two men. The bus left the road, killing two men.", "en") == [True, False]
    assert modalities("Le grisou a tué deux mineurs en 2019. Un éboulement a tué deux mineurs.", "fr") == [True, False]

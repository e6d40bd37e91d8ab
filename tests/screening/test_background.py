"""Settled history: figures of an event in an earlier year, and what only stands beside a year."""

import pytest

from moderation.screening.text import read_layout
from moderation.screening.tolls import find_tolls
from moderation.screening.values import Modality
from tests.screening.speaking import lexicon

YEAR = 2026


def modalities(text: str, language: str, year: int = YEAR) -> list[bool]:
    """Return for each toll of *text* whether it is background."""
    pack = lexicon().packs[language]
    tolls = find_tolls(read_layout(text, pack), pack, year=year)
    return [toll.modality is Modality.BACKGROUND for toll in tolls]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("On May 12, 2019, gunmen killed 14 people at the ford.", "en"),
        ("Two guides who survived the 1999 gorge crash - in which 14 tourists died - deny any wrongdoing.", "en"),
        ("He survived the 1999 fire in which 14 pupils died.", "en"),
        ("Le guide, rescapé du naufrage de 1999, dans lequel 14 touristes sont morts, nie toute faute.", "fr"),
        ("2011: Floods killed 12 and left 300 homeless.", "en"),
        ("• March 2012: 17 workers die in a garment plant.", "en"),
        ("Mars 2012: 17 ouvriers meurent dans un atelier.", "fr"),
        ("Some 14 people were killed in the raid of 12 May 2019.", "en"),
        ("The wreck of the tanker in May 2009 killed 61 people.", "en"),
        ("A decade ago, a rockfall in the same quarry killed nine workers.", "en"),
        ("Seven years earlier, nine people had been killed on the same slope.", "en"),
        ("Twenty years after the raid that killed 61 people, a plaque was unveiled.", "en"),
        ("The border war of the 1970s killed 30,000 people.", "en"),
        ("About 30,000 people died in the Korean War.", "en"),
        ("During the Blitz, bombs killed 40,000 Londoners.", "en"),
        ("Under Pol Pot, 1.7 million Cambodians perished.", "en"),
        ("Bloody Sunday, when thirteen marchers were shot dead, still divides the town.", "en"),
        ("The regiment lost 1,200 men at the Somme.", "en"),
        ("It was the worst such wreck since the 1953 storm that killed 61 sailors.", "en"),
        ("The 1953 storm, which killed 61 people, broke the dyke.", "en"),
        ("The last flood, in 1986, killed nine shepherds.", "en"),
        ("The pit was closed in 1984 after an explosion that killed nine men.", "en"),
        ("The pit shut in 1984 following an explosion in which nine men died.", "en"),
        ("The breed was banned in 2019 after four deaths.", "en"),
        ("The flood of 1986 in which nine men died is not forgotten.", "en"),
        ("In the seventies bombs killed 35 people there.", "en"),
        ("Nearly a decade ago, nine cyclists were killed on the road.", "en"),
        ("Ten years on, the families of the nine men who died still wait.", "en"),
        ("A man who set fire to a hostel in 2000, killing nine guests, was refused parole.", "en"),
        ("Nine people were killed there, in 2020.", "en"),
        ("The plaque names the nine miners who were killed in 1931.", "en"),
        ("In a similar accident at the bend in 2018, nine people had died.", "en"),
        ("The siege of Leningrad claimed some 800,000 lives.", "en"),
        ("Under Augusto Pinochet more than 3,000 people were killed.", "en"),
        ("Grenfell Tower, where 72 people died, is to be taken down.", "en"),
        ("The Tenerife airport disaster, which killed 583, was a collision.", "en"),
        ("MH17 was shot down over Ukraine, killing all 298 aboard.", "en"),
        ("Anders Breivik murdered 77 people.", "en"),
        ("Hurricane Maria killed nearly 3,000 people.", "en"),
        ("The sinking of the Estonia killed 852 people.", "en"),
        ("Il y a sept ans, une coulée avait fait neuf morts.", "fr"),
        ("Il y a vingt ans, un éboulement a tué neuf ouvriers.", "fr"),
        ("Le raid du moulin, qui a fait neuf morts il y a trente ans, est commémoré.", "fr"),
        ("Vingt ans après le raid qui a tué 61 personnes, une plaque a été posée.", "fr"),
        ("C'est le pire naufrage depuis la tempête de 1953 qui avait tué 61 marins.", "fr"),
        ("C'est le pire naufrage depuis 1953, quand 61 marins avaient péri.", "fr"),
        ("Près de 30 000 personnes sont mortes pendant la guerre de Corée.", "fr"),
        ("La grippe espagnole a tué 900 habitants de la vallée.", "fr"),
        ("En mai 2019, un incendie avait tué neuf ouvriers.", "fr"),
        ("La dernière crue, en 1986, avait tué neuf bergers.", "fr"),
        ("Le hameau avait été attaqué en 2019 : neuf morts.", "fr"),
        ("Le raid, le 9 mai 2009, avait tué neuf gardes.", "fr"),
        ("En mai 2019, les marches contre la taxe avaient coûté la vie à neuf personnes.", "fr"),
        ("En mai 2019, la préfecture affirmait que neuf personnes avaient péri.", "fr"),
        ("Le procès des attentats du Bataclan, qui avaient fait 130 morts, a duré dix mois.", "fr"),
        ("L'incendie de la tour Grenfell avait tué 72 personnes.", "fr"),
        ("Le drame du Heysel avait fait 39 morts.", "fr"),
        ("Les purges staliniennes ont tué un de ses oncles et 900 mineurs.", "fr"),
        ("Autrefois, la tempête avait noyé neuf pêcheurs du port.", "fr"),
        ("Pendant l'Occupation, neuf otages y ont été fusillés.", "fr"),
    ],
)
def test_an_event_of_an_earlier_year_is_background(text: str, language: str) -> None:
    assert modalities(text, language) == [True]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The dyke, built in 1953, broke on Monday, killing nine people.", "en"),
        ("Governor Ana Brill, who was elected in 2019, said nine people had died.", "en"),
        ("The quarry, founded in 1931, said nine workers had been killed.", "en"),
        ("Gunmen, who took the valley in 2015, killed nine guards on Monday.", "en"),
        ("The bus, a model delivered in 2012, overturned, killing nine people.", "en"),
        ("A blast at the mill, which opened in 1998, killed nine workers.", "en"),
        ("The firm, which moved here in 2016 after a fire, lost two workers on Monday.", "en"),
        ("He was released in 2019 following an appeal and killed three women last week.", "en"),
        ("A mill that opened in 1984 after a war exploded on Monday, killing nine.", "en"),
        ("On Monday, in a hotel of 1912, nine dead.", "en"),
        ("The law adopted in 2019 is in the news after nine children were mauled to death.", "en"),
        ("The bridge was closed in 2016 after a lorry hit it; on Monday two people died when it fell.", "en"),
        ("Temperatures were in the nineties when two hikers died.", "en"),
        ("The 2019 champion said nine of his cousins had been killed.", "en"),
        ("At least 900 people have been killed since the revolt broke out in 2019.", "en"),
        ("Roads claimed 61 lives in spring, 9 percent fewer than in 2024.", "en"),
        ("Nine people were killed in 2026, the ministry said.", "en"),
        ("The revolt, which began in 1989, has killed 900 people.", "en"),
        ("Since the inquiry of 1991, 900 inmates have died.", "en"),
        ("La digue, construite en 1953, a cédé lundi et tué neuf personnes.", "fr"),
        ("La gouverneure Ana Brill, élue en 2019, a annoncé neuf morts.", "fr"),
        ("Les rebelles, qui avaient pris la vallée en 2015, ont tué neuf gardes lundi.", "fr"),
        ("L'explosion du moulin, ouvert en 1998, a tué neuf ouvriers.", "fr"),
        ("Neuf personnes ont été tuées lundi, le bilan le plus lourd depuis le début du conflit en mars 2022.", "fr"),
        ("Les combats qui ont éclaté en avril 2023 ont fait 900 morts.", "fr"),
        ("Au moins 61 personnes sont mortes dans les troubles, commencés en mai 2024.", "fr"),
        ("Les routes ont fait 61 morts le mois dernier, en hausse de 9% par rapport à mai 2024.", "fr"),
        ("The champion of 1999, in whose house nine guests died on Monday, was away.", "en"),
        ("The bridge, opened in 1999, on which nine people were killed on Monday, is shut.", "en"),
        ("2026: A school roof fell in, killing nine.", "en"),
        ("Flight 2018: nine passengers were killed, the airline said.", "en"),
        ("Update at 20:15: nine people were killed in the blast.", "en"),
        ("Of the nine passengers, two died.", "en"),
        ("Two people were stabbed at Waterloo on Monday.", "en"),
        ("Nine migrants drowned at Dunkirk, the coastguard said.", "en"),
        ("A bomb near the museum of the Cold War killed nine people.", "en"),
        ("A drone killed nine people in the Kursk region.", "en"),
        ("Nine people drowned in Hillsborough County on Monday.", "en"),
        ("A fire at a market in Bhopal killed nine traders.", "en"),
        ("Floods near Fukushima killed nine people.", "en"),
        ("A bus crash near Pompeii killed nine tourists.", "en"),
        ("Nine people were shot dead in Sarajevo on Monday.", "en"),
        ("Nine people were killed in Normandy when a coach overturned.", "en"),
        ("Les routes ont fait 61 morts ce mois-ci, une hausse sensible par rapport à mai 2024.", "fr"),
        ("Les routes ont fait 61 morts, une hausse par rapport aux chiffres de 2024.", "fr"),
        ("Les routes ont fait 61 morts par rapport à 70 prévus.", "fr"),
        ("Les routes ont fait 61 morts, soit 9% de moins qu'en 2024.", "fr"),
        ("En mars 2026, neuf personnes avaient été tuées au même endroit.", "fr"),
        ("Neuf personnes ont été tuées dans la nuit du 3 au 4 mai 2026, selon le parquet.", "fr"),
        ("L'attaque la plus meurtrière depuis le Bataclan a fait neuf morts mercredi.", "fr"),
        ("Le chanteur a joué au Bataclan ; neuf personnes ont été tuées mardi à la gare.", "fr"),
        ("Un accident a fait neuf morts samedi dans le tunnel du Mont-Blanc.", "fr"),
        ("Un séisme au large de Fukushima a tué neuf pêcheurs.", "fr"),
        ("Une frappe a tué neuf personnes près du port de Beyrouth.", "fr"),
        ("Les soldats de l'occupation ont tué neuf bergers lundi.", "fr"),
    ],
)
def test_what_only_stands_beside_a_year_is_news(text: str, language: str) -> None:
    assert modalities(text, language) == [False]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Nine people died in May, compared with 14 in the same month of 2025.", "en"),
        ("At least nine people have died this year on the crossing, against 14 in 2024.", "en"),
        ("Neuf personnes sont mortes samedi, contre 14 le même jour de 2025.", "fr"),
    ],
)
def test_only_the_figure_compared_with_is_background(text: str, language: str) -> None:
    assert modalities(text, language) == [False, True]


def test_parts_of_history_are_history() -> None:
    assert modalities("In 1953 a storm killed 61 people, among them nine children.", "en") == [True, True]


@pytest.mark.parametrize(("year", "is_past"), [(2024, False), (2025, True), (2026, True)])
def test_the_year_of_the_copy_is_no_earlier_year(year: int, is_past: bool) -> None:
    assert modalities("In May 2024 a storm killed nine people.", "en", year) == [is_past]

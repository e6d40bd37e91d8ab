"""What somebody says, and what is told of the saying: where, to whom, meanwhile, and who says it by what name."""

import pytest

from moderation.screening.values import Voice
from tests.screening.test_label_voices import voices


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The general said at a rally for the martyrs of the war that taxes would fall.", "en"),
        ("The minister told the families of the martyrs that pensions would rise.", "en"),
        ("The president spoke at the funeral of two martyrs on Tuesday.", "en"),
        ("She said in an interview after the terror attack that the shop would open.", "en"),
        ("Rents rose by a tenth, the bank said on Monday, as the junta tightened its hold.", "en"),
        ("The road was closed, police said, while the junta moved its tanks.", "en"),
        ("The film was shot in 2019, its director told a magazine, before the junta took power.", "en"),
        ("Asked about the terrorists, the mayor said he was late for lunch.", "en"),
        ("Le général a déclaré devant les familles des martyrs que les impôts baisseraient.", "fr"),
        ("Le ministre a dit aux veuves des martyrs que les pensions augmenteraient.", "fr"),
        ("Il s'exprimait mardi lors des funérailles de deux martyrs.", "fr"),
        ("Elle a expliqué, lors d'une cérémonie pour les martyrs, que la boutique rouvrirait.", "fr"),
        ("Les loyers ont monté, a indiqué lundi la banque, alors que la junte resserre son emprise.", "fr"),
        ("Le film date de 2019, a dit son auteur, avant que la junte prenne le pouvoir.", "fr"),
        ("Interrogé sur les terroristes, le maire a dit qu'il était en retard.", "fr"),
    ],
)
def test_what_is_told_of_the_saying_is_the_articles_own(text: str, language: str) -> None:
    assert voices(text, language) == [Voice.OWN]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The general said the martyrs of the war would be paid for.", "en"),
        ("The minister told reporters that the terrorists had fled.", "en"),
        ("The president spoke of the martyrs of the nation.", "en"),
        ("Rents rose as the junta tightened its hold, the bank said.", "en"),
        ("The mayor said that at the rally the terrorists fired first.", "en"),
        ("He said after the attack the terrorists had fled.", "en"),
        ("He told the court the terrorists had paid him.", "en"),
        ("The bridge fell because terrorists mined it, the governor said on Friday.", "en"),
        ("Le général a déclaré que les martyrs seraient payés.", "fr"),
        ("Le ministre a dit aux journalistes que les terroristes avaient fui.", "fr"),
        ("Les loyers montent parce que la junte a peur, a dit la banque.", "fr"),
        ("Selon l'armée, les terroristes ont fui alors que le jour se levait.", "fr"),
        ("Il a parlé lundi des martyrs de la nation.", "fr"),
        ("Le colonel a annoncé la mort de douze terroristes dans le nord.", "fr"),
    ],
)
def test_what_is_said_is_the_speakers(text: str, language: str) -> None:
    assert voices(text, language) == [Voice.ATTRIBUTED]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The junta said the terrorists had fled.", "en"),
        ("The regime says the mercenaries will be tried.", "en"),
        ("La junte affirme que les terroristes ont fui.", "fr"),
        ("Le régime a annoncé que les mercenaires seraient jugés.", "fr"),
    ],
)
def test_a_source_that_the_article_calls_names_speaks_all_the_same(text: str, language: str) -> None:
    assert voices(text, language) == [Voice.OWN, Voice.ATTRIBUTED]

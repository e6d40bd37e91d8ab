"""Voices of labels as a reader of the copy hears them: words around the label tell whose word it is."""

import pytest

from moderation.screening.attribution import read_speech
from moderation.screening.labels import find_labels
from moderation.screening.text import read_layout
from moderation.screening.values import Voice
from tests.screening.labelling import PACKS


def voices(text: str, language: str) -> list[Voice]:
    """Return the voices of the labels of *text*, in reading order."""
    pack = PACKS[language]
    layout = read_layout(text, pack)
    labels = find_labels(layout, pack, lambda spans: read_speech(layout, pack, wanted=spans, labels=spans))
    return [label.voice for label in labels if label.exemption is None]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ('Posters against the "invasion of migrants" went up overnight.', "en"),
        ('The army\'s reply is "terrorists".', "en"),
        ('Rebel channels put the fire down to "mercenaries".', "en"),
        ('You write "so-called" experts. I am one.', "en"),
        ('A speech by the mayor about "illegals" emptied the hall.', "en"),
        ("Un tract glissé sous les portes annonce la « submersion » du canton.", "fr"),
        ("Pour la milice, la ville est « libérée ».", "fr"),
        ("Le gouvernement a promis l'« éradication » de ces bandes.", "fr"),
        ("Vous écrivez « soi-disant » experts. J'en suis.", "fr"),
        ("Le mot « terroriste », prêté au préfet, est d'un autre.", "fr"),
        ("Le maire veut « nettoyer » la cité de ses dealers.", "fr"),
        ("À Rome, un vice-ministre a mis en garde contre une « invasion migratoire ».", "fr"),
        ("Le député a aussitôt fait le lien avec « l'invasion migratoire ».", "fr"),
    ],
)
def test_marks_hold_the_words_of_whoever_the_sentence_names(text: str, language: str) -> None:
    assert voices(text, language) == [Voice.QUOTED]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ('The word "terrorist" comes from the French.', "en"),
        ('We read of "collateral damage" once too often.', "en"),
        ('A court fined a baker over a "so-called" country loaf.', "en"),
        ('The "martyrs" have no graves.', "en"),
        ("Le mot « clandestin » vient du latin.", "fr"),
        ("On les a traités de « mercenaires ».", "fr"),
        ("La « submersion » n'a pas eu lieu.", "fr"),
        ("Les policiers « héroïques » seront décorés.", "fr"),
        ("Partout on nomme cela une « frappe chirurgicale ».", "fr"),
        ("Nous refusons la « frappe chirurgicale » autant que la guerre.", "fr"),
        ("La « junte » n'a pas répondu.", "fr"),
    ],
)
def test_marks_without_anybody_keep_the_word_at_arms_length(text: str, language: str) -> None:
    assert voices(text, language) == [Voice.SCARE]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I say that the junta will fall.", "en"),
        ("We know that these terrorists will be back.", "en"),
        ("Je dis que la junte tombera.", "fr"),
        ("Nous savons que ces terroristes reviendront.", "fr"),
    ],
)
def test_what_the_writer_says_is_the_articles_own(text: str, language: str) -> None:
    assert voices(text, language) == [Voice.OWN]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("For the presidency, these mercenaries deserve no trial.", "en"),
        ("The movement, regarded by the capital as terrorists, won two seats.", "en"),
        ("In his sermon, he extolled the martyrs.", "en"),
        ("Pour Lomar, ces mercenaires n'auront pas de procès.", "fr"),
        ("À leurs yeux, ces élus sont des traîtres à la patrie.", "fr"),
        ("Le préfet parle de clandestins armés.", "fr"),
    ],
)
def test_a_point_of_view_is_a_speakers(text: str, language: str) -> None:
    assert voices(text, language) == [Voice.ATTRIBUTED]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ('We call theirs a "regime".', "en"),
        ('What do we mean when we talk about a "flood of migrants"?', "en"),
        ("On nous parle de « dommages collatéraux ».", "fr"),
        ("On nous vend encore la « frappe chirurgicale ».", "fr"),
    ],
)
def test_the_writers_we_is_nobody_who_is_quoted(text: str, language: str) -> None:
    assert voices(text, language) == [Voice.SCARE]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ('The mayor calls theirs a "regime".', "en"),
        ('"We will crush the terrorists and their helpers," the mayor said.', "en"),
        ("Le préfet parle de « dommages collatéraux ».", "fr"),
    ],
)
def test_whoever_else_speaks_is_quoted(text: str, language: str) -> None:
    assert voices(text, language) == [Voice.QUOTED]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The feast was in honour of the head of the junta.", "en"),
        ("In a phone call to the families of the martyrs he was brief.", "en"),
        ("The republic honoured the martyrs of the port.", "en"),
        ("L'avion de tête appuyait une opération contre les terroristes.", "fr"),
        ("Les sanctions visent quinze proches du régime biélorusse.", "fr"),
        ("L'opération visait à neutraliser un tireur retranché.", "fr"),
    ],
)
def test_a_tribute_or_a_telephone_calls_nobody_names(text: str, language: str) -> None:
    assert voices(text, language) == [Voice.OWN]

"""Languages in which what is said may stand before the verb, and whoever says it behind."""

import pytest

from moderation.screening.attribution.speech import read_speech
from moderation.screening.lexicon import LanguagePack
from moderation.screening.text import read_layout
from moderation.screening.values import Span


def pack(order: str) -> LanguagePack:
    verb = {"id": "1", "cue": "сообщить", "kind": "verb", "inflection": "", "forms": "finite:сообщил"}
    return LanguagePack(
        "ru",
        {
            "cues": ({**verb, "force": "say", "needs": ""},),
            "sources": ({"id": "2", "noun": "мэр", "kind": "office"},),
            "speech_words": (
                {"id": "3", "kind": "order", "forms": order},
                {"id": "4", "kind": "preposition", "forms": "о"},
            ),
        },
    )


@pytest.mark.parametrize(("order", "grade"), [("first", "none"), ("first|object", "named")])
def test_the_speaker_stands_behind_the_verb_where_the_figure_stands_before_it(order: str, grade: str) -> None:
    text = "О гибели двоих сообщил мэр."
    figure = Span(text.index("двоих"), text.index("двоих") + 5)
    russian = pack(order)
    speech = read_speech(read_layout(text, russian), russian, wanted=[figure])

    assert speech.of(figure).grade.value == grade

"""A bare figure behind an article names the people of an earlier toll of the same number."""

from pathlib import Path

import pytest

from moderation.screening.lexicon import read_lexicon
from moderation.screening.text import read_layout
from moderation.screening.tolls.chunks import read_row
from moderation.screening.tolls.constructions import read_grammar
from moderation.screening.tolls.linking import Before, Linker
from moderation.screening.values import Effect

PACKS = read_lexicon(Path(__file__).parents[2] / "seeds" / "lexicons").packs
EARLIER = {2: Effect.MISSING, 9: Effect.KILLED}


def told(sentence: str, language: str, counts: dict[int, Effect]) -> list[tuple[int | None, Effect]]:
    layout = read_layout(sentence, PACKS[language])
    row = read_row(layout, layout.sentences[0], PACKS[language])
    links = Linker(row, read_grammar(PACKS[language]), Before(Effect.KILLED, counts)).run()
    return [(figure.max, links[at].effect) for at in sorted(links) if (figure := row.chunks[at].figure) is not None]


@pytest.mark.parametrize(
    ("language", "sentence", "effect"),
    [
        ("en", "The nine lay in the parish hall.", Effect.KILLED),
        ("en", "Sister Anne taught the nine their sums.", Effect.KILLED),
        ("en", "The ridge where the two were last seen is closed.", Effect.MISSING),
        ("fr", "Les neuf seront portés au village.", Effect.KILLED),
        ("fr", "Le garde connaissait les deux, père et fils.", Effect.MISSING),
    ],
)
def test_an_article_and_the_number_of_an_earlier_toll_recall_it(language: str, sentence: str, effect: Effect) -> None:
    assert [found for _, found in told(sentence, language, EARLIER)] == [effect]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The eight lay in the parish hall."),
        ("en", "Nine lay in the parish hall."),
        ("en", "The nine bridges lay in the valley."),
        ("en", "The two rescued from the ridge are at home."),
        ("fr", "Les huit seront portés au village."),
        ("fr", "Les neuf communes seront portées au budget."),
        ("fr", "Les deux libérés sont rentrés."),
    ],
)
def test_another_number_or_another_noun_recalls_nothing(language: str, sentence: str) -> None:
    assert told(sentence, language, EARLIER) == []


def test_no_number_is_recalled_where_no_toll_was_told() -> None:
    assert told("The nine lay in the parish hall.", "en", {}) == []

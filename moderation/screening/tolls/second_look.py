"""Ask the parser about a figure of people that no construction tied to the casualty word beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from moderation.screening.parser import Parser, Word
from moderation.screening.tolls.chunks import Chunk
from moderation.screening.tolls.lexemes import LETTER
from moderation.screening.tolls.linking import Link
from moderation.screening.values import Effect, Span

# How a figure's noun depends on the word that harms: by the word's class, in both schemes of labels.
_OBJECT = frozenset({"obj", "dobj", "nsubj:pass", "nsubjpass"})
_TIES = {
    LETTER["ACT"]: _OBJECT,
    LETTER["PAST"]: _OBJECT,
    LETTER["PART"]: _OBJECT,
    LETTER["DIE"]: frozenset({"nsubj"}),
}
# From a numeral to its noun, and from a noun to the phrase that holds it.
_WITHIN = frozenset(
    {"nummod", "quantmod", "det", "amod", "advmod", "compound", "nmod", "npadvmod", "appos", "conj", "case", "pobj"}
)
_STEPS = 6
_PEOPLE = LETTER["PEOPLE"]


def look_again(
    chunks: Sequence[Chunk], letters: str, links: Mapping[int, Link], plain: str, parser: Parser
) -> dict[int, Link]:
    """Return the links that the parser finds beside *links*; *letters* are the chunks' classes after linking.

    A sentence without a free figure of people, or without a free casualty word, is not parsed.
    """
    free = [at for at, letter in enumerate(letters) if letter == _PEOPLE and at not in links and chunks[at].figure]
    words = {chunks[at].start: at for at, letter in enumerate(letters) if letter in _TIES and not _touches(chunks[at])}
    if not free or not words:
        return {}
    start, end = chunks[0].start, chunks[-1].end
    found = {}
    with parser.parse(plain[start:end]) as parsed:
        for at in free:
            word = _harming(_within(chunks[at].victims or chunks[at].span, start, parsed), words, letters, start)
            if word is not None and not chunks[at].counts_wanted(_effect(chunks[word])):
                found[at] = Link(at, word, _effect(chunks[word]))
    return found


def _within(span: Span, start: int, parsed: Sequence[Word]) -> list[Word]:
    return [word for word in parsed if span.start <= word.idx + start < span.end]


def _harming(own: Sequence[Word], words: Mapping[int, int], letters: str, start: int) -> int | None:
    """Return the chunk of the casualty word whose object or victim the figure's noun is."""
    for word in (*own[:1], *own[-1:]):
        here = word
        for _ in range(_STEPS):
            above = here.head
            chunk = words.get(above.idx + start)
            if above is not here and chunk is not None and here.dep_.lower() in _TIES[letters[chunk]]:
                return chunk
            if above is here or here.dep_.lower() not in _WITHIN | {"nsubj"}:
                break
            here = above
    return None


def _touches(word: Chunk) -> bool:
    """Say whether the word harms its subject alone: a drought that touches farmers hurts nobody."""
    return word.lexeme is not None and word.lexeme.needs == "subject"


def _effect(word: Chunk) -> Effect:
    effect = word.lexeme.effect if word.lexeme else None
    return effect or Effect.CASUALTIES

"""Hear an estimator on the figures of one sentence, after the constructions have spoken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from moderation.screening.tolls.chunks import Chunk, Row
from moderation.screening.tolls.estimate import Estimate, Weigher
from moderation.screening.tolls.lexemes import LETTER, SEEKING
from moderation.screening.tolls.linking import Link
from moderation.screening.tolls.traits import Sentence, Surroundings, Told, traits_of, traits_of_tie
from moderation.screening.values import Effect, Layout

# Figures that may count people; the others are guarded, or denied by a word that constructions know better.
HEARD = frozenset(
    LETTER[name] for name in ("NUM", "PEOPLE", "COUNTED", "HELD", "MOVED", "SPARED", "ONE", "LONE", "ZERO")
)

_TURNED_AWAY, _PEOPLE, _PAST = (LETTER[name] for name in ("GUARD", "PEOPLE", "PAST"))
_SURVIVING = frozenset((LETTER["ALIVE"], LETTER["BACK"]))
_NOBODY = frozenset((LETTER["ZERO"], LETTER["ONE"]))
# "of the", "among some": between a part and its whole.
_AMONG = frozenset(LETTER[name] for name in ("OF", "AMONG"))
_SKIPPED = frozenset(LETTER[name] for name in ("DET", "ADJ", "OTHER"))
_OPENERS = frozenset(LETTER[name] for name in ("COMMA", "STOP", "COLON", "AND"))


def hear(
    row: Row,
    linked: str,
    links: Mapping[int, Link],
    layout: Layout,
    weigher: Weigher,
    told: Told | None,
    around: Surroundings,
) -> dict[int, Link]:
    """Return the links that stand once *weigher* has been heard: some of *links* dropped, others added.

    *linked* are the letters of *row* after linking, *told* is the last toll of an earlier sentence, *around* what
    else the text has told.
    """
    sentence = read_sentence(row, layout)
    standing = dict(links)
    settled = _settled(row, links, around)
    for index in _heard(row, linked, links):
        chunk, link = row.chunks[index], links.get(index)
        if index in settled:
            told = Told(0, index, link.effect) if link is not None else told
            continue
        described = traits_of(sentence, index, victims_of(chunk, layout), told, around)
        traits = [*described, *traits_of_tie(sentence, index, link)]
        estimate = weigher.weigh(chunk.span, traits)
        if estimate.likelihood < weigher.stands or (link is None and chunk.counts_wanted(estimate.effect)):
            standing.pop(index, None)
            continue
        kept = standing[index] = link or _added(sentence, index, estimate)
        told = Told(0, index, kept.effect)
    return {index: link for index, link in standing.items() if _has_ground(link, links, standing, row)}


def _has_ground(link: Link, links: Mapping[int, Link], standing: Mapping[int, Link], row: Row) -> bool:
    """Say whether a link falls with no whole: "13 sailors, 12 of whom drowned" counts 12, though the 13 are no toll."""
    if link.whole is None or link.whole in standing:
        return True
    return link.whole not in links and row.letters[link.whole] == _PEOPLE


def read_sentence(row: Row, layout: Layout) -> Sentence:
    """Return a sentence as its traits are read."""
    return Sentence(row, lambda chunk: layout.folded[chunk.start : chunk.end])


def victims_of(chunk: Chunk, layout: Layout) -> str:
    """Return the folded words that a figure counts."""
    return chunk.victims.of(layout.folded) if chunk.victims else ""


def _settled(row: Row, links: Mapping[int, Link], around: Surroundings) -> frozenset[int]:
    """Return the figures that constructions alone decide about, for copy to learn from hardly tells of their like.

    They are people of whom nobody survived, with the word for nobody, whom somebody searches for, and whom waters
    carried off. Plots tell of survivors too: where a text has used words of stage or field, whoever weighs is asked.
    """
    settled = {index for index, link in links.items() if _is_settled(row, link, around)}
    if any(row.letters[links[index].word] in _SURVIVING for index in settled):
        settled.update(index for index, letter in enumerate(row.letters) if letter in _NOBODY)
    return frozenset(settled)


def _is_settled(row: Row, link: Link, around: Surroundings) -> bool:
    letter = row.letters[link.word]
    if letter in _SURVIVING:
        return around.genre <= around.scene + 1
    return letter in SEEKING or (letter == _PAST and link.effect is Effect.MISSING)


def _heard(row: Row, linked: str, links: Mapping[int, Link]) -> Iterator[int]:
    """Yield the figures that may be tolls and that no construction has turned away."""
    for index, letter in enumerate(row.letters):
        if letter not in HEARD or linked[index] == _TURNED_AWAY or not row.chunks[index].figure:
            continue
        if index in links or not (_is_whole(row, index) or _is_touched(row, index)):
            yield index


def _is_touched(row: Row, index: int) -> bool:
    """Say whether a verb that harms only its subject has the figure as its object: a flood that touches 300 farmers."""
    before = index - 1
    while before >= 0 and row.letters[before] in _SKIPPED:
        before -= 1
    lexeme = row.chunks[before].lexeme if before >= 0 else None
    return lexeme is not None and lexeme.needs == "subject"


def _is_whole(row: Row, index: int) -> bool:
    """Say whether a figure names the people among whom some were harmed: "three of the nine miners", "of the five"."""
    before = index - 1
    while before >= 0 and row.letters[before] in _SKIPPED:
        before -= 1
    if before < 0 or row.letters[before] not in _AMONG:
        return False
    is_shared = before > 0 and row.chunks[before - 1].figure is not None
    if row.chunks[index].victims is None:
        return is_shared and before < index - 1  # "two of the five", but "the deaths of five"
    return before == 0 or row.letters[before - 1] in _OPENERS or is_shared


def _added(sentence: Sentence, index: int, estimate: Estimate) -> Link:
    """Tie a figure to the nearest casualty word of the estimated effect, else to the nearest, else to itself."""
    chunks = sentence.row.chunks
    near = sorted(sentence.harms, key=lambda at: abs(at - index))
    same = [at for at in near if (lexeme := chunks[at].lexeme) is not None and lexeme.effect is estimate.effect]
    word = (same or near or [index])[0]
    return Link(index, word, estimate.effect, likelihood=estimate.likelihood)

"""Find what the original marks as unverified and the translation states as a fact.

A toll says so by the grade of who vouches for it. Any other sentence is laid beside the one that renders it: a hedge
there, and here neither a hedge, nor a doubt of another kind ("could", « si »), nor anybody who says it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from moderation.screening.attribution.hedges import hedges_of
from moderation.screening.attribution.runs import QUOTE
from moderation.screening.drift.comparison import LostHedge, TollPair
from moderation.screening.drift.ears import Ears, listen
from moderation.screening.drift.order import may_render, sentences_by_order
from moderation.screening.drift.places import Bridge, Side
from moderation.screening.drift.words import drift_words
from moderation.screening.lexicon import LanguagePack
from moderation.screening.sieve import words_of
from moderation.screening.slots import spell_out
from moderation.screening.values import Grade

_SAME_SENTENCE = 0.5  # closeness from which a sentence is taken to render another
_KIN = 0.3  # … and what they must share at least
_DOUBTS = frozenset({"modal", "if", "suppose"})


def find_lost_hedges(bridge: Bridge, pairs: Sequence[TollPair]) -> tuple[LostHedge, ...]:
    """Return the tolls, then the other statements, that lost their hedge on the way."""
    tolls = tuple(_of_tolls(bridge, pairs))
    return (*tolls, *_of_sentences(bridge, pairs))


def _of_tolls(bridge: Bridge, pairs: Sequence[TollPair]) -> Iterator[LostHedge]:
    here, there = bridge.translation.reading, bridge.original.reading
    done: set[int] = set()
    for pair in pairs:
        was, now = there.vouchings[pair.original].attribution, here.vouchings[pair.translation].attribution
        if was.grade is Grade.HEDGED and now.grade is Grade.NONE and pair.translation not in done:
            done.add(pair.translation)
            cue = was.cue or there.tolls[pair.original].span
            yield LostHedge(cue, here.tolls[pair.translation].span, pair.translation, pair.original)


def _of_sentences(bridge: Bridge, pairs: Sequence[TollPair]) -> Iterator[LostHedge]:
    """Yield the sentences that lost their hedge; one that tells a toll is judged by its toll alone."""
    original, translation = bridge.original, bridge.translation
    told = {original.sentence_at(toll.span) for toll in original.reading.tolls}
    told_here = {translation.sentence_at(translation.reading.tolls[pair.translation].span) for pair in pairs}
    there, here = listen(original), listen(translation)
    in_order = sentences_by_order(bridge)
    for index in range(len(original.sentences)):
        if index in told or not (cues := hedges_of(there.read(index).run)):
            continue
        rendering = _rendering(bridge, index, in_order)
        if rendering is not None and rendering not in told_here and not _doubts(translation, here, rendering):
            yield LostHedge(there.back(cues[0]), translation.sentences[rendering])


def _rendering(bridge: Bridge, index: int, in_order: Mapping[int, int]) -> int | None:
    """Return the sentence of the translation that renders the original's, if one surely does."""
    count = range(len(bridge.translation.sentences))
    best = max(count, key=lambda at: bridge.of_sentences(index, at), default=None)
    if best is None or bridge.of_sentences(index, best) < _SAME_SENTENCE or bridge.kinship(index, best) < _KIN:
        at = in_order.get(index)
        return at if at is not None and may_render(bridge, index, at) else None
    return best


def _doubts(side: Side, ears: Ears, index: int) -> bool:
    """Say whether the sentence hedges, doubts, or says who says it."""
    heard = ears.read(index)
    if heard.reaches or hedges_of(heard.run) or QUOTE in heard.run.words:
        return True
    words = words_of(side.reading.layout.folded, *side.sentences[index])
    return not _doubting_words(side.pack).isdisjoint(words)


@lru_cache(maxsize=12)
def _doubting_words(pack: LanguagePack) -> frozenset[str]:
    rows = (spell_out(row["forms"]) for row in pack.rows("link_words") if row["kind"] in _DOUBTS)
    return frozenset(form for form in chain.from_iterable(rows) if " " not in form) | drift_words(pack).doubting

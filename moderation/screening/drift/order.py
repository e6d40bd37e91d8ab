"""Which sentence renders which by their order alone, where both texts have as many sentences in one place.

A sentence without a name or a number has nothing else to be known by. Translators keep sentences as a rule; where
the count is the same, the n-th renders the n-th, unless length or numbers speak against it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from itertools import chain, groupby

from moderation.screening.drift.agreement import is_plain
from moderation.screening.drift.places import Bridge, Side
from moderation.screening.values import Span

_LONGER = 1.8  # how many times as long as the whole text's proportion says a rendering may be, or as short


def sentences_by_order(bridge: Bridge) -> Mapping[int, int]:
    """Return for sentences of the original, as indexes, the one of the translation that stands in their place."""
    there, here = _paragraphs(bridge.original), _paragraphs(bridge.translation)
    if len(there) != len(here):  # merged or parted: the sentences may still be all there
        there, here = [tuple(chain(*there))], [tuple(chain(*here))]
    alike = (pair for pair in zip(there, here, strict=True) if len(pair[0]) == len(pair[1]))
    return {index: at for one, other in alike for index, at in zip(one, other, strict=True)}


def _paragraphs(side: Side) -> list[tuple[int, ...]]:
    """Return the sentences of each paragraph, as indexes."""
    starts = [paragraph.start for paragraph in side.layout.paragraphs]
    grouped = groupby(range(len(side.sentences)), lambda at: bisect_right(starts, side.sentences[at].start))
    return [tuple(sentences) for _, sentences in grouped]


def may_render(bridge: Bridge, index: int, at: int) -> bool:
    """Say whether neither length nor numbers tell the original's sentence *index* and the translation's *at* apart."""
    one, other = bridge.original.sentences[index], bridge.translation.sentences[at]
    share = _length(other) / bridge.translation.length / (_length(one) / bridge.original.length)
    there, here = _numbers(bridge.original, one), _numbers(bridge.translation, other)
    return 1 / _LONGER <= share <= _LONGER and (there == here or not there.isdisjoint(here))


def _length(sentence: Span) -> int:
    return max(sentence.end - sentence.start, 1)


def _numbers(side: Side, sentence: Span) -> frozenset[tuple[int | None, int | None]]:
    figures = (figure for figure in side.figures if sentence.covers(figure.span) and is_plain(figure))
    return frozenset((figure.min, figure.max) for figure in figures)

"""Which sentence renders which by their order alone, where both texts have as many sentences in one place.

A sentence without a name or a number has nothing else to be known by. Translators keep sentences as a rule; where
the count is the same, the n-th renders the n-th, unless length or numbers speak against it.
"""

from __future__ import annotations

from itertools import chain

from moderation.screening.drift.agreement import is_plain
from moderation.screening.drift.places import Bridge, Side
from moderation.screening.values import Span

_LONGER = 1.8  # how many times as long as the whole text's proportion says a rendering may be, or as short


def sentence_by_order(bridge: Bridge, index: int) -> int | None:
    """Return the translation's sentence that stands where sentence *index* of the original does, if order tells."""
    there, here = _paragraphs(bridge.original), _paragraphs(bridge.translation)
    if len(there) != len(here):  # merged or parted: the sentences may still be all there
        there, here = [tuple(chain(*there))], [tuple(chain(*here))]
    for one, other in zip(there, here, strict=True):
        if index in one and len(one) == len(other):
            at = other[one.index(index)]
            return at if _may_render(bridge, index, at) else None
    return None


def _paragraphs(side: Side) -> list[tuple[int, ...]]:
    """Return the sentences of each paragraph, as indexes."""
    grouped = (
        tuple(at for at, sentence in enumerate(side.sentences) if paragraph.covers(sentence))
        for paragraph in side.layout.paragraphs
    )
    return [sentences for sentences in grouped if sentences]


def _may_render(bridge: Bridge, index: int, at: int) -> bool:
    """Say whether neither length nor numbers tell the two sentences apart."""
    one, other = bridge.original.sentences[index], bridge.translation.sentences[at]
    share = _length(other) / bridge.translation.length / (_length(one) / bridge.original.length)
    there, here = _numbers(bridge.original, one), _numbers(bridge.translation, other)
    return 1 / _LONGER <= share <= _LONGER and (there == here or not there.isdisjoint(here))


def _length(sentence: Span) -> int:
    return max(sentence.end - sentence.start, 1)


def _numbers(side: Side, sentence: Span) -> frozenset[tuple[int | None, int | None]]:
    figures = (figure for figure in side.figures if sentence.covers(figure.span) and is_plain(figure))
    return frozenset((figure.min, figure.max) for figure in figures)

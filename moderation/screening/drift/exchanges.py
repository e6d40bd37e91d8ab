"""Figures that changed places: every number of the original stands in the translation, and counts somebody else there.

What stands beside a figure says whom it counts: names, and words that both languages have from one root.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from moderation.screening.drift.agreement import is_plain, is_same_number
from moderation.screening.drift.comparison import TollPair
from moderation.screening.drift.places import Bridge, Side, anchors_in
from moderation.screening.values import Quantity, Span, Toll

_SAME_PLACE = 0.5  # closeness from which two sentences render each other, whatever numbers they hold
_REACH = 60  # code points from a figure to what stands near it
_BESIDE = 2  # … and to what is counted by it

Company = tuple[frozenset[str], ...]


def find_swapped(bridge: Bridge, pairs: Sequence[TollPair]) -> Iterator[tuple[TollPair, TollPair]]:
    """Yield two faithful pairs each whose figures stand beside each other's company in the translation."""
    faithful = [pair for pair in pairs if not pair.differs]
    crossing = [two for two in combinations(faithful, 2) if _may_be_swapped(bridge, *two)]
    if not crossing:  # as in nearly every translation
        return
    there, here = companies_of(bridge.original), companies_of(bridge.translation)
    counted_there, counted_here = companies_of(bridge.original, _BESIDE), companies_of(bridge.translation, _BESIDE)
    for one, other in crossing:
        kept = _shared(there, here, (one, one), (other, other))
        crossed = _shared(there, here, (one, other), (other, one))
        # What stands near one alone may belong to both, as in "four new deaths from dengue, 28 in all"; what is right
        # beside it is counted.
        if crossed > max(kept, 1) or (
            crossed > kept and _shared(counted_there, counted_here, (one, other), (other, one))
        ):
            yield one, other


def _shared(there: Company, here: Company, *ties: tuple[TollPair, TollPair]) -> int:
    """Return how much company tolls of the original share with tolls of the translation."""
    return sum(len(there[one.original] & here[other.translation]) for one, other in ties)


def companies_of(side: Side, reach: int = _REACH) -> Company:
    """Return the anchors in each toll's company: those near it in its sentence that no other toll of it is nearer to.

    Who tells of the tolls is nobody's company, and of several in a sentence a comma shuts it out.
    """
    tolls = side.reading.tolls
    companies: list[set[str]] = [set() for _ in tolls]
    sentences = [side.sentence_at(toll.span) for toll in tolls]
    sources = [
        span
        for one in side.reading.vouchings
        for span in (one.attribution.cue, one.attribution.source)
        if span is not None
    ]
    for sentence in set(sentences):
        members = [index for index, at in enumerate(sentences) if at == sentence]
        for anchor, place in anchors_in(side.layout.text, side.sentences[sentence]):
            near = min(members, key=lambda index: _gap(tolls[index], place))
            is_near = 0 < _gap(tolls[near], place) <= reach and not any(place.overlaps(said) for said in sources)
            if is_near and (len(members) == 1 or "," not in _between(tolls[near].span, place).of(side.layout.text)):
                companies[near].add(anchor)
    return tuple(map(frozenset, companies))


def is_exchanged(
    bridge: Bridge, original: Toll, translation: Toll, free: tuple[list[Quantity], list[Quantity]]
) -> bool:
    """Say whether a toll's number counts something else in the translation, whose number is that of the toll here.

    "12 were killed by 40 shells", told as "40 were killed by 12 shells"; *free* are the other figures of both texts.
    """
    if original.effect is not translation.effect or not (is_plain(original) and is_plain(translation)):
        return False
    here, there = free
    is_gone = any(
        is_same_number(original, figure) and _is_beside(bridge.translation, translation, figure) for figure in there
    )
    is_taken = any(
        is_same_number(translation, figure) and _is_beside(bridge.original, original, figure) for figure in here
    )
    return is_gone and is_taken and bridge.closeness(original.span, translation.span) >= _SAME_PLACE


def _may_be_swapped(bridge: Bridge, one: TollPair, other: TollPair) -> bool:
    """Say whether two numbers of one kind stand in another order, and neither is a part of the other."""
    tolls = bridge.original.reading.tolls
    first, second = tolls[one.original], tolls[other.original]
    crosses = (one.original < other.original) != (one.translation < other.translation)
    is_alike = first.effect is second.effect and is_plain(first) and is_plain(second)
    is_part = one.original == second.part_of or other.original == first.part_of
    return crosses and is_alike and not is_part and not is_same_number(first, second)


def _is_beside(side: Side, toll: Toll, figure: Quantity) -> bool:
    return side.sentence_at(toll.span) == side.sentence_at(figure.span)


def _between(one: Span, other: Span) -> Span:
    return Span(min(one.end, other.end), max(one.start, other.start))


def _gap(toll: Toll, place: Span) -> int:
    return max(toll.span.start - place.end, place.start - toll.span.end, 0)

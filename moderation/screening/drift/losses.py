"""What a rendering lost of its original: the sources of its tolls."""

from __future__ import annotations

import re
from collections.abc import Sequence

from moderation.screening.drift.comparison import TollPair
from moderation.screening.drift.places import Bridge
from moderation.screening.drift.words import drift_words
from moderation.screening.known_words import known_words
from moderation.screening.sieve import words_of
from moderation.screening.values import Grade, Reading

_WORD = re.compile(r"[^\W\d_]+")
_RANKS = {Grade.NAMED: 2, Grade.UNNAMED: 1, Grade.HEDGED: 0, Grade.NONE: 0}


def find_lost_sources(bridge: Bridge, pairs: Sequence[TollPair]) -> tuple[TollPair, ...]:
    """Return those of *pairs* whose source was dropped or lost its name, each toll of the translation once.

    A figure told more than once keeps its source where one of its tellings has it, and a part where its whole has.
    So does one of two that the original's source vouches for in one breath, where the source stands beside it still.
    """
    original, translation = bridge.original.reading, bridge.translation.reading
    best = _best_ranks(translation)
    lost: dict[int, TollPair] = {}
    for pair in pairs:
        if not (
            _RANKS[_grade(original, pair.original)] <= best[pair.translation]
            or _is_silent_part(translation, pair, pairs)
            or _is_a_calling(bridge, pair)
            or _stands_beside(original, translation, pair, pairs)
        ):
            lost.setdefault(pair.translation, pair)
    return tuple(lost.values())


def _best_ranks(reading: Reading) -> dict[int, int]:
    """Return for each toll the best that vouches for any toll of *reading* with its effect and value."""
    ranks: dict[tuple[object, ...], int] = {}
    keys = [(toll.effect, toll.min, toll.max) for toll in reading.tolls]
    for index, key in enumerate(keys):
        ranks[key] = max(ranks.get(key, 0), _RANKS[_grade(reading, index)])
    return {index: ranks[key] for index, key in enumerate(keys)}


def _is_silent_part(translation: Reading, pair: TollPair, pairs: Sequence[TollPair]) -> bool:
    """Say whether the toll breaks down one that is asked about, or has its source, already."""
    whole = translation.tolls[pair.translation].part_of
    return whole is not None and any(other.translation == whole for other in pairs)


def _is_a_calling(bridge: Bridge, pair: TollPair) -> bool:
    """Say whether the translation's nameless source is one by its calling only, and may well render the original's."""
    side = bridge.translation
    attribution = side.reading.vouchings[pair.translation].attribution
    if attribution.grade is not Grade.UNNAMED or attribution.source is None or _was_called_by_name(bridge, pair):
        return False
    return drift_words(side.pack).nameless.isdisjoint(words_of(attribution.source.of(side.layout.folded)))


def _was_called_by_name(bridge: Bridge, pair: TollPair) -> bool:
    """Say whether the original's source has a name of its own: "the relief group Khidmat" is more than "rescuers"."""
    side = bridge.original
    source = side.reading.vouchings[pair.original].attribution.source
    words = _WORD.findall(source.of(side.layout.text)) if source is not None else []
    known = known_words(side.pack)
    return any(word[0].isupper() and word.lower() not in known for word in words)


def _stands_beside(original: Reading, translation: Reading, pair: TollPair, pairs: Sequence[TollPair]) -> bool:
    """Say whether the source stands near by, and vouches there for what the original gives to it as well."""
    there, here = original.vouchings, translation.vouchings
    source, near = there[pair.original].attribution.source, here[pair.translation].near
    if source is None or near is None:
        return False
    return any(
        there[other.original].attribution.source == source and here[other.translation].attribution.source == near
        for other in pairs
    )


def _grade(reading: Reading, index: int) -> Grade:
    return reading.vouchings[index].attribution.grade

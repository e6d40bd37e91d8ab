"""What a rendering lost of its original: sources of tolls, quotation marks around labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from moderation.screening.drift.comparison import Comparison, LabelPair, TollPair
from moderation.screening.drift.places import Bridge
from moderation.screening.drift.words import drift_words
from moderation.screening.known_words import known_words
from moderation.screening.sieve import words_of
from moderation.screening.values import Grade, Label, Reading, Voice

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


def lost_marks(comparison: Comparison) -> Iterator[LabelPair]:
    """Yield the pairs whose label was between marks and became the translation's own word."""
    for pair in comparison.labels:
        original = comparison.original.labels[pair.original]
        translation = comparison.translation.labels[pair.translation]
        was_quoted = original.voice in (Voice.QUOTED, Voice.SCARE)
        if was_quoted and translation.exemption is None and _is_said_by_none(translation):
            yield pair


def _is_said_by_none(label: Label) -> bool:
    """Say whether no speaker is named for *label*: an encoder that hears one names none to answer for the word."""
    is_heard_only = label.voice is Voice.ATTRIBUTED and label.speaker is None and label.likelihood is not None
    return label.voice is Voice.OWN or is_heard_only


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

"""Pair the labels of a translation with what stands in the original: a label of the same category, or none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from moderation.screening.drift.comparison import LabelPair
from moderation.screening.drift.places import Bridge, anchors_of
from moderation.screening.values import Label

_SAME_PLACE = 0.3  # closeness from which an original's label may give a reason, or be told once more
_RENDERED = 0.15  # … and from which it may be what is rendered: labels move to the lead


@dataclass(frozen=True, slots=True)
class PairedLabels:
    """Which label renders which, and the translation's labels that the original gives no reason for."""

    pairs: tuple[LabelPair, ...]
    added: tuple[int, ...]


def pair_labels(bridge: Bridge) -> PairedLabels:
    """Return which label renders which; one of another category, or the same word, adds nothing where it stands.

    An exempt label of the original (a name, a charge, another sense) says nothing loaded: it answers for the one label
    that renders it, and is no reason for any other.
    """
    here, there = bridge.translation.reading.labels, bridge.original.reading.labels
    pairs = tuple(_pairs(bridge, there, here))
    rendered = {pair.translation for pair in pairs}
    words = _words_left(bridge, {pair.original for pair in pairs})
    added = (
        index
        for index, label in enumerate(here)
        if label.exemption is None and index not in rendered and not _has_reason(bridge, label, words)
    )
    return PairedLabels(pairs, tuple(added))


def _pairs(bridge: Bridge, originals: Sequence[Label], translations: Sequence[Label]) -> Iterator[LabelPair]:
    candidates = sorted(
        (_is_exempt(label) is not _is_exempt(rendering), -closeness, other, one)
        for one, label in enumerate(originals)
        for other, rendering in enumerate(translations)
        if label.category == rendering.category
        and (closeness := bridge.closeness(label.span, rendering.span))
        >= (_SAME_PLACE if _is_exempt(label) else _RENDERED)
    )
    used: set[tuple[str, int]] = set()
    for *_, other, one in candidates:
        if ("here", other) not in used and ("there", one) not in used:
            used |= {("here", other), ("there", one)}
            yield LabelPair(one, other)


def _is_exempt(label: Label) -> bool:
    return label.exemption is not None


def _words_left(bridge: Bridge, rendered: set[int]) -> list[frozenset[str]]:
    """Return the anchors of the original's sentences, without those of exempt labels that are *rendered*."""
    side = bridge.original
    words = list(side.anchors)
    for index, label in enumerate(side.reading.labels):
        if _is_exempt(label) and index in rendered and words:
            words[side.sentence_at(label.span)] -= anchors_of(label.span.of(side.reading.layout.text))
    return words


def _has_reason(bridge: Bridge, label: Label, words: Sequence[frozenset[str]]) -> bool:
    """Say whether the original has a label, or the same one of its *words*, where the translation's label stands."""
    near = [
        one
        for one in bridge.original.reading.labels
        if not _is_exempt(one) and bridge.closeness(one.span, label.span) >= _SAME_PLACE
    ]
    if any(one.category == label.category for one in near):
        return True
    own = anchors_of(label.span.of(bridge.translation.reading.layout.text))
    at = bridge.translation.sentence_at(label.span)
    return any(
        own & anchors and bridge.of_sentences(sentence, at) >= _SAME_PLACE for sentence, anchors in enumerate(words)
    )

"""Compare two readings: what renders what, what is missing, what was added, what was lost."""

from __future__ import annotations

from moderation.screening.drift.comparison import Comparison
from moderation.screening.drift.hedges import find_lost_hedges
from moderation.screening.drift.labels import pair_labels
from moderation.screening.drift.losses import find_lost_sources
from moderation.screening.drift.marks import find_lost_marks
from moderation.screening.drift.places import Bridge, build_bridge
from moderation.screening.drift.tolls import pair_tolls
from moderation.screening.lexicon import LanguagePack
from moderation.screening.values import Reading

# A translation of less than this share of its original's length is an extract: no language is so much shorter.
_EXTRACT = 0.7
_FEWEST_LEFT_OUT = 3  # sentences that it is shorter by, lest one that lost its figures pass for an extract
# More tolls, labels or sentences than this in one text are a table or a book; comparing costs their product.
_MOST = 400
TOO_LONG = f"more than {_MOST} sentences, casualty figures or labels in one text"


def compare(original: Reading, translation: Reading, packs: tuple[LanguagePack, LanguagePack]) -> Comparison | None:
    """Compare *translation* with *original*; *packs* are of their languages, the original's first.

    None where one of the two is too long. Nothing is called missing from a translation that was not read whole, nor
    added to such an original.
    """
    if any(len(part) > _MOST for reading in (original, translation) for part in (reading.tolls, reading.labels)):
        return None
    bridge = build_bridge(original, translation, packs)
    if any(len(side.sentences) > _MOST for side in (bridge.original, bridge.translation)):
        return None
    tolls, labels = pair_tolls(bridge), pair_labels(bridge)
    missing = () if translation.unread else tolls.missing
    left_out = _left_out(bridge, missing, {pair.original for pair in tolls.pairs})
    return Comparison(
        original=original,
        translation=translation,
        tolls=tolls.pairs,
        missing=tuple(index for index in missing if index not in left_out),
        left_out=left_out,
        added=() if original.unread else tolls.added,
        labels=labels.pairs,
        added_labels=() if original.unread else labels.added,
        unmarked=find_lost_marks(bridge, labels.pairs),
        hedges=find_lost_hedges(bridge, tolls.pairs),
        sourceless=find_lost_sources(bridge, tolls.pairs),
    )


def why_partly(original: Reading, translation: Reading) -> str:
    """Say why the two can be compared in part only; nothing where they can be wholly."""
    if original.unread:
        return "parts of the original were not read"
    return "parts of the translation were not read" if translation.unread else ""


def _left_out(bridge: Bridge, missing: tuple[int, ...], paired: set[int]) -> tuple[int, ...]:
    """Return the missing tolls of an extract whose sentence it did not take over: no other toll of it is told."""
    if not _is_extract(bridge):
        return ()
    side = bridge.original
    tolls = side.reading.tolls
    told = {side.sentence_at(tolls[index].span) for index in paired}
    return tuple(index for index in missing if side.sentence_at(tolls[index].span) not in told)


def _is_extract(bridge: Bridge) -> bool:
    whole, part = bridge.original, bridge.translation
    is_shorter = len(whole.sentences) - len(part.sentences) >= _FEWEST_LEFT_OUT
    return is_shorter and part.length < _EXTRACT * whole.length

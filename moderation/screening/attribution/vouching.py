"""Temper the figures nobody vouches for: a source that stands near, the same figure attributed elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from moderation.screening.attribution.speech import Speech
from moderation.screening.attribution.vocabulary import TOKEN, Force, Vocabulary, Word, read_vocabulary
from moderation.screening.lexicon import LanguagePack
from moderation.screening.values import Attribution, Grade, Layout, Span, Toll, Vouching

# A source vouches nearby within this many sentences before or after.
NEAR = 2
# Words this long, unless they serve or report, carry the matter: two sentences that share one speak of one event.
TELLING = 4

# Figures further apart than this many others are a table's, not one story's; the bound keeps the cost linear.
FARTHEST_REPEAT = 100
# Figures looked at on either side, to know which sentences count the same event.
AROUND = 8

_ATTRIBUTED = (Grade.NAMED, Grade.UNNAMED)
_VOUCHING = frozenset({Force.SAY, Force.COUNT, Force.FIND})


def vouch(layout: Layout, speech: Speech, tolls: Sequence[Toll], pack: LanguagePack) -> tuple[Vouching, ...]:
    """Return each toll's attribution with its marks, parallel to *tolls*."""
    attributions = [speech.of(toll.span) for toll in tolls]
    words = read_vocabulary(pack)
    return tuple(
        Vouching(
            attribution,
            near=_find_near(layout, speech, tolls, place, words) if attribution.grade is Grade.NONE else None,
            repeat=_find_repeat(tolls, attributions, place) if attribution.grade is Grade.NONE else None,
        )
        for place, attribution in enumerate(attributions)
    )


def _find_repeat(tolls: Sequence[Toll], attributions: Sequence[Attribution], place: int) -> int | None:
    """Return the nearest attributed toll of the same effect and a value that this one repeats."""
    around = range(max(place - FARTHEST_REPEAT, 0), min(place + FARTHEST_REPEAT + 1, len(tolls)))
    same = (
        other for other in around if attributions[other].grade in _ATTRIBUTED and _repeats(tolls[place], tolls[other])
    )
    return min(same, key=lambda other: abs(other - place), default=None)


def _repeats(toll: Toll, other: Toll) -> bool:
    if toll.effect is not other.effect or (toll.min is None and toll.max is None):
        return False
    return (toll.min, toll.max) == (other.min, other.max) or _share_bound(toll, other)


def _share_bound(toll: Toll, other: Toll) -> bool:
    """Say whether "at least 37" and "37" meet: one bound is the same, and the other one open."""
    bounds, others = (toll.min, toll.max), (other.min, other.max)
    if None not in bounds and None not in others:
        return False
    return bool({*bounds} & {*others} - {None})


def _find_near(layout: Layout, speech: Speech, tolls: Sequence[Toll], place: int, words: Vocabulary) -> Span | None:
    """Return the nearest source, two sentences before or after, that speaks of the same event."""
    sentences = speech.readings.sentences
    own = speech.readings.number(tolls[place].span.start)
    counted = {speech.readings.number(toll.span.start) for toll in tolls[max(place - AROUND, 0) : place + AROUND + 1]}
    matter = _matter(layout, sentences[own], words)
    around = chain.from_iterable((own - step, own + step) for step in range(1, NEAR + 1))
    for other in around:
        if 0 <= other < len(sentences):
            speakers = [source for cue, source in speech.cues_in(sentences[other]) if cue.force in _VOUCHING]
            if speakers and (other in counted or matter & _matter(layout, sentences[other], words)):
                return speakers[0].span
    return None


def _matter(layout: Layout, sentence: Span, words: Vocabulary) -> frozenset[str]:
    found = (word for word in TOKEN.findall(layout.folded, *sentence) if len(word) >= TELLING)
    # An event's noun ("fire") is listed among the small words too, as one that cannot speak.
    telling = (word for word in found if words.flags.get(word, Word.VICTIMS) & Word.VICTIMS)
    return frozenset(word for word in telling if word not in words.verbs)

"""Say who vouches for each toll, and temper those for which nobody does."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from moderation.screening.attribution.speech import Speech
from moderation.screening.lexicon import LanguagePack
from moderation.screening.values import Attribution, Grade, Layout, Span, Toll, Vouching

# A source may stand this many sentences away and still be taken to speak of the same event.
NEAR_SENTENCES = 2

_KNOWN = (Grade.NAMED, Grade.UNNAMED)


def vouch(layout: Layout, speech: Speech, tolls: Sequence[Toll], pack: LanguagePack) -> tuple[Vouching, ...]:
    """Return each toll's vouching, parallel to *tolls*."""
    attributions = [speech.of(toll.span) for toll in tolls]
    return tuple(
        Vouching(
            attribution,
            near=_near_source(layout, speech, toll) if attribution.grade is Grade.NONE else None,
            repeat=_repeated(tolls, attributions, index) if attribution.grade is Grade.NONE else None,
        )
        for index, (toll, attribution) in enumerate(zip(tolls, attributions, strict=True))
    )


def _near_source(layout: Layout, speech: Speech, toll: Toll) -> Span | None:
    """Return the nearest source that speaks within two sentences, earlier ones first."""
    own = bisect_right(layout.sentences, toll.span.start, key=lambda sentence: sentence.start) - 1
    first, last = max(own - NEAR_SENTENCES, 0), min(own + NEAR_SENTENCES, len(layout.sentences) - 1)
    for place in sorted(range(first, last + 1), key=lambda at: (abs(at - own), at)):
        for _, source in reversed(speech.cues_in(layout.sentences[place])):
            if source.span is not None and source.grade in _KNOWN:
                return source.span
    return None


def _repeated(tolls: Sequence[Toll], attributions: Sequence[Attribution], index: int) -> int | None:
    """Return the first toll that says the same and is attributed."""
    return next(
        (
            other
            for other, attribution in enumerate(attributions)
            if other != index and attribution.grade in _KNOWN and _say_the_same(tolls[index], tolls[other])
        ),
        None,
    )


def _say_the_same(one: Toll, other: Toll) -> bool:
    return one.effect is other.effect and (one.min, one.max) == (other.min, other.max)

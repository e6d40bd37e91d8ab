"""Say who vouches for figures, and temper the rest: a source that stands near, the same figure attributed elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from moderation.screening.attribution.second_hearing import Hearer, hear_again
from moderation.screening.attribution.speech import Speech
from moderation.screening.attribution.vocabulary import Vocabulary, read_vocabulary
from moderation.screening.attribution.words import TOKEN, Word
from moderation.screening.events import may_count_the_same
from moderation.screening.lexicon import LanguagePack
from moderation.screening.values import Attribution, Grade, Layout, Precision, Scope, Span, Toll, Vouching

# A source vouches nearby within this many sentences before or after.
NEAR = 2
# Words this long, unless they serve or report, carry the matter: two sentences that share one speak of one event.
TELLING = 4

# Figures further apart than this many others are a table's, not one story's; the bound keeps the cost linear.
FARTHEST_REPEAT = 100
# Figures looked at on either side, to know which sentences count the same event.
AROUND = 8

# Code points before a verb of harm in which its subject is looked for.
_LEAD = 30
# Behind a verb of speech these say when, where or nothing more, and not what was said.
_NO_CONTENT = Word.STOP | Word.BOUNDARY | Word.PREPOSITION | Word.TIME | Word.MONTH | Word.ADVERB
_AUXILIARY = Word.HAVE | Word.BE | Word.ADVERB

_ATTRIBUTED = (Grade.NAMED, Grade.UNNAMED)


def vouch(
    layout: Layout, speech: Speech, tolls: Sequence[Toll], pack: LanguagePack, hearer: Hearer | None = None
) -> tuple[Vouching, ...]:
    """Return each toll's attribution with its marks, parallel to *tolls*; *hearer* is who hears them again."""
    words = read_vocabulary(pack)
    sentences = [speech.readings.sentence(toll.span.start) for toll in tolls]
    attributions = [speech.of(toll.span) for toll in tolls]
    if hearer:
        nearby = partial(_asked_for, speech=speech, layout=layout, words=words)
        attributions = [
            said if _is_deed(toll, sentence, layout, words) else hear_again(said, toll.span, hearer, nearby)
            for said, toll, sentence in zip(attributions, tolls, sentences, strict=True)
        ]
    around = _Neighbourhood(layout, speech, sentences, words)
    may_be_told = partial(may_count_the_same, layout, pack)
    return tuple(
        Vouching(
            attribution,
            near=around.source_near(place) if attribution.grade is Grade.NONE else None,
            repeat=_find_repeat(tolls, attributions, place, may_be_told) if attribution.grade is Grade.NONE else None,
        )
        for place, attribution in enumerate(attributions)
    )


def _asked_for(span: Span, speech: Speech, layout: Layout, words: Vocabulary) -> Attribution | None:
    """Return the nearest source that the figure at *span* may be given to, unless it speaks of something else.

    "Fire kills six, mayor says school safe", "nine died in a fire, which police say began at dawn": who opens a clause
    of its own behind a figure vouches for that clause; where it closes the figure's, the rules know.
    """
    found = speech.nearby(span, within=NEAR)
    if found is not None and found.cue is not None and found.cue.covers(span):
        return None  # "doctors at the clinic, where five died, said": told of who speaks
    if found is None or found.source is None or found.scope is Scope.INHERITED or found.source.start < span.end:
        return found
    between = [word[0] for word in TOKEN.finditer(layout.folded, span.end, found.source.start)]
    flags = [words.flags.get(word, 0) for word in between]
    while flags and flags[-1] & Word.DETERMINER and not flags[-1] & Word.RELATIVE:
        flags.pop()
    opens = flags and (between[len(flags) - 1] == "," or flags[-1] & Word.RELATIVE)
    return None if opens and _goes_on(found, speech, layout, words) else found


def _goes_on(found: Attribution, speech: Speech, layout: Layout, words: Vocabulary) -> bool:
    """Say whether the source's verb has something to say behind it: neither a stop nor a mere time or place."""
    assert found.source is not None
    end = max(found.source.end, found.cue.end if found.cue is not None else 0)
    behind = TOKEN.search(layout.folded, end, speech.readings.sentence(end - 1).end)
    return behind is not None and not words.flags.get(behind[0], 0) & _NO_CONTENT


def _is_deed(toll: Toll, sentence: Span, layout: Layout, words: Vocabulary) -> bool:
    """Say whether a pronoun does the harm: in "They killed 14" it stands for the killers and recalls no source."""
    if toll.word.start >= toll.span.start:
        return False
    start = max(sentence.start, toll.word.start - _LEAD)
    before = reversed(list(TOKEN.finditer(layout.folded, start, toll.word.start)))
    subject = next((word for word in before if not words.flags.get(word[0], 0) & _AUXILIARY), None)
    if subject is None or not words.flags.get(subject[0], 0) & Word.PRONOUN:
        return False
    lead = layout.folded[sentence.start : subject.start()].rstrip()
    return not lead or lead.endswith(",")  # "it said it had killed 14" is speech


def _find_repeat(
    tolls: Sequence[Toll],
    attributions: Sequence[Attribution],
    place: int,
    may_be_told: Callable[[Toll, Toll], bool],
) -> int | None:
    """Return the nearest attributed toll of the same effect, victims and time, and a value that this one repeats."""
    around = range(max(place - FARTHEST_REPEAT, 0), min(place + FARTHEST_REPEAT + 1, len(tolls)))
    toll = tolls[place]
    vouched = (other for other in around if attributions[other].grade in _ATTRIBUTED)
    same = (other for other in vouched if _repeats(toll, tolls[other]) and may_be_told(toll, tolls[other]))
    return min(same, key=lambda other: abs(other - place), default=None)


def _repeats(toll: Toll, other: Toll) -> bool:
    is_vague = Precision.VAGUE in (toll.precision, other.precision)
    if toll.effect is not other.effect or is_vague or (toll.min is None and toll.max is None):
        return False
    return (toll.min, toll.max) == (other.min, other.max) or _share_bound(toll, other)


def _share_bound(toll: Toll, other: Toll) -> bool:
    """Say whether "at least 37" and "37" meet: one bound is the same, and the other one open."""
    bounds, others = (toll.min, toll.max), (other.min, other.max)
    if None not in bounds and None not in others:
        return False
    return bool({*bounds} & {*others} - {None})


@dataclass(slots=True)
class _Neighbourhood:
    """The sentences of one text, asked for the source that stands near a toll."""

    layout: Layout
    speech: Speech
    sentences: Sequence[Span]  # each toll's
    words: Vocabulary
    _matters: dict[Span, frozenset[str]] = field(default_factory=dict)

    def source_near(self, place: int) -> Span | None:
        """Return the nearest source, two sentences before or after, that speaks of the same event."""
        readings, own = self.speech.readings, self.sentences[place]
        counted = self.sentences[max(place - AROUND, 0) : place + AROUND + 1]
        for away, other in readings.around(own, NEAR):
            source = self.speech.source_in(other) if away else None
            if source is not None and (other in counted or self._matter(own) & self._matter(other)):
                return source.span
        return None

    def _matter(self, sentence: Span) -> frozenset[str]:
        if sentence not in self._matters:
            self._matters[sentence] = _matter(self.layout, sentence, self.words)
        return self._matters[sentence]


def _matter(layout: Layout, sentence: Span, words: Vocabulary) -> frozenset[str]:
    """Return the words that tell of what a sentence is about; names run through a whole article and tie nothing."""
    plain = layout.plain
    found = (match for match in TOKEN.finditer(layout.folded, *sentence) if match.end() - match.start() >= TELLING)
    common = (match[0] for match in found if not plain[match.start()].isupper())
    # An event's noun ("fire") is listed among the small words too, as one that cannot speak.
    telling = (word for word in common if words.flags.get(word, Word.VICTIMS) & Word.VICTIMS)
    return frozenset(word for word in telling if word not in words.verbs)

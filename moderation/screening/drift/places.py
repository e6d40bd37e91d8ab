"""Where things stand in two texts of which one renders the other: by order, and by the words that both share.

Names, and words that both languages have from one root, outlive a translation; so do numbers. Texts in two scripts
share names as they sound, and numbers. What two sentences share says more about whether one renders the other than
how far down each stands, for paragraphs are merged and moved.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain

from moderation.screening.drift.names import is_latin, sounds_in
from moderation.screening.lexicon import LanguagePack
from moderation.screening.quantities import cut, quantity_words, read_figures
from moderation.screening.text import read_layout
from moderation.screening.tolls.finding import has_candidates
from moderation.screening.values import Layout, Quantity, Reading, Span

_STEM = 5  # letters by which words of one root are known across languages
_SHORTEST = 4
_WORD = re.compile(r"\w+")
_ANCHOR = re.compile(r"[^\W\d_]{4,}|\d{2,}")
_TELLING = 3  # the smallest number, in digits or words, that tells one sentence from another
_FEW = 3  # anchors that a sentence needs before sharing them says all
SAME_PLACE = 0.3  # closeness from which one place may render another
_KINSHIP = 0.6  # how much more what two places share says than how far down they stand
_STEEPNESS = 2.5  # how fast closeness falls with the distance of places


@dataclass(frozen=True)
class Side:
    """One of the two texts, laid out for comparing: its sentences, their anchors, and all that it counts."""

    reading: Reading
    layout: Layout
    pack: LanguagePack
    anchors: tuple[frozenset[str], ...] = ()
    names: tuple[frozenset[str], ...] = ()
    figures: tuple[Quantity, ...] = ()

    @property
    def sentences(self) -> tuple[Span, ...]:
        """Return the sentences, in order."""
        return self.layout.sentences

    def sentence_at(self, span: Span) -> int:
        """Return the index of the sentence that *span* begins in."""
        return max(bisect_right(self.sentences, span.start, key=lambda sentence: sentence.start) - 1, 0)

    def sentence_of(self, span: Span) -> Span:
        """Return the sentence that *span* begins in."""
        return self.sentences[self.sentence_at(span)] if self.sentences else span

    def speaks_of_harm(self, sentence: int) -> bool:
        """Say whether a casualty word stands in the sentence."""
        return has_candidates(self.sentences[sentence].of(self.layout.folded), self.pack)

    @property
    def length(self) -> int:
        """Return how much is written, blanks left out."""
        return max(sum(end - start for start, end in self.sentences), 1)


def build_bridge(original: Reading, translation: Reading, packs: tuple[LanguagePack, LanguagePack]) -> Bridge:
    """Return both readings ready for comparing; *packs* are of their languages, the original's first."""
    in_two_scripts = is_latin(original.layout.text) != is_latin(translation.layout.text)
    lay_out = _lay_out_by_sound if in_two_scripts else _lay_out
    return Bridge(lay_out(original, packs[0]), lay_out(translation, packs[1]), in_two_scripts)


def _lay_out(reading: Reading, pack: LanguagePack) -> Side:
    layout = _laid_out(reading, pack)
    told = _without_tolls(reading, layout)
    return Side(
        reading=reading,
        layout=layout,
        pack=pack,
        anchors=tuple(map(anchors_of, told)),
        names=tuple(map(_names_of, told)),
        figures=tuple(_figures(layout, pack)),
    )


def _lay_out_by_sound(reading: Reading, pack: LanguagePack) -> Side:
    layout = _laid_out(reading, pack)
    side = Side(reading=reading, layout=layout, pack=pack, figures=tuple(_figures(layout, pack)))
    numbers: list[set[str]] = [set() for _ in side.sentences]
    for figure in side.figures:
        if not any(toll.span.overlaps(figure.span) for toll in reading.tolls):
            numbers[side.sentence_at(figure.span)].update(_numbers_of(figure))
    names = tuple(frozenset(sounds_in(sentence.of(layout.text), pack)) for sentence in side.sentences)
    return replace(side, anchors=tuple(map(frozenset, numbers)), names=names)


def _laid_out(reading: Reading, pack: LanguagePack) -> Layout:
    """Return the layout; a text without harm in it gets its sentences only here."""
    layout = reading.layout
    return layout if layout.sentences else read_layout(layout.text, pack)


def _numbers_of(figure: Quantity) -> Iterator[str]:
    """Yield the numbers of a figure by which its sentence may be known: "one" stands everywhere."""
    return (str(end) for end in (figure.min, figure.max) if end is not None and end >= _TELLING)


def anchors_of(words: str) -> frozenset[str]:
    """Return what a translation of *words* is known by: numbers, and the beginnings of longer words without accents."""
    bare = unicodedata.normalize("NFD", words.casefold())
    plain = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return frozenset(match[0][:_STEM] for match in _ANCHOR.finditer(plain))


def anchors_in(text: str, span: Span) -> Iterator[tuple[str, Span]]:
    """Yield the anchors of a stretch of *text*, and where the word of each stands."""
    for word in _WORD.finditer(text, *span):
        for anchor in anchors_of(word[0]):
            yield anchor, Span(*word.span())


def _names_of(words: str) -> frozenset[str]:
    """Return the anchors written with a capital, that of the first word left out."""
    return frozenset(chain.from_iterable(anchors_of(word) for word in _WORD.findall(words)[1:] if word[0].isupper()))


def _without_tolls(reading: Reading, layout: Layout) -> list[str]:
    """Return the sentences without the digits of their tolls, which are compared by themselves."""
    text = layout.text
    for toll in reading.tolls:
        text = f"{text[: toll.span.start]}{' ' * (toll.span.end - toll.span.start)}{text[toll.span.end :]}"
    return [sentence.of(text) for sentence in layout.sentences]


@dataclass(frozen=True)
class Bridge:
    """Both sides, and how close a place in the one is to a place in the other.

    Texts in two scripts share little but names: where a sentence holds none, its place alone says what it renders.
    """

    original: Side
    translation: Side
    in_two_scripts: bool = False
    _known: dict[tuple[int, int], float] = field(default_factory=dict)

    def closeness(self, original: Span, translation: Span) -> float:
        """Return from 0 to 1 how likely the second place renders the first."""
        return self.of_sentences(self.original.sentence_at(original), self.translation.sentence_at(translation))

    def of_sentences(self, original: int, translation: int) -> float:
        """Return how likely a sentence renders another: what they share, and how far down each stands."""
        key = original, translation
        if key not in self._known:
            weight = _KINSHIP * (min(self._fewer_anchors(*key) / _FEW, 1.0) if self.in_two_scripts else 1.0)
            self._known[key] = weight * self.kinship(*key) + (1 - weight) * self._nearness(*key)
        return self._known[key]

    def is_harm_rendered(self, original: Span) -> bool:
        """Say whether the translation speaks of harm in a sentence that may render the place in the original."""
        at, side = self.original.sentence_at(original), self.translation
        return any(
            self.of_sentences(at, other) >= SAME_PLACE and side.speaks_of_harm(other)
            for other in range(len(side.sentences))
        )

    @cached_property
    def turned(self) -> Bridge:
        """Return the bridge as it is walked the other way: closeness knows no direction."""
        return Bridge(self.translation, self.original, self.in_two_scripts)

    def kinship(self, original: int, translation: int) -> float:
        """Return the share of anchors that the two sentences have in common, doubled: half is as good as all.

        A name counts twice.
        """
        if not (self.original.anchors and self.translation.anchors):
            return 0.0
        one, other = self.original.anchors[original], self.translation.anchors[translation]
        names, others = self.original.names[original], self.translation.names[translation]
        shared = len(one & other) + len(names & others)
        least = 1 if self.in_two_scripts else _FEW
        return min(2 * shared / max(self._fewer_anchors(original, translation), least), 1.0)

    def _fewer_anchors(self, original: int, translation: int) -> int:
        """Return how many anchors the one of two sentences has that has fewer, names counted twice."""
        here, there = self.original, self.translation
        if not (here.anchors and there.anchors):
            return 0
        return min(
            len(here.anchors[original]) + len(here.names[original]),
            len(there.anchors[translation]) + len(there.names[translation]),
        )

    def _nearness(self, original: int, translation: int) -> float:
        distance = abs(_depth(self.original, original) - _depth(self.translation, translation))
        return max(1 - _STEEPNESS * distance, 0.0)


def _depth(side: Side, sentence: int) -> float:
    if not side.sentences:
        return 0.5
    span = side.sentences[sentence]
    return (span.start + span.end) / 2 / max(len(side.reading.layout.text), 1)


def _figures(layout: Layout, pack: LanguagePack) -> list[Quantity]:
    phrases = quantity_words(pack)
    found = []
    for sentence in layout.sentences:
        tokens = cut(layout.folded, sentence.start, sentence.end, pack)
        for figure in read_figures(tokens.words, phrases):
            span = Span(tokens.starts[figure.first], tokens.ends[figure.after - 1])
            found.append(Quantity(span, figure.min, figure.max, figure.precision))
    return found
